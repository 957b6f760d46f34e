"""A picture's header: how many pixels it has, and whether in greys. No decoder is loaded for JPEG and PNG."""

from __future__ import annotations

import os
import struct
import warnings
from pathlib import Path
from typing import BinaryIO

from broadsheet.records import record

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_TIFF = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_RARE_TIFF = "a TIFF file of a rare kind, or damaged; save it in 8 bits without transparency"

#: Start-of-frame markers: all SOFn but DHT (C4), JPG (C8) and DAC (CC).
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
#: Markers without a length after them: RSTn, SOI, EOI and TEM.
_BARE = frozenset(range(0xD0, 0xDA)) | {0x01}

#: The APP1 segment, and the tag in it that says how the camera was held.
_EXIF, _ORIENTATION = 0xE1, 0x0112
_MOST_EXIF = 1 << 20

MOST_SEGMENTS = 1000

#: The colour type of a PNG in greys alone, and modes of Pillow's that are.
_PNG_GREY, _GREY_MODES = b"\0", ("1", "L", "I", "I;16", "I;16B")

#: The formats that are read, by Pillow's names for them: its others are for programs, and one of them
#: runs PostScript.
FORMATS = ("JPEG", "PNG", "TIFF", "WEBP")
#: 150 megapixels: the largest cameras; a page at 300 ppi has 30. More is a mistake or a bomb.
MOST_PIXELS = 150_000_000
#: What is larger was not made for a newspaper: 16-bit TIFF of 60 megapixels has 360 MB.
MOST_FILE_BYTES = 400_000_000


_OTHERS = (
    (0, b"GIF8", "GIF"), (0, b"BM", "BMP"), (4, b"ftyphe", "HEIC"), (4, b"ftypmif1", "HEIC"),
    (4, b"ftypavif", "AVIF"), (0, b"8BPS", "PSD"), (0, b"%!PS", "EPS"), (0, b"\xc5\xd0\xd3\xc6", "EPS"),
    (4, b"jP  ", "JPEG 2000"), (0, b"%PDF", "PDF"), (0, b"<svg", "SVG"),
    (0, b"<!DOCTYPE html", "HTML"), (0, b"<!doctype html", "HTML"), (0, b"<html", "HTML"),
)  # fmt: skip
"""What desks are sent and we do not read, or not under a picture's name: how such files begin."""


class ProbeError(ValueError):
    """The picture cannot be read; the message says why."""


class TooLargeError(ProbeError):
    """The picture has more bytes or pixels than are read."""


@record
class Probed:
    """What a picture's header says: width and height in pixels, upright (a camera's turn, EXIF, is taken into
    account), and whether it is in ``grey`` without transparency, and so for black ink alone."""

    size: tuple[int, int]
    grey: bool = False


def probe(path: Path) -> Probed:
    """Read a picture's header.

    Raises ProbeError, of it TooLargeError for what is over the limits.
    """
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > MOST_FILE_BYTES:
                raise TooLargeError(f"more than {MOST_FILE_BYTES // 1_000_000} MB")
            head = file.read(26)
            if not head:
                raise ProbeError("the file is empty")
            if head.startswith(_PNG):
                found = _png(head, file)
            elif head.startswith(_JPEG):
                file.seek(2)
                found = _jpeg(file)
            else:
                found = _other(path, head)
    except OSError as error:
        raise ProbeError(error.strerror or str(error) or "unreadable") from error
    width, height = found.size
    if min(width, height) < 1:
        raise ProbeError("it has no pixels")
    if width * height > MOST_PIXELS:
        raise TooLargeError(f"{width} x {height} pixels")
    return found


def count_frames(path: Path) -> int:
    """How many pages or frames a picture has that ``probe`` took; 1 where that is unknown."""
    try:
        with path.open("rb") as file:
            if file.read(len(_PNG)).startswith((_PNG, _JPEG)):
                return 1
        from PIL import Image  # noqa: PLC0415  late: Pillow costs 40 ms

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path, formats=FORMATS) as image:
                return int(getattr(image, "n_frames", 1))
    except (OSError, ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error):
        return 1


def other_kind(path: Path) -> str:
    """The name of the format of a file that is none of ours; "" where it is not known."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return ""
    return next((name for at, begin, name in _OTHERS if head.startswith(begin, at)), "")


def _png(head: bytes, file: BinaryIO) -> Probed:
    if len(head) < 24 or head[12:16] != b"IHDR":
        raise ProbeError("the PNG header is broken")
    width, height = struct.unpack(">II", head[16:24])
    turned, grey = False, head[25:26] == _PNG_GREY
    file.seek(33)  # behind the header's checksum
    for _ in range(MOST_SEGMENTS):
        chunk = file.read(8)
        if len(chunk) < 8 or chunk[4:] == b"IDAT":
            break
        (length,) = struct.unpack(">I", chunk[:4])
        start = file.tell()
        if chunk[4:] == b"eXIf":
            turned = orientation_of(file.read(min(length, _MOST_EXIF))) >= 5
        grey = grey and chunk[4:] != b"tRNS"
        file.seek(start + length + 4)
    return Probed((height, width) if turned else (width, height), grey)


def _jpeg(file: BinaryIO) -> Probed:
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
            frame = file.read(6)
            if len(frame) < 6:
                break
            height, width, channels = struct.unpack(">xHHB", frame)
            return Probed((height, width) if turned else (width, height), channels == 1)
        size = max(0, struct.unpack(">H", length)[0] - 2)
        if marker[1] == _EXIF:
            turned = turned or orientation_of(file.read(size)) >= 5
        else:
            file.seek(size, 1)
    raise ProbeError("no frame in the JPEG file")


def orientation_of(exif: bytes) -> int:
    """Return how the camera was held, 1 to 8, from a block of EXIF; 1 where it does not say."""
    tiff = exif.removeprefix(b"Exif\0\0")
    if len(tiff) < 10 or tiff[:2] not in {b"II", b"MM"}:
        return 1
    order = "<" if tiff[:2] == b"II" else ">"
    (start,) = struct.unpack(order + "I", tiff[4:8])
    (count,) = struct.unpack(order + "H", tiff[start : start + 2].ljust(2, b"\0"))
    for entry in range(start + 2, min(start + 2 + 12 * count, len(tiff) - 11), 12):
        tag, _, _, value = struct.unpack(order + "HHIH", tiff[entry : entry + 10])
        if tag == _ORIENTATION:
            return value if 1 <= value <= 8 else 1
    return 1


def _other(path: Path, head: bytes) -> Probed:
    """Formats we have no header reader for; Pillow opens the file without decoding it."""
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415  late: Pillow costs 40 ms

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of its limits; ours are stricter
            with Image.open(path, formats=FORMATS) as image:
                # Pillow says the size of a TIFF file as it will turn it.
                exif = b"" if image.format == "TIFF" else image.info.get("exif") or b""
                grey = image.mode in _GREY_MODES and "transparency" not in image.info
                return Probed(image.size[::-1] if orientation_of(exif) >= 5 else image.size, grey)
    except UnidentifiedImageError as error:
        raise ProbeError(_RARE_TIFF if head[:4] in _TIFF else "not a picture") from error
    except Image.DecompressionBombError as error:
        raise TooLargeError("more pixels than a page can show") from error
    except OSError as error:
        if error.errno is not None:
            raise
        raise ProbeError("the file is cut short or damaged") from error  # what Pillow says of WebP is no help
    except (ValueError, SyntaxError, ArithmeticError, LookupError, TypeError, struct.error) as error:
        raise ProbeError(str(error) or "damaged") from error
