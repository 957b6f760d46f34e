"""Build the line break classes that ship in ``src/broadsheet/data/unicode``, and the cases of the test.

A developer's tool: nobody needs it to set a paper, the result is in the repository. It reads four files
of the Unicode Character Database 15.0 and the break test, from one folder::

    python scripts/build_unicode.py FOLDER [--output FOLDER] [--cases FOLDER]

The general category, which UAX #14 asks for at LB1 and LB30b, is taken from the comments of LineBreak.txt:
Python's ``unicodedata`` is of another year. The same files give the same bytes.

``linebreak.txt`` has a line for each stretch of code points of one class, the first code point and
the class. Three classes are cut in two, as the rules need it: SM are the marks (Mn, Mc) of SA, OP30 and
CP30 the brackets of OP and CP that are not wide (LB30), ID30 what is kept free for pictographs (LB30b).
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
OUTPUT = ROOT / "src" / "broadsheet" / "data" / "unicode"
CASES = ROOT / "tests" / "data" / "unicode"
VERSION = "15.0.0"
LAST = 0x10FFFF
NOTICE = (
    f"# {{}} of Unicode {VERSION}, © 2022 Unicode®, Inc., changed by scripts/build_unicode.py\n"
    "# For terms of use, see https://www.unicode.org/terms_of_use.html and LICENCE.md beside this file\n"
)

#: What code points have that no line names, by the head of LineBreak.txt; every other one is XX.
UNLISTED = {
    "ID": ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x2FFFD), (0x30000, 0x3FFFD),
           (0x1F000, 0x1FAFF), (0x1FC00, 0x1FFFD)),
    "PR": ((0x20A0, 0x20CF),),
}  # fmt: skip

_ROW = re.compile(r"([0-9A-F]+)(?:\.\.([0-9A-F]+))?\s*;\s*(\w+)\s*#\s*(\S+)")


class Row(NamedTuple):
    """A stretch of code points, what the file says of it, and the first word of its comment."""

    first: int
    last: int
    value: str
    comment: str


def rows(path: Path) -> Iterator[Row]:
    """The lines of a file of the database that is of our version."""
    text = path.read_text("utf-8")
    if not re.search("-15[.]0[.]0[.]txt|Emoji Version 15[.]0 ", text[:2000]):
        raise SystemExit(f"{path} is not of Unicode {VERSION}")
    for line in text.splitlines():
        if match := _ROW.match(line):
            first, last, value, comment = match.groups()
            yield Row(int(first, 16), int(last or first, 16), value, comment)


def spread(values: list[str], found: Iterator[Row]) -> list[str]:
    """Put each row's value at its code points."""
    for row in found:
        values[row.first : row.last + 1] = [row.value] * (row.last + 1 - row.first)
    return values


def classes(folder: Path) -> list[str]:
    """The class of each code point, those cut in two that the rules need so."""
    names = ["XX"] * (LAST + 1)
    for value, ranges in UNLISTED.items():
        names = spread(names, (Row(first, last, value, "Cn") for first, last in ranges))
    listed = list(rows(folder / "LineBreak.txt"))
    names = spread(names, iter(listed))
    category = spread(["Cn"] * (LAST + 1), (row._replace(value=row.comment) for row in listed))
    width = spread(["N"] * (LAST + 1), rows(folder / "EastAsianWidth.txt"))
    for code, name in enumerate(names):
        if name == "SA" and category[code] in ("Mn", "Mc"):
            names[code] = "SM"
        elif name in ("OP", "CP") and width[code] not in ("F", "W", "H"):
            names[code] = name + "30"
    for row in rows(folder / "emoji-data.txt"):
        for code in range(row.first, row.last + 1):
            if row.value == "Extended_Pictographic" and category[code] == "Cn":
                if names[code] != "ID":
                    raise SystemExit(f"U+{code:04X} is kept for a pictograph, but is {names[code]}")
                names[code] = "ID30"
    return names


def stretches(names: list[str]) -> str:
    """The classes as text: where each stretch begins."""
    begins = [code for code in range(LAST + 1) if not code or names[code] != names[code - 1]]
    body = "".join(f"{code:X} {names[code]}\n" for code in begins)
    return NOTICE.format("LineBreak.txt, EastAsianWidth.txt and emoji-data.txt") + body


def cases(path: Path) -> str:
    """The cases of the break test without their comments: ``×`` and ``÷`` between code points."""
    lines = path.read_text("utf-8").splitlines()
    if VERSION not in lines[0]:
        raise SystemExit(f"{path} is not of Unicode {VERSION}")
    body = "".join(line.partition("#")[0].strip() + "\n" for line in lines if line and line[0] in "×÷")
    return NOTICE.format("LineBreakTest.txt") + body


def main() -> None:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("folder", type=Path, help="where the files of the database are")
    parser.add_argument("--output", type=Path, default=OUTPUT)
    parser.add_argument("--cases", type=Path, default=CASES)
    given = parser.parse_args()
    folder: Path = given.folder
    made: dict[Path, str] = {
        given.output / "linebreak.txt": stretches(classes(folder)),
        given.cases / "LineBreakTest.txt": cases(folder / "LineBreakTest.txt"),
    }
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        print(f"{path.name}: {text.count(chr(10))} lines, {len(text.encode()):,} bytes")


if __name__ == "__main__":
    main()
