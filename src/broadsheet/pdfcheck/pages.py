"""What pages are judged by beside their content: boxes, fonts, annotations."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf

from broadsheet.pdfcheck.area import Box, overlaps, sides
from broadsheet.pdfcheck.rules import Found

_SLACK = 0.02
"""Points by which boxes may miss each other: rounding, not geometry."""


def box_of(page: pikepdf.Page, key: str) -> Box | None:
    """A box of a page in points, inherited where it is; None where there is none that can be read."""
    node: Any = page.obj
    for _ in range(40):
        if key in node:
            return _box(node[key])
        if key not in {"/MediaBox", "/CropBox"} or "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _box(written: Any) -> Box | None:
    """A box as a page or an annotation has it; None for what is none."""
    try:
        return sides(written)
    except (TypeError, ValueError):
        return None


def trim_of(page: pikepdf.Page) -> Box:
    """Where the finished sheet is."""
    for key in ("/TrimBox", "/ArtBox", "/CropBox", "/MediaBox"):
        if (found := box_of(page, key)) is not None:
            return found
    return (0.0, 0.0, 0.0, 0.0)


def _holds(outer: Box, inner: Box) -> bool:
    low = all(inner[side] >= outer[side] - _SLACK for side in (0, 1))
    return low and all(inner[side] <= outer[side] + _SLACK for side in (2, 3))


def judged_boxes(page: pikepdf.Page, number: int) -> Iterator[Found]:
    """What is wrong with a page's boxes."""
    media, trim = box_of(page, "/MediaBox"), box_of(page, "/TrimBox")
    art, bleed, crop = (box_of(page, key) for key in ("/ArtBox", "/BleedBox", "/CropBox"))
    if (trim is None) == (art is None):
        yield Found("P01", number, "both" if trim else "neither")
    finished = trim or art
    if media is None:
        yield Found("P02", number, "no MediaBox")
    elif finished is not None:
        if min(finished[2] - finished[0], finished[3] - finished[1]) <= 0:
            yield Found("P02", number, "the trim is empty")
        if not _holds(bleed or media, finished):
            yield Found("P02", number, "the trim reaches out of the bleed")
        elif bleed is not None and not _holds(media, bleed):
            yield Found("P02", number, "the bleed reaches out of the media")
        if crop is not None and not _holds(crop, finished):
            yield Found("P09", number, "")
    if float(page.obj.get("/UserUnit", 1)) != 1:
        yield Found("P07", number, str(page.obj.UserUnit))
    if int(page.obj.get("/Rotate", 0)) % 360:
        yield Found("P08", number, str(page.obj.Rotate))
    if "/Group" in page.obj and str(page.obj.Group.get("/S", "")) == "/Transparency":
        space = page.obj.Group.get("/CS")
        if space is not None and "RGB" in str(space):
            yield Found("C01", number, "the page's transparency group")


def judged_annotations(page: pikepdf.Page, number: int) -> Iterator[Found]:
    """Annotations that stand inside the trim, printer's marks too."""
    trim = trim_of(page)
    for each in page.obj.get("/Annots", ()):
        kind = str(each.get("/Subtype", ""))
        if kind == "/TrapNet":
            continue
        box = _box(each.get("/Rect", ()))  # without one it may be anywhere
        if box is None or overlaps(box, trim):
            yield Found("A01", number, kind.lstrip("/"))
