"""What a plant minds about ink, type and lines, told from the layout tree before there is a PDF.

The rules and their limits are those of PDF preflight (``pdfcheck.rules``), and so are their ids. What only
a file can have (fonts, boxes, metadata) is right by construction and is judged there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from broadsheet.diagnostics import Diagnostic, Mark, diagnostic
from broadsheet.geometry import Rect
from broadsheet.pdfcheck.rules import BY_ID, House, Weight
from broadsheet.records import record, replace
from broadsheet.standing import NOTHING_STANDING, Keeper
from broadsheet.tree.extent import extent
from broadsheet.tree.node import (
    BLACK_INK,
    Fill,
    GlyphRun,
    Ink,
    LayoutTree,
    Picture,
    Rule,
    Shape,
    TreePage,
)
from broadsheet.tree.walk import first_words, leaves
from broadsheet.units import PT

_FULL = 1000
"""Per mille of an ink."""
_NEARLY_BLACK = 900


@record
class _Finding:
    """A rule that something breaks, what exactly, and where; ``words`` is what type says."""

    rule: str
    detail: str
    place: Rect
    words: str = ""


@record
class _Ground:
    """What type may stand on: its inks but black, in per mille, and what it is called. Of a picture only
    the most that it may have is known (``picture``); ``covers``: nothing shows through or beside it."""

    rect: Rect
    colours: int
    name: str
    picture: bool = False
    covers: bool = True


def check_inking(tree: LayoutTree, house: House, keeper: Keeper = NOTHING_STANDING) -> tuple[Diagnostic, ...]:
    """Return what breaks a rule, page by page; what is alike on a page is told once, with all its places."""
    return tuple(
        item
        for page in tree.pages
        for item in keeper.take("inking", page.number, (page, house), partial(_judged, page, house))
    )


def _judged(page: TreePage, house: House) -> tuple[Diagnostic, ...]:
    return tuple(_page(page, house))


def _page(page: TreePage, house: House) -> Iterator[Diagnostic]:
    alike: dict[tuple[str, str], list[_Finding]] = {}
    for found in _found(page, house):
        alike.setdefault((found.rule, found.detail), []).append(found)
    for (rule, detail), each in sorted(alike.items()):
        error = BY_ID[rule].weight is Weight.ERROR and not detail.endswith(_AT_MOST)
        told = diagnostic(
            "P652" if error else "W652",
            rule=rule,
            name=BY_ID[rule].name,
            found=f"{detail}: '{each[0].words}'" if each[0].words else detail,
            count=len(each),
        )
        yield replace(told, mark=Mark(page.number, tuple(found.place for found in each)))


_AT_MOST = "at most"


def _shown(run: GlyphRun) -> str:
    return first_words(run).replace("'", "’")


def _found(page: TreePage, house: House) -> Iterator[_Finding]:
    """What breaks a rule, in paint order."""
    grounds: list[_Ground] = []
    heaviest, most = 0, 10 * house.most_ink - _FULL  # what black may stand on
    sound: set[tuple[int, int]] = set()  # inks, by identity, and sizes: nearly all type of a page is alike
    for node in leaves(page.groups):
        if isinstance(node, GlyphRun):
            kind = id(node.colour), node.size
            if kind not in sound and node.glyphs:
                found = tuple(_type(node, house))
                yield from found
                if not found:
                    sound.add(kind)
            if heaviest > most and node.glyphs and node.colour == BLACK_INK:
                yield from _overprinted(node, grounds, house)
            continue
        yield from _picture(node, house) if isinstance(node, Picture) else _drawn(node, house)
        ground = _ground(node)
        if ground is not None:
            grounds.append(ground)
            heaviest = max(heaviest, ground.colours)


def _type(run: GlyphRun, house: House) -> Iterator[_Finding]:
    """What a run's ink and size break, wherever it stands."""
    ink, size = run.colour, run.size / PT
    if size < house.type:
        yield _Finding("T05", f"{size:.1f} pt", extent(run), _shown(run))
    if ink == BLACK_INK:
        return
    plates = _plates(ink)
    if _is_rich(ink):
        if size < house.rich_type or not _is_recipe(ink, house):
            yield _Finding("C06", f"{size:.1f} pt, {_sum(ink) / 10:.0f} %", extent(run), _shown(run))
    elif size < house.fine_type and plates != 1:
        how = "several inks" if plates else "white"
        yield _Finding("T06", f"{size:.1f} pt, {how}", extent(run), _shown(run))
    yield from _inked("type", run, house)


def _overprinted(run: GlyphRun, grounds: Sequence[_Ground], house: House) -> Iterator[_Finding]:
    """Black that is printed on top of what it stands on: both are on the paper."""
    if run.size / PT >= house.overprint_below:
        return
    place = extent(run)
    under: _Ground | None = None
    for ground in reversed(grounds):
        if ground.rect.overlaps(place):
            under = ground if under is None or ground.colours > under.colours else under
            if ground.covers and ground.rect.contains(place):
                break
    if under is None:
        return
    percent = (under.colours + _FULL) / 10
    if percent > house.most_ink:
        said = f"type on {under.name}: {percent:.0f} % of {house.ink:.0f} %"
        yield _Finding("C09", f"{said} {_AT_MOST}" if under.picture else said, place)


def _picture(picture: Picture, house: House) -> Iterator[_Finding]:
    if not picture.vector and not picture.gap and picture.ppi < house.too_coarse:
        yield _Finding("I02", f"{picture.name}: {picture.ppi} ppi", extent(picture))


def _ground(node: Picture | Fill | Rule | Shape) -> _Ground | None:
    """What a node is to the type on it; lines are nothing."""
    if isinstance(node, Picture):
        colours = 0 if node.grey or node.gap else 10 * node.ink
        return _Ground(extent(node), colours, node.name, picture=True)
    if isinstance(node, Rule) or (isinstance(node, Shape) and node.weight):
        return None
    return _Ground(
        extent(node), _sum(node.colour) - node.colour.black, "a tint", covers=isinstance(node, Fill)
    )


def _drawn(node: Fill | Rule | Shape, house: House) -> Iterator[_Finding]:
    kind = "line" if isinstance(node, Rule) else "fill"
    yield from _inked(kind, node, house)
    if _is_rich(node.colour) and not (isinstance(node, Fill | Shape) and _is_recipe(node.colour, house)):
        yield _Finding("C06", f"{kind}: {_sum(node.colour) / 10:.0f} %", extent(node))
    weight = 0 if isinstance(node, Fill) else node.weight
    if not weight:
        return
    width, plates = weight / PT, _plates(node.colour)
    if width < house.line:
        yield _Finding("C07", f"{width:.3f} pt", extent(node))
    elif width < house.fine_line and plates != 1:
        yield _Finding("C14", f"{width:.2f} pt", extent(node))


def _inked(kind: str, node: Fill | Rule | Shape | GlyphRun, house: House) -> Iterator[_Finding]:
    percent = _sum(node.colour) / 10
    if percent > house.most_ink:
        yield _Finding("C09", f"{kind}: {percent:.0f} % of {house.ink:.0f} %", extent(node))


def _is_rich(ink: Ink) -> bool:
    """Whether other inks stand under a black that is nearly full."""
    return ink.spot is None and ink.black >= _NEARLY_BLACK and _plates(ink) > 1


def _is_recipe(ink: Ink, house: House) -> bool:
    return tuple(10 * part for part in house.rich_black) == (ink.cyan, ink.magenta, ink.yellow, ink.black)


def _sum(ink: Ink) -> int:
    """All inks together, per mille; a spot ink of its own is one."""
    return ink.tint if ink.spot is not None else ink.cyan + ink.magenta + ink.yellow + ink.black


def _plates(ink: Ink) -> int:
    if ink.spot is not None:
        return int(ink.tint > 0)
    return sum(1 for part in (ink.cyan, ink.magenta, ink.yellow, ink.black) if part)
