"""Build the fonts that ship in ``fonts/`` from their upstream packages.

A developer's tool: nobody needs it to set a paper, the results are in the repository. It needs
``fonttools``, ``brotli``, ``uharfbuzz`` and ``fontpkg-source-serif-4``, and ``npm`` unless a folder
with the packages is named::

    python scripts/build_fonts.py [--packages FOLDER] [--output FOLDER] [--only NAME ...]

What is done to a face, in this order:

1. trim: ``hb-subset`` keeps the characters of ``font_characters.txt`` with every layout feature;
   a variable font is pinned to one instance;
2. square (Han faces): quotation marks, the interpunct and the dash of Chinese text fill one em;
   two dashes join without a seam;
3. separate: no two characters share a glyph, so that text taken from a page is exact;
4. rename: only our family names, no reserved ones; copyright and licence are kept.

The same packages and library versions give the same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import io
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from font_glyphs import Glyphs, separate, square
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent

#: 1 January 2024 in seconds since 1904: the time every file gives as its last change.
MODIFIED = 3_786_912_000

_DROPPED_TABLES = ("STAT", "DSIG", "FFTM", "morx", "feat", "prop", "bsln", "gasp", "prep")
_STYLE_NAMES = {400: "Regular", 500: "Medium", 700: "Bold", 900: "Black"}
_KEPT_NAMES = (0, 13, 14)  # copyright, licence, licence address


@dataclass(frozen=True, slots=True)
class Upstream:
    """A package that fonts come from. ``sha256`` is that of its tarball (npm only)."""

    package: str
    version: str
    licence: str
    licence_file: str
    sha256: str = ""

    @property
    def tarball(self) -> str:
        """The name that ``npm pack`` gives the package."""
        return f"{self.package.lstrip('@').replace('/', '-')}-{self.version}.tgz"


@dataclass(frozen=True, slots=True)
class Recipe:
    """How one file of ``fonts/`` is made. ``section`` names parts of ``font_characters.txt``."""

    file: str
    family: str
    weight: int
    upstream: Upstream
    source: str
    sections: tuple[str, ...] = ("han",)
    axes: tuple[tuple[str, float], ...] = ()


SERIF_SC = Upstream(
    "@expo-google-fonts/noto-serif-sc", "0.4.3", "package/LICENSE_FONT", "OFL-NotoSerifSC.txt",
    "ff6bcf5ba68d92dfecc05544bb150f9e724741a932354a0dd97e7289c40a3f5e",
)  # fmt: skip
SANS_SC = Upstream(
    "@expo-google-fonts/noto-sans-sc", "0.4.3", "package/LICENSE_FONT", "OFL-NotoSansSC.txt",
    "0d69d0f4971d2ff574e3d93cbc218dc950bf3f3f8f8e2c008d97687ed53aee59",
)  # fmt: skip
WENKAI = Upstream(
    "@fontsource/lxgw-wenkai", "5.3.0", "package/LICENSE", "OFL-LXGWWenKai.txt",
    "e796ef6dd20f4eea37625222872095a7d049fa6bfdd6fe80a15dfa22fdf2c7ca",
)  # fmt: skip
SOURCE_SERIF = Upstream("fontpkg_source_serif_4", "4.4", "LICENSE", "OFL-SourceSerif4.txt")

_CUTS = {400: "400Regular", 500: "500Medium", 700: "700Bold", 900: "900Black"}


def _recipes() -> Iterator[Recipe]:
    for weight in (400, 700, 900):
        cut = _CUTS[weight]
        path = f"package/{cut}/NotoSerifSC_{cut}.ttf"
        yield Recipe(f"BroadsheetSong-{weight}.ttf", "Broadsheet Song", weight, SERIF_SC, path)
    path = "package/400Regular/NotoSerifSC_400Regular.ttf"
    wide = ("han", "wide")
    yield Recipe("BroadsheetSongWide-400.ttf", "Broadsheet Song Wide", 400, SERIF_SC, path, wide)
    for weight, cut in _CUTS.items():
        path = f"package/{cut}/NotoSansSC_{cut}.ttf"
        yield Recipe(f"BroadsheetHei-{weight}.ttf", "Broadsheet Hei", weight, SANS_SC, path)
    # The package's "500" is the upstream Regular; its 300 is too light for newsprint at 9 pt.
    path = "package/files/lxgw-wenkai-latin-500-normal.woff2"
    yield Recipe("BroadsheetKai-400.ttf", "Broadsheet Kai", 400, WENKAI, path)
    path = "files/SourceSerif4[opsz,wght].ttf"
    for family, optical, weights in (
        ("Broadsheet Serif", 8.0, (400, 700)),
        ("Broadsheet Serif Display", 60.0, (700, 900)),
    ):
        for weight in weights:
            yield Recipe(
                f"{family.replace(' ', '')}-{weight}.ttf", family, weight, SOURCE_SERIF, path,
                ("latin",), (("opsz", optical), ("wght", float(weight))),
            )  # fmt: skip


class Packages:
    """The upstream packages: tarballs in a folder, and one installed Python package."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def fetch(self) -> None:
        """Fetch every npm package into the folder."""
        for upstream in (SERIF_SC, SANS_SC, WENKAI):
            name = f"{upstream.package}@{upstream.version}"
            subprocess.run(["npm", "pack", "--silent", name], cwd=self._folder, check=True)

    def check(self, upstream: Upstream) -> None:
        """Stop when a tarball is not the one that the shipped fonts were made from."""
        if upstream.sha256:
            with (self._folder / upstream.tarball).open("rb") as stream:
                found = hashlib.file_digest(stream, "sha256").hexdigest()
            if found != upstream.sha256:
                sys.exit(f"{upstream.tarball}: sha256 is {found}, expected {upstream.sha256}")

    def read(self, upstream: Upstream, path: str) -> bytes:
        """Return one file of a package."""
        if not upstream.sha256:
            spec = importlib.util.find_spec(upstream.package)
            if spec is None or spec.origin is None:
                sys.exit(f"the Python package {upstream.package} is not installed")
            return (Path(spec.origin).parent / path).read_bytes()
        with tarfile.open(self._folder / upstream.tarball) as archive:
            member = archive.extractfile(path)
            if member is None:
                sys.exit(f"{upstream.tarball} holds no {path}")
            return member.read()


def read_characters(path: Path) -> dict[str, set[int]]:
    """Return the code points of each section of ``font_characters.txt``."""
    sections: dict[str, set[int]] = {}
    current: set[int] = set()
    for line in path.read_text("ascii").splitlines():
        if line.startswith("["):
            current = sections.setdefault(line.strip("[]"), set())
        elif line and not line.startswith("#"):
            rows, lows = line.split(":")
            for row in _span(rows):
                for low in lows.split():
                    current.update(row * 256 + code for code in _span(low))
    return sections


def _span(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first, 16), int(last or first, 16) + 1)


def trim(data: bytes, characters: set[int], axes: tuple[tuple[str, float], ...]) -> bytes:
    """Return a font cut down to some characters, features kept, hints and glyph names dropped."""
    face = hb.Face(hb.Blob(_as_sfnt(data)))
    request = hb.SubsetInput()
    request.unicode_set.set(characters)
    request.flags = hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
    # An inverted empty set is every feature; inverting the default set would drop vert and kern.
    request.layout_feature_tag_set.clear()
    request.layout_feature_tag_set.invert()
    request.name_id_set.clear()
    request.name_id_set.invert()
    request.drop_table_tag_set.update(int.from_bytes(tag.encode()) for tag in _DROPPED_TABLES)
    for tag, value in axes:
        if not request.pin_axis_location(face, tag, value):
            sys.exit(f"the font has no axis {tag}")
    trimmed = hb.subset(face, request)
    return bytes(trimmed.blob.data)


def _as_sfnt(data: bytes) -> bytes:
    if data[:4] != b"wOF2":
        return data
    font = TTFont(io.BytesIO(data), recalcTimestamp=False)
    font.flavor = None
    unpacked = io.BytesIO()
    font.save(unpacked)
    return unpacked.getvalue()


def rename(font: Any, recipe: Recipe) -> None:
    """Replace the names by ours, and set weight and style flags to match."""
    old = {record.nameID: record.toUnicode() for record in font["name"].names}
    style, bold = _STYLE_NAMES[recipe.weight], recipe.weight == 700
    linked = recipe.weight in (400, 700)
    version = old.get(5, "Version 1").split(";")[0]
    postscript = f"{recipe.family.replace(' ', '')}-{style}"
    names = {number: old[number] for number in _KEPT_NAMES if number in old}
    names |= {
        1: recipe.family if linked else f"{recipe.family} {style}",
        2: style if linked else "Regular",
        3: f"{version};{postscript}",
        4: f"{recipe.family} {style}",
        5: f"{version}; trimmed and renamed for Broadsheet",
        6: postscript,
    }
    if not linked:
        names |= {16: recipe.family, 17: style}
    font["name"].names = []
    for number, text in sorted(names.items()):
        font["name"].setName(text, number, 3, 1, 0x409)
    os2, head = font["OS/2"], font["head"]
    os2.usWeightClass, os2.achVendID, os2.fsType = recipe.weight, "BRSH", 0
    os2.fsSelection = (os2.fsSelection & ~0b1100001) | (0b100000 if bold else 0b1000000)
    head.macStyle, head.modified = (1 if bold else 0), MODIFIED
    for record in font["GSUB"].table.FeatureList.FeatureRecord if "GSUB" in font else ():
        record.Feature.FeatureParams = None  # they point to names that are gone


def build(recipe: Recipe, packages: Packages, characters: set[int]) -> tuple[bytes, str]:
    """Return the bytes of a font and its upstream copyright line."""
    data = packages.read(recipe.upstream, recipe.source)
    trimmed = trim(data, characters, recipe.axes)
    font = TTFont(io.BytesIO(trimmed), recalcTimestamp=False)
    glyphs = Glyphs(font)
    if "han" in recipe.sections:
        square(glyphs)
    separate(glyphs)
    rename(font, recipe)
    finished = io.BytesIO()
    font.save(finished)
    return finished.getvalue(), str(font["name"].getDebugName(0))


def licence_text(packages: Packages, upstream: Upstream, copyright_line: str) -> str:
    """Return the package's licence, with the font's own copyright line where the text lacks it."""
    text = packages.read(upstream, upstream.licence).decode("utf-8").replace("\r\n", "\n")
    text = "\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n"
    missing = [line for line in copyright_line.splitlines() if line.rstrip(".") not in text]
    return "\n".join([*missing, text])


def main() -> None:
    """Build the fonts named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description="Build the fonts that ship with Broadsheet.")
    parser.add_argument("--packages", type=Path, help="a folder that holds the npm tarballs")
    parser.add_argument("--output", type=Path, default=HERE.parent / "fonts")
    parser.add_argument("--only", nargs="*", default=[], help="such as BroadsheetKai-400.ttf")
    options = parser.parse_args()
    sections = read_characters(HERE / "font_characters.txt")
    with tempfile.TemporaryDirectory() as scratch:
        packages = Packages(options.packages or Path(scratch))
        if options.packages is None:
            packages.fetch()
        checked: set[Upstream] = set()
        for recipe in _recipes():
            if options.only and recipe.file not in options.only:
                continue
            if recipe.upstream not in checked:
                packages.check(recipe.upstream)
            characters = set().union(*(sections[name] for name in recipe.sections))
            data, copyright_line = build(recipe, packages, characters)
            (options.output / recipe.file).write_bytes(data)
            if recipe.upstream not in checked:
                text = licence_text(packages, recipe.upstream, copyright_line)
                (options.output / recipe.upstream.licence_file).write_text(text, "utf-8")
                checked.add(recipe.upstream)
            print(f"{recipe.file}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
