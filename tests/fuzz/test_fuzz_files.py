"""Hostile drawings and PDFs: what is read ends as a drawing, a page or a refusal, in time and in memory."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import pikepdf
import pytest

from broadsheet.graphics.form import RefusedPageError
from broadsheet.graphics.source import page_of
from broadsheet.graphics.svg import read_drawing
from broadsheet.graphics.svgstyle import Palette
from broadsheet.graphics.svgxml import SvgError
from broadsheet.pdfcheck.check import check_pdf
from broadsheet.pictures.flat import colour_of, flat_inks
from broadsheet.pictures.opening import UnusableError, glance
from broadsheet.pictures.probe import ProbeError, probe
from broadsheet.resources import newsprint
from fuzz.limits import bounded
from fuzz.test_fuzz import mutated
from unit.graphics.foreign import foreign_pdf, rgb_image

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="limits are Linux's")

PROFILE = newsprint()
SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 60" width="90mm">
<title>江</title><style>.a { fill: #c00; stroke-width: 2 } #b { opacity: 1 }</style>
<defs><clipPath id="c"><rect width="9" height="9"/></clipPath><g id="u"><circle r="3"/></g></defs>
<g clip-path="url(#c)"><rect width="20" height="3"/></g>
<g transform="translate(3 4) rotate(30)"><use href="#u" x="4"/>
<path class="a" d="M0 0 C 1 2 3 4 5 6 S 7 8 9 9 A 3 3 0 0 1 2 2 Z"/></g>
<rect x="1" y="2" width="30" height="10" rx="2" fill="device-cmyk(0 1 0.5 0)" stroke-dasharray="3 1"/>
<polygon points="1,2 3,4 5,6"/>
<text x="4" y="9" font-size="9" text-anchor="middle">雾<tspan x="30">号</tspan></text>
<linearGradient id="l" x1="10%" gradientTransform="rotate(9)"><stop offset=".2" stop-color="red"/>
<stop offset="1" style="stop-color:#0c0"/></linearGradient>
<radialGradient id="r" href="#l" cx="9" cy="9" r="4" fx="8" gradientUnits="userSpaceOnUse"/>
<path d="M0 0H9V9z" fill="url(#l)"/><circle r="5" fill="url(#r)"/>
<switch><g><line x2="9" stroke="black" stroke-linecap="round" stroke-linejoin="bevel"/></g></switch></svg>
"""
PALETTE = Palette(colour_of, partial(flat_inks, profile=PROFILE))


def read_svg(seed: int, _folder: Path) -> None:
    text = mutated(SVG, random.Random(seed))
    with suppress(SvgError):
        read_drawing(text, PALETTE)


def hostile_bytes(data: bytes, rng: random.Random) -> bytes:
    """A file with bytes changed, cut out, doubled, and its numbers made large."""
    out = bytearray(data)
    for _ in range(rng.randint(1, 8)):
        start = rng.randrange(len(out) + 1)
        end = min(len(out), start + rng.randint(0, 40))
        way = rng.randrange(5)
        if way == 0:
            out[start:end] = rng.randbytes(end - start)
        elif way == 1:
            del out[start:end]
        elif way == 2:
            out[start:start] = out[start:end] * rng.randint(1, 50)
        elif way == 3:
            out[start:end] = rng.choice(
                (b"<<", b">>", b"[", b"obj", b"R", b"99999999999", b"-1", b"/Kids", b"\0")
            )
        else:
            del out[rng.randrange(len(out) + 1) :]
    return bytes(out)


def pdf_seed() -> bytes:
    return foreign_pdf(
        b"q /I Do Q q 1 0 0 rg 0 0 9 9 re f Q BT /F1 9 Tf (AB) Tj ET",
        lambda pdf, page: page.obj.Resources.update({"/XObject": pikepdf.Dictionary(I=rgb_image(pdf))}),
    )


PDF = pdf_seed()


def read_pdf(seed: int, folder: Path) -> None:
    path = folder / "ad.pdf"
    path.write_bytes(hostile_bytes(PDF, random.Random(seed)))
    with suppress(RefusedPageError):
        page_of(str(path), PROFILE)
    check_pdf(path)


def read_picture(seed: int, folder: Path) -> None:
    from PIL import Image

    rng = random.Random(seed)
    suffix = rng.choice(("jpg", "png", "tif", "webp"))
    path = folder / f"a.{suffix}"
    Image.effect_noise((60, 40), 60).convert("RGB").save(path)
    path.write_bytes(hostile_bytes(path.read_bytes(), rng))
    with suppress(ProbeError, UnusableError):
        glance(path, probe(path).size)


READERS: dict[str, Callable[[int, Path], None]] = {"svg": read_svg, "pdf": read_pdf, "picture": read_picture}


def read(kind: str, seed: int, folder: Path) -> None:
    with bounded(f"{kind} {seed}"):
        try:
            READERS[kind](seed, folder)
        except (AssertionError, MemoryError):
            raise
        except Exception as error:
            raise AssertionError(f"{kind} {seed}: {type(error).__name__}: {error}") from error


@pytest.mark.parametrize(("kind", "count"), [("svg", 300), ("pdf", 60), ("picture", 60)])
def test_files_are_read_or_refused(kind: str, count: int, tmp_path: Path) -> None:
    for seed in range(count):
        read(kind, seed, tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("block", range(4))
@pytest.mark.parametrize(("kind", "count"), [("svg", 5_000), ("pdf", 500), ("picture", 1_000)])
def test_many_files_are_read_or_refused(kind: str, count: int, block: int, tmp_path: Path) -> None:
    for seed in range(1_000_000 * (block + 1), 1_000_000 * (block + 1) + count):
        read(kind, seed, tmp_path)


def test_the_unchanged_ones_are_read(tmp_path: Path) -> None:
    assert read_drawing(SVG, PALETTE).width
    (tmp_path / "ad.pdf").write_bytes(PDF)
    assert page_of(str(tmp_path / "ad.pdf"), PROFILE).width


def test_a_reader_that_hangs_or_swells_would_be_seen() -> None:
    with pytest.raises(AssertionError, match="longer"), bounded("a loop", seconds=0.05):
        sum(iter(lambda: 0, 1))
    with pytest.raises(MemoryError), bounded("a bomb", memory=64 << 20):
        bytearray(512 << 20)
