"""Pictures that stand in a stream of instructions."""

from __future__ import annotations

from typing import Any

import pikepdf


def inline_image(pdf: pikepdf.Pdf, picture: Any, named: Any) -> pikepdf.Stream:
    """A picture that stands in a stream of instructions as one of its own; ``named`` are that stream's
    resources."""
    entries, spaces = picture.obj, named.get("/ColorSpace", pikepdf.Dictionary())
    made = pdf.make_stream(picture.read_raw_bytes())
    for key, value in entries.items():
        if key != "/Length":
            made[key] = value
    if isinstance(space := entries.get("/ColorSpace"), pikepdf.Name) and space in spaces:
        made.ColorSpace = spaces[space]
    made.Subtype = pikepdf.Name.Image
    return made
