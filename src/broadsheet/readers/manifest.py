"""The edition's manifest as it was written: paper, date, pages, and what stands in which hole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from broadsheet.model.edition import Inks
from broadsheet.model.plant import Plant
from broadsheet.readers.adstack import AdSize, Stack
from broadsheet.readers.calendar import FIRST_DAY
from broadsheet.readers.critic import CRITIC
from broadsheet.readers.elements import ELEMENTS
from broadsheet.readers.lists import Fixed, Lines, ListOf
from broadsheet.readers.plant import PLANT
from broadsheet.readers.schema import At, Key, Located, Named, Raw, Record, Table
from broadsheet.readers.values import Choice, Date, Either, FileName, Percent, Slug, Text, Whole
from broadsheet.readers.yamlnode import Node
from broadsheet.rows import NamedTuple
from broadsheet.rules import Critic
from broadsheet.source import Span

NOWHERE = Span("", 0, 0)
PAGES_MOST = 999

_NOTHING: Mapping[str, str] = {}
_DAILY = Located("daily", NOWHERE)


class FirstIssue(NamedTuple):
    """From which day, and from which number, issues are counted one a day."""

    date: date
    number: int = 1


class RawPaper(NamedTuple):
    """The paper; ``more`` holds whatever else its furniture wants to say."""

    name: str
    code: str = "paper"
    first_issue: FirstIssue | None = None
    more: Mapping[str, str] = _NOTHING


class RawOther(NamedTuple):
    """A further picture in the same place."""

    picture: Located[str]
    caption: tuple[str, ...] | None = None
    credit: str | None = None
    focus: tuple[int, int] = (500, 500)


class RawFill(NamedTuple):
    """What stands in a hole: a story, a picture or an advertisement."""

    place: Span
    story: Located[str] | None = None
    picture: Located[str] | None = None
    ad: Located[str] | None = None
    style: Located[str] | None = None
    turns: tuple[Located[str], ...] = ()
    caption: tuple[str, ...] | None = None
    credit: str | None = None
    focus: tuple[int, int] = (500, 500)
    others: tuple[Located[str] | RawOther, ...] = ()


class RawIndexEntry(NamedTuple):
    """A line of the index."""

    story: Located[str]
    title: str = ""


class RawStackAd(NamedTuple):
    """An advertisement of a page's stack."""

    ad: Located[str]
    size: Located[AdSize | tuple[int, int]]


class RawHouseAd(NamedTuple):
    """An advertisement of the paper's own, for holes that are left over."""

    ad: Located[str]
    size: Located[AdSize | tuple[int, int]] | None = None


class RawPage(NamedTuple):
    """A page of the edition."""

    place: Span
    number: Located[int]
    layout: Located[str]
    section: str = ""
    style: Located[str] | None = None
    editors: tuple[str, ...] = ()
    values: tuple[Named[str], ...] = ()
    holes: tuple[Named[Node], ...] = ()
    listed: tuple[Located[str] | RawIndexEntry, ...] = ()
    ads: tuple[RawStackAd, ...] = ()
    ad_stack: Stack | None = None


class RawEdition(NamedTuple):
    """The manifest."""

    paper: RawPaper
    date: date
    pages: tuple[RawPage, ...]
    issue: int | None = None
    style: Located[str] = _DAILY
    fonts: tuple[Located[str], ...] = ()
    names: tuple[Located[str], ...] = ()
    extends: str = ""  # taken out before the manifest is read
    stories: tuple[Located[str], ...] | None = None
    columns: tuple[Named[Located[str]], ...] = ()
    ads: tuple[Named[Located[str]], ...] = ()
    house_ads: tuple[RawHouseAd, ...] = ()
    critic: Critic = Critic()
    inks: Inks = Inks.PROCESS
    plant: Plant = Plant()


_PERCENT = Percent(0, 1000)
_NO_NAME: Located[str] = Located("", NOWHERE)

_FOCUS = Key(Fixed((_PERCENT, _PERCENT), "[x%, y%]"), "the point kept when cropping; default middle")

_OTHER: Record[RawOther] = Record(
    RawOther,
    "further picture",
    {
        "picture": Key(
            At(Text()), "a picture file, or SLUG/2 for a story's second", required=True, stand_in=_NO_NAME
        ),
        "caption": Key(Lines(), "its own words; default: the story's, none where one caption is for all"),
        "credit": Key(Text(), "who took it; default: the story's"),
        "focus": _FOCUS,
    },
)

FILL: Record[RawFill] = Record(
    RawFill,
    "hole contents",
    {
        "story": Key(At(Slug()), "the slug of a story"),
        "turns": Key(ListOf(At(Text()), single=True), "PAGE/HOLE where it goes on, in order"),
        "style": Key(At(Text()), "its story style here; default: the hole's"),
        "picture": Key(At(Text()), "a picture file, or SLUG/1 for a story's first picture"),
        "caption": Key(Lines(), "the words under the picture; default: the story's; \"\" for none"),
        "credit": Key(Text(), "who took it; default: the story's"),
        "focus": _FOCUS,
        "with": Key(
            ListOf(Either(At(Text()), _OTHER)),
            "more pictures in the same place (组照); a caption here is then for all, unless each has its own",
            field="others",
        ),
        "ad": Key(At(Text()), "an advertisement's name under ads"),
    },
    place="place",
)

_INDEX_ENTRY: Record[RawIndexEntry] = Record(
    RawIndexEntry,
    "index entry",
    {
        "story": Key(At(Slug()), "the slug of a story", required=True, stand_in=_NO_NAME),
        "title": Key(Text(), "the words of the line; default: its headline"),
    },
)

_SIZE = At(Either(Choice(AdSize), Fixed((Whole(1, 40), Whole(1, 2000)), "[columns, lines]")))
_AD_NAME = Key(At(Text()), "its name under ads", required=True, stand_in=_NO_NAME)

_STACK_AD: Record[RawStackAd] = Record(
    RawStackAd,
    "stacked advertisement",
    {
        "ad": _AD_NAME,
        "size": Key(
            _SIZE, "[columns, lines], or a size by name", required=True, stand_in=Located((1, 1), NOWHERE)
        ),
    },
)

_HOUSE_AD: Record[RawHouseAd] = Record(
    RawHouseAd,
    "house advertisement",
    {
        "ad": _AD_NAME,
        "size": Key(_SIZE, "what it is made for: no smaller hole, larger ones with white; default: any"),
    },
)

PAGE: Record[RawPage] = Record(
    RawPage,
    "page of the edition",
    {
        "number": Key(
            At(Whole(1, PAGES_MOST)), "the page number (版次)",
            required=True, stand_in=Located(0, NOWHERE),
        ),
        "section": Key(Text(), "the page's name: 要闻, 副刊 …"),
        "layout": Key(
            At(Text()), "its page grid spec, by name", required=True, stand_in=_NO_NAME
        ),
        "style": Key(At(Text()), "its style sheet where the layout names none"),
        "editors": Key(Lines(), "who is responsible for it; fills {editors}; default: its stories' editors"),
        "values": Key(Table(Text()), "further places of its furniture texts"),
        "holes": Key(
            Table(Raw(Either(Text(), FILL))),
            "what stands in each hole: a story's slug, or a mapping",
        ),
        "index": Key(
            ListOf(Either(At(Slug()), _INDEX_ENTRY)), "stories of the page's 导读, in order",
            field="listed",
        ),
        "ads": Key(ListOf(_STACK_AD), "advertisements stacked from its foot up, before anything else"),
        "ad_stack": Key(
            Choice(Stack), "rows (default), or a stair that climbs to the left or the right side"
        ),
    },
    place="place",
)

PAPER: Record[RawPaper] = Record(
    RawPaper,
    "paper",
    {
        "name": Key(Text(), "the paper's name; fills {paper}", required=True, stand_in=""),
        "code": Key(FileName(), "file names start with it: letters, digits, - and _; default paper"),
        "first_issue": Key(
            Record(
                FirstIssue,
                "first issue",
                {
                    "date": Key(Date(), "its day", required=True, stand_in=date(2000, 1, 1)),
                    "number": Key(Whole(1, 10_000_000), "its number; default 1"),
                },
            ),
            "issues are counted from here, one a day, where issue is not given",
        ),
    },
    free=Text(),
)

MANIFEST: Record[RawEdition] = Record(
    RawEdition,
    "edition",
    {
        "paper": Key(
            PAPER, "the paper; any further key fills a place of furniture texts",
            required=True, stand_in=RawPaper(""),
        ),
        "date": Key(Date(), "the day of issue", required=True, stand_in=FIRST_DAY),
        "extends": Key(Text(), "the manifest that this one is a variant of: it says only what differs"),
        "issue": Key(Whole(1, 10_000_000), "the issue number; default: counted from first_issue", stand_in=1),
        "style": Key(At(Text()), "the style sheet of layouts that name none; default daily"),
        "fonts": Key(
            ListOf(At(Text()), single=True), "folders of the paper's own fonts, searched first"
        ),
        "names": Key(
            ListOf(At(Text()), single=True),
            "what no line parts: names, titles, slogans; a *.txt file has one a line",
        ),
        "stories": Key(
            ListOf(At(Text()), single=True),
            "files, or folders of *.md files; default: every *.md below the edition's folder",
        ),
        "columns": Key(Table(At(Text())), "columns (栏目) whose names are drawn, by name: an SVG file"),
        "ads": Key(Table(At(Text())), "advertisements by name: a picture, or a YAML of elements"),
        "house_ads": Key(
            ListOf(_HOUSE_AD), "the paper's own, for holes that are left over; the best fit goes first"
        ),
        "inks": Key(
            Choice(Inks),
            "process (default), grey (all in black, colours as tones), or mourning (coloured type and rules "
            "solid black)",
        ),
        "critic": Key(CRITIC, "what the page critic minds tonight; over what the style sheets say"),
        "plant": Key(PLANT, "what the plant wants of the pages"),
        "pages": Key(ListOf(PAGE), "the pages, in order", required=True, stand_in=()),
    },
)

AD_FILE: Record[dict[str, Node]] = Record(
    dict,
    "advertisement",
    {"elements": Key(Raw(ELEMENTS), "what it is drawn from", required=True)},
)
