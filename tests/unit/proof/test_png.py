"""PNG files, read back by another's reader."""

from __future__ import annotations

import io

from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from broadsheet.proof.png import png_file


@st.composite
def pixels(draw: st.DrawFn) -> list[bytes]:
    long = 3 * draw(st.integers(1, 9))
    return draw(st.lists(st.binary(min_size=long, max_size=long), min_size=1))


@given(pixels())
def test_every_pixel_comes_back(rows: list[bytes]) -> None:
    image = Image.open(io.BytesIO(png_file(rows, 100)))
    assert (image.mode, image.size) == ("RGB", (len(rows[0]) // 3, len(rows)))
    assert image.tobytes() == b"".join(rows)


def test_the_resolution_is_told() -> None:
    image = Image.open(io.BytesIO(png_file([b"\0\0\0"], 144)))
    assert [round(each) for each in image.info["dpi"]] == [144, 144]
