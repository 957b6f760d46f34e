"""What stands where: each hole once, each story in one place, turns that lead somewhere."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from broadsheet.diagnostics import hint
from broadsheet.model.article import Article
from broadsheet.model.hole import AdHole, FurnitureHole, Hole, PictureHole, StoryHole
from broadsheet.patterns import late_pattern
from broadsheet.readers.layout import Layouts, ReadLayout
from broadsheet.readers.manifest import FILL, RawEdition, RawFill, RawPage
from broadsheet.readers.pictures import Pictures
from broadsheet.readers.report import RefusedError, Report, name_hints, page_ranges
from broadsheet.readers.schema import Located, Named, Reading
from broadsheet.readers.standins import StandIns
from broadsheet.readers.values import Slug
from broadsheet.readers.yamlnode import Node, Scalar
from broadsheet.rows import NamedTuple
from broadsheet.source import Span

_TURN = late_pattern(r"\s*([0-9]{1,4})\s*/\s*(.+?)\s*\Z")

HoleRef = tuple[int, str]


class Desk(NamedTuple):
    """What an edition is put together from."""

    raw: RawEdition
    articles: Mapping[str, Article]
    unread: frozenset[str]  # the names of files that are no stories as they stand
    stories_found: bool  # what the manifest names as its stories is there
    pictures: Pictures
    layouts: Layouts
    report: Report
    standing: StandIns = StandIns({}, {})  # in the place of what was not filed

    def no_story(self, slug: str, span: Span) -> RefusedError:
        """Report that there is no such story, unless it was said why it could not be read; the exception to
        raise."""
        if slug not in self.unread and self.stories_found:
            self.report.add("E401", span, name_hints(slug, self.articles), name=slug)
        return RefusedError()


class OpenPage(NamedTuple):
    """A page whose layout has been read."""

    raw: RawPage
    read: ReadLayout
    holes: dict[str, Hole]
    lost: frozenset[str] = frozenset()  # holes that its stack of advertisements has covered

    def folio(self, hole: str) -> int:
        """The page number that readers find a story's hole under: on the right of a spread the next one."""
        found = self.holes[hole]
        right = isinstance(found, StoryHole) and self.read.layout.is_right(found.span)
        return self.raw.number.value + right


class StoryPlace(NamedTuple):
    """A story's first hole and its turns, checked."""

    slug: str
    fill: RawFill
    refs: tuple[HoleRef, ...]


class Placing:
    """The holes taken so far, and by what."""

    def __init__(self, desk: Desk, pages: dict[int, OpenPage]) -> None:
        self.desk = desk
        self.pages = pages
        self.taken: dict[HoleRef, tuple[str, Span]] = {}
        self.running: dict[str, tuple[str, Span]] = {}

    def fill(self, hole: Named[Node]) -> RawFill:
        """A hole's contents as written; the short form is a story's slug, or what the hole takes."""
        key = f"holes.{hole.name}"
        reading = Reading(self.desk.report)
        if isinstance(hole.value, Scalar):
            text = Slug().read(hole.value, key, reading)
            return RawFill(hole.value.place.span, story=Located(text, hole.value.place.span))
        return FILL.read(hole.value, key, reading)

    def hole(self, page: OpenPage, name: str, span: Span) -> Hole:
        """A page's hole by name; refuses with what the layout has."""
        found = page.holes.get(name)
        if found is None and name in page.read.broken:
            raise RefusedError  # what is wrong with it has been said
        if found is None and name in page.lost:
            hints = (hint("out-of-hole", hole=name),)
            raise self.desk.report.refused("E419", span, hints, page=page.raw.number.value, hole=name)
        if found is None:
            raise self.desk.report.refused(
                "E402",
                span,
                name_hints(name, page.holes),
                page=page.raw.number.value,
                layout=page.read.layout.name,
                hole=name,
            )
        return found

    def take(self, ref: HoleRef, who: str, span: Span) -> None:
        """Note that a hole is used; refuses where it already is."""
        first = self.taken.setdefault(ref, (who, span))
        if first[1] is not span:
            raise self.desk.report.refused(
                "E405",
                span,
                (hint("first-here", place=first[1]),),
                hole=f"{ref[0]}/{ref[1]}",
                first=first[0],
                second=who,
            )

    def story(self, page: OpenPage, hole: StoryHole, fill: RawFill) -> StoryPlace:
        """A story in its first hole, with its turns."""
        assert fill.story is not None
        slug, span = fill.story.value, fill.story.span
        report = self.desk.report
        number = page.raw.number.value
        if slug not in self.desk.articles:
            raise self.desk.no_story(slug, span)
        where = f"{number}/{hole.id}"
        first = self.running.setdefault(slug, (where, span))
        if first[1] is not span:
            hints = (hint("first-here", place=first[1]),)
            if self.taken.get((number, hole.id), ("",))[0] == slug:
                hints = (hint("turn-once"),)
            raise report.refused("E409", span, hints, slug=slug, first=first[0], second=where)
        self.take((number, hole.id), slug, span)
        refs = [(number, hole.id)]
        for turn in fill.turns:
            try:
                refs.append(self._turn(turn, slug, refs))
            except RefusedError:
                continue
        self._check_wish(slug, refs, span)
        return StoryPlace(slug, fill, tuple(refs))

    def _turn(self, written: Located[str], slug: str, refs: list[HoleRef]) -> HoleRef:
        report = self.desk.report
        match = _TURN.match(written.value)
        if match is None:
            raise report.refused("E410", written.span, value=written.value)
        number, name = int(match.group(1)), match.group(2)
        left, page = self.pages.get(number - 1), self.pages.get(number)
        if page is None and left is not None and left.read.layout.spread:
            number, page = number - 1, left
        if page is None:
            known = [raw.number.value for raw in self.desk.raw.pages]
            if number in known or not all(known):  # its layout or its number is wrong, and that has been said
                raise RefusedError
            hints = (hint("turn-pages", pages=page_ranges(known)),)
            raise report.refused("E404", written.span, hints, page=number)
        hole = self.hole(page, name, written.span)
        if not isinstance(hole, StoryHole):
            raise self.wrong_kind(page, hole, "a story", written.span)
        if (number, name) in refs:
            chain = " → ".join(f"{page}/{hole}" for page, hole in (*refs, (number, name)))
            raise report.refused("E406", written.span, (hint("turn-on"),), slug=slug, chain=chain)
        self.take((number, name), slug, written.span)
        begins = self.pages[refs[0][0]].holes[refs[0][1]]
        if isinstance(begins, StoryHole) and begins.vertical is not hole.vertical:
            report.add("W432", written.span, slug=slug, hole=name)
        return number, name

    def wrong_kind(self, page: OpenPage, hole: Hole, given: str, span: Span) -> RefusedError:
        """Report that a hole does not take what it was given; the exception to raise."""
        kind = {StoryHole: "stories", PictureHole: "pictures", AdHole: "advertisements"}
        return self.desk.report.refused(
            "E403",
            span,
            page=page.raw.number.value,
            hole=hole.id,
            kind=kind.get(type(hole), "furniture"),
            given=given,
        )

    def _check_wish(self, slug: str, refs: list[HoleRef], span: Span) -> None:
        wish = self.desk.articles[slug].jump_wish
        actual = refs[1][0] if len(refs) > 1 else None
        if wish is not None and wish != actual:
            shown = "—" if actual is None else actual
            self.desk.report.add("W305", span, slug=slug, wish=wish, actual=shown)

    def chosen(self, wanted: Sequence[int]) -> frozenset[int]:
        """The pages to make: a spread goes by both of its numbers; none wanted, all of them."""
        known = {raw.number.value: raw.number.value for raw in self.desk.raw.pages}
        found = known | {
            number + 1: number for number, page in self.pages.items() if page.read.layout.spread
        }
        absent = next((number for number in wanted if number not in found), None)
        if absent is not None and self.pages.keys() == known.keys():  # else it may be that of a wrong spread
            hints = (hint("turn-pages", pages=page_ranges(found)),)
            self.desk.report.add("E105", None, hints, flag="--pages", reason=f"no page {absent}")
        return frozenset(found.get(number, number) for number in wanted or known)

    def report_empty(self, chosen: frozenset[int]) -> None:
        """Warn of holes with nothing in them and of stories in no hole."""
        for number, page in self.pages.items():
            for hole in page.holes.values():
                unused = not isinstance(hole, FurnitureHole) and (number, hole.id) not in self.taken
                if unused and number in chosen:
                    self.desk.report.add("W411", page.raw.place, page=number, hole=hole.id)
        for slug, article in self.desk.articles.items():
            if slug not in self.running and slug not in self.desk.standing.ready:
                self.desk.report.add("W412", article.origin, slug=slug)
