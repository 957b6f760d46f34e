"""An edition's copy and where its manifest puts it: what a reader of the pages has to find."""

from __future__ import annotations

from dataclasses import dataclass

from broadsheet.model.article import Article, Paragraph, ParagraphKind, Subhead, Table, block_texts
from broadsheet.model.edition import Story
from broadsheet.model.style import StoryStyle
from broadsheet.tree.node import StoryRecord
from judges.outside import solid

FIRST, INSIDE = "first", "inside"
"""A character of running text that opens its paragraph, or stands in it; "" for a short line's."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A story's text below its headline, white space left out; ``places`` says of each character
    where in running text on the page's grid it stands."""

    text: str
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """A piece of a story's part ``part``: characters ``start`` to ``end`` of a page, which are the
    copy's from ``copied`` on. A part is in pieces where a table's headings stand in it again."""

    page: int
    start: int
    end: int
    copied: int
    part: int


def copy_of(article: Article, style: StoryStyle, leading: int) -> Copy:
    """The text that stands below an article's headline, in order."""
    byline = ("".join(article.byline), "")
    pieces = [byline] if not style.byline_at_end else []
    pieces += [(article.note, ""), (article.summary, "")]
    styles = {
        ParagraphKind.BODY: style.body,
        ParagraphKind.ITEM: style.item,
        ParagraphKind.VERSE: style.verse,
        ParagraphKind.QUOTE: style.quote,
    }
    for block in article.blocks:
        if isinstance(block, Subhead):
            pieces.append(("".join(block.lines), ""))
        elif isinstance(block, Table):
            pieces.append(("".join(block_texts(block)), ""))
        else:
            running = styles[block.kind].leading == leading and block.kind is not ParagraphKind.VERSE
            words = _words(block)
            if style.drop_cap and block is article.blocks[0]:
                pieces.append((words[0], ""))
                words = words[1:]
            pieces.append((words, INSIDE if running else ""))
    if style.byline_at_end:
        pieces.append(byline)
    text, places = "", []
    for written, place in pieces:
        piece = solid(written)
        text += piece
        places += [place and (INSIDE if index else FIRST) for index in range(len(piece))]
    return Copy(text, tuple(places))


def _words(paragraph: Paragraph) -> str:
    return "".join(run.text for run in paragraph.runs)


def copy_of_story(story: Story) -> Copy:
    """A story's copy in the style of its first part."""
    first = story.parts[0]
    return copy_of(story.article, first.style, first.grid.leading)


def find_story(story: Story, record: StoryRecord, pages: dict[int, str]) -> tuple[list[Found], list[str]]:
    """Where a story stands on the pages that a reader read, and what is wrong with it there.

    Headline, text and jump line have to follow each other with nothing between them.
    """
    copy, found, wrong, done = copy_of_story(story).text, [], [], 0
    used, heads = len(record.pages), _table_heads(story.article)
    for number, part in enumerate(story.parts[:used]):
        page = pages[part.page]
        head = _head(story, number)
        follows = number + 1 < used
        jump = solid(_numbered(part.style.jump_text, story.parts[number + 1].page)) if follows else ""
        rest = copy[done:] if follows else copy[done : len(copy) - len(solid(record.overset))]
        place = f"{story.article.slug} on page {part.page}"
        at = page.find(head + rest[:8])
        if at < 0:
            wrong.append(f"{place}: no {head + rest[:8]!r}")
            return found, wrong
        if page.find(head + rest[:8], at + 1) >= 0 and rest:
            wrong.append(f"{place}: {head + rest[:8]!r} stands there twice")
        start = at + len(head)
        end = page.find(jump, start) if follows else -1
        pieces, stop = _pieces(rest, page[: end if follows else None], start, heads)
        shown = sum(stop - start for start, stop, _ in pieces)
        if (follows and stop != end) or (not follows and shown != len(rest)):
            wrong.append(f"{place}: {_parting(rest[shown:], page[stop:])}")
            return found, wrong
        found += [Found(part.page, first, last, done + copied, number) for first, last, copied in pieces]
        done += shown
    return found, wrong


def _table_heads(article: Article) -> tuple[str, ...]:
    """What each table says again where it goes on."""
    return tuple(
        solid("".join(run.text for row in block.rows[: block.head] for cell in row for run in cell))
        for block in article.blocks
        if isinstance(block, Table) and block.head
    )


def _pieces(
    copy: str, page: str, start: int, heads: tuple[str, ...]
) -> tuple[list[tuple[int, int, int]], int]:
    """The stretches of a page from ``start`` on that say the copy, with where in the copy they begin,
    and where they end; between them stands nothing but a table's headings."""
    pieces, done, head = [], 0, ""
    while head is not None:
        start += len(head)
        first, begun = start, done
        while start < len(page) and done < len(copy) and page[start] == copy[done]:
            start, done = start + 1, done + 1
        pieces.append((first, start, begun))
        head = next((each for each in heads if done and page.startswith(each, start)), None)
        head = head if done < len(copy) else None
    return pieces, start


def _head(story: Story, number: int) -> str:
    """What stands over a part: the headline package, or the turn's head and its line."""
    article, part = story.article, story.parts[number]
    style = part.style.turn_headline if number else part.style.headline
    logo = article.column if style.logo and not article.column_art else ""  # a drawn name is no text
    if not number:
        headline = article.headline
        return solid("".join((logo, *headline.kicker, *headline.main, *headline.deck)))
    if logo and style.logo:
        logo = style.logo.again.replace("{column}", logo)
    over = article.jump_head or article.headline.main
    return solid(logo + "".join(over) + _numbered(part.style.turn_text, story.parts[number - 1].page))


def _numbered(text: str, page: int) -> str:
    return text.replace("{page}", str(page))


def _parting(wanted: str, shown: str) -> str:
    place = next((at for at, (a, b) in enumerate(zip(wanted, shown, strict=False)) if a != b), 0)
    return f"{wanted[place - 4 : place + 12]!r} became {shown[place - 4 : place + 12]!r}"


def repeated(copy: str, copies: str, shown: str, step: int = 24) -> list[str]:
    """Pieces of a story's copy that stand more often in what is shown than in all the copy."""
    pieces = [copy[at : at + step] for at in range(0, len(copy) - step, step)]
    return [each for each in pieces if shown.count(each) > copies.count(each)]
