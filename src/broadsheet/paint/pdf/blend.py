"""Colours that run into each other: shadings of process inks in a unit space of their own (ISO 32000-2,
8.7.4.5)."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, TypeAlias

from broadsheet.paint.pdf import objects
from broadsheet.paint.pdf.number import decimal, ink_operands, operands
from broadsheet.tree.node import Ink, Shape, Stop
from broadsheet.units import Length

if TYPE_CHECKING:
    from broadsheet.paint.pdf.objects import PdfWriter, Value

BlendKey: TypeAlias = tuple[tuple[Stop, ...], tuple[int, ...]]
"""Stops and focus: what two blends that need one shading have in common."""

_POINTS = 6
_FULL = 1000
_WIDER = 100
"""How much longer a way is made, in per mille: readers look its colours up in some two hundred steps."""


def blend_key(shape: Shape) -> BlendKey:
    """What makes a shape's shading what it is, wherever it lies."""
    return shape.blend, shape.frame[_POINTS:]


def blend_place(shape: Shape, left: Length, top: Length) -> bytes:
    """The matrix that takes the unit space to the shape's frame. ``left`` and ``top`` are where the tree's
    origin lies on the sheet, whose own is bottom-left."""
    x, y, x2, y2, x3, y3 = shape.frame[:_POINTS]
    return operands(x2 - x, y - y2, x3 - x, y - y3, left + x, top - y) + b" cm"


def put_blend(writer: PdfWriter, key: BlendKey, name: str) -> None:
    """Add a shading under a name: along the unit space's x, or to the circle round its origin."""
    stops, focus = key
    whole = _whole(stops, is_round=bool(focus))
    low, high = (decimal(end[0], 3) for end in (whole[0], whole[-1]))
    entries: dict[str, Value] = {
        "ShadingType": b"3" if focus else b"2",
        "ColorSpace": b"/DeviceCMYK",
        "Coords": b"[%s]" % _circles(focus, whole[-1][0]) if focus else b"[%s 0 %s 0]" % (low, high),
        "Function": _function(whole, low, high),
        "Extend": b"[true true]",
    }
    if (low, high) != (b"0", b"1"):
        entries["Domain"] = b"[%s %s]" % (low, high)
    writer.put(entries, name)


def _circles(focus: tuple[int, ...], end: int) -> bytes:
    """From the focus to the circle that a place on the way has, in per mille."""
    centre = [part - part * end // _FULL for part in focus]
    return b" ".join(decimal(part, 3) for part in (*focus, 0, *centre, end))


def _whole(stops: tuple[Stop, ...], *, is_round: bool) -> list[Stop]:
    """The stops, and one at either end. Where the colour changes at an end itself, the way is longer: what
    lies beyond it would have the colour on this side of the change. Beyond a focus nothing lies."""
    first, last = stops[0], stops[-1]
    begins = first[0] == 0 and not is_round and any(stop[0] == 0 and stop != first for stop in stops)
    ends = last[0] == _FULL and any(stop[0] == _FULL and stop != last for stop in stops)
    start, end = -_WIDER if begins else 0, _FULL + _WIDER if ends else _FULL
    return [(start, *first[1:]), *stops, (end, *last[1:])]


def _function(whole: list[Stop], low: bytes, high: bytes) -> Value:
    """From stop to stop in proportion; before the first and behind the last as they are there."""
    parts = [(one, other) for one, other in pairwise(whole) if one[0] < other[0]]
    functions = [_between(one, other) for one, other in parts]
    if len(functions) == 1:
        return functions[0]
    bounds = b" ".join(decimal(one[0], 3) for one, _ in parts[1:])
    return objects.dictionary(
        {
            "FunctionType": b"3",
            "Domain": b"[%s %s]" % (low, high),
            "Functions": objects.array(*functions),
            "Bounds": b"[%s]" % bounds,
            "Encode": b"[%s]" % b" ".join([b"0 1"] * len(functions)),
        }
    )


def _between(one: Stop, other: Stop) -> Value:
    start, end = (ink_operands(Ink(*stop[1:])) for stop in (one, other))
    return objects.dictionary(
        {"FunctionType": b"2", "Domain": b"[0 1]", "C0": b"[%s]" % start, "C1": b"[%s]" % end, "N": b"1"}
    )
