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
    across = b" ".join(decimal(part, 3) for part in focus)
    writer.put(
        {
            "ShadingType": b"3" if focus else b"2",
            "ColorSpace": b"/DeviceCMYK",
            "Coords": b"[%s 0 0 0 1]" % across if focus else b"[0 0 1 0]",
            "Function": _function(stops),
            "Extend": b"[true true]",
        },
        name,
    )


def _function(stops: tuple[Stop, ...]) -> Value:
    """From stop to stop in proportion; before the first and behind the last as they are there."""
    whole: list[Stop] = [(0, *stops[0][1:]), *stops, (_FULL, *stops[-1][1:])]
    parts = [(one, other) for one, other in pairwise(whole) if one[0] < other[0]]
    functions = [_between(one, other) for one, other in parts]
    if len(functions) == 1:
        return functions[0]
    bounds = b" ".join(decimal(one[0], 3) for one, _ in parts[1:])
    return objects.dictionary(
        {
            "FunctionType": b"3",
            "Domain": b"[0 1]",
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
