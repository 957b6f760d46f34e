"""What a picture costs: 12 megapixels to newsprint inks, the first time and out of the cache."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from bench.photographs import photograph
from broadsheet.pictures.cache import PictureCache
from broadsheet.pictures.convert import convert_picture
from broadsheet.pictures.raster import Raster
from broadsheet.resources import newsprint
from broadsheet.tree.node import Picture

SIZE = (4000, 3000)
WIDTHS_MM = (85, 175, 350)
"""A quarter of a broadsheet's type area, half of it, all of it."""
MOST_SECONDS = 1.2


def pictures(runs: int) -> str:
    """Return a table of medians for a JPEG and a PNG file of 12 megapixels at three sizes."""
    profile = newsprint()
    rows = [f"{'file':6}{'on the page':>13}{'pixels':>14}{'KB':>8}{'first':>10}{'CPU':>8}{'cached':>11}"]
    with tempfile.TemporaryDirectory(prefix="broadsheet-bench-") as name:
        folder = Path(name)
        for suffix in ("jpg", "png"):
            path = folder / f"large.{suffix}"
            photograph(SIZE).save(path, quality=90, compress_level=1)
            rows.extend(_row(path, width, profile, folder / "cache", runs) for width in WIDTHS_MM)
    return "\n".join((*rows, "", f"bar: 12 megapixels in {MOST_SECONDS} s, and nothing the second time"))


def _row(path: Path, width_mm: int, profile: bytes, folder: Path, runs: int) -> str:
    width = width_mm * 720_000 // 254
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    asked = Picture(0, 0, width, width * 3 // 4, path.name, digest, (0, 0, *SIZE), path=str(path))
    first, busy = [], []
    for _ in range(runs):
        begin, busy_before = perf_counter(), process_time()
        raster = convert_picture(asked, profile)
        first.append(perf_counter() - begin)
        busy.append(process_time() - busy_before)
    cache = PictureCache(folder)
    cache.take(asked, profile, lambda: raster)
    cached = []
    for _ in range(runs):
        begin = perf_counter()
        cache.take(asked, profile, _refuse)
        cached.append(perf_counter() - begin)
    return (
        f"{path.suffix[1:]:6}{width_mm:>10} mm{raster.width:>8} x {raster.height}"
        f"{len(raster.data) // 1000:>8}{median(first):>8.2f} s{median(busy):>6.2f} s"
        f"{median(cached) * 1000:>8.1f} ms"
    )


def _refuse() -> Raster:
    raise AssertionError("the cache has lost a picture")
