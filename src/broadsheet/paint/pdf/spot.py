"""Spot inks as Separation colour spaces with process inks as their alternate (ISO 32000-1, 8.6.6.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from broadsheet.paint.pdf import objects
from broadsheet.paint.pdf.number import ink_operands
from broadsheet.tree.node import Ink, Spot

if TYPE_CHECKING:
    from broadsheet.paint.pdf.objects import PdfWriter


def put_spot(writer: PdfWriter, spot: Spot, name: str) -> None:
    """Add a colour space under a name. The tint goes to the alternate in proportion, as plants expect."""
    full = ink_operands(Ink(spot.cyan, spot.magenta, spot.yellow, spot.black))
    tint = objects.dictionary(
        {"FunctionType": b"2", "Domain": b"[0 1]", "C0": b"[0 0 0 0]", "C1": b"[%s]" % full, "N": b"1"}
    )
    writer.put_array((b"/Separation", name_of(spot.name), b"/DeviceCMYK", tint), name)


def name_of(text: str) -> bytes:
    """A text as a PDF name: UTF-8, with every byte that is not a plain one written as # and two digits."""
    plain = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.+"
    return b"/" + b"".join(bytes([byte]) if byte in plain else b"#%02X" % byte for byte in text.encode())


def text_of(name: bytes) -> str:
    """What a PDF name says."""
    first, *rest = name[1:].split(b"#")
    said = first + b"".join(bytes([int(part[:2], 16)]) + part[2:] for part in rest)
    return said.decode(errors="surrogateescape")
