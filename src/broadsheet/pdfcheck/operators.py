"""The operators of content streams and what they take (ISO 32000-2, annex A)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pikepdf

_ANY = -1
"""How many operands depends on what was set before."""

_COUNTS = {
    0: ("b", "B", "b*", "B*", "BT", "BX", "EMC", "ET", "EX", "f", "F", "f*", "h", "n", "q", "Q", "s", "S",
        "T*", "W", "W*", "INLINE IMAGE"),
    1: ("BMC", "cs", "CS", "Do", "g", "G", "gs", "i", "j", "J", "M", "MP", "ri", "sh", "Tc", "Tj", "TJ", "TL",
        "Tr", "Ts", "Tw", "Tz", "w", "'"),
    2: ("BDC", "d", "d0", "DP", "l", "m", "Td", "TD", "Tf"),
    3: ("rg", "RG", '"'),
    4: ("k", "K", "re", "v", "y"),
    6: ("c", "cm", "d1", "Tm"),
    _ANY: ("sc", "SC", "scn", "SCN"),
}  # fmt: skip
"""Operators by how many operands they take."""

_TAKES = {name: count for count, names in _COUNTS.items() for name in names}
_NUMBERS = frozenset(
    ("c", "cm", "d0", "d1", "g", "G", "i", "j", "J", "k", "K", "l", "m", "M", "re", "rg", "RG", "Tc", "Td",
     "TD", "TL", "Tm", "Tr", "Ts", "Tw", "Tz", "v", "w", "y")
)  # fmt: skip
_NAMES = frozenset(("cs", "CS", "Do", "gs", "sh", "Tf"))
_DEVICE = frozenset(
    ("/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/Pattern", "/CalGray", "/CalRGB", "/Lab")
)

CATEGORIES = {
    "cs": "/ColorSpace", "CS": "/ColorSpace", "Do": "/XObject", "gs": "/ExtGState", "sh": "/Shading",
    "Tf": "/Font", "scn": "/Pattern", "SCN": "/Pattern",
}  # fmt: skip
"""Operators that name a resource, and of which category."""

SHOWS = frozenset(("Tj", "TJ", "'", '"'))
"""Operators that show text."""

PAINTS: dict[str, tuple[str, ...]] = {
    "f": ("fill",), "F": ("fill",), "f*": ("fill",), "S": ("stroke",), "s": ("stroke",),
    "B": ("fill", "stroke"), "B*": ("fill", "stroke"), "b": ("fill", "stroke"), "b*": ("fill", "stroke"),
}  # fmt: skip
"""Operators that paint a path, and by which colours."""

LEFT: dict[str, dict[str, str]] = {
    "fill": {"f": "n", "F": "n", "f*": "n", "B": "S", "B*": "S", "b": "s", "b*": "s"},
    "stroke": {"S": "n", "s": "n", "B": "f", "B*": "f*", "b": "f", "b*": "f*"},
}
"""What is left of an operator that paints a path without its fill, and without its stroke."""

RENDERED: dict[int, tuple[str, ...]] = {
    0: ("fill",), 1: ("stroke",), 2: ("fill", "stroke"), 3: (),
    4: ("fill",), 5: ("stroke",), 6: ("fill", "stroke"), 7: (),
}  # fmt: skip
"""Which colours a text rendering mode takes (ISO 32000-2, table 104)."""

INTENTS = frozenset(("/AbsoluteColorimetric", "/RelativeColorimetric", "/Saturation", "/Perceptual"))
"""The rendering intents of PDF."""


def is_operator(name: str) -> bool:
    """Whether PDF knows an instruction of this name."""
    return name in _TAKES


def wrong_with(name: str, operands: Sequence[Any]) -> str:
    """What is wrong with an instruction by itself; "" where nothing is."""
    takes = _TAKES.get(name)
    if takes is None:
        return f"no operator: {name[:20]}"
    if len(operands) < takes:
        return f"{name!r} with {len(operands)} of {takes} operands"
    if name in _NUMBERS:
        for each in operands:  # no generator: a chart has millions
            if isinstance(each, pikepdf.Object):
                return f"{name!r} with what is no number"
    elif name in _NAMES and not isinstance(operands[0], pikepdf.Name):
        return f"{name!r} with what is no name"
    return ""


def missing(name: str, operands: Sequence[Any], resources: Any) -> str:
    """The resource that an instruction names and nobody gives; "" where all is there."""
    category = CATEGORIES.get(name)
    if category is None or not len(operands):
        return ""
    named = operands[0 if name == "Tf" else -1]
    if not isinstance(named, pikepdf.Name) or (str(named) in _DEVICE and category == "/ColorSpace"):
        return ""
    held = resources.get(category) if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(held, pikepdf.Dictionary) and str(named) in held:
        return ""
    return f"{category.lstrip('/')}: nothing called {str(named)!r}"
