"""A page of an inch by half an inch, its left half in cyan, and pictures of it."""

from __future__ import annotations

import io

from PIL import Image

from broadsheet.paint.pdf import PdfOptions, paint_pdf
from broadsheet.tree.node import Fill, Group, Ink, LayoutTree, Role, TreePage

HALF = Fill(0, 0, 36_000, 36_000, Ink(1000, 0, 0, 0))


def pdf(*fills: Fill) -> bytes:
    """The page with fills on it."""
    page = TreePage(1, "p", "", 72_000, 36_000, 0, (Group(Role.FRAME, fills),))
    return paint_pdf(LayoutTree("t", "2026-11-23", (), (page,), (), ()), PdfOptions())[0].data


def opened(png: bytes) -> Image.Image:
    """A picture of it."""
    return Image.open(io.BytesIO(png))
