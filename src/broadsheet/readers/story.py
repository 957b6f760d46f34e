"""Stories: Markdown files with front matter, read into articles."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from broadsheet.model.article import (
    Article,
    Block,
    Emphasis,
    Headline,
    Paragraph,
    ParagraphKind,
    PictureRef,
    Run,
    run_on,
)
from broadsheet.patterns import late_pattern
from broadsheet.readers.copytext import read_blocks
from broadsheet.readers.files import Files, one_spelling
from broadsheet.readers.lists import Lines, ListOf
from broadsheet.readers.report import Report, meant_hints, name_hints
from broadsheet.readers.schema import Key, Reading, Record
from broadsheet.readers.values import Date, Slug, Text, Whole
from broadsheet.readers.yamlnode import Node, entry_of, parse_yaml
from broadsheet.records import replace
from broadsheet.rows import NamedTuple
from broadsheet.source import Source, Span


class _Jump(NamedTuple):
    """The copy's wish to go on elsewhere."""

    to: int | None = None
    head: tuple[str, ...] = ()


class _Front(NamedTuple):
    """A story's front matter."""

    slug: str = ""
    kicker: tuple[str, ...] = ()
    headline: tuple[str, ...] = ()
    deck: tuple[str, ...] = ()
    byline: tuple[str, ...] = ()
    dateline: str = ""
    summary: tuple[str, ...] = ()
    pictures: tuple[PictureRef, ...] = ()
    editors: tuple[str, ...] = ()
    jump: _Jump = _Jump()
    jump_head: tuple[str, ...] = ()
    kind: str = "news"
    language: str = "zh"
    note: tuple[str, ...] = ()
    column: str = ""
    pull: tuple[str, ...] = ()
    date: date | None = None


def _picture(file: str, origin: Span, **words: Any) -> PictureRef:
    return PictureRef(file, "\n".join(words.get("caption", ())), words.get("credit", ""), origin)


PICTURE: Record[PictureRef] = Record(
    _picture,
    "picture",
    {
        "file": Key(Text(), "the file, from the edition's folder", required=True, stand_in=""),
        "caption": Key(Lines(), "the words under it"),
        "credit": Key(Text(), "who took it"),
    },
    place="origin",
)

STORY_FILE: Record[_Front] = Record(
    _Front,
    "story",
    {
        "slug": Key(Slug(), "its name in the manifest; default: the file's name without .md"),
        "kicker": Key(Lines(), "above the headline (引题); one line or a list"),
        "headline": Key(Lines(), "the main line (主题); one line or a list"),
        "deck": Key(Lines(), "below it (副题); one line or a list"),
        "byline": Key(Lines(), "bylines (署名); one line or a list"),
        "dateline": Key(Text(), "the words before its first ones (电头): 本报讯（记者 …）"),
        "summary": Key(Lines(), "the summary set before the text (提要)"),
        "column": Key(Text(), "the column (栏目) that it belongs to, for the plate over its headline"),
        "note": Key(Lines(), "what the editors say before it (编者按)"),
        "pull": Key(ListOf(Text(), single=True), "pull quotes, for the places that its hole keeps for them"),
        "pictures": Key(ListOf(PICTURE), "its pictures, in the order the manifest counts them"),
        "editors": Key(Lines(), "who edited it; named on its page where the manifest names nobody"),
        "jump": Key(
            Record(
                _Jump,
                "jump",
                {
                    "to": Key(Whole(1, 999), "the page it would like to turn to"),
                    "head": Key(Lines(), "the headline over its second part"),
                },
            ),
            "a wish; the manifest decides",
        ),
        "jump_head": Key(Lines(), "the headline over its second part, as jump.head"),
        "kind": Key(Text(), "news (default), feature, brief …; poem keeps every line's end"),
        "language": Key(Text(), "of the text: zh (default), ja, ko, en …"),
        "date": Key(Date(), "when it was written; not printed"),
    },
)

FENCE = "---"

_LANGUAGES = ("zh-Hans", "zh-Hant", "ja", "ko", "en")
_LANGUAGE_TAG = late_pattern(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{1,8})*")
"""Any language may be named; RFC 5646, 2.1: two or three letters, and what is behind hyphens."""
_KINDS = ("news", "feature", "brief", "digest", "notice", "column", "pointer", "poem")
"""A paper may have others of its own; one that has but capitals more than these is a slip."""


def read_story(path: Path, files: Files) -> Article:
    """Return the article in a file; refuses one without front matter."""
    source = files.source(path)
    return files.kept("article", source, lambda: parse_story(source, one_spelling(path.stem), files.report))


def parse_story(source: Source, stem: str, report: Report) -> Article:
    """Return the article in a text; its slug is ``stem`` where the front matter has none."""
    front, body = _front_matter(source, report)
    node = parse_yaml(source, report, front, 1)
    values = STORY_FILE.read(node, "", Reading(report))
    _tell_slips(node, values, report)
    poem = values.kind == "poem"
    origin = source.span(0, len(FENCE))
    blocks, optional = read_blocks(source, body, values.language, poem, report)
    if values.dateline:
        blocks, optional = _opened(blocks, optional, values.dateline, values.language)
    article = Article(
        slug=values.slug or stem,
        headline=Headline(values.headline, values.kicker, values.deck),
        blocks=blocks,
        byline=values.byline,
        summary=run_on(values.summary, values.language),
        pictures=tuple(
            replace(picture, caption=run_on(picture.caption.split("\n"), values.language))
            for picture in values.pictures
        ),
        editors=values.editors,
        jump_head=values.jump_head or values.jump.head,
        jump_wish=values.jump.to,
        kind=values.kind,
        language=values.language,
        note=run_on(values.note, values.language),
        column=values.column,
        pulls=values.pull,
        optional=optional,
        origin=origin,
    )
    if not article.blocks and not (values.headline or values.kicker):
        report.add("E307", origin, slug=article.slug)
    elif (not article.column and not article.headline) or _left_open(node, values.headline):
        report.add("W310", origin, slug=article.slug)
    return article


def _tell_slips(node: Node, values: _Front, report: Report) -> None:
    """Warn of a language that is none, and of a kind that is one of ours but for its capitals."""
    found = []
    if not _LANGUAGE_TAG.fullmatch(values.language):
        found.append(("language", values.language, name_hints(values.language, _LANGUAGES)))
    if values.kind not in _KINDS and values.kind.casefold() in _KINDS:
        found.append(("kind", values.kind, meant_hints(values.kind, _KINDS)))
    for key, value, hints in found:
        entry = entry_of(node, key)
        report.add("W314", entry.value.place.span if entry else None, hints, key=key, value=value)


def _opened(
    blocks: tuple[Block, ...], optional: tuple[tuple[int, ...], ...], dateline: str, language: str
) -> tuple[tuple[Block, ...], tuple[tuple[int, ...], ...]]:
    """The blocks, and those of them that may be left out, with a dateline before the first paragraph; where
    that is no running text it has a paragraph of its own."""
    said = Run(dateline, Emphasis.DATELINE)
    number = next((number for number, block in enumerate(blocks) if isinstance(block, Paragraph)), -1)
    block = blocks[number] if number >= 0 else None
    if not isinstance(block, Paragraph) or block.kind is not ParagraphKind.BODY:
        return (Paragraph((said,)), *blocks), tuple(tuple(n + 1 for n in part) for part in optional)
    opening = replace(block, runs=(said, *_behind(block.runs, dateline, language)))
    return (*blocks[:number], opening, *blocks[number + 1 :]), optional


def _behind(runs: tuple[Run, ...], dateline: str, language: str) -> tuple[Run, ...]:
    """The runs of a paragraph behind its dateline: a space parts the two unless a bracket or a mark does."""
    first, *others = runs
    if first.text.startswith(dateline):
        rest = first.text[len(dateline) :]
        return (replace(first, text=rest), *others) if rest else tuple(others)
    if dateline[-1] in _CLOSED or first.text[0] in _OPENED:
        return runs
    space = "　" if language.startswith(("zh", "ja")) else " "
    if first.emphasis is Emphasis.NONE:
        return (replace(first, text=space + first.text), *others)
    return (Run(space), *runs)


_CLOSED, _OPENED = frozenset("）)】］]〕」』：:—"), frozenset("（([［【〔　 ")


def _left_open(node: Node, headline: tuple[str, ...]) -> bool:
    """Whether a headline was to be filled in and was not, whatever stands above and below it."""
    return not headline and entry_of(node, "headline") is not None


def _front_matter(source: Source, report: Report) -> tuple[str, int]:
    """The YAML between the two fences, and where the body starts."""
    text = source.text
    first = source.span(0, 1)
    if not text.startswith(FENCE) or source.line(1).rstrip() != FENCE:
        raise report.refused("E301", first, path=source.name)
    start = position = text.find("\n") + 1
    while position > 0:
        end = text.find("\n", position)
        line = text[position:] if end < 0 else text[position:end]
        if line.rstrip() == FENCE:
            return text[start:position], len(text) if end < 0 else end + 1
        position = end + 1
    raise report.refused("E302", first, path=source.name)
