"""What the plant wants of an edition's pages."""

from __future__ import annotations

from enum import Enum
from string import Formatter

from broadsheet.records import record


class PageMark(Enum):
    """A page mark (规矩线). All but the patches stand outside the trim, on a sheet that is larger by them."""

    CROP = "crop"  # 裁切线
    FOLD = "fold"  # 折线
    REGISTRATION = "registration"  # 套准线
    COLOUR_BAR = "colour-bar"  # 测控条
    PATCHES = "patches"  # a dot of each ink in the foot margin
    SLUG = "slug"  # what the page is, in words


class Spots(Enum):
    """What becomes of spot inks."""

    PROCESS = "process"  # printed in process inks: newspaper presses seldom have a fifth unit
    KEEP = "keep"  # a plate each


NAME_FIELDS = ("code", "date", "year", "month", "day", "issue", "section", "page", "variant")
"""What a page's file may be named by. ``variant`` is the manifest's name, nothing for edition.yaml."""

#: Figures that a number has at least.
_DIGITS = {"page": 2}


@record
class NamePattern:
    """How pages' files are named: a text with fields in braces, ``{page:03}`` for three figures."""

    text: str = "{code}{date}{page}"

    def parts(self) -> tuple[tuple[str, str, str], ...]:
        """Literal texts and the field behind each, with its figures; both empty behind the last one. Raises
        ValueError for braces that do not match."""
        return tuple(
            (literal, "" if name is None else name or "{}", spec or "")
            for literal, name, spec, _ in Formatter().parse(self.text)
        )

    def stem(self, values: dict[str, str | int]) -> str:
        """The name of a page's files without their ending."""
        made = []
        for literal, name, spec in self.parts():
            value = values[name] if name else ""
            digits = int(spec or _DIGITS.get(name, 1)) if isinstance(value, int) else 0
            made.append(literal + (f"{value:0{digits}d}" if isinstance(value, int) else value))
        return "".join(made)


@record
class Plant:
    """How pages go to the plant. Most plants impose pages themselves and want them bare. ``ink`` is the most
    of all inks together that its paper takes in one place, in per cent. ``rich_black`` is what a black of
    several inks is made of, cyan to black in per cent; empty: there is none."""

    marks: tuple[PageMark, ...] = ()
    spots: Spots = Spots.PROCESS
    ink: int = 220
    files: NamePattern = NamePattern()
    rich_black: tuple[int, ...] = ()
