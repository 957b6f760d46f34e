"""What is found in an edition that is made up, before it is painted, and in its finished pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from broadsheet.diagnostics import Diagnostic, Mark, diagnostic
from broadsheet.executor import Executor, ForkExecutor, SerialExecutor
from broadsheet.makeup.page import Facts
from broadsheet.model.edition import Edition, Story
from broadsheet.model.plant import Plant, Spots
from broadsheet.pdfcheck.rules import BY_ID, Found, House, Weight
from broadsheet.preflight.check import check_tree, conservation
from broadsheet.preflight.critic.finding import Context
from broadsheet.preflight.critic.review import review
from broadsheet.preflight.inking import check_inking
from broadsheet.records import replace
from broadsheet.rules import settle
from broadsheet.source import Source, Span
from broadsheet.standing import Keeper
from broadsheet.text.words import tagged
from broadsheet.tree.node import LayoutTree, StoryRecord
from broadsheet.units import millimetres

if TYPE_CHECKING:
    from broadsheet.output import Written


def findings(edition: Edition, tree: LayoutTree, facts: Facts, keeper: Keeper) -> tuple[Diagnostic, ...]:
    """What preflight, the critic and the proof that no character is lost find, in that order."""
    shown = {page.number for page in edition.pages}
    records = {record.slug: record for record in tree.stories}
    copies = {
        story.article.slug: _threaded(story, records[story.article.slug], keeper)
        for story in edition.stories
        if all(part.page in shown for part in story.parts)
    }
    return (
        *check_tree(tree, keeper),
        *check_inking(tree, house_of(edition.plant), keeper),
        *_criticised(tree, edition, keeper),
        *conservation(tree, copies, keeper),
        *_judge(facts, edition),
    )


MARKED = "W420"
"""What is told where a hole is marked, for want of its story."""

_EMPTY = "W704"


def marked_in(warnings: Iterable[Diagnostic]) -> frozenset[str]:
    """The slugs of the stories for want of which holes are marked."""
    return frozenset(dict(item.values)["slug"] for item in warnings if item.code == MARKED)


def not_marked(found: Iterable[Diagnostic], warnings: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """The findings, but that a hole is empty which ``warnings`` tell is marked."""
    marked = marked_in(warnings)
    return tuple(
        item for item in found if item.code != _EMPTY or dict(item.values)["slug"] not in marked
    )


def in_copy(
    found: Iterable[Diagnostic], edition: Edition, sources: Mapping[str, Source]
) -> tuple[Diagnostic, ...]:
    """The findings, with the places in the files of what the pages alone do not tell: a headline, a character
    that no face has, a picture."""
    origins = {
        story.article.slug: story.article.origin for story in edition.stories if story.article.origin
    }
    named = picture_places(edition)
    return tuple(
        replace(item, span=_written(item, origins, sources))
        if (item.code in _VALUES or item.code in _KEYS) and item.span is None
        else replace(item, span=named.get(dict(item.values)["path"])) if item.code == _COARSE else item
        for item in found
    )


_COARSE = "W607"


def picture_places(edition: Edition) -> dict[str, Span | None]:
    """Where an edition names each of its pictures, by the pictures' names; one that is placed, there."""
    placed = [placed.picture for placed in edition.pictures]
    placed.extend(found for story in edition.stories for part in story.parts for found in part.pictures)
    placed.extend(other for first in tuple(placed) for other in first.others)
    files = [*edition.art_pictures.values(), *(ad.picture for ad in edition.ads if ad.picture)]
    places = {file.name: file.origin for file in files}
    return places | {each.file.name: each.ref.origin or each.file.origin for each in placed}


#: Findings about what is written somewhere, and which of their values it is.
_VALUES = {"P606": "char", "W645": "char", "P709": "path", "E601": "family"}
#: Findings about what a key of a story says.
_KEYS = {
    **dict.fromkeys(("P702", "P703", "N718"), "headline"),
    "N720": "summary", "N721": "pull", "W722": "pull",
}


def _written(item: Diagnostic, origins: Mapping[str, Span], sources: Mapping[str, Source]) -> Span | None:
    """Where what a finding is about is written first, in its story before all other files; the story
    where its words are nowhere."""
    values = dict(item.values)
    slug = item.mark.slug if item.mark else values.get("slug", values.get("hole", ""))  # of a picture in it
    origin = origins.get(slug)
    own = origin.file if origin else ""
    words = f"\n{_KEYS[item.code]}:" if item.code in _KEYS else values[_VALUES[item.code]]
    start = 1 if item.code in _KEYS else 0
    looked: list[Source] = [sources[own]] if own in sources else []
    looked.extend(() if "slug" in values else sources.values())
    for source in looked:
        at = source.text.find(words)
        if at >= 0:
            return source.span(at + start, at + len(words))
    return origin


def house_of(plant: Plant, standard: str = "x4") -> House:
    """The limits of the house that prints an edition."""
    keeps = plant.spots is Spots.KEEP
    return House(standard=standard, ink=plant.ink, rich_black=plant.rich_black, every_spot=keeps)


def _threaded(story: Story, made: StoryRecord, keeper: Keeper) -> str:
    """What of a story has to be on its pages, by what it gave up to fit."""
    article, at_end, summary = story.article, story.parts[0].style.byline_at_end, not made.summary_out
    return keeper.take(
        "characters",
        article.slug,
        (article, made.left_out, summary, at_end),
        partial(article.threaded, made.left_out, summary=summary, byline_at_end=at_end),
    )


def _criticised(tree: LayoutTree, edition: Edition, keeper: Keeper) -> tuple[Diagnostic, ...]:
    """What the page critic finds, by each page's style sheet and the edition's own word."""
    critics = {plan.number: settle(plan.layout.styles.critic, edition.critic) for plan in edition.pages}
    critics[0] = settle(edition.critic)
    return review(tree, critics, Context({}, edition.names, _known_words), keeper)


def _known_words(text: str) -> tuple[str, ...]:
    """The words of a text; what the list does not know comes out character by character."""
    pieces = ((word.text,) if word.speech != "y" else word.text for word in tagged(text))
    return tuple(piece for word in pieces for piece in word)


_MOST_SHOWN = 24
"""Characters that a message about a face names."""


def _judge(facts: Facts, edition: Edition) -> tuple[Diagnostic, ...]:
    sold = {(ad.page, ad.hole.id): ad.origin for ad in edition.ads}  # a page that is kept knows where it was
    wide = [replace(diagnostic("W707", text=text), mark=Mark(page)) for page, text in facts.too_wide]
    crowded = (diagnostic("P709", path=name, hole=hole) for hole, name in facts.crowded)
    weights = (
        diagnostic("W602", family=family, weight=asked, used=used)
        for family, asked, used in facts.other_weights
    )
    stand_ins = (
        replace(
            diagnostic(
                "W645",
                char=each.text[0],
                text=each.text[:_MOST_SHOWN] + "…" * (len(each.text) > _MOST_SHOWN),
                family=each.family,
                weight=each.weight,
                used=each.used,
            ),
            mark=Mark(each.page, each.places, each.slug),
        )
        for each in facts.stand_ins
    )
    jutting = (
        replace(
            diagnostic(
                "W641", sold.get((page, out.ad.hole.id)), name=out.ad.name, hole=out.ad.hole.id,
                far=f"{millimetres(out.by):.0f}",
            ),
            mark=Mark(page, (out.place,)),
        )
        for page, out in facts.jutting
    )  # fmt: skip
    return (*wide, *jutting, *crowded, *weights, *stand_ins)


TOLD_BY_PDF = frozenset(("P652", "W652"))
"""What the tree says of ink and lines, and the finished file again."""


def finished(
    folder: Path, written: Mapping[str, Written], judge: tuple[House, Executor], keeper: Keeper
) -> Iterator[Diagnostic]:
    """What PDF preflight says of the finished pages: errors are problems, the rest warnings. A file that
    ``keeper`` has judged is not looked at again."""
    house, executor = judge
    is_here = isinstance(executor, ForkExecutor)  # others may not see this folder
    here: Executor = executor if is_here else SerialExecutor()
    sources = {name: (each.sha256, house) for name, each in sorted(written.items()) if name.endswith(".pdf")}
    fresh = [name for name, source in sources.items() if not keeper.stands("judged", name, source)]
    judged = dict(zip(fresh, here.map(partial(_judged, folder, house), fresh), strict=True))

    def of(file: str) -> tuple[Found, ...]:
        return judged[file] if file in judged else _judged(folder, house, file)  # what was kept is damaged

    for file, source in sources.items():
        unread = any(found.rule == _DAMAGED for found in judged.get(file, ()))
        for found in judged[file] if unread else keeper.take("judged", file, source, partial(of, file)):
            code = "P651" if found.weight is Weight.ERROR else "W651"
            name = BY_ID[found.rule].name
            yield diagnostic(code, file=file, rule=found.rule, name=name, found=found.detail)


_DAMAGED = "F01"
"""What is found of a file that cannot be read: it may be again, a moment later."""


def _judged(folder: Path, house: House, file: str) -> tuple[Found, ...]:
    from broadsheet.preflight.pdf import judge_pdf  # noqa: PLC0415  late: pikepdf and pdfium

    return judge_pdf(folder / file, house)
