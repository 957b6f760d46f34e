"""Pictures in holes: which files they are, with their own words or those of a story."""

from __future__ import annotations

from contextlib import suppress

from broadsheet.model.article import PictureRef, run_on
from broadsheet.model.edition import PlacedPicture
from broadsheet.model.hole import Inside, PictureHole
from broadsheet.model.picture import CaptionPlace
from broadsheet.patterns import late_pattern
from broadsheet.readers.files import one_spelling
from broadsheet.readers.manifest import RawFill, RawOther
from broadsheet.readers.placing import Desk, OpenPage
from broadsheet.readers.report import RefusedError
from broadsheet.readers.schema import Located
from broadsheet.records import replace
from broadsheet.rows import NamedTuple

_STORY_PICTURE = late_pattern(r"(.+)/([0-9]{1,3})\Z")


class PicturePlace(NamedTuple):
    """A picture in a hole, before its story's style is known."""

    page: int
    placed: PlacedPicture
    inside: Inside | None


def picture_place(page: OpenPage, hole: PictureHole, fill: RawFill, desk: Desk) -> PicturePlace:
    """A hole's pictures with their words. Raises RefusedError, after a report, for the first of them."""
    assert fill.picture is not None
    first = RawOther(fill.picture, fill.caption, fill.credit, fill.focus)
    language = page.read.styles.language.value
    placed = _placed(hole, first, language, desk)
    further = [other if isinstance(other, RawOther) else RawOther(other) for other in fill.others]
    common = fill.caption is not None and not all(other.caption for other in further)
    others = []
    for other in further:
        wordless = common and other.caption is None and other.credit is None
        own = replace(hole, caption=CaptionPlace.NONE) if wordless else hole
        with suppress(RefusedError):  # said; the others are looked at all the same
            others.append(_placed(own, other, language, desk))
    placed = replace(placed, others=tuple(others), common=common)
    inside = hole.place if isinstance(hole.place, Inside) else None
    return PicturePlace(page.raw.number.value, placed, inside)


def _placed(hole: PictureHole, written: RawOther, language: str, desk: Desk) -> PlacedPicture:
    """A picture with its words; ``language`` is the page's, for what belongs to no story."""
    ref, slug = _picture_ref(written.picture, desk)
    if not ref.path:
        raise RefusedError  # that it names no file has been said
    if written.caption is not None:
        language = desk.articles[slug].language if slug else language
        ref = replace(ref, caption=run_on(written.caption, language))
    if written.credit is not None:
        ref = replace(ref, credit=written.credit)
    file = desk.pictures.file(Located(ref.path, ref.origin or written.picture.span))
    return PlacedPicture(hole, ref, file, slug, written.focus)


def _picture_ref(written: Located[str], desk: Desk) -> tuple[PictureRef, str]:
    """A picture by its file, or by its story and number."""
    match = _STORY_PICTURE.match(written.value)
    slug = one_spelling(match.group(1)) if match else ""
    article = desk.articles.get(slug)
    if match is None or article is None:
        if match is not None and not desk.pictures.may_stand(written):
            raise desk.no_story(slug, written.span)
        return PictureRef(written.value, origin=written.span), ""
    number = int(match.group(2))
    if not 1 <= number <= len(article.pictures):
        if article.slug in desk.standing.articles:  # it came to nothing with its story
            desk.pictures.miss(written)
            return PictureRef(written.value, origin=written.span), article.slug
        if article.origin and desk.report.has_errors(article.origin.file):
            raise RefusedError  # what is wrong with its pictures has been said
        raise desk.report.refused(
            "E415",
            written.span,
            slug=article.slug,
            count=len(article.pictures),
            number=number,
        )
    return article.pictures[number - 1], article.slug
