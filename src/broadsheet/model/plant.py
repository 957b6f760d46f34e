"""What the plant wants of an edition's pages."""

from __future__ import annotations

from enum import Enum

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


@record
class Plant:
    """How pages go to the plant. Most plants impose pages themselves and want them bare. ``ink`` is the most
    of all inks together that its paper takes in one place, in per cent."""

    marks: tuple[PageMark, ...] = ()
    spots: Spots = Spots.PROCESS
    ink: int = 220
