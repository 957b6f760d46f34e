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
    pattern, a blend or a palette is found on the plates, which are drawn where that may be. Never raises for
    what is in the file.
    """
    checked = check_pdf(path, house)
    found = checked.found
    if any(item.page == 0 and item.rule in _TELLS_NOTHING for item in found):
        return found
    told = {item.page for item in found if item.rule in {*_TELLS_NOTHING, "C09"}}
    limit = house.most_ink
    open_pages = [page for page, bound in checked.bounds.items() if bound > limit and page not in told]
    try:
        added = _overinked(path, house, open_pages[:_MOST_PAGES])
    except (PlateError, TooLargeError, pypdfium2.PdfiumError, OSError, ValueError):
        return found  # what cannot be shown has been told by what is written
    return _by_page(found, added)


def _overinked(path: Path, house: House, wanted: list[int]) -> list[Found]:
    """What is found on the plates of the pages ``wanted``; others are not looked at: one may have no end."""
    limit = house.most_ink
    found = []
    for view in pages_of(path.read_bytes(), _DPI, wanted) if wanted else ():
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
