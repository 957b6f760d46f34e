"""In what two lines or two drawings that belong together differ, place apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from broadsheet.diff.change import Detail, Kind
from broadsheet.diff.pairing import clip, form, outline, way
from broadsheet.diff.parts import Drawing, Line, Passage
from broadsheet.geometry import Writing
from broadsheet.records import fields, replace
from broadsheet.rows import NamedTuple
from broadsheet.tree.node import GlyphRun, Ink, Node, Picture, Rule, Shape

SHORT_DIGEST = 12
"""Digits of a digest that are told."""


def points(length: int) -> str:
    """A length in points, exact to the millipoint."""
    written = f"{length / 1000:.3f}".rstrip("0").rstrip(".")
    return f"{'0' if written == '-0' else written} pt"


def inks(ink: Ink) -> str:
    """An ink's parts in per cent, as a style sheet writes them."""
    process = (ink.cyan, ink.magenta, ink.yellow, ink.black)
    told = [f"{name}{value / 10:g}" for name, value in zip("CMYK", process, strict=True)]
    for field in fields(ink)[len(process) :]:  # of inks with plates of their own
        value = getattr(ink, field.name)
        if value != field.default:
            told.append(str(getattr(value, "name", value)))
    return " ".join(told)


_TOLD_OF_RUNS = frozenset((
    "x", "baseline", "face", "size", "colour", "condense", "glyphs", "advances", "text", "writing",
))  # fmt: skip
_TOLD_OF_PICTURES = frozenset((
    "x", "y", "width", "height", "colour", "name", "digest", "crop", "alt", "path", "grey",
))  # fmt: skip
_TOLD_OF_SHAPES = frozenset((
    "path", "colour", "weight", "blend", "frame", "clip", "cap", "join", "miter", "dashes", "phase",
))  # fmt: skip
_CAPS, _JOINS = ("butt", "round", "square"), ("mitre", "round", "bevel")


class _Glyph(NamedTuple):
    """A glyph as it stands in its line; ``along`` and ``across`` from the line's first glyph."""

    char: str
    face: str
    size: int
    colour: Ink
    condense: int
    glyph: int
    writing: Writing
    along: int
    across: int


def aspects_of_lines(old: Line, new: Line) -> tuple[Detail, ...]:
    """What is set differently in two lines of the same text; nothing where only their place differs."""
    if _still(old) == _still(new):
        return ()
    before, after = list(_glyphs(old)), list(_glyphs(new))
    details = [
        *_values("face", before, after, str),
        *_values("size", before, after, points),
        *_values("colour", before, after, inks),
        *_values("condense", before, after, lambda value: f"{value / 10:g} %"),
        *_values("writing", before, after, lambda value: str(value.value)),
        *_others(old.runs, new.runs, _TOLD_OF_RUNS),
    ]
    if len(before) != len(after):
        details.append(Detail("glyphs", str(len(before)), str(len(after))))
        return tuple(details)
    pairs = list(zip(before, after, strict=True))
    other = [one.char for one, two in pairs if one.face == two.face and one.glyph != two.glyph]
    if other:
        details.append(Detail("glyph", "".join(other), ""))
    if any(detail.name in ("size", "condense") for detail in details):
        return tuple(details)  # the places of glyphs follow from it
    shifts = [abs(one.along - two.along) for one, two in pairs] + [_rest(old, new)]
    if any(shifts):
        details.append(Detail("spacing", "", points(max(shifts))))
    rises = [abs(one.across - two.across) for one, two in pairs]
    if any(rises):
        details.append(Detail("baseline", "", points(max(rises))))
    return tuple(details)


def _still(line: Line) -> list[GlyphRun]:
    """A line's runs as seen from its first glyph."""
    x, y = line.anchor.x, line.anchor.y
    return [replace(run, x=run.x - x, baseline=run.baseline - y) for run in line.runs]


def _rest(old: Line, new: Line) -> int:
    """How much longer one line is than the other: its last advance shows in no other glyph's place."""
    if [len(run.glyphs) for run in old.runs] != [len(run.glyphs) for run in new.runs]:
        return 0  # cut into other runs: the glyphs' places say it
    return abs(sum(old.runs[-1].advances) - sum(new.runs[-1].advances))


def _glyphs(line: Line) -> Iterator[_Glyph]:
    for run in line.runs:
        level = run.writing is Writing.HORIZONTAL
        along = run.x - line.anchor.x if level else run.baseline - line.anchor.y
        across = run.baseline - line.anchor.y if level else run.x - line.anchor.x
        chars = run.text if len(run.text) == len(run.glyphs) else [run.text] * len(run.glyphs)
        for char, glyph, advance in zip(chars, run.glyphs, run.advances, strict=True):
            yield _Glyph(
                char, run.face, run.size, run.colour, run.condense, glyph, run.writing, along, across
            )
            along += advance


def _values(
    name: str, old: Sequence[_Glyph], new: Sequence[_Glyph], write: Callable[[Any], str]
) -> Iterator[Detail]:
    """A property of the glyphs, told by the values that one side has more of than the other."""
    before, after = ([getattr(glyph, name) for glyph in side] for side in (old, new))
    if before != after:
        only = [_only(before, after), _only(after, before)]
        yield Detail(name, *(", ".join(map(write, side)) for side in only))


def _only(values: Sequence[object], others: Sequence[object]) -> list[object]:
    """Values in the order they first appear, without those that the others have as often."""
    more = Counter(values) - Counter(others)
    return list(dict.fromkeys(value for value in values if more[value])) or list(dict.fromkeys(values))


def aspects_of_drawings(old: Node, new: Node) -> tuple[Kind, tuple[Detail, ...]]:
    """What differs in two drawings, place apart, and whether that is another look or another picture."""
    if old == new or form(old) == form(new):  # an ornament's form takes as long as a page of text
        return Kind.RESTYLED, ()
    details: list[Detail] = []
    match old, new:
        case Picture(), Picture():
            return _pictures(old, new)
        case Rule(), Rule():
            lengths = [max(abs(each.x2 - each.x), abs(each.y2 - each.y)) for each in (old, new)]
            details.extend(_detail("weight", points(old.weight), points(new.weight)))
            details.extend(_detail("length", *map(points, lengths)))
            if not details and (new.x2 - new.x, new.y2 - new.y) != (old.x2 - old.x, old.y2 - old.y):
                details.append(Detail("slope", "", ""))
            details.extend(_detail("colour", inks(old.colour), inks(new.colour)))
        case Shape(), Shape():
            details.extend(_shapes(old, new))
        case _:
            details.extend(_box(old, new))
    return Kind.RESTYLED, tuple(details)


def _shapes(old: Shape, new: Shape) -> Iterator[Detail]:
    if outline(old) != outline(new):
        yield Detail("outline", "", "")
    else:
        if bool(old.blend) == bool(new.blend) and way(old) != way(new):
            yield Detail("way", "", "")
        if clip(old) != clip(new):
            yield Detail("clip", "", "")
    if not (old.blend and new.blend):  # which stand for the colour
        yield from _detail("colour", inks(old.colour), inks(new.colour))
    yield from _detail("blend", *(_blend(each) or "–" for each in (old, new)))
    yield from _detail("weight", points(old.weight), points(new.weight))
    yield from _detail("cap", _CAPS[old.cap], _CAPS[new.cap])
    yield from _detail("join", _JOINS[old.join], _JOINS[new.join])
    yield from _detail("miter", f"{old.miter / 1000:g}", f"{new.miter / 1000:g}")
    yield from _detail("dashes", *(", ".join(map(points, each.dashes)) or "–" for each in (old, new)))
    yield from _detail("phase", points(old.phase), points(new.phase))
    yield from _others([old], [new], _TOLD_OF_SHAPES)


def _blend(shape: Shape) -> str:
    """The inks on the way, each with its place on it."""
    return ", ".join(f"{stop[0] / 10:g} % {inks(Ink(*stop[1:]))}" for stop in shape.blend)


def _others(old: Sequence[Node], new: Sequence[Node], told: frozenset[str]) -> Iterator[Detail]:
    """Properties whose values stand as they are in the tree."""
    for field in fields(type(old[0])):
        if field.compare and field.name not in told:
            before, after = ([plain(getattr(each, field.name)) for each in side] for side in (old, new))
            if set(before) != set(after):
                yield Detail(field.name, *(", ".join(dict.fromkeys(side)) for side in (before, after)))


def plain(value: object) -> str:
    """A value as it stands in the tree; whether something is so as a tick."""
    return ("–", "✓")[value] if isinstance(value, bool) else str(value)


def _box(old: Node, new: Node) -> Iterator[Detail]:
    """Size and colour of what has a rectangle."""
    sizes = [f"{points(each.width)} × {points(each.height)}" for each in (old, new)]  # type: ignore[union-attr]
    yield from _detail("size", *sizes)
    colours = [inks(each.colour) if hasattr(each, "colour") else "" for each in (old, new)]
    yield from _detail("colour", *colours)


def _pictures(old: Picture, new: Picture) -> tuple[Kind, tuple[Detail, ...]]:
    details = [*_box(old, new)]
    swapped = old.digest != new.digest
    details.extend(_detail("file", old.name, new.name))
    if swapped:
        details.append(Detail("content", old.digest[:SHORT_DIGEST], new.digest[:SHORT_DIGEST]))
    crops = [",".join(map(str, each.crop)) for each in (old, new)]
    details.extend(_detail("crop", *crops))
    details.extend(_detail("inks", *("black" if each.grey else "process" for each in (old, new))))
    details.extend(_others([old], [new], _TOLD_OF_PICTURES))
    return (Kind.CHANGED if swapped else Kind.RESTYLED), tuple(details)


def _detail(name: str, old: str, new: str) -> Iterator[Detail]:
    if old != new:
        yield Detail(name, old, new)


def shift_of(pairs: Iterable[tuple[Line | Drawing, Line | Drawing]]) -> tuple[Detail, ...]:
    """By how much things moved, to the right and down; from the least to the most where they differ."""
    moves = [(new.anchor.x - old.anchor.x, new.anchor.y - old.anchor.y) for old, new in pairs]
    details = []
    for forward, back, axis in (("right", "left", 0), ("down", "up", 1)):
        least, most = min(move[axis] for move in moves), max(move[axis] for move in moves)
        name = forward if most > 0 else back
        if most <= 0:
            least, most = -most, -least
        if least or most:
            far = points(most) if least == most else f"{points(least)} … {points(most)}"
            details.append(Detail(name, "", far))
    return tuple(details)


def widest(details: Iterable[Detail]) -> Detail:
    """Of details that say how far, the one that says the most."""
    return max(details, key=lambda detail: float(detail.new.split()[0]))


def leading(passages: Iterable[Passage]) -> dict[tuple[str, str], int]:
    """The step from line to line that is most common in each story and role, in millipoints; lines that
    run down are left out."""
    steps: dict[tuple[str, str], Counter[int]] = {}
    for passage in passages:
        counter = steps.setdefault((passage.owner.story, passage.role.value), Counter())
        for one, two in pairwise(passage.lines):
            step = two.anchor.y - one.anchor.y
            if one.page == two.page and step > 0 and one.runs[0].writing is Writing.HORIZONTAL:
                counter[step] += 1
    return {key: max(counter, key=lambda s: (counter[s], -s)) for key, counter in steps.items() if counter}
