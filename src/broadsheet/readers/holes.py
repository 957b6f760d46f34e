"""Holes of a page grid spec: read, put on the grid, and checked against each other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from broadsheet.diagnostics import Hint, hint
from broadsheet.geometry import Rect
from broadsheet.model.grid import Grid, GridSpan
from broadsheet.model.hole import (
    AdHole,
    Hole,
    Inside,
    PictureHole,
    StoryHole,
)
from broadsheet.readers.holespecs import Pair, RawHole, RawQuote, Start
from broadsheet.readers.report import RefusedError, Report, name_hints
from broadsheet.readers.schema import Located, Named
from broadsheet.readers.stylesheet import Styles
from broadsheet.readers.stylespecs import Direction
from broadsheet.readers.values import show_length
from broadsheet.rows import NamedTuple
from broadsheet.source import Span
from broadsheet.units import Length

#: Fewer characters than this in a line cannot be justified, whatever the style says.
FEWEST_EMS = 4

#: Others that a hole is told to lie over: whoever moves it away from them sees what is left.
_MOST_TOLD = 8


class Ground(NamedTuple):
    """What holes are placed on."""

    grid: Grid
    styles: Styles
    report: Report
    fold: Length = 0  # of a spread: where it is folded


def place_holes(raw: Sequence[Named[RawHole]], ground: Ground) -> list[Hole | None]:
    """Return story, picture and ad holes on the grid; None for furniture and what is wrong."""
    hosts = {hole.name: hole.value for hole in raw if hole.value.kind == "story"}
    made: list[Hole | None] = []
    for hole in raw:
        try:
            made.append(_place(hole, hosts, ground))
        except RefusedError:
            made.append(None)
    check_overlaps(raw, ground)
    return made


def _place(hole: Named[RawHole], hosts: dict[str, RawHole], ground: Ground) -> Hole | None:
    value = hole.value
    if value.kind == "story":
        return _story(hole, ground)
    if value.kind == "ad":
        return AdHole(hole.name, grid_span(hole, ground), value.frame, hole.span)
    if value.kind == "furniture":
        return None
    style = _style(hole, ground) if value.style else ""
    if value.host is None:
        place: GridSpan | Inside = grid_span(hole, ground)
    else:
        place = _inside(hole, hosts, ground)
    return PictureHole(
        hole.name, place, value.caption, value.frame, style, value.caption_width, hole.span
    )


def grid_span(hole: Named[RawHole], ground: Ground) -> GridSpan:
    """The cells a hole takes; refuses what lacks a place or reaches off the grid."""
    value, report, grid = hole.value, ground.report, ground.grid
    where = f"holes.{hole.name}"
    if value.at is None or value.size is None:
        for key, given in (("at", value.at), ("span", value.size)):
            if given is None and (key if key == "at" else "size") not in value.wrong:
                report.add("E112", hole.span, keys=key, where=where)
        raise RefusedError
    (column, line), (columns, lines) = value.at.value, value.size.value
    if column + columns > grid.columns:
        what = f"columns {column} to {column + columns - 1}"
        raise report.refused("E203", value.size.span, (grid_hint(grid),), hole=hole.name, what=what)
    if line + lines > grid.lines:
        what = f"lines {line} to {line + lines - 1}"
        raise report.refused("E203", value.size.span, (grid_hint(grid),), hole=hole.name, what=what)
    return GridSpan(column, columns, line, lines)


def grid_hint(grid: Grid) -> Hint:
    """What the grid has."""
    return hint(
        "grid",
        columns=grid.columns,
        last_column=grid.columns - 1,
        lines=grid.lines,
        last_line=grid.lines - 1,
    )


def _style(hole: Named[RawHole], ground: Ground) -> str:
    written = hole.value.style
    name = written.value if written else ground.styles.default
    span = written.span if written else hole.span
    found = ground.styles.story(name, span, f"holes.{hole.name}.style")
    return name if found else ""


def _story(hole: Named[RawHole], ground: Ground) -> StoryHole:
    value, grid = hole.value, ground.grid
    span = grid_span(hole, ground)
    legs = _legs_of(value, span.columns)
    written = value.broken
    if written and written.value.of not in (0, span.columns):
        ground.report.add(
            "E211", written.span, hole=hole.name, of=written.value.of, legs=legs, columns=span.columns
        )
    gap = grid.column_gap if value.leg_gap is None else value.leg_gap
    made = StoryHole(
        id=hole.name,
        span=span,
        legs=legs,
        leg_gap=gap,
        style=_style(hole, ground),
        frame=value.frame,
        rules=value.rules,
        leg_rules=value.leg_rules,
        balance=value.balance,
        vertical=value.writing is Direction.VERTICAL,
        head=value.head,
        widths=written.value.widths if written else (),
        cuts=tuple(_cut(cut, span, hole.name, ground) for cut in value.cuts),
        quotes=tuple(_quote(quote, hole.name, legs) for quote in value.quotes),
        origin=hole.span,
    )
    _check_measure(made, value, ground)
    if made.head.leg + max(1, made.head.legs) > legs:
        what = f"legs {made.head.leg} to {made.head.leg + made.head.legs - 1} of its headline"
        ground.report.add("E203", hole.span, hole=hole.name, what=what)
    return made


def _cut(cut: Located[tuple[Pair, Pair]], whole: GridSpan, name: str, ground: Ground) -> GridSpan:
    """A part of a hole's span that belongs to others; refuses what reaches off the hole."""
    (column, line), (columns, lines) = cut.value
    span = GridSpan(column, columns, line, lines)
    if not whole.contains(span):
        raise ground.report.refused("E213", cut.span, hole=name)
    return span


def _quote(quote: RawQuote, name: str, legs: int) -> Inside:
    first, count = (quote.legs, 1) if isinstance(quote.legs, int) else quote.legs
    first = min(first, legs - 1)
    return Inside(name, first, min(count, legs - first), quote.line, quote.lines, quote.width, quote.side)


def _legs_of(value: RawHole, columns: int) -> int:
    """A story hole's legs: one a grid column, or the whole height where lines run down."""
    if value.broken is None:
        return 1 if value.writing is Direction.VERTICAL else columns
    return value.broken.value.legs


def _check_measure(hole: StoryHole, raw: RawHole, ground: Ground) -> None:
    rect = ground.grid.rect(hole.span)
    if hole.frame:
        rect = rect.inset(hole.frame.inset_x, hole.frame.inset_lines * ground.grid.leading)
    width = rect.height if hole.vertical else rect.width
    need = sum(hole.widths) + (hole.legs - 1) * hole.leg_gap
    if hole.widths and not need <= width <= need + ground.grid.em:
        span = raw.broken.span if raw.broken else hole.origin
        code = "E212" if need > width else "W216"
        ground.report.add(code, span, hole=hole.id, need=show_length(need), room=show_length(width))
    even = (width - (hole.legs - 1) * hole.leg_gap) // hole.legs
    measure = min(hole.widths) if hole.widths else even
    if raw.broken and not hole.vertical:  # else it has the grid's columns, which have been looked at
        _check_fold(hole, (rect.x, hole.widths or (even,) * hole.legs), raw.broken.span, ground)
    style = ground.styles.story(hole.style, hole.origin, "") if hole.style else None
    body = style.body if style else None
    shortest = body.shortest_measure if body else 0
    shortest = max(shortest, FEWEST_EMS * (body.text.size if body else ground.grid.em))
    if measure < shortest:
        ground.report.add(
            "E205",
            raw.broken.span if raw.broken else hole.origin,
            hole=hole.id,
            measure=show_length(max(0, measure)),
            shortest=show_length(shortest),
        )


def _check_fold(
    hole: StoryHole, legs: tuple[Length, Sequence[Length]], span: Span, ground: Ground
) -> None:
    """Nobody reads a leg that is folded. ``legs`` are the first one's left edge, and their widths."""
    x, widths = legs
    for leg, width in enumerate(widths):
        if x < ground.fold < x + width:
            ground.report.add("W429", span, what=f"leg {leg} of hole {hole.id!r}")
        x += width + hole.leg_gap


def _inside(hole: Named[RawHole], hosts: dict[str, RawHole], ground: Ground) -> Inside:
    value, report = hole.value, ground.report
    assert value.host is not None
    host = hosts.get(value.host.value)
    if host is None:
        hints = name_hints(value.host.value, hosts)
        raise report.refused("E207", value.host.span, hints, hole=hole.name, other=value.host.value)
    for key, given in (("line", value.line), ("lines", value.lines)):
        if given is None and key not in value.wrong:
            report.add("E112", hole.span, keys=key, where=f"holes.{hole.name}")
    if value.line is None or value.lines is None or host.size is None:
        raise RefusedError
    lines, legs = _lines_of(host, host.size.value, ground.grid), _legs_of(host, host.size.value[0])
    first, count = _legs_inside(value, legs)
    if first + count > legs:
        span = value.legs.span if value.legs else hole.span
        raise report.refused("E203", span, hole=hole.name, what=f"legs {first} to {first + count - 1}")
    start = value.line.value if value.line.value >= 0 else lines + value.line.value
    end = start + (value.lines.value if value.line.value >= 0 else 1)
    if start < 0 or end > lines or value.lines.value > lines:
        what = f"line {value.line.value} and {value.lines.value} lines, of {lines}"
        raise report.refused("E203", value.lines.span, hole=hole.name, what=what)
    least, most = value.reach.value if value.reach else (0, 0)
    if value.reach and not least <= value.lines.value <= most:
        span, lines = value.reach.span, value.lines.value
        raise report.refused("E214", span, hole=hole.name, least=least, most=most, lines=lines)
    return Inside(
        value.host.value, first, count, value.line.value, value.lines.value, value.width, value.across,
        least, most,
    )  # fmt: skip


def _lines_of(host: RawHole, size: Pair, grid: Grid) -> int:
    """A story hole's lines: those of its span, or as many as its width has where they run down."""
    columns, lines = size
    if host.writing is not Direction.VERTICAL:
        return lines
    inset = 2 * host.frame.inset_x if host.frame else 0
    return grid.upright_lines(grid.rect(GridSpan(0, columns, 0, lines)).width - inset)


def _legs_inside(value: RawHole, legs: int) -> Pair:
    if value.legs is None:
        return 0, legs
    return (value.legs.value, 1) if isinstance(value.legs.value, int) else value.legs.value


def furniture_box(hole: Named[RawHole], box: tuple[Length, ...] | None, ground: Ground) -> Rect:
    """The page rectangle of a furniture hole, from its span or from the box it gives."""
    if box is None:
        return ground.grid.rect(grid_span(hole, ground))
    x, y, width, height = box
    if hole.value.start is Start.TYPE_AREA:
        x, y = x + ground.grid.type_area.x, y + ground.grid.type_area.y
    return Rect(x, y, width, height)


def check_overlaps(raw: Sequence[Named[RawHole]], ground: Ground) -> None:
    """Report each hole that lies over others, with those that have its cells first: the first of them that it
    has to make room for. What lies off the grid has been told."""
    taken = 0
    owners: list[tuple[Named[RawHole], GridSpan, int]] = []
    for hole in raw:
        at, size = hole.value.at, hole.value.size
        if at is None or size is None or hole.value.host is not None:
            continue
        span = _span(at.value, size.value)
        cells = _cells(span, ground.grid)
        for cut in hole.value.cuts:
            cells &= ~_cells(_span(*cut.value), ground.grid)
        if cells & taken:
            over = ((other, theirs) for other, theirs, owned in owners if owned & cells)
            for other, theirs in islice(over, _MOST_TOLD):
                _overlap(hole, other, span.common(theirs) or span, ground.report)
        if cells & ~taken:
            owners.append((hole, span, cells & ~taken))
            taken |= cells


def _span(at: Pair, size: Pair) -> GridSpan:
    return GridSpan(at[0], size[0], at[1], size[1])


def _cells(span: GridSpan, grid: Grid) -> int:
    """A bit for each cell of the grid that a span takes, column by column."""
    lines = max(0, min(span.end_line, grid.lines) - span.line)
    column = ((1 << lines) - 1) << min(span.line, grid.lines)
    columns = range(span.column, min(span.end_column, grid.columns))
    return sum(column << number * grid.lines for number in columns)


def _overlap(hole: Named[RawHole], other: Named[RawHole], shared: GridSpan, report: Report) -> None:
    columns = _range("column", shared.column, shared.end_column)
    what = f"{columns}, {_range('line', shared.line, shared.end_line)}"
    hints: list[Hint] = []
    above = shared.line - hole.value.at.value[1] if hole.value.at else 0
    if above > 0:
        hints.append(hint("free-lines", lines=above))
    kinds = {hole.value.kind: hole, other.value.kind: other}
    if kinds.keys() == {"story", "picture"}:
        hints.append(hint("picture-inside", hole=kinds["story"].name))
    report.add(
        "E204",
        hole.value.at.span if hole.value.at else hole.span,
        hints,
        hole=hole.name,
        other=other.name,
        what=what,
    )


def _range(unit: str, first: int, end: int) -> str:
    return f"{unit} {first}" if end - first == 1 else f"{unit}s {first}–{end - 1}"
