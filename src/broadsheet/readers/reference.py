"""The tables of keys in docs/formats.md, written from the specs that read the files.

    python -m broadsheet.readers.reference docs/formats.md
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from broadsheet.patterns import late_pattern
from broadsheet.readers import lists, values
from broadsheet.readers.decisions import DECISIONS
from broadsheet.readers.elements import ELEMENT
from broadsheet.readers.expression import Expression
from broadsheet.readers.holespecs import HOLE, CaptionSpec, HeadWordSpec, LegsSpec
from broadsheet.readers.layout import LAYOUT
from broadsheet.readers.manifest import AD_FILE, FILL, MANIFEST
from broadsheet.readers.pagegrid import AllSides, SheetName, SheetSize
from broadsheet.readers.plant import FilePattern
from broadsheet.readers.schema import At, ByKey, ByKind, Raw, Record, Table
from broadsheet.readers.story import STORY_FILE
from broadsheet.readers.storyspecs import KINDS, SHEET
from broadsheet.readers.stylespecs import DISPLAY, SPACING

_MARK = late_pattern(r"(<!-- keys: ([a-z ]+) -->\n).*?(<!-- end -->)", re.DOTALL)


def records() -> dict[str, Record[Any]]:
    """Every record that the tables document, by its title."""
    roots: list[Any] = [LAYOUT, SHEET, MANIFEST, STORY_FILE, AD_FILE, DECISIONS, FILL, SPACING, DISPLAY]
    roots += [record for _, record in KINDS.values()]
    roots += [*HOLE.kinds.values(), *ELEMENT.kinds.values()]
    found: dict[str, Record[Any]] = {}
    while roots:
        spec = roots.pop()
        if isinstance(spec, Record):
            if spec.title not in found:
                found[spec.title] = spec
                roots.extend(key.spec for key in spec.keys.values())
        elif not isinstance(spec, (ByKey, ByKind)):
            roots.extend(getattr(spec, part, None) for part in ("spec", "plain", "other"))
        roots = [root for root in roots if root is not None]
    return found


def _style_words(spec: values.Style) -> str:
    return {"face": "family and weight", "colour": "colour"}.get(spec.kind, f"{spec.kind} style")


def _list_words(spec: lists.ListOf[Any]) -> str:
    item = value_words(spec.spec)
    return f"{item}, or a list" if spec.single else f"list: {item}"


#: How each kind of spec is put into words.
_WORDS: dict[type, Callable[[Any], str]] = {
    values.Word: lambda spec: f"`{spec.word}`",
    values.Whole: lambda spec: f"{spec.low} to {spec.high}",
    values.Choice: lambda spec: ", ".join(f"`{member.value}`" for member in spec.kind),
    lists.Fixed: lambda spec: f"`{spec.words}`",
    values.Style: _style_words,
    lists.ListOf: _list_words,
    values.Either: lambda spec: f"{value_words(spec.plain)}; or {value_words(spec.other)}",
    At: lambda spec: value_words(spec.spec),
    Raw: lambda spec: value_words(spec.like),
    Table: lambda spec: f"by name: {value_words(spec.spec)}",
    Record: lambda spec: str(spec.title),
    ByKind: lambda _: "a hole",
    ByKey: lambda _: "an element",
    HeadWordSpec: lambda _: "`over`, `left`, `right`",
    CaptionSpec: lambda _: "`below`, `left`, `right`, `over`, `none`; or true, false",
    LegsSpec: lambda _: "1 to 40, a name like 三破二, or a list of lengths",
    values.Text: lambda _: "text",
    values.Slug: lambda _: "text",
    Expression: lambda _: "regular expression",
    values.SpotName: lambda _: "text",
    FilePattern: lambda _: "text with fields",
    values.FileName: lambda _: "letters, digits, `-`, `_`",
    lists.Lines: lambda _: "text, or a list of lines",
    values.Flag: lambda _: "true, false",
    values.Percent: lambda _: "per cent",
    values.Measure: lambda _: "length",
    AllSides: lambda _: "length",
    values.Date: lambda _: "YYYY-MM-DD",
    SheetName: lambda _: "a sheet's name",
    SheetSize: lambda _: "`[width, height]`",
}


def value_words(spec: Any) -> str:
    """What a value may be, in a few words."""
    return _WORDS[type(spec)](spec)


def key_table(record: Record[Any]) -> str:
    """The Markdown table of a record's keys; those in bold have to be there."""
    rows = ["| key | value | meaning |", "|---|---|---|"]
    for name, key in record.keys.items():
        shown = f"**`{name}`**" if key.required else f"`{name}`"
        rows.append(f"| {shown} | {value_words(key.spec)} | {key.about} |".replace("<", "&lt;"))
    if record.like:
        rows.append("| `like` | text | the entry of its section that holds where this one is silent |")
    return "\n".join(rows) + "\n"


def renewed(text: str) -> str:
    """The document with every table as the specs have it."""
    known = records()
    return _MARK.sub(lambda match: match[1] + "\n" + key_table(known[match[2]]) + "\n" + match[3], text)


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text("utf-8")), encoding="utf-8")
