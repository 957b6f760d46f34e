"""What an edition says of the plant: page marks, spot inks."""

from __future__ import annotations

from broadsheet.model.plant import NAME_FIELDS, NamePattern, PageMark, Plant, Spots
from broadsheet.readers.lists import Fixed, ListOf
from broadsheet.readers.schema import Key, Reading, Record
from broadsheet.readers.values import Choice, Text, Whole
from broadsheet.readers.yamlnode import Node

_NUMBERS = frozenset(("page", "issue"))
_FORBIDDEN = frozenset('/\\:*?"<>|')
_LONGEST = 120
"""Characters of a pattern: with a section's name and a revision's number a file's name stays legal."""


class FilePattern(Text):
    """A pattern of file names, told apart by their page and leading nowhere."""

    def read(self, node: Node, key: str, reading: Reading) -> NamePattern:  # type: ignore[override]
        """The pattern."""
        text = super().read(node, key, reading)
        if (expected := _wrong(NamePattern(text))) is not None:
            raise reading.report.refused(
                "E113", node.place.span, key=key, expected=expected, found=repr(text)
            )
        return NamePattern(text)


def _wrong(pattern: NamePattern) -> str | None:
    """What a pattern should be and is not."""
    try:
        parts = pattern.parts()
    except ValueError:
        return "a pattern with its braces in pairs"
    names = [name for _, name, _ in parts if name]
    if any(name not in NAME_FIELDS for name in names):
        return "fields " + ", ".join(f"{{{name}}}" for name in NAME_FIELDS)
    if any(spec and (name not in _NUMBERS or not _is_width(spec)) for _, name, spec in parts):
        return "figures such as {page:03}"
    if "page" not in names:
        return "{page}, which tells the files apart"
    literal = "".join(text for text, _, _ in parts)
    if _FORBIDDEN & set(literal) or not literal.isprintable() or pattern.text.startswith((".", "-")):
        return "a file name, no path"
    return None if len(pattern.text) <= _LONGEST else f"at most {_LONGEST} characters"


def _is_width(spec: str) -> bool:
    return len(spec) == 2 and spec[0] == "0" and spec[1] in "123456789"


PLANT: Record[Plant] = Record(
    Plant,
    "plant",
    {
        "marks": Key(
            ListOf(Choice(PageMark), single=True),
            "page marks round the trim (patches: in the foot margin); default none",
        ),
        "spots": Key(
            Choice(Spots), "spot inks: process (default), printed in process inks; or keep, a plate each"
        ),
        "files": Key(
            FilePattern(),
            "the names of pages' files: default {code}{date}{page}; also {year} {month} {day} {issue} "
            "{section} {variant} (late for late.yaml), {page:03} for three figures",
        ),
        "rich_black": Key(
            Fixed((Whole(0, 100),) * 4, "[cyan, magenta, yellow, black]"),
            "what a black of several inks is made of, in per cent, for tints and type of 24pt and more; "
            "default none: every such black is told (C06)",
        ),
        "ink": Key(
            Whole(150, 400),
            "the most ink in one place, in per cent: default 220 (ISO 12647-3); 240 and 260 are common, too. "
            "Pictures are separated to it, pages and placed PDFs are judged by it",
        ),
    },
)
