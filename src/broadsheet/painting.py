"""A layout tree as the files of a set. Import late: reportlab, pdfium and Pillow are heavy."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from broadsheet.diagnostics import BroadsheetError, Diagnostic, diagnostic
from broadsheet.executor import SerialExecutor, shares
from broadsheet.font.sfnt import FontFileError
from broadsheet.kernel import is_installed
from broadsheet.options import MARKS, BuildOptions
from broadsheet.paint.deflate import deflater
from broadsheet.paint.pdf import OutputProfile, PdfOptions, iterate_pdf
from broadsheet.paint.pdf.options import FormSource, PictureSource, Standard
from broadsheet.paint.pdf.readback import LostTextError
from broadsheet.records import replace
from broadsheet.stamps import Stamp, stamp_of
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.tree.node import LayoutTree, Picture, TreePage
from broadsheet.tree.walk import pictures
from broadsheet.units import INCH, Length

if TYPE_CHECKING:
    from concurrent.futures import Future

    from broadsheet.graphics.form import ImportedPage
    from broadsheet.pictures.raster import Raster


def paint_set(
    tree: LayoutTree, options: BuildOptions, found: Sequence[Diagnostic] = ()
) -> dict[str, bytes]:
    """Return the files of a set by name. Raises what ``paint_files`` raises."""
    files = paint_files(tree, options, found)
    return {name: data if isinstance(data, bytes) else b"".join(data) for name, data in files}


def paint_files(
    tree: LayoutTree,
    options: BuildOptions,
    found: Sequence[Diagnostic] = (),
    keeper: Keeper = NOTHING_STANDING,
) -> Iterator[tuple[str, bytes | Iterator[bytes]]]:
    """Yield the files of a set with their names, each as it is made, the tree piece by piece; ``found`` is
    what marks are made of. Pages that ``keeper`` has are not painted again.

    Raises BroadsheetError for a picture that is no picture.
    """
    if {"pdf", "png", MARKS} & set(options.formats):
        for made in _pages(tree, options, found, keeper):
            yield from made.items()
    if "tree" in options.formats:
        from broadsheet.tree.serial import page_text, tree_parts  # noqa: PLC0415  late: json, and few builds want it

        def text_of(page: TreePage) -> bytes:
            return keeper.take("tree", page.number, page, partial(page_text, page))

        yield "tree.json", tree_parts(tree, text_of)


_SERIAL = SerialExecutor()


_Files = dict[str, bytes]


def _pages(
    tree: LayoutTree, options: BuildOptions, found: Sequence[Diagnostic], keeper: Keeper
) -> Iterator[_Files]:
    """The files of each page, or of all pages in one; painted only where something that shows in them has
    changed."""
    found = tuple(item for item in found if item.mark is not None)
    alone = replace(options, executor=_SERIAL, store=None)
    parts = [tree.pages] if options.combined else [(page,) for page in tree.pages]
    looks = _what_shows(alone), _profile_stamp(alone)
    sources = {pages[0].number: _page_source(pages, tree, looks, found) for pages in parts}
    fresh = {number for number, source in sources.items() if not keeper.stands("page", number, source)}
    paint = partial(_paint, options=alone, found=found)
    wanted = [pages for pages in parts if pages[0].number in fresh]
    painted = _painted(wanted, tree, options, paint)

    def files_of(pages: Sequence[TreePage]) -> _Files:
        known = pages[0].number not in fresh  # and yet asked for: what was kept is damaged
        return next(paint(_of_parts(tree, [pages])) if known else painted)

    for pages in parts:
        yield keeper.take("page", pages[0].number, sources[pages[0].number], partial(files_of, pages))


def _page_source(
    pages: Sequence[TreePage],
    tree: LayoutTree,
    looks: tuple[BuildOptions, object],
    found: Sequence[Diagnostic],
) -> object:
    """Everything that shows in the files of some pages; ``looks`` are the options and their profile."""
    numbers = {page.number for page in pages}
    marks = tuple(item for item in found if item.mark and item.mark.page in numbers)
    return (*pages, tree.faces, tree.title, tree.date, looks, marks if MARKS in looks[0].formats else ())


def _what_shows(options: BuildOptions) -> BuildOptions:
    """The options without those by which no page differs: where things are kept, what is done about a
    finished set, the language of marks that are not made."""
    language = options.language if MARKS in options.formats else "en"
    return replace(
        options, language=language, picture_cache=None, font_tables=None,
        release=False, preflight=False, lock="check",
    )  # fmt: skip


def _profile_stamp(options: BuildOptions) -> Stamp | None:
    """What tells the plant's own profile from another of the same name. Raises BroadsheetError."""
    try:
        return stamp_of(options.profile) if options.profile else None
    except OSError as error:
        gone = diagnostic("E102", path=options.profile, reason=error.strerror)
        raise BroadsheetError([gone]) from error


def _painted(
    parts: Sequence[Sequence[TreePage]],
    tree: LayoutTree,
    options: BuildOptions,
    paint: Callable[[LayoutTree], Iterator[_Files]],
) -> Iterator[_Files]:
    """The files of each part, in order. Pages are painted apart where there is work for others; each
    worker reads the fonts once."""
    dealt = [] if isinstance(options.executor, SerialExecutor) else _dealt(parts, options)
    if len(dealt) < 2:  # each as it is wanted
        yield from paint(_of_parts(tree, parts))
        return
    jobs = [_of_parts(tree, [parts[index] for index in share]) for share in dealt]
    made: dict[int, _Files] = {}
    for share, files in zip(dealt, options.executor.map(partial(_paint_all, paint), jobs), strict=True):
        made.update(zip(share, files, strict=True))
    for index in range(len(parts)):
        yield made.pop(index)


_PAGE_WORK = 4 if is_installed() else 12
_PROOF_WORK, _PICTURE_WORK, _MEGAPIXEL_WORK = 150, 40, 10
"""Milliseconds that a page of text, its proof, a picture, and each million of its pixels take here, about.
Fonts, which take longest of a page of text, are packed in another thread anyhow."""


def _dealt(parts: Sequence[Sequence[TreePage]], options: BuildOptions) -> list[list[int]]:
    """Which parts are painted together. What takes long is converting pictures, so pages full of them are
    dealt out evenly, and those that the cache has count for nothing."""
    placed = [[picture for page in pages for picture in pictures(page.groups)] for pages in parts]
    is_kept = _is_kept(options) if any(placed) else lambda _: False
    page_work = _PAGE_WORK + (_PROOF_WORK if {"png", MARKS} & set(options.formats) else 0)

    def work(picture: Picture) -> float:
        if picture.gap or is_kept(picture):
            return 0
        return _PICTURE_WORK + _MEGAPIXEL_WORK * picture.crop[2] * picture.crop[3] / 1e6

    work_of = (
        page_work * len(pages) + sum(map(work, found)) for pages, found in zip(parts, placed, strict=True)
    )
    return shares(list(work_of), options.executor)


def _is_kept(options: BuildOptions) -> Callable[[Picture], bool]:
    """Whether the cache has a picture, or it is none that is converted."""
    from broadsheet.pictures.cache import PictureCache  # noqa: PLC0415  late: only for pictures

    cache = PictureCache(options.picture_cache) if options.picture_cache else None
    icc = options.press_profile()
    return lambda picture: picture.vector or (cache is not None and cache.holds(picture, icc))


def _of_parts(tree: LayoutTree, parts: Iterable[Sequence[TreePage]]) -> LayoutTree:
    return replace(tree, pages=tuple(page for pages in parts for page in pages))


def _paint_all(paint: Callable[[LayoutTree], Iterator[_Files]], tree: LayoutTree) -> list[_Files]:
    return list(paint(tree))


def _paint(tree: LayoutTree, options: BuildOptions, found: Sequence[Diagnostic]) -> Iterator[_Files]:
    """The files of each page of a tree, a spread's halves together; of all pages where they are combined."""
    sheets = [1] if options.combined else [1 for _ in tree.pages]
    if options.split_spreads:
        from broadsheet.tree.spread import without_spreads  # noqa: PLC0415  late: few papers have one

        folds = {page.number: page.width // 2 for page in tree.pages if page.spread}
        found = [part for item in found for part in _folded(item, folds)]
        sheets = sheets if options.combined else [1 + page.spread for page in tree.pages]
        tree = without_spreads(tree)
    made = _sheets(tree, options, found)
    try:
        for count in sheets:
            files: _Files = {}
            for _ in range(count):
                files |= next(made)
            yield files
    except FontFileError as error:
        damaged = diagnostic("E603", path=error.path, reason=error)
        raise BroadsheetError([damaged]) from error
    except LostTextError as error:
        lost = diagnostic("E611", page=error.number, detail=error.detail)
        raise BroadsheetError([lost]) from error


def _folded(item: Diagnostic, folds: Mapping[int, Length]) -> Iterator[Diagnostic]:
    """A finding on a spread as one on each page that it has places on."""
    mark = item.mark
    fold = folds.get(mark.page) if mark else None
    if mark is None or fold is None:
        yield item
        return
    left = tuple(rect for rect in mark.places if rect.x < fold)
    right = tuple(replace(rect, x=rect.x - fold) for rect in mark.places if rect.right > fold)
    if left or not right:
        yield replace(item, mark=replace(mark, places=left))
    if right:
        yield replace(item, mark=replace(mark, page=mark.page + 1, places=right))


def _sheets(tree: LayoutTree, options: BuildOptions, found: Sequence[Diagnostic]) -> Iterator[_Files]:
    """The files of each sheet: its PDF and what is made of it."""
    wants_pdf, wants_proofs = "pdf" in options.formats, {"png", MARKS} & set(options.formats)
    sheets = iterate_pdf(tree, _pdf_options(tree, options))
    if not wants_proofs:
        yield from ({f"{made.name}.pdf": made.data} for made in sheets)
        return
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  late: only for proofs

    waiting: deque[tuple[_Files, list[Future[_Files]]]] = deque()
    with ThreadPoolExecutor(_PROOFERS) as proofers:
        for made in sheets:
            pages = [page for page in tree.pages if page.number in made.pages]
            jobs = [
                proofers.submit(_proofs, page, (made.data, index), options, found)
                for index, page in enumerate(pages)
            ]
            waiting.append(({f"{made.name}.pdf": made.data} if wants_pdf else {}, jobs))
            if len(waiting) > _MOST_WAITING:
                yield _whole(*waiting.popleft())
        while waiting:
            yield _whole(*waiting.popleft())


_PROOFERS, _MOST_WAITING = 2, 3
"""Threads that draw proofs while the next sheets are painted, one drawing while another deflates; and
sheets that wait for theirs."""


def _whole(files: _Files, proofs: Sequence[Future[_Files]]) -> _Files:
    for proof in proofs:
        files |= proof.result()
    return files


def _proofs(
    page: TreePage, sheet: tuple[bytes, int], options: BuildOptions, found: Sequence[Diagnostic]
) -> _Files:
    """The pictures of a page, which stands in a PDF at an index."""
    from broadsheet.proof.raster import page_png  # noqa: PLC0415  late: pdfium and Pillow, 120 ms

    pdf, index = sheet
    png = page_png(pdf, options.proof_dpi, index)
    files = {f"{page.name}.png": png} if "png" in options.formats else {}
    if MARKS in options.formats:
        from broadsheet.proof.marks import marked_png  # noqa: PLC0415  late: Pillow

        marked = marked_png(png, page, found, options.proof_dpi, options.language)
        if marked is not None:
            files[f"{page.name}-marks.png"] = marked
    return files


def _pdf_options(tree: LayoutTree, options: BuildOptions) -> PdfOptions:
    """The press profile goes into every page of a press set, and into no combined file."""
    icc = options.press_profile()
    own = OutputProfile(icc, options.profile.stem, "The plant's own") if options.profile else None
    vector = [picture.vector for page in tree.pages for picture in pictures(page.groups)]
    return PdfOptions(
        combined=options.combined,
        profile=None if options.combined else own or OutputProfile(icc),
        standard=Standard(options.standard),
        picture=_picture_source(icc, options) if not all(vector) else None,
        graphic=_graphic_source(icc) if any(vector) else None,  # pikepdf costs 60 ms
        deflater=deflater(options.compressor),
    )


def _graphic_source(icc: bytes) -> FormSource:
    """What reads pages of other PDFs."""
    from broadsheet.graphics.form import RefusedPageError  # noqa: PLC0415  late: as below
    from broadsheet.graphics.source import page_source  # noqa: PLC0415  late: pikepdf and Pillow

    read = page_source(icc)

    def source(picture: Picture) -> ImportedPage:
        try:
            return read(picture)
        except RefusedPageError as error:  # the file has changed since the edition was read
            found = diagnostic("E605", path=picture.name, reason=error)
            raise BroadsheetError([found]) from error

    return source


def unusable(tree: LayoutTree) -> Iterator[Diagnostic]:
    """What is wrong with each picture of a tree that cannot be decoded: a build ends at the first of them."""
    from broadsheet.pictures.opening import UnusableError, open_picture  # noqa: PLC0415  late: Pillow

    found = {each.path: each for page in tree.pages for each in pictures(page.groups)}
    for picture in found.values():
        if not (picture.vector or picture.gap):
            try:
                open_picture(replace(picture, width=INCH, height=INCH))
            except UnusableError as error:
                yield _refused(picture.name, str(error), is_large=error.is_large)


def _refused(name: str, reason: str, *, is_large: bool) -> Diagnostic:
    return diagnostic("E608" if is_large else "E605", path=name, reason=reason)


def _picture_source(icc: bytes, options: BuildOptions) -> PictureSource:
    """What converts pictures, or has them from the cache."""
    from broadsheet.pictures.cache import PictureCache  # noqa: PLC0415  late: only for pictures

    cache = PictureCache(options.picture_cache) if options.picture_cache else None

    def converted(picture: Picture) -> Raster:
        from broadsheet.pictures.convert import PictureError, convert_picture  # noqa: PLC0415  late: Pillow

        try:
            return convert_picture(picture, icc)
        except PictureError as error:
            found = _refused(error.name, error.reason, is_large=error.is_large)
            raise BroadsheetError([found]) from error

    def source(picture: Picture) -> Raster:
        if picture.gap:
            from broadsheet.pictures.gap import gap_raster  # noqa: PLC0415  late: Pillow

            return gap_raster(picture.width, picture.height)
        if cache is None:
            return converted(picture)
        return cache.take(picture, icc, partial(converted, picture))

    return source
