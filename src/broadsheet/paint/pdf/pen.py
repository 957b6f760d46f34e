"""What an outline is stroked with."""

from __future__ import annotations

from broadsheet.paint.pdf.number import decimal, operands, points
from broadsheet.tree.node import Shape


def pen_operators(shape: Shape) -> bytes:
    """The line's weight, and what is otherwise than PDF starts with: butt caps, mitres to 10, no dashes."""
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
