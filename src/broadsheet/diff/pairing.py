"""Which passage of the new pages is which of the old ones, and which line, and which drawing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from difflib import SequenceMatcher

from broadsheet.diff.change import Words
from broadsheet.diff.parts import Drawing, Line, Passage, spoken
from broadsheet.records import replace
from broadsheet.rows import NamedTuple
from broadsheet.tree.node import Fill, Node, Picture, Rule, Shape

_ALIKE = 0.4
"""Two texts in one place are one that was changed when this share of their characters is the same."""

_FAR = 144_000
"""Corners of two drawings without a story that are this far apart, all four added, are of two drawings."""

_AROUND = 8
"""Words or ideographs shown before and after a change."""

_TOKEN = re.compile(r"\s*([A-Za-z0-9]+(?:[.,'’%-][A-Za-z0-9]+)*%?|\S)")
"""What is changed as one: a Latin word, a number, an ideograph; and the white before it."""


class PassagePair(NamedTuple):
    """A passage before and after; None where there is none."""

    old: Passage | None
    new: Passage | None


class DrawingPair(NamedTuple):
    """A drawing before and after; None where there is none."""

    old: Drawing | None
    new: Drawing | None


def pair_passages(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[PassagePair]:
    """Pair the passages of one story and role: those that say the same in their order, then those that
    say the same elsewhere, then those that are alike between them. The rest came or went."""
    left_old: list[list[Passage]] = []
    left_new: list[list[Passage]] = []
    matcher = SequenceMatcher(None, [p.spoken for p in old], [p.spoken for p in new], autojunk=False)
    for tag, i, i_end, j, j_end in matcher.get_opcodes():
        if tag == "equal":
            yield from map(PassagePair, old[i:i_end], new[j:j_end])
        else:
            left_old.append(list(old[i:i_end]))
            left_new.append(list(new[j:j_end]))
    yield from _carried(left_old, left_new)
    for before, after in zip(left_old, left_new, strict=True):
        yield from _alike(before, after)


def _carried(old: list[list[Passage]], new: list[list[Passage]]) -> Iterator[PassagePair]:
    """Passages that say the same in another order; they are taken out of the lists."""
    where: dict[str, list[tuple[list[Passage], Passage]]] = defaultdict(list)
    for place in new:
        for passage in place:
            where[passage.spoken].append((place, passage))
    for group in old:
        for passage in tuple(group):
            if where[passage.spoken]:
                place, found = where[passage.spoken].pop(0)
                group.remove(passage)
                place.remove(found)
                yield PassagePair(passage, found)


def _alike(old: list[Passage], new: list[Passage]) -> Iterator[PassagePair]:
    """What stands between the same neighbours: one against one is a change however much of it changed."""
    if len(old) == len(new) == 1:
        yield PassagePair(old[0], new[0])
        return
    waiting = list(new)
    for passage in old:
        likeness = [_likeness(passage.spoken, other.spoken) for other in waiting]
        best = max(range(len(waiting)), key=likeness.__getitem__, default=-1)
        if best >= 0 and likeness[best] >= _ALIKE:
            for missed in waiting[:best]:
                yield PassagePair(None, missed)
            yield PassagePair(passage, waiting[best])
            del waiting[: best + 1]
        else:
            yield PassagePair(passage, None)
    for missed in waiting:
        yield PassagePair(None, missed)


def _likeness(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE <= matcher.quick_ratio() else 0.0


class LinePairs(NamedTuple):
    """The lines of two passages: those that hold the same text, and those of either side that do not."""

    same: list[tuple[Line, Line]]
    old: list[Line]
    new: list[Line]


def pair_lines(old: Passage, new: Passage) -> LinePairs:
    """Pair the lines of a passage with those of another that begin and end at the same characters."""
    before, after = ([spoken(line.text) for line in each.lines] for each in (old, new))
    if before == after:
        return LinePairs(list(zip(old.lines, new.lines, strict=True)), [], [])
    pairs = LinePairs([], [], [])
    for tag, i, i_end, j, j_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs.same.extend(zip(old.lines[i:i_end], new.lines[j:j_end], strict=True))
        else:
            pairs.old.extend(old.lines[i:i_end])
            pairs.new.extend(new.lines[j:j_end])
    return pairs


def words_changed(old: str, new: str) -> tuple[Words, ...]:
    """The words in which two texts differ, each with what stands around it; changes that only one
    character parts are one."""
    before, after = (list(_TOKEN.finditer(text)) for text in (old, new))
    tokens = [[match[1] for match in side] for side in (before, after)]
    spans: list[list[int]] = []
    for tag, *span in SequenceMatcher(None, tokens[0], tokens[1], autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        if spans and sum(map(len, tokens[0][spans[-1][1] : span[0]])) <= 1:
            spans[-1][1], spans[-1][3] = span[1], span[3]
        else:
            spans.append(span)
    found = []
    for i, i_end, j, j_end in spans:
        gone, come = _shown(before[i:i_end]), _shown(after[j:j_end])
        white = (gone or come).removesuffix((gone or come).lstrip())
        around = _shown(before[max(0, i - _AROUND) : i]).lstrip(), _shown(before[i_end : i_end + _AROUND])
        found.append(Words(around[0] + white, gone.lstrip(), come.lstrip(), around[1]))
    return tuple(found)


def _shown(matches: Iterable[re.Match[str]]) -> str:
    return "".join(match[0] for match in matches)


def lines_with(words: Sequence[tuple[int, int]], lines: Sequence[Line]) -> set[int]:
    """Which lines hold characters of these spans, counted without white from a passage's start."""
    found, at = set(), 0
    for number, line in enumerate(lines):
        end = at + len(spoken(line.text))
        if any(start < end and (at < stop or at <= start == stop) for start, stop in words):
            found.add(number)
        at = end
    return found


def spans_changed(old: str, new: str) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Where the characters of two texts without white differ, on both sides."""
    codes = [
        code for code in SequenceMatcher(None, old, new, autojunk=False).get_opcodes() if code[0] != "equal"
    ]
    return [(i, i_end) for _, i, i_end, _, _ in codes], [(j, j_end) for *_, j, j_end in codes]


def pair_drawings(old: Sequence[Drawing], new: Sequence[Drawing]) -> Iterator[DrawingPair]:
    """Pair drawings of one kind: what is the same, then what was carried elsewhere, then what stands
    in the same place, then the nearest."""
    before, after = list(old), list(new)
    keys = (_whole, _form, _spot)
    for key in keys:
        for pair in _same(before, after, key):
            yield DrawingPair(*pair)
            before.remove(pair[0])
            after.remove(pair[1])
    distances = sorted(
        (_distance(one, other), i, j) for i, one in enumerate(before) for j, other in enumerate(after)
    )
    taken_old: set[int] = set()
    taken_new: set[int] = set()
    for _, i, j in distances:
        if i not in taken_old and j not in taken_new and _kindred(before[i], after[j]):
            taken_old.add(i)
            taken_new.add(j)
            yield DrawingPair(before[i], after[j])
    yield from (DrawingPair(each, None) for i, each in enumerate(before) if i not in taken_old)
    yield from (DrawingPair(None, each) for j, each in enumerate(after) if j not in taken_new)


def _same(
    old: Iterable[Drawing], new: Iterable[Drawing], key: Callable[[Drawing], Hashable]
) -> list[tuple[Drawing, Drawing]]:
    """Pairs of equal keys; among several, the nearest of those that are left."""
    waiting: dict[Hashable, list[Drawing]] = defaultdict(list)
    for each in new:
        waiting[key(each)].append(each)
    pairs = []
    for each in old:
        found = waiting[key(each)]
        if found:
            nearest = min(found, key=lambda other: _distance(each, other))
            found.remove(nearest)
            pairs.append((each, nearest))
    return pairs


def _whole(drawing: Drawing) -> Hashable:
    return (drawing.page, drawing.node)


def _form(drawing: Drawing) -> Hashable:
    """What a drawing is, wherever it stands."""
    return form(drawing.node)


def form(node: Node) -> Hashable:
    """A node without its place: the same node at the origin, and for a picture without its words."""
    match node:
        case Rule():
            return replace(node, x=0, y=0, x2=node.x2 - node.x, y2=node.y2 - node.y)
        case Fill():
            return replace(node, x=0, y=0)
        case Picture():
            return replace(node, x=0, y=0, alt="")
        case Shape():
            return (outline(node), replace(node, path=(), clip=clip(node), frame=way(node)))
    return node


def clip(shape: Shape) -> tuple[int, ...]:
    """A shape's clip seen from the path's first point."""
    if not (shape.clip and shape.path):
        return shape.clip
    x, y = int(shape.path[0][1]), int(shape.path[0][2])
    return (shape.clip[0] - x, shape.clip[1] - y, *shape.clip[2:])


def way(shape: Shape) -> tuple[int, ...]:
    """Where a shape's blend begins and ends, seen from the path's first point."""
    if not (shape.frame and shape.path):
        return shape.frame
    x, y = int(shape.path[0][1]), int(shape.path[0][2])
    points, focus = shape.frame[:6], shape.frame[6:]
    return (*(at - (y if index % 2 else x) for index, at in enumerate(points)), *focus)


def outline(shape: Shape) -> Hashable:
    """A shape's path seen from its first point."""
    if not shape.path:
        return ()
    x, y = int(shape.path[0][1]), int(shape.path[0][2])
    return tuple(
        (step[0], *(int(value) - (y if at % 2 else x) for at, value in enumerate(step[1:])))
        for step in shape.path
    )


def _spot(drawing: Drawing) -> Hashable:
    return (drawing.page, type(drawing.node), drawing.place)


def _distance(one: Drawing, other: Drawing) -> int:
    """How far two drawings' corners are apart; another page is far."""
    a, b = one.place, other.place
    far = 0 if one.page == other.page else 10**9
    return far + abs(a.x - b.x) + abs(a.y - b.y) + abs(a.right - b.right) + abs(a.bottom - b.bottom)


def _kindred(one: Drawing, other: Drawing) -> bool:
    """Whether one can have become the other: a rule that lay may not have become one that stands."""
    if not one.owner.story and _distance(one, other) > _FAR:
        return False
    if isinstance(one.node, Rule) and isinstance(other.node, Rule):
        return _lies(one.node) == _lies(other.node)
    return type(one.node) is type(other.node)


def _lies(rule: Rule) -> bool:
    return abs(rule.x2 - rule.x) >= abs(rule.y2 - rule.y)
