"""Any PDF judged: by what is written in it, and by the ink that its plates lay down together.

Import this module late: pikepdf, pdfium and Pillow cost 200 ms.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2

from broadsheet.geometry import Rect
from broadsheet.pdfcheck.check import check_pdf
from broadsheet.pdfcheck.plates import PlateError, plates
from broadsheet.pdfcheck.rules import Found, House
from broadsheet.proof.plates import overinked, rasters
from broadsheet.proof.raster import TooLargeError, pages_of

_DPI = 72
_MOST_PAGES = 64
"""Pages whose plates are looked at; a press file has one."""

_TELLS_NOTHING = frozenset(("F01", "F03", "F11", "C01"))
"""Rules without which there is no sum: damaged, locked, or in colours that are no inks yet."""


def judge_pdf(path: Path, house: House) -> tuple[Found, ...]:
    """Return what is wrong with a file: the file's own findings first, then page by page, by rule.

    What is over the limit only because it lies over other ink (overprint, blend modes) or is painted by a
    pattern, a blend or a palette is found on the plates. Never raises for what is in the file.
    """
    found = check_pdf(path, house)
    if any(item.page == 0 and item.rule in _TELLS_NOTHING for item in found):
        return found
    told = {item.page for item in found if item.rule in {*_TELLS_NOTHING, "C09"}}
    try:
        added = _overinked(path, house, told)
    except (PlateError, TooLargeError, pypdfium2.PdfiumError, OSError, ValueError):
        return found  # what cannot be shown has been told by what is written
    return _by_page(found, added)


def _overinked(path: Path, house: House, told: set[int]) -> list[Found]:
    """Pages that nothing has been told of yet, by their plates."""
    limit = house.ink + house.ink_tolerance
    found = []
    wanted = [number for number in range(1, _MOST_PAGES + 1) if number not in told]
    for view in pages_of(path.read_bytes(), _DPI, wanted) if wanted else ():  # what is told may have no end
        over = overinked(rasters(plates(path, view.number - 1, house.prints), _DPI), limit, view.trim)
        if over is not None:
            left, top, right, bottom = over.place
            x, y = view.left + (left + right) / 2, view.top - (top + bottom) / 2
            detail = f"all inks together: {over.most:.0f} % of {house.ink:.0f} %"
            found.append(Found("C09", view.number, detail, Rect(round(x), round(y), 1, 1), house.standard))
    return found


def _by_page(found: tuple[Found, ...], added: list[Found]) -> tuple[Found, ...]:
    """Both, page by page; what was added stands last on its page."""
    return tuple(sorted((*found, *added), key=lambda item: item.page))
