"""Draw the pictures of the README from the sample paper: page one, and all pages on one sheet.

A developer's tool, run when the sample's pages have moved::

    python scripts/build_pictures.py [--output FOLDER]

``page-one.png`` is 900 pixels wide, in 64 colours; ``pages.jpg`` shows four pages a row on grey.
"""

from __future__ import annotations

import argparse
import io
from pathlib import Path

from PIL import Image, ImageOps

from broadsheet.options import BuildOptions
from broadsheet.painting import paint_set
from broadsheet.press import make
from broadsheet.proof.raster import page_png

ROOT = Path(__file__).resolve().parents[1]
DPI = 100
PAGE_ONE_WIDTH, PAGE_ONE_COLOURS = 900, 64
ROW, THUMB_WIDTH, GAP = 4, 360, 12
GROUND = (200, 200, 200)


def pages() -> list[Image.Image]:
    """The sample's pages in order, in the colours of a proof."""
    files = paint_set(make(ROOT / "content" / "lanchuan").tree, BuildOptions(formats=("pdf",)))
    pdfs = [data for name, data in sorted(files.items()) if name.endswith(".pdf")]
    return [Image.open(io.BytesIO(page_png(data, DPI))) for data in pdfs]


def narrowed(page: Image.Image, width: int) -> Image.Image:
    """The page ``width`` pixels wide, in its own ratio."""
    return page.resize((width, round(page.height * width / page.width)), Image.Resampling.LANCZOS)


def contact_sheet(sheets: list[Image.Image]) -> Image.Image:
    """All pages, ``ROW`` in a row, with grey between them."""
    thumbs = [ImageOps.expand(narrowed(each, THUMB_WIDTH), GAP // 2, GROUND) for each in sheets]
    width, height = thumbs[0].size
    rows = -(-len(thumbs) // ROW)
    result = Image.new("RGB", (ROW * width, rows * height), GROUND)
    for place, thumb in enumerate(thumbs):
        result.paste(thumb, (place % ROW * width, place // ROW * height))
    return ImageOps.expand(result, GAP // 2, GROUND)


def main() -> None:
    """Write both pictures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--output", type=Path, default=ROOT / "docs", help="default docs/")
    folder = parser.parse_args().output
    sheets = pages()
    first = narrowed(sheets[0], PAGE_ONE_WIDTH).quantize(PAGE_ONE_COLOURS, dither=Image.Dither.NONE)
    first.save(folder / "page-one.png", optimize=True)
    contact_sheet(sheets).save(folder / "pages.jpg", quality=72, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
