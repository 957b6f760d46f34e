"""The test font for hand-made pages."""

import pytest

from pdf.handmade import Face
from square import square_font


@pytest.fixture(scope="session")
def square(tmp_path_factory: pytest.TempPathFactory) -> Face:
    """The square font with TrueType outlines."""
    return Face(square_font(tmp_path_factory.mktemp("font") / "square.ttf"), "square")


@pytest.fixture(scope="session")
def square_cff(tmp_path_factory: pytest.TempPathFactory) -> Face:
    """The square font with PostScript outlines."""
    path = tmp_path_factory.mktemp("font") / "square.otf"
    return Face(square_font(path, outlines="cff", family="Square PS"), "square-ps")


@pytest.fixture(scope="session")
def square_odd(tmp_path_factory: pytest.TempPathFactory) -> Face:
    """The square font with 1023 units in an em: no advance is a whole thousandth."""
    path = tmp_path_factory.mktemp("font") / "odd.ttf"
    return Face(square_font(path, family="Square Odd", units_per_em=1023), "square-odd")
