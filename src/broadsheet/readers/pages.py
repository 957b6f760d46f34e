"""The pages of an edition: every hole filled, every furniture text with its values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from broadsheet.diagnostics import hint
from broadsheet.model.article import run_on
from broadsheet.model.edition import (
    Ad,
    IndexEntry,
    PagePicture,
    PagePlan,
    PlacedPicture,
    Story,
    StoryPart,
)
from broadsheet.model.hole import AdHole, PictureHole, StoryHole
from broadsheet.model.style import StoryStyle
from broadsheet.readers.ads import StackedAd, house_ads, read_ad, stand_in_ads, with_holes, with_stack
from broadsheet.readers.calendar import LUNAR_NAMES, day_values, lunar_values
from broadsheet.readers.elements import Place
from broadsheet.readers.manifest import RawIndexEntry, RawPage
from broadsheet.readers.pictureplace import PicturePlace, picture_place
from broadsheet.readers.placing import Desk, HoleRef, OpenPage, Placing, StoryPlace
from broadsheet.readers.report import RefusedError, name_hints
from broadsheet.readers.schema import Located, Named
from broadsheet.readers.standins import stand_ins
from broadsheet.readers.yamlnode import Node, Scalar
from broadsheet.records import replace
from broadsheet.rows import NamedTuple
from broadsheet.source import Span

#: What may stand in, by what it stands for.
Names = tuple[tuple[str, str], ...]


class ReadPages(NamedTuple):
    """Everything on the pages."""

    plans: tuple[PagePlan, ...]
    stories: tuple[Story, ...]
    pictures: tuple[PagePicture, ...]
    ads: tuple[Ad, ...]


class PageReader:
    """Reads the pages in their order: layouts, then stories, then pictures and ads."""

    def __init__(self, desk: Desk, day: date, issue: int) -> None:
        self.desk = desk
        self.day = day
        self.issue = issue
        self._open: dict[int, OpenPage] = {}
        self._seen: dict[int, Span] = {}  # page numbers, and where they are written or taken by a spread
        self._stories: list[StoryPlace] = []
        self._pictures: list[PicturePlace] = []
        self._ads: list[Ad] = []
        self._stacked: dict[int, tuple[StackedAd, ...]] = {}
        self._places: dict[int, list[Place]] = {}
        self._refused = False  # a page or a hole: what was to stand there may be named elsewhere

    def read(self, wanted: Sequence[int] = (), missing: Names | None = None) -> ReadPages:
        """The pages that are wanted by their numbers, or all; everything is checked, wanted or not.

        ``missing`` names what may stand for stories that were not filed (``stand_ins``); without it they are
        errors.
        """
        for raw in self.desk.raw.pages:
            self._open_page(raw)
        if missing is not None:
            self._replace_missing(missing)
        self._refused = len(self._open) < len(self.desk.raw.pages)
        placing = Placing(self.desk, self._open)
        chosen = placing.chosen(wanted)
        self._stack(placing)
        self._stand_in(placing)
        for page in self._open.values():
            for named in page.raw.holes:
                try:
                    self._fill(page, named, placing)
                except RefusedError:
                    self._refused = True
        self._house(placing)
        stories, loose = self._put_together()
        starts = {place.slug: self._open[place.refs[0][0]].folio(place.refs[0][1]) for place in self._stories}
        plans = [self._plan(page, starts) for page in self._open.values()]
        placing.report_empty(chosen)
        return ReadPages(
            tuple(plan for plan in plans if plan.number in chosen),
            tuple(story for story in stories if any(part.page in chosen for part in story.parts)),
            tuple(picture for picture in loose if picture.page in chosen),
            tuple(ad for ad in self._ads if ad.page in chosen),
        )

    def _open_page(self, raw: RawPage) -> None:
        number = raw.number.value
        if number in self._seen:
            self._tell_twice(number, raw.number.span)
            return
        if number:
            self._seen[number] = raw.number.span
        style = raw.style or self.desk.raw.style
        if not raw.layout.value or not number:
            return
        try:
            read = self.desk.layouts.layout(raw.layout, style, left_page=number % 2 == 0)
        except RefusedError:
            return
        if read.layout.spread and not self._opens_spread(raw):
            return
        holes = {hole.id: hole for hole in read.layout.holes}
        self._open[number], self._stacked[number] = with_stack(OpenPage(raw, read, holes), self.desk)
        self._places[number] = list(read.places)

    def _replace_missing(self, missing: Names) -> None:
        """Let something stand for every story that was not filed."""
        desk = self.desk
        wanted = (
            (number, named.name, named.value)
            for number, page in self._open.items()
            for named in page.raw.holes
            if isinstance(page.holes.get(named.name), StoryHole)
        )
        there = (desk.articles, [ad.name for ad in desk.raw.ads])
        standing = stand_ins(wanted, there, (dict(missing), desk.report))
        self.desk = desk._replace(
            articles={**desk.articles, **standing.articles},
            unread=desk.unread - standing.articles.keys(),
            standing=standing,
        )

    def _opens_spread(self, raw: RawPage) -> bool:
        """Whether a page and the one to its right may be a spread; the right one is taken, too."""
        number = raw.number.value
        if number % 2:
            self.desk.report.add("E428", raw.number.span, page=number)
        elif number + 1 in self._seen:
            self._tell_twice(number + 1, raw.number.span)
        else:
            self._seen[number + 1] = raw.number.span
            return True
        return False

    def _tell_twice(self, number: int, span: Span) -> None:
        first = hint("first-here", place=self._seen[number])
        self.desk.report.add("E407", span, (first,), page=number)

    def _fill(self, page: OpenPage, named: Named[Node], placing: Placing) -> None:
        hole = placing.hole(page, named.name, named.span)
        fill = placing.fill(named)
        if isinstance(named.value, Scalar) and not isinstance(hole, StoryHole):
            word = fill.story  # the short form names whatever the hole takes
            picture = word if isinstance(hole, PictureHole) else None
            fill = fill._replace(story=None, picture=picture, ad=None if picture else word)
        given = [(fill.story, "a story"), (fill.picture, "a picture"), (fill.ad, "an ad")]
        words = [word for value, word in given if value is not None]
        if not words:
            raise self.desk.report.refused(
                "E112", fill.place, keys="story | picture | ad", where=f"holes.{named.name}"
            )
        if isinstance(hole, StoryHole) and fill.story is not None:
            self._stories.append(placing.story(page, hole, fill))
        elif isinstance(hole, PictureHole) and fill.picture is not None:
            placing.take((page.raw.number.value, hole.id), fill.picture.value, named.span)
            self._pictures.append(picture_place(page, hole, fill, self.desk))
        elif isinstance(hole, AdHole) and fill.ad is not None:
            placing.take((page.raw.number.value, hole.id), fill.ad.value, named.span)
            self._ads.append(self._ad(page, hole, fill.ad))
        else:
            raise placing.wrong_kind(page, hole, words[0], fill.place)

    def _ad(self, page: OpenPage, hole: AdHole, written: Located[str]) -> Ad:
        made, places = read_ad(page, hole, written, self.desk)
        self._places[page.raw.number.value].extend(places)
        return made

    def _stack(self, placing: Placing) -> None:
        """The advertisements that are stacked on the pages."""
        for number, stacked in self._stacked.items():
            for hole, written in stacked:
                if written.value:
                    placing.take((number, hole.id), written.value, written.span)
                    self._take_ad(self._open[number], hole, written)

    def _stand_in(self, placing: Placing) -> None:
        """Advertisements in the holes of stories that were not filed; pictures that were to stand inside
        them go with them."""
        found, kept = stand_in_ads(self._open, placing, self.desk)
        self._stories.extend(kept)
        done = {place.refs[0] for place in kept}
        for number, made in found.items():
            page = with_holes(self._open[number], [hole for hole, _ in made])
            gone = self._open[number].holes.keys() - page.holes.keys()
            done |= {(number, name) for name in (*gone, *(hole.id for hole, _ in made))}
            self._open[number] = page
            for hole, written in made:
                self._take_ad(page, hole, written)
        for number, page in self._open.items() if done else ():
            left = tuple(named for named in page.raw.holes if (number, named.name) not in done)
            self._open[number] = page._replace(raw=page.raw._replace(holes=left))

    def _house(self, placing: Placing) -> None:
        """The paper's own advertisements in the holes that are left."""
        for number, made in house_ads(self._open, placing, self.desk).items():
            self._open[number] = with_holes(self._open[number], [hole for hole, _ in made])
            for hole, written in made:
                self._take_ad(self._open[number], hole, written)

    def _take_ad(self, page: OpenPage, hole: AdHole, written: Located[str]) -> None:
        try:
            self._ads.append(self._ad(page, hole, written))
        except RefusedError:
            return

    def _put_together(self) -> tuple[list[Story], list[PagePicture]]:
        """Stories with the pictures that stand inside them, and pictures that stand alone."""
        inside: dict[HoleRef, list[PlacedPicture]] = {}
        hosts = {ref: place.slug for place in self._stories for ref in place.refs}
        styles: dict[str, StoryStyle] = {}
        loose: list[PicturePlace] = []
        for picture in self._pictures:
            if picture.inside is None:
                loose.append(picture)
                continue
            ref = (picture.page, picture.inside.hole)
            if ref not in hosts:
                hole = picture.placed.hole
                if not self._refused:  # else its story may be what cannot stand there, and that has been said
                    self.desk.report.add("E413", hole.origin, hole=hole.id, other=ref[1])
                continue
            slug = picture.placed.slug or hosts[ref]
            inside.setdefault(ref, []).append(replace(picture.placed, slug=slug))
        stories: list[Story] = []
        for place in self._stories:
            parts = self._parts(place, inside)
            if parts:
                styles[place.slug] = parts[0].style
                stories.append(Story(self.desk.articles[place.slug], parts))
        alone = (self._loose(picture, styles) for picture in loose)
        return stories, [picture for picture in alone if picture is not None]

    def _parts(
        self, place: StoryPlace, inside: dict[HoleRef, list[PlacedPicture]]
    ) -> tuple[StoryPart, ...]:
        parts: list[StoryPart] = []
        for order, ref in enumerate(place.refs):
            page = self._open[ref[0]]
            hole = page.holes[ref[1]]
            assert isinstance(hole, StoryHole)
            own = place.fill.style if order == 0 else None
            name, span = (own.value, own.span) if own else (hole.style, hole.origin)
            style = page.read.styles.story(name, span, f"holes.{hole.id}.style") if name else None
            if style is not None:
                grid, right = page.read.layout.grid, page.folio(hole.id) > ref[0]
                parts.append(StoryPart(ref[0], hole, grid, style, tuple(inside.get(ref, ())), right))
        return tuple(parts)

    def _loose(
        self, picture: PicturePlace, styles: dict[str, StoryStyle]
    ) -> PagePicture | None:
        page = self._open[picture.page]
        hole = picture.placed.hole
        style = styles.get(picture.placed.slug) if not hole.style else None
        if style is None:
            name = hole.style or page.read.styles.default
            style = page.read.styles.story(name, hole.origin, f"holes.{hole.id}.style")
        if style is None:
            return None
        return PagePicture(picture.page, page.read.layout.grid, style, picture.placed)

    def _plan(self, page: OpenPage, starts: dict[str, int]) -> PagePlan:
        number = page.raw.number.value
        values = self._values(page, starts)
        for place in self._places[number]:
            if place.name not in values:
                known = (*values, *LUNAR_NAMES)
                hints = name_hints(place.name, known)
                code = "E506" if set(place.name) & set("{}") else "E503"
                self.desk.report.add(code, place.span, hints, where=place.where, name=place.name)
        index = [entry for item in page.raw.listed if (entry := self._index(item, starts))]
        return PagePlan(number, page.raw.section, page.read.layout, values, tuple(index))

    def _values(self, page: OpenPage, starts: dict[str, int]) -> dict[str, str]:
        """What places are filled with: the page's own words go over those of the paper, and these over what a
        date says. A page that names no editors has those of the stories that begin on it."""
        paper, raw = self.desk.raw.paper, page.raw
        spreads = sum(each.read.layout.spread for each in self._open.values())
        language = page.read.styles.language
        values = day_values(self.day, language)
        if any(place.name in LUNAR_NAMES for place in self._places[raw.number.value]):
            values |= lunar_values(self.day, language)
        begun = (self.desk.articles.get(slug) for slug, first in starts.items() if first == raw.number.value)
        theirs = (name for article in begun if article for name in article.editors)
        values |= {"paper": paper.name, "code": paper.code, **paper.more}
        values |= {
            "issue": str(self.issue),
            "page": str(raw.number.value),
            "page02": f"{raw.number.value:02}",
            "right_page": str(raw.number.value + 1),
            "right_page02": f"{raw.number.value + 1:02}",
            "pages": str(len(self.desk.raw.pages) + spreads),
            "section": raw.section,
            "editors": "　".join(raw.editors or dict.fromkeys(theirs)),
        }
        return values | {item.name: item.value for item in raw.values}

    def _index(
        self, item: Located[str] | RawIndexEntry, starts: dict[str, int]
    ) -> IndexEntry | None:
        written, title = (item.story, item.title) if isinstance(item, RawIndexEntry) else (item, "")
        slug = written.value
        if not slug:
            return None
        if slug not in self.desk.articles:
            self.desk.no_story(slug, written.span)
            return None
        if slug not in starts and slug in self.desk.standing.ads:
            return None  # an advertisement stands there
        if slug not in starts:
            if not self._refused:  # else it may be what had no place, and that has been said
                self.desk.report.add("E414", written.span, slug=slug)
            return None
        article = self.desk.articles[slug]
        words = title or run_on(article.headline.main or article.headline.kicker, article.language)
        return IndexEntry(words, starts[slug])
