"""A layout tree as PDF files: one a page for the press, or one of all pages."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from broadsheet.font.subset import FontProgram
from broadsheet.paint.deflate import Deflater, Packer
from broadsheet.paint.pdf import objects
from broadsheet.paint.pdf.blend import put_blend
from broadsheet.paint.pdf.codes import FaceCodes, file_codes
from broadsheet.paint.pdf.content import (
    Names,
    PageContent,
    PictureKey,
    page_content,
    picture_key,
)
from broadsheet.paint.pdf.fontobject import cut_face, put_face
from broadsheet.paint.pdf.number import operands
from broadsheet.paint.pdf.options import PdfFile, PdfOptions
from broadsheet.paint.pdf.picture import TINT, PictureShelf, put_picture
from broadsheet.paint.pdf.readback import LostTextError, difference, said_by, text_of
from broadsheet.paint.pdf.spot import put_spot
from broadsheet.paint.pdf.standard import VERSIONS, catalog, facts_of, info, put_profile, standard_of
from broadsheet.paint.pdf.textstate import OVERPRINT_OFF, OVERPRINT_ON, SettingKey
from broadsheet.records import field, record, replace
from broadsheet.tree.marks import mark_nodes, sheet_margin
from broadsheet.tree.node import LayoutTree, TreePage
from broadsheet.tree.walk import glyph_runs, pictures
from broadsheet.units import Length

if TYPE_CHECKING:
    from broadsheet.paint.pdf.objects import PdfWriter, Value

_PAGES = "Pages"

_BEHIND = 3
"""Files of which streams are still being packed while the next one is written."""

_OVERPRINT: dict[str, dict[str, Value]] = {
    OVERPRINT_ON: {"Type": b"/ExtGState", "OP": b"true", "op": b"true", "OPM": b"1"},
    OVERPRINT_OFF: {"Type": b"/ExtGState", "OP": b"false", "op": b"false", "OPM": b"0"},
}


class MissingFaceError(ValueError):
    """The tree uses a face whose file it does not name."""


def paint_pdf(tree: LayoutTree, options: PdfOptions) -> tuple[PdfFile, ...]:
    """Return the edition's files in page order. The same tree and options give the same bytes.

    Raises MissingFaceError, and LostTextError where a page does not say what its runs say.
    """
    return tuple(iterate_pdf(tree, options))


def iterate_pdf(tree: LayoutTree, options: PdfOptions) -> Iterator[PdfFile]:
    """Yield the edition's files one by one, so that a press set need not be held whole."""
    if options.combined:  # for readers: page marks are for the plant
        tree = replace(tree, pages=tuple(replace(page, marks=(), slug=()) for page in tree.pages))
    sets = (tree.pages,) if options.combined else tuple((page,) for page in tree.pages)
    uses = [key for pages in sets for key in _picture_keys(pages)]
    job = _Job(
        tree,
        options,
        {face.key: FontProgram(face.path, face.index, face.digest) for face in tree.faces if face.path},
        PictureShelf(options.picture, uses),
        _packed(options.profile.icc, options.deflater) if options.profile else bytes,
        Packer(options.deflater),
    )
    waiting: deque[_Draft] = deque()
    for pages in sets:
        waiting.append(_draft(pages, job))
        if len(waiting) > _BEHIND:
            yield waiting.popleft().finish()
    for draft in waiting:
        yield draft.finish()


@lru_cache(maxsize=1)
def _packed(profile: bytes, deflater: Deflater) -> Callable[[], bytes]:
    """The profile deflated, in the background until the first file needs it; once, though every page of
    a press set may be painted on its own."""
    return Packer(deflater).start(profile)


@record
class _Job:
    """What all files of an edition share; ``profile`` is being deflated."""

    tree: LayoutTree
    options: PdfOptions
    programs: dict[str, FontProgram]
    shelf: PictureShelf
    profile: Callable[[], bytes]
    packer: Packer
    natural: dict[SettingKey, Mapping[int, int]] = field(default_factory=dict)


@record
class _Draft:
    """A file with all its objects, not yet put together. ``is_archive``: an archive takes all of it."""

    pages: Sequence[TreePage]
    job: _Job
    writer: PdfWriter
    is_archive: bool

    def finish(self) -> PdfFile:
        """Return the file."""
        options = self.job.options
        name = options.name if options.combined else self.pages[0].name
        tree, icc = self.job.tree, put_profile(self.writer, options, self.job.profile())
        facts = facts_of(
            options, tree.title, tree.date, self.writer.identity, is_archive=self.is_archive
        )
        root = catalog(self.writer, self.writer.reserve(_PAGES), options, facts, icc)
        data = self.writer.finish(root, info(options, facts))
        return PdfFile(name, data, tuple(page.number for page in self.pages), options.deflater.name)


def _draft(pages: Sequence[TreePage], job: _Job) -> _Draft:
    """Write the objects of one file: fonts first, because they take longest to pack."""
    codes = _codes(pages, job)
    names = Names({key: f"F{index}" for index, key in enumerate(codes)})
    uses: dict[FontProgram, list[tuple[str, FaceCodes]]] = {}
    for key, code in codes.items():
        uses.setdefault(code.program, []).append((names.faces[key], code))
    faces = [cut_face(face, job.packer) for face in uses.values()]
    writer = objects.PdfWriter(job.packer, VERSIONS[standard_of(job.options)])
    said: dict[str, Mapping[int, str]] = {}
    while faces:  # each let go when it is in the file
        said |= {name: said_by(cmap) for name, cmap in put_face(writer, faces.pop(0)).items()}
    kids = []
    for page in pages:
        content = page_content(page, codes, names, job.natural)
        _prove(page, content, said)
        stream = writer.put_stream({}, content.stream)
        kids.append(_put_page(writer, page, _resources(writer, content, names), stream))
    is_archive = _put_pictures(writer, names, job)
    for spot, name in names.spots.items():
        put_spot(writer, spot, name)
    for blend, name in names.blends.items():
        put_blend(writer, blend, name)
    for state, entries in _OVERPRINT.items():
        writer.put(entries, state)
    root = {"Type": b"/Pages", "Count": b"%d" % len(kids), "Kids": objects.array(*kids)}
    writer.put(root, _PAGES)
    return _Draft(pages, job, writer, is_archive)


def _prove(page: TreePage, content: PageContent, said: Mapping[str, Mapping[int, str]]) -> None:
    """Prove that the file says what the page's runs say, character by character.

    Raises LostTextError.
    """
    runs = glyph_runs((*page.groups, *mark_nodes(page)))
    parted = difference(runs, text_of(content.stream, said))
    if parted:
        raise LostTextError(page.number, f"{parted.wanted!r} / {parted.found!r} @ {parted.place}")


def _put_pictures(writer: PdfWriter, names: Names, job: _Job) -> bool:
    """Add pictures as images and vector graphics as forms; return whether an archive takes all of them."""
    if not names.pictures:
        return True
    from broadsheet.paint.pdf.form import FormPlacer  # noqa: PLC0415  late: only for pictures

    graphic = job.options.graphic
    spots = {spot.name: writer.reserve(name) for spot, name in names.spots.items()}
    placer = FormPlacer(writer, graphic, spots) if graphic else None
    for name, picture in names.pictures.values():
        if picture.vector and placer is not None:
            placer.put(picture, name)
        else:
            put_picture(writer, TINT if picture.vector else job.shelf.take(picture), name)
    return placer is None or placer.is_archive


def _put_page(writer: PdfWriter, page: TreePage, resources: Value, stream: Value) -> Value:
    """Add a page. The sheet is the bleed box; page marks make it larger."""
    margin = sheet_margin(page)

    def box(beyond: Length) -> bytes:
        corner = margin - beyond
        far = margin + beyond
        return b"[%s]" % operands(corner, corner, page.width + far, page.height + far)

    return writer.put(
        {
            "Type": b"/Page",
            "Parent": writer.reserve(_PAGES),
            "MediaBox": box(margin),
            "BleedBox": box(page.bleed),
            "TrimBox": box(0),
            "Resources": resources,
            "Contents": stream,
        }
    )


def _resources(writer: PdfWriter, content: PageContent, names: Names) -> Value:
    """What a page's stream names, and nothing else."""

    def references(wanted: Sequence[str]) -> Value:
        return objects.dictionary({name: writer.reserve(name) for name in wanted})

    entries: dict[str, Value] = {}
    if content.faces:
        entries["Font"] = references([names.faces[key] for key in content.faces])
    if content.pictures:
        entries["XObject"] = references([names.pictures[key][0] for key in content.pictures])
    if content.spots:
        entries["ColorSpace"] = references([names.spots[spot] for spot in content.spots])
    if content.blends:
        entries["Shading"] = references([names.blends[key] for key in content.blends])
    if content.overprints:
        entries["ExtGState"] = references([OVERPRINT_OFF, OVERPRINT_ON])
    return objects.dictionary(entries)


def _codes(pages: Sequence[TreePage], job: _Job) -> dict[str, FaceCodes]:
    """The codes of every face that the pages use, in the tree's order of faces."""
    runs = [run for page in pages for run in glyph_runs((*page.groups, *page.slug))]
    try:
        return file_codes(runs, job.programs, [face.key for face in job.tree.faces])
    except KeyError as missing:
        raise MissingFaceError(f"no font file for {missing.args[0]}") from missing


def _picture_keys(pages: Sequence[TreePage]) -> set[PictureKey]:
    found = (picture for page in pages for picture in pictures(page.groups))
    return {picture_key(picture) for picture in found if not picture.vector}
