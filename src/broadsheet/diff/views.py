"""What an HTML report shows of a comparison: pictures of both pages, outlines, rows.

Import this module late: pdfium and Pillow cost 120 ms.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape

from broadsheet.diff.change import Change, TreeDiff
from broadsheet.diff.html import Mark, Report, Row, Side, View
from broadsheet.diff.looks import look_fingerprint, look_summary, looks_total, spot_row
from broadsheet.diff.pages import LookedAt
from broadsheet.diff.parts import parts_of
from broadsheet.diff.report import Markup, fingerprint, page_title, sentence, subject, summary
from broadsheet.diff.sets import PageSet
from broadsheet.diff.sheets import Sheet, numbered, rendered
from broadsheet.diff.words import PHRASES, ROLES, word
from broadsheet.geometry import Rect
from broadsheet.messages import Language
from broadsheet.proof.pixels import Rendering, opened
from broadsheet.records import record
from broadsheet.tree.node import LayoutTree, TreePage
from broadsheet.units import POINTS_PER_INCH

Ruled = Mapping[int, tuple[str, str, str]]
"""By page: the ruling, the reason, and the sentence that is told about them."""

_NO_RULING = ("", "", "")

_HTML = Markup(escape, "<del>{}</del>", "<ins>{}</ins>")


@record
class Shown:
    """How a report is made: pixels to the inch of its pictures, language, decisions."""

    dpi: int = 100
    language: Language = "en"
    ruled: Ruled | None = None

    def of(self, page: int) -> tuple[str, str, str]:
        """What was decided about a page."""
        return (self.ruled or {}).get(page, _NO_RULING)


def report_of_trees(diff: TreeDiff, old: PageSet, new: PageSet, shown: Shown) -> Report:
    """The report of two trees compared. Pages are rendered from the PDFs beside the trees, else shown by
    the proofs beside them, else drawn from the tree. Raises BroadsheetError for what is no PDF."""
    sides = (_Pictures(old, shown.dpi), _Pictures(new, shown.dpi))
    views, same = [], []
    for page in diff.pages:
        changes = diff.on(page.number)
        title = page_title(page, shown.language)
        if not changes:
            same.append(title)
            continue
        rows = tuple(_row(change, page.number, shown.language) for change in changes)
        ruling, reason, told = shown.of(page.number)
        views.append(
            View(
                page.number, title, fingerprint(diff, page.number),
                sides[0].side(page.number, _marks(changes, page.number, old=True)),
                sides[1].side(page.number, _marks(changes, page.number, old=False)),
                rows, told, ruling, reason,
            )
        )  # fmt: skip
    return Report(str(old.path), str(new.path), summary(diff, shown.language), tuple(views), tuple(same))


def _row(change: Change, page: int, language: Language) -> Row:
    role = word(ROLES, change.role, language)
    return Row(subject(change, language), role, change.kind.value, sentence(change, page, language, _HTML))


def _marks(changes: Sequence[Change], page: int, *, old: bool) -> list[tuple[int, str, Rect]]:
    """Row, kind and place of what is to be outlined on one side."""
    found: list[tuple[int, str, Rect]] = []
    for row, change in enumerate(changes):
        if change.sort != "page" and page == (change.old_page if old else change.new_page):
            places = change.old_places if old else change.new_places
            found.extend((row, change.kind.value, place) for place in _columns(places))
    return found


def _columns(places: Sequence[Rect]) -> Iterator[Rect]:
    """Lines that stand right below each other, in one rectangle: a leg is outlined, not each line of it."""
    waiting: Rect | None = None
    for place in places:
        if waiting is not None and _goes_on(waiting, place):
            right = max(waiting.right, place.right)
            left, top = min(waiting.x, place.x), min(waiting.y, place.y)
            bottom = max(waiting.bottom, place.bottom)
            waiting = Rect(left, top, right - left, bottom - top)
            continue
        if waiting is not None:
            yield waiting
        waiting = place
    if waiting is not None:
        yield waiting


def _goes_on(above: Rect, below: Rect) -> bool:
    """Whether a line is the next one of its leg, or the first one, indented."""
    return (
        above.y <= below.y
        and abs(below.y - above.bottom) <= below.height
        and abs(above.x - below.x) <= 3 * below.height
    )


class _Pictures:
    """How the pages of a set look."""

    def __init__(self, found: PageSet, dpi: int) -> None:
        self._set = found
        self._dpi = dpi
        self._tree: LayoutTree = found.layout()
        self._sheets = {sheet.page.name: sheet for sheet in numbered(found) or () if sheet.page}

    def side(self, number: int, marks: Sequence[tuple[int, str, Rect]]) -> Side | None:
        """A page with its outlines; None where the set does not have it."""
        page = next((page for page in self._tree.pages if page.number == number), None)
        if page is None:
            return None
        sheet: Sheet | None = self._sheets.get(page.name)
        proof = self._set.proofs.get(page.name)
        if sheet is not None:
            looks = rendered(sheet, self._dpi)
            covered = _covered(looks, self._dpi)
        elif proof is not None:  # at a resolution of its own, which its shape tells
            looks = opened(proof.read_bytes())
            covered = (page.width + 2 * page.bleed, page.height + 2 * page.bleed)
        else:
            trim = (page.width, page.height)
            return Side(trim, None, _drawing(self._tree, page), _outlines(marks, page, trim))
        return Side(looks.size, looks.encoded(), "", _outlines(marks, page, covered))


def _covered(looks: Rendering, dpi: int) -> tuple[int, int]:
    """What a rendering covers in millipoints: the trim, the bleed, and the marks where there are any."""
    width, height = (round(side * POINTS_PER_INCH * 1000 / dpi) for side in looks.size)
    return (width, height)


def _outlines(
    marks: Sequence[tuple[int, str, Rect]], page: TreePage, size: tuple[int, int]
) -> tuple[Mark, ...]:
    return tuple(Mark(row, kind, _share(place, page, size)) for row, kind, place in marks)


def _share(place: Rect, page: TreePage, size: tuple[int, int]) -> tuple[float, float, float, float]:
    """A place as shares of what a picture covers, the trim in its middle."""
    width, height = size
    x, y = (width - page.width) / 2, (height - page.height) / 2
    return (
        (place.x + x) / width, (place.y + y) / height,
        max(place.width, 1) / width, max(place.height, 1) / height,
    )  # fmt: skip


def _drawing(tree: LayoutTree, page: TreePage) -> str:
    """A page as SVG where there is no picture: grey bars for lines, outlines for what is drawn."""
    parts = parts_of(tree)
    bars = [line.place for passage in parts.passages for line in passage.lines if line.page == page.number]
    drawn = [drawing.place for drawing in parts.drawings if drawing.page == page.number]
    shapes = [_rect(place, 'fill="#9aa3ad"') for place in bars]
    shapes += [_rect(place, 'fill="none" stroke="#c5ccd3" stroke-width="600"') for place in drawn]
    return f'<svg viewBox="0 0 {page.width} {page.height}">{"".join(shapes)}</svg>'


def _rect(place: Rect, look: str) -> str:
    return f'<rect x="{place.x}" y="{place.y}" width="{place.width}" height="{place.height}" {look}/>'


def report_of_looks(pages: Sequence[LookedAt], names: tuple[str, str], shown: Shown) -> Report:
    """The report of rendered pages compared; ``names`` say what the old and the new set are."""
    language = shown.language
    views, same = [], []
    for page in pages:
        title = f"{PHRASES['page'][language].format(page=page.pair.number)} {page.pair.label}"
        if not page.changed:
            same.append(title)
            continue
        rows = tuple(
            Row(name, role, "look", escape(where))
            for name, role, where in (spot_row(spot, page, shown.dpi, language) for spot in page.spots)
        ) or (Row(title, "", "look", escape(look_summary(page, language))),)
        ruling, reason, told = shown.of(page.pair.number)
        before, after = (_looked(sheet, page, shown.dpi) for sheet in (page.pair.old, page.pair.new))
        views.append(
            View(page.pair.number, title, look_fingerprint(page), before, after, rows, told, ruling, reason)
        )
    return Report(*names, looks_total(pages, language), tuple(views), tuple(same))


def _looked(sheet: Sheet | None, page: LookedAt, dpi: int) -> Side | None:
    if sheet is None:
        return None
    looks = rendered(sheet, dpi)
    width, height = looks.size
    marks = tuple(
        Mark(row, "look", (left / width, top / height, (right - left) / width, (bottom - top) / height))
        for row, (left, top, right, bottom) in enumerate(spot.box for spot in page.spots)
    )
    return Side(looks.size, looks.encoded(), "", marks)
