"""Pictures that are damaged or lie, made from good ones; and, run as a program, what they cost to refuse.

``python hostile.py FOLDER`` reads every file of a folder as a build would and writes a line of JSON a
file: its name, what became of it, the seconds; and last the most memory that the process had, in MiB.
"""

from __future__ import annotations

import io
import json
import resource
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

from PIL import Image

FORMATS = {
    "jpg": {"format": "JPEG", "quality": 80},
    "progressive.jpg": {"format": "JPEG", "progressive": True},
    "png": {"format": "PNG"},
    "tif": {"format": "TIFF"},
    "lzw.tif": {"format": "TIFF", "compression": "tiff_lzw"},
    "webp": {"format": "WEBP"},
}


def chunk(kind: bytes, data: bytes) -> bytes:
    """A PNG chunk."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, colour: int, *chunks: bytes, depth: int = 8) -> bytes:
    """A PNG file of any header and any chunks."""
    header = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + b"".join(chunks) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    """Very many zeros, deflated piece by piece."""
    packer = zlib.compressobj(1)
    piece = bytes(1 << 20)
    parts = [packer.compress(piece) for _ in range(count >> 20)]
    return b"".join(parts) + packer.compress(bytes(count & 0xFFFFF)) + packer.flush()


def jpeg_of(data: bytes, width: int, height: int) -> bytes:
    """A JPEG file whose header says another size."""
    at = next(place for mark in (b"\xff\xc0", b"\xff\xc2") if (place := data.find(mark)) > 0)
    return data[: at + 5] + struct.pack(">HH", height, width) + data[at + 9 :]


def tiff(*entries: tuple[int, int, int, int], following: int = 0, tail: bytes = b"") -> bytes:
    """A TIFF file of one directory: tag, type, count and value of each entry."""
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return b"II*\0\x08\0\0\0" + struct.pack("<H", len(entries)) + packed + struct.pack("<I", following) + tail


def good(settings: dict[str, object], mode: str = "RGB") -> bytes:
    """A small picture with something in it."""
    stream = io.BytesIO()
    image = Image.effect_mandelbrot((160, 120), (-2, -1.5, 1, 1.5), 50).convert(mode)
    image.save(stream, **settings)  # type: ignore[arg-type]
    return stream.getvalue()


def corpus() -> Iterator[tuple[str, bytes]]:
    """Names and bytes of all of them; nothing in it is larger than 3 MB."""
    for suffix, settings in FORMATS.items():
        data = good(settings)
        for part in (1, 2, 8, 20, 60):
            yield f"cut-{part}.{suffix}", data[: part * len(data) // 64]
        for place in range(8, len(data), max(1, len(data) // 24)):
            yield f"flipped-{place}.{suffix}", data[:place] + bytes([data[place] ^ 0xFF]) + data[place + 1 :]
        yield f"blank-{len(data)}.{suffix}", data[:24] + bytes(len(data) - 24)
        wrong = "png" if suffix.endswith("jpg") else "jpg"
        yield f"wrong-name-{suffix}.{wrong}", data
    yield from _lies(good(FORMATS["jpg"]), good(FORMATS["progressive.jpg"]))
    yield from _programs()


def _lies(jpeg: bytes, progressive: bytes) -> Iterator[tuple[str, bytes]]:
    yield "huge.png", png(1 << 30, 1 << 30, 2, chunk(b"IDAT", zeros(1000)))
    yield "no-width.png", png(0, 100, 2, chunk(b"IDAT", zeros(1000)))
    yield "negative.png", png(0xFFFFFFFF, 1, 2, chunk(b"IDAT", zeros(1000)))
    yield "few-rows.png", png(9000, 9000, 2, chunk(b"IDAT", zeros(27_001)))
    yield "bomb-rgba.png", png(8_000, 8_000, 6, chunk(b"IDAT", zeros(8_000 * 32_001)))
    yield "bomb-rgb.png", png(8_000, 7_000, 2, chunk(b"IDAT", zeros(7_000 * 24_001)))
    yield "bomb-grey.png", png(12_000, 12_000, 0, chunk(b"IDAT", zeros(12_000 * 12_001)))
    yield "bomb-bits.png", png(12_000, 12_000, 0, chunk(b"IDAT", zeros(12_000 * 1_501)), depth=1)
    yield "bomb-sixteen.png", png(9_000, 9_000, 0, chunk(b"IDAT", zeros(9_000 * 18_001)), depth=16)
    text = chunk(b"zTXt", b"a\0\0" + zeros(100_000_000))
    yield "bomb-text.png", png(20, 20, 2, text, chunk(b"IDAT", zeros(20 * 61)))
    profile = chunk(b"iCCP", b"a\0\0" + zeros(100_000_000))
    yield "bomb-profile.png", png(20, 20, 2, profile, chunk(b"IDAT", zeros(20 * 61)))
    many = chunk(b"tEXt", b"a\0b") * 50_000
    yield "many-chunks.png", png(20, 20, 2, many, chunk(b"IDAT", zeros(20 * 61)))
    yield "endless-exif.png", png(20, 20, 2, struct.pack(">I", 0x7FFFFFFF) + b"eXIf")
    for name, data in (("", jpeg), ("progressive-", progressive)):
        yield f"{name}huge.jpg", jpeg_of(data, 65_000, 65_000)
        yield f"{name}large.jpg", jpeg_of(data, 12_000, 12_000)
        yield f"{name}flat.jpg", jpeg_of(data, 65_000, 1)
        yield f"{name}empty.jpg", jpeg_of(data, 0, 0)
    yield "many-segments.jpg", b"\xff\xd8" + b"\xff\xfe\0\x02" * 500_000 + jpeg[2:]
    exif = b"Exif\0\0II*\0\x08\0\0\0\xff\xff" + struct.pack("<HHIH", 0x0112, 3, 1, 99) * 500
    yield "odd-exif.jpg", b"\xff\xd8\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + jpeg[2:]
    far = b"Exif\0\0MM\0*\xff\xff\xff\xff"
    yield "far-exif.jpg", b"\xff\xd8\xff\xe1" + struct.pack(">H", len(far) + 2) + far + jpeg[2:]
    sized = ((256, 4, 1, 1 << 20), (257, 4, 1, 1 << 20), (258, 3, 1, 8), (262, 3, 1, 1))
    yield "huge.tif", tiff(*sized, (273, 4, 1, 8), (279, 4, 1, 1 << 30))
    yield "circle.tif", tiff((256, 4, 1, 10), (257, 4, 1, 10), following=8)
    yield "far-strips.tif", tiff((256, 4, 1, 9), (257, 4, 1, 9), (273, 4, 1, 0xFFFFFFF0), (279, 4, 1, 81))
    yield "many-strips.tif", tiff((256, 4, 1, 9), (257, 4, 1, 9), (273, 4, 0x3FFFFFFF, 8))
    yield "huge.webp", b"RIFF\x20\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0" + b"\xff" * 6 + bytes(8)


def _programs() -> Iterator[tuple[str, bytes]]:
    """Files that Pillow has a reader for, and a newspaper has no use for."""
    yield "postscript.jpg", b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n{} loop\n"
    yield "page.png", b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"
    yield "drawing.png", b"<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>"
    for format_name in ("GIF", "BMP", "ICO", "PPM", "TGA", "PCX", "JPEG2000"):
        yield f"{format_name.lower()}.png", good({"format": format_name})
    yield "empty.jpg", b""
    yield "text.jpg", "这不是图片。".encode() * 1000


def peak() -> int:
    """The most memory that this process had, in MiB. Linux lets a program inherit the rusage figure of the
    process that started it, a test runner's gigabyte; its status file starts anew."""
    status = Path("/proc/self/status")
    if status.exists():
        for line in status.read_text("ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) >> 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10


def became(path: Path) -> str:
    """What a build makes of a file: refused where it is read, broken where it is painted, or made."""
    from broadsheet.pictures.convert import PictureError, convert_picture
    from broadsheet.pictures.probe import ProbeError, probe
    from broadsheet.resources import newsprint
    from broadsheet.tree.node import Picture

    try:
        size = probe(path).size
    except ProbeError as error:
        return f"refused: {error}"
    picture = Picture(0, 0, 1_000_000, 700_000, path.name, "", (0, 0, *size), path=str(path))
    try:
        convert_picture(picture, newsprint())
    except PictureError as error:
        return f"broken: {error.reason}"
    return "made"


if __name__ == "__main__":
    for each in sorted(Path(sys.argv[1]).iterdir()):
        begin = perf_counter()
        sys.stdout.write(json.dumps([each.name, became(each), perf_counter() - begin]) + "\n")
    sys.stdout.write(f"{peak()}\n")
