"""CalRGB, colours by the light of a monitor, as an ICC profile that says the same."""

from __future__ import annotations

import math
import struct
from collections.abc import Sequence
from typing import Any

_IDENTITY = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)
_D50 = (0.9642, 1.0, 0.8249)
_CONES = ((0.8951, 0.2664, -0.1614), (-0.7502, 1.7135, 0.0367), (0.0389, -0.0685, 1.0296))
_LIGHT = ((0.986993, -0.147054, 0.159963), (0.432305, 0.518360, 0.049291), (-0.008529, 0.040043, 0.968487))
"""Bradford's matrix and its inverse: how the eye takes another white for white (ICC.1:2022, annex E)."""

_HEAD = 128
_MOST = 100  # of a power or a light: a file that says more says nothing


def profile_of(entries: Any) -> bytes:
    """A profile of curves and primaries for a CalRGB dictionary; nothing where that makes no sense, which is
    then taken as plain RGB is.

    Source: ISO 32000-2, 8.6.5.3; ICC.1:2001-04, 6.3 and 6.5.
    """
    try:
        white = _numbers(entries.get("/WhitePoint"), 3)
        powers = _numbers(entries.get("/Gamma", (1, 1, 1)), 3)
        primaries = _numbers(entries.get("/Matrix", _IDENTITY), 9)
    except (TypeError, ValueError):
        return b""
    if min(white) <= 0 or min(powers) <= 0:
        return b""
    here, there = _times(_CONES, white), _times(_CONES, _D50)
    tags = {b"wtpt": _xyz(_D50)}
    for name, power, at in zip(b"rgb", powers, (0, 3, 6), strict=True):
        cones = _times(_CONES, primaries[at : at + 3])
        adapted = [cone * new / old for cone, new, old in zip(cones, there, here, strict=True)]
        tags[bytes([name]) + b"XYZ"] = _xyz(_times(_LIGHT, adapted))
        tags[bytes([name]) + b"TRC"] = b"curv" + struct.pack(">4xIH2x", 1, round(power * 256))
    return _file(tags)


def _numbers(written: Any, count: int) -> list[float]:
    """Raises TypeError, ValueError for what are not so many numbers."""
    found = [float(each) for each in written]
    if len(found) != count or not all(math.isfinite(each) and abs(each) < _MOST for each in found):
        raise ValueError(written)
    return found


def _times(matrix: Sequence[Sequence[float]], column: Sequence[float]) -> list[float]:
    return [sum(one * other for one, other in zip(row, column, strict=True)) for row in matrix]


def _xyz(light: Sequence[float]) -> bytes:
    return b"XYZ " + struct.pack(">4x3i", *(round(each * 65536) for each in light))


def _file(tags: dict[bytes, bytes]) -> bytes:
    table, data = struct.pack(">I", len(tags)), b""
    for tag, value in tags.items():
        table += tag + struct.pack(">II", _HEAD + 4 + 12 * len(tags) + len(data), len(value))
        data += value
    size = _HEAD + len(table) + len(data)
    head = struct.pack(">I4sI4s4s4s12x4s", size, b"\0" * 4, 0x02400000, b"mntr", b"RGB ", b"XYZ ", b"acsp")
    illuminant = struct.pack(">28x3i", *(round(each * 65536) for each in _D50))
    return (head + illuminant).ljust(_HEAD, b"\0") + table + data
