"""How many pixels a picture has, from its first bytes: no decoder is loaded for JPEG and PNG."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import BinaryIO

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"

#: Start-of-frame markers: all SOFn but DHT (C4), JPG (C8) and DAC (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Markers without a length after them: RSTn, SOI, EOI and TEM.
_BARE = frozenset(range(0xD0, 0xDA)) | {0x01}

#: The APP1 segment, and the tag in it that says how the camera was held.
_EXIF, _ORIENTATION = 0xE1, 0x0112

MOST_SEGMENTS = 1000


class ProbeError(ValueError):
    """The picture cannot be read; the message says why."""


def probe_size(path: Path) -> tuple[int, int]:
    """Return width and height in pixels, upright: a camera's turn (EXIF) is taken into account.

    Raises ProbeError.
    """
    try:
        with path.open("rb") as file:
            head = file.read(26)
            if head.startswith(_PNG):
                size = _png(head)
            elif head.startswith(_JPEG):
                file.seek(2)
                size = _jpeg(file)
            else:
                size = _other(path)
    except OSError as error:
        raise ProbeError(error.strerror or "unreadable") from error
    if min(size) < 1:
        raise ProbeError("it has no pixels")
    return size


def _png(head: bytes) -> tuple[int, int]:
    if len(head) < 24 or head[12:16] != b"IHDR":
        raise ProbeError("the PNG header is broken")
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def _jpeg(file: BinaryIO) -> tuple[int, int]:
    turned = False
    for _ in range(MOST_SEGMENTS):
        marker = file.read(2)
        while len(marker) == 2 and marker == b"\xff\xff":  # fill bytes
            marker = b"\xff" + file.read(1)
        if len(marker) < 2 or marker[0] != 0xFF:
            break
        if marker[1] in _BARE:
            continue
        length = file.read(2)
        if len(length) < 2 or marker[1] == 0xDA:
            break
        if marker[1] in _FRAMES:
            frame = file.read(5)
            if len(frame) < 5:
                break
            height, width = struct.unpack(">xHH", frame)
            return (height, width) if turned else (width, height)
        size = max(0, struct.unpack(">H", length)[0] - 2)
        if marker[1] == _EXIF:
            turned = turned or _is_turned(file.read(size))
        else:
            file.seek(size, 1)
    raise ProbeError("no frame in the JPEG file")


def _is_turned(segment: bytes) -> bool:
    """True where an EXIF segment says that width and height change places (orientation 5 to 8)."""
    if not segment.startswith(b"Exif\0\0") or len(segment) < 16:
        return False
    tiff = segment[6:]
    order = "<" if tiff[:2] == b"II" else ">"
    (start,) = struct.unpack(order + "I", tiff[4:8])
    (count,) = struct.unpack(order + "H", tiff[start : start + 2].ljust(2, b"\0"))
    for entry in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack(order + "HHIH", tiff[entry : entry + 10])
        if tag == _ORIENTATION:
            return bool(5 <= value <= 8)
    return False


def _other(path: Path) -> tuple[int, int]:
    """Formats we have no header reader for; Pillow opens the file without decoding it."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  late: Pillow costs 40 ms

    try:
        with Image.open(path) as image:
            return image.size
    except UnidentifiedImageError as error:
        raise ProbeError("not a picture") from error
    except (ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ProbeError(str(error)) from error
