"""Vector drawings on the page: paths scaled, lines of text set in the paper's own faces."""

from __future__ import annotations

from functools import partial

from broadsheet.compose.line import Line
from broadsheet.compose.runs import ink_of, set_runs
from broadsheet.geometry import Path, Rect, Step
from broadsheet.makeup.outline import OPERATORS, run_outline
from broadsheet.model.drawing import LEVEL, Blend, Drawing, DrawnPath, DrawnRun, DrawnText, Pen
from broadsheet.model.furniture import Outline
from broadsheet.model.spacing import Spacing
from broadsheet.model.style import Align, FaceRef, TextStyle
from broadsheet.records import replace
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from broadsheet.tree.node import GlyphRun, Node, Shape
from broadsheet.units import Length

#: Thinner lines are lost on newsprint; ISO 12647-3 has a quarter of a point.
THINNEST: Length = 250

#: What stands for a family that the paper has not got, by a word in its name; the first that fits.
_SONG, _HEI, _KAI = "Broadsheet Song", "Broadsheet Hei", "Broadsheet Kai"
_KINDS = (
    ("sans", _HEI), ("hei", _HEI), ("gothic", _HEI), ("黑", _HEI),
    ("kai", _KAI), ("cursive", _KAI), ("楷", _KAI),
    ("serif", _SONG), ("song", _SONG), ("ming", _SONG), ("宋", _SONG), ("times", _SONG), ("georgia", _SONG),
)  # fmt: skip
_SPACING = Spacing(han_latin=100, han_figure=40, han_gap_shrink=60)


def drawing_nodes(drawing: Drawing, rect: Rect, settings: Settings) -> tuple[Node, ...]:
    """A drawing's marks scaled to a rectangle of its ratio, in paint order."""
    scale = partial(_scaled, numerator=rect.width, denominator=drawing.width)
    nodes: list[Node] = []
    for mark in drawing.marks:
        if isinstance(mark, DrawnText):
            runs = _text(mark, rect, scale, settings)
            place = (rect.x + scale(mark.x), rect.y + scale(mark.y))
            nodes.extend(runs if mark.turn == LEVEL else _turned(runs, place, mark.turn, settings))
        else:
            nodes.extend(_path(mark, rect, scale))
    return tuple(nodes)


def _scaled(length: int, numerator: int, denominator: int) -> Length:
    return (2 * length * numerator + denominator) // (2 * denominator)


def _path(mark: DrawnPath, rect: Rect, scale: partial[Length]) -> list[Shape]:
    path = _steps(mark.outline, rect, scale)
    clip: tuple[Length, ...] = ()
    if mark.clip is not None:
        left, top, right, bottom = map(scale, mark.clip)
        clip = (rect.x + left, rect.y + top, right - left, bottom - top)
    made = []
    if isinstance(mark.fill, Blend):
        made.append(replace(_blended(path, mark.fill, rect, scale), even_odd=mark.even_odd, clip=clip))
    elif mark.fill is not None:
        made.append(Shape(path, ink_of(mark.fill), even_odd=mark.even_odd, clip=clip))
    if mark.pen is not None:
        made.append(replace(_stroked(path, mark.pen, scale), clip=clip))
    return made


def _steps(outline: Outline, rect: Rect, scale: partial[Length]) -> Path:
    path: list[Step] = []
    for segment in outline:
        step: list[str | Length] = [OPERATORS[segment.kind]]
        for x, y in segment.points:
            step += (rect.x + scale(x), rect.y + scale(y))
        path.append(tuple(step))
    return tuple(path)


def _blended(path: Path, blend: Blend, rect: Rect, scale: partial[Length]) -> Shape:
    inks = [ink_of(colour) for _, colour in blend.stops]
    stops = tuple(
        (place, ink.cyan, ink.magenta, ink.yellow, ink.black)
        for (place, _), ink in zip(blend.stops, inks, strict=True)
    )
    frame = tuple(at for x, y in blend.frame for at in (rect.x + scale(x), rect.y + scale(y)))
    (x, y), (x2, y2), (x3, y3) = zip(frame[::2], frame[1::2], strict=True)
    if (x2 - x) * (y3 - y) == (x3 - x) * (y2 - y):  # all of it at one place
        return Shape(path, inks[-1])
    heaviest = max(inks, key=lambda ink: ink.cyan + ink.magenta + ink.yellow + ink.black)
    return Shape(path, heaviest, blend=stops, frame=frame + (blend.focus or ()))


def _stroked(path: Path, pen: Pen, scale: partial[Length]) -> Shape:
    dashes = tuple(scale(dash) for dash in pen.dashes)
    return Shape(
        path,
        ink_of(pen.colour),
        weight=max(THINNEST, scale(pen.width)),
        cap=pen.cap.value,
        join=pen.join.value,
        miter=max(1000, pen.miter),
        dashes=dashes if any(dashes) else (),
        phase=scale(pen.phase),
    )


def _text(
    mark: DrawnText, rect: Rect, scale: partial[Length], settings: Settings
) -> tuple[GlyphRun, ...]:
    """A line at its place: it starts there, or its middle or end stands there."""
    known = frozenset(settings.collection.families)
    sized = ((run, scale(run.size)) for run in mark.runs)
    styled = [(run.text, settings.of(_style(run, size, known))) for run, size in sized if size]
    if not styled:
        return ()
    items = itemise(styled, _SPACING, hyphenate=False)
    end = items.content_end(0, len(items.text))
    wide = items.natural(0, end)
    before = {Align.CENTRE: wide // 2, Align.END: wide}.get(mark.align, 0)
    line = Line(0, end, wide, wide, "last")
    return tuple(set_runs(items, line, Align.START, rect.x + scale(mark.x) - before, rect.y + scale(mark.y)))


def _turned(
    runs: tuple[GlyphRun, ...], place: tuple[Length, Length], turn: tuple[int, int], settings: Settings
) -> list[Shape]:
    """A line of text as outlines, turned round a place: a run of glyphs only stands level or goes down."""
    cos, sin = (part / 1_000_000 for part in turn)

    def turned(step: Step) -> Step:
        kind, *places = step
        made: list[str | Length] = [kind]
        for x, y in zip(map(int, places[::2]), map(int, places[1::2]), strict=True):
            across, down = x - place[0], y - place[1]
            made += (place[0] + round(across * cos - down * sin), place[1] + round(across * sin + down * cos))
        return tuple(made)

    shapes = (Shape(tuple(map(turned, run_outline(run, settings.collection))), run.colour) for run in runs)
    return [shape for shape in shapes if shape.path]


def _style(run: DrawnRun, size: Length, known: frozenset[str]) -> TextStyle:
    family = next((name for name in run.families if name in known), "") or _kin(run.families)
    style = TextStyle(FaceRef(family, run.weight), size, colour=run.colour)
    return replace(style, latin=FaceRef("Broadsheet Serif", run.weight)) if family == _SONG else style


def _kin(families: tuple[str, ...]) -> str:
    """The nearest of the faces that every paper has."""
    for name in families:
        for word, family in _KINDS:
            if word in name.lower():
                return family
    return _HEI
