"""An article's blocks ready to be set: byline, summary, paragraphs, subheads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from broadsheet.compose.galley import KEEP_LINES, LinesBlock, SetBlock, TextBlock
from broadsheet.compose.paragraph import paragraph_items, with_dateline
from broadsheet.compose.rows import TableBlock
from broadsheet.compose.table import table_items
from broadsheet.makeup.concessions import NO_CONCESSIONS, Concessions
from broadsheet.makeup.turn import SHORT_SPACING
from broadsheet.model.article import Article, Paragraph, ParagraphKind, Run, Subhead, Table
from broadsheet.model.style import LineStyle, ParagraphStyle, StoryStyle, TableStyle
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Role


def story_blocks(
    article: Article, style: StoryStyle, settings: Settings, given: Concessions = NO_CONCESSIONS
) -> tuple[SetBlock, ...]:
    """Return an article's blocks ready to be set: byline, summary, paragraphs, subheads."""
    byline = _short_lines(article.byline, style.byline, Role.BYLINE, -1, settings) if article.byline else None
    blocks: list[SetBlock] = []
    if byline and not style.byline_at_end:
        blocks.append(byline)
    if article.note:
        note = style.note or style.summary
        blocks.append(TextBlock(paragraph_items((Run(article.note),), note, settings), note, -1, Role.NOTE))
    if article.summary and given.summary:
        items = paragraph_items((Run(article.summary),), style.summary, settings)
        blocks.append(TextBlock(items, style.summary, -1, Role.SUMMARY))
    before: Paragraph | None = None
    airs = _subhead_airs(article, style.subhead.before, given)
    for number, block in enumerate(article.blocks):
        if number in given.cuts:
            continue
        if isinstance(block, Subhead):
            subhead = replace(style.subhead, before=airs[number])
            blocks.append(_short_lines(block.lines, subhead, Role.SUBHEAD, number, settings))
            continue
        if isinstance(block, Table):
            table = style.table or TableStyle(replace(style.body, indent=0), replace(style.body, indent=0))
            blocks.append(TableBlock(table_items(block, table, settings), number))
            continue
        blocks.append(_paragraph(block, number, style, settings, before))
        before = block
    if byline and style.byline_at_end:
        blocks.append(byline)
    return tuple(blocks)


def _subhead_airs(article: Article, before: int, given: Concessions) -> dict[int, int]:
    """The lines of air above each subhead, by its number: what is added or taken goes to one after the
    other, from the first on, and then round again."""
    numbers = [number for number, block in enumerate(article.blocks) if isinstance(block, Subhead)]
    airs = dict.fromkeys(numbers, before)
    way = 1 if given.subheads > 0 else -1
    for turn in range(abs(given.subheads)):
        number = numbers[turn % len(numbers)]
        airs[number] = max(0, airs[number] + way)
    return airs


def _paragraph(
    paragraph: Paragraph, number: int, style: StoryStyle, settings: Settings, before: Paragraph | None
) -> TextBlock:
    """A paragraph in its style; stanzas of a poem stand a line apart."""
    kinds: dict[ParagraphKind, ParagraphStyle] = {
        ParagraphKind.BODY: style.body,
        ParagraphKind.ITEM: style.item,
        ParagraphKind.VERSE: style.verse,
        ParagraphKind.QUOTE: style.quote,
    }
    kind = kinds[paragraph.kind]
    runs = with_dateline(paragraph, kind) if before is None else paragraph.runs
    stanza = before is not None and paragraph.kind is before.kind is ParagraphKind.VERSE
    return TextBlock(paragraph_items(runs, kind, settings), kind, number, before=1 if stanza else 0)


def _short_lines(
    lines: Sequence[str], style: LineStyle, role: Role, number: int, settings: Settings
) -> LinesBlock:
    setting = settings.of(style.text)
    items = tuple(itemise([(line, setting)], SHORT_SPACING) for line in lines)
    keep = KEEP_LINES if role is Role.SUBHEAD else 0
    return LinesBlock(items, style.align, style.before, style.after, number, role, keep, style.indent)
