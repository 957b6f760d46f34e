"""An article's blocks ready to be set: byline, summary, paragraphs, subheads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import attrgetter

from broadsheet.compose.dropcap import drop_cap
from broadsheet.compose.galley import KEEP_LINES, LinesBlock, SetBlock, TextBlock
from broadsheet.compose.paragraph import paragraph_items, with_dateline
from broadsheet.compose.rows import TableBlock
from broadsheet.compose.table import table_items
from broadsheet.makeup.concessions import Concessions
from broadsheet.makeup.turn import SHORT_SPACING
from broadsheet.model.article import Article, Block, Emphasis, Paragraph, ParagraphKind, Run, Subhead, Table
from broadsheet.model.style import LineStyle, ParagraphStyle, StoryStyle, TableStyle
from broadsheet.records import record, replace
from broadsheet.text.itemise import itemise
from broadsheet.text.setting import Settings
from broadsheet.tree.node import Role


@record
class SetCopy:
    """An article's blocks, and what they were made from."""

    article: Article
    style: StoryStyle
    settings: Settings
    blocks: tuple[SetBlock, ...]

    def again(self, style: StoryStyle, settings: Settings) -> dict[tuple[Block, bool], SetBlock]:
        """The paragraphs by what they say, and whether they open the story; none for another style. A
        paragraph that comes back brings along the lines that it was broken into."""
        if settings is not self.settings or style != self.style:
            return {}
        numbered = {block.number: block for block in self.blocks if isinstance(block, TextBlock)}
        first = next((n for n, block in enumerate(self.article.blocks) if isinstance(block, Paragraph)), -1)
        return {
            (block, number == first): numbered[number]
            for number, block in enumerate(self.article.blocks)
            if number in numbered and isinstance(block, Paragraph) and block.kind is not ParagraphKind.VERSE
        }


def set_copy(
    article: Article, style: StoryStyle, settings: Settings, before: SetCopy | None = None
) -> SetCopy:
    """Return an article's blocks; paragraphs that ``before`` has already are taken from there."""
    known = before.again(style, settings) if before else {}
    return SetCopy(article, style, settings, story_blocks(article, style, settings, known))


_NONE_KNOWN: Mapping[tuple[Block, bool], SetBlock] = {}


def story_blocks(
    article: Article,
    style: StoryStyle,
    settings: Settings,
    known: Mapping[tuple[Block, bool], SetBlock] = _NONE_KNOWN,
) -> tuple[SetBlock, ...]:
    """Return an article's blocks ready to be set: byline, summary, paragraphs, subheads. ``known`` are
    paragraphs that are set already, see ``SetCopy.again``."""
    byline = _short_lines(article.byline, style.byline, Role.BYLINE, -1, settings) if article.byline else None
    blocks: list[SetBlock] = []
    if byline and not style.byline_at_end:
        blocks.append(byline)
    if article.note:
        note = style.note or style.summary
        blocks.append(TextBlock(paragraph_items((Run(article.note),), note, settings), note, -1, Role.NOTE))
    if article.summary:
        items = paragraph_items((Run(article.summary),), style.summary, settings)
        blocks.append(TextBlock(items, style.summary, -1, Role.SUMMARY))
    before: Paragraph | None = None
    for number, block in enumerate(article.blocks):
        if isinstance(block, Subhead):
            blocks.append(_short_lines(block.lines, style.subhead, Role.SUBHEAD, number, settings))
            continue
        if isinstance(block, Table):
            table = style.table or TableStyle(replace(style.body, indent=0), replace(style.body, indent=0))
            blocks.append(TableBlock(table_items(block, table, settings), number))
            continue
        standing = known.get((block, before is None)) if known else None
        if standing is not None:
            blocks.append(replace(standing, number=number))
        elif block.kind is ParagraphKind.VERSE:
            blocks.extend(_verse(block, number, style, settings, before))
        else:
            blocks.append(_paragraph(block, number, style, settings, before))
        before = block
    if byline and style.byline_at_end:
        blocks.append(byline)
    return tuple(blocks)


def conceded(blocks: Sequence[SetBlock], given: Concessions) -> tuple[SetBlock, ...]:
    """The blocks with what the story gives up: some left out, and more or less air at subheads, which
    goes to one after the other, from the first on, and then round again."""
    kept = [
        block
        for block in blocks
        if block.number not in given.cuts and (given.summary or _role(block) is not Role.SUMMARY)
    ]
    heads = [index for index, block in enumerate(kept) if _role(block) is Role.SUBHEAD]
    way = 1 if given.subheads > 0 else -1
    for turn in range(abs(given.subheads) if heads else 0):
        index = heads[turn % len(heads)]
        head = kept[index]
        assert isinstance(head, LinesBlock)
        kept[index] = replace(head, before=max(0, head.before + way))
    return tuple(kept)


def _role(block: SetBlock) -> Role:
    return Role.TABLE if isinstance(block, TableBlock) else block.role


_STYLE_OF = {kind: attrgetter(kind.value) for kind in ParagraphKind}
"""A kind of paragraph is set in the style of its name."""


def _paragraph(
    paragraph: Paragraph, number: int, style: StoryStyle, settings: Settings, before: Paragraph | None
) -> TextBlock:
    """A paragraph in its style."""
    kind: ParagraphStyle = _STYLE_OF[paragraph.kind](style)
    runs = with_dateline(paragraph, kind) if before is None else paragraph.runs
    cap = None
    if before is None and style.drop_cap is not None and paragraph.kind is ParagraphKind.BODY:
        cap, runs = drop_cap(runs, style.drop_cap, kind, settings)
    return TextBlock(paragraph_items(runs, kind, settings), kind, number, cap=cap, leads=_leads(paragraph))


def _leads(paragraph: Paragraph) -> bool:
    return all(run.emphasis is Emphasis.STRONG for run in paragraph.runs)


def _verse(
    stanza: Paragraph, number: int, style: StoryStyle, settings: Settings, before: Paragraph | None
) -> list[TextBlock]:
    """A stanza's lines, each a block of its own, for what turns over hangs; stanzas stand a line apart.
    A line without a word is none."""
    lines: list[list[Run]] = [[]]
    for run in stanza.runs:
        first, *others = run.text.split("\n")
        lines[-1].append(Run(first, run.emphasis))
        lines.extend([Run(text, run.emphasis)] for text in others)
    words = (tuple(run for run in line if run.text) for line in lines)
    blocks = [_verse_line(line, number, style.verse, settings) for line in words if line]
    if not blocks:
        return []
    if before is not None and before.kind is ParagraphKind.VERSE:
        blocks[0] = replace(blocks[0], before=1)
    blocks[-1] = replace(blocks[-1], leads=_leads(stanza))
    return blocks


def _verse_line(
    runs: tuple[Run, ...], number: int, style: ParagraphStyle, settings: Settings
) -> TextBlock:
    """A line of verse. Full-width spaces that it begins with indent it, and what turns over of it."""
    first, *others = runs
    words = first.text.lstrip("\u3000")
    if deeper := (len(first.text) - len(words)) * style.text.size:
        runs = (replace(first, text=words), *others)
        style = replace(style, indent=style.indent + deeper, hang_indent=style.hang_indent + deeper)
    return TextBlock(paragraph_items(runs, style, settings), style, number)


def _short_lines(
    lines: Sequence[str], style: LineStyle, role: Role, number: int, settings: Settings
) -> LinesBlock:
    setting = settings.of(style.text)
    lists = role is Role.BYLINE
    items = tuple(itemise([(line, setting)], SHORT_SPACING, clauses=True, lists=lists) for line in lines)
    keep = KEEP_LINES if role is Role.SUBHEAD else 0
    return LinesBlock(items, style.align, style.before, style.after, number, role, keep, style.indent)
