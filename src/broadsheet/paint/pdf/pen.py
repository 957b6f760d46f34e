"""What an outline that stands in a state of its own is painted with."""

from __future__ import annotations

from collections.abc import Sequence

from broadsheet.paint.pdf.number import decimal, ink_operators, operands, points
from broadsheet.tree.node import Shape
from broadsheet.units import Length


def apart_operators(shape: Shape, space: str) -> bytes:
    """The colour, and the pen if there is one, of an outline with a state of its own; ``space`` is the
    name of its spot ink's colour space."""
    inks = ink_operators(shape.colour, space, stroke=bool(shape.weight))
    return inks + b" " + pen_operators(shape) if shape.weight else inks


def pen_operators(shape: Shape) -> bytes:
    """The line's weight, and what differs from PDF's defaults: butt caps, mitres to 10, no dashes."""
    made = [points(shape.weight) + b" w"]
    if shape.cap:
        made.append(b"%d J" % shape.cap)
    if shape.join:
        made.append(b"%d j" % shape.join)
    elif shape.miter != 10_000:
        made.append(decimal(shape.miter, 3) + b" M")
    if shape.dashes:
        made.append(b"[" + operands(*shape.dashes) + b"] " + points(shape.phase) + b" d")
    return b" ".join(made)


def outline_operators(path: Sequence[Sequence[str | Length]], left: Length, top: Length) -> bytes:
    """The segments of a ``Shape.path``, one a line; ``left`` and ``top`` are where its origin lies on the
    sheet, whose own is bottom-left. Numbers are as ``points`` writes them, put right all at once: a drawing
    has thousands."""
    segments = []
    for operator, *numbers in path:
        places = [int(number) for number in numbers]
        pairs = zip(places[::2], places[1::2], strict=True)
        joined = "".join([f" {(left + x) / 1000} {(top - y) / 1000}" for x, y in pairs])
        segments.append(f"{joined} {'h' if operator == 'z' else operator}\n")
    text = "".join(segments).replace(".0 ", " ").replace(" 0.", " .").replace(" -0.", " -.")
    return text.replace("\n ", "\n").strip().encode()
