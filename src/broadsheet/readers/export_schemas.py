"""Write the JSON Schemas of our file formats, for YAML editors.

    python -m broadsheet.readers.export_schemas [FOLDER]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from broadsheet.readers.decisions import DECISIONS
from broadsheet.readers.layout import LAYOUT
from broadsheet.readers.lists import ListOf
from broadsheet.readers.manifest import AD_FILE, MANIFEST, PAGE, PAPER
from broadsheet.readers.schema import Definitions, JsonSchema, Key, Record, Table, json_schema
from broadsheet.readers.story import STORY_FILE
from broadsheet.readers.storyspecs import SHEET
from broadsheet.readers.values import Either
from broadsheet.readers.yamlnode import Node, Sequence
from broadsheet.resources import shipped
from broadsheet.rows import NamedTuple


def _laid_over(record: Record[Any], **keys: Key) -> Record[Any]:
    """What a variant may say of a record: nothing is required of it."""
    title = f"{record.title} of a variant"
    return record._replace(title=title, partial=True, keys={**record.keys, **keys})


_PAGE = _laid_over(PAGE)
_VARIANT = _laid_over(
    MANIFEST,
    paper=MANIFEST.keys["paper"]._replace(spec=_laid_over(PAPER)),
    pages=MANIFEST.keys["pages"]._replace(spec=Either(ListOf(_PAGE), Table(_PAGE), (Sequence,))),
)


class _Manifest(NamedTuple):
    """A manifest: all of an edition or, where it extends another, what differs from that one, its pages
    by their numbers (``readers.variants``)."""

    def read(self, node: Node, key: str, reading: Any) -> Any:
        """The edition; a variant was laid over what it extends before."""
        return MANIFEST.read(node, key, reading)

    def schema(self, shared: Definitions) -> JsonSchema:
        """One of the two, by its key ``extends``."""
        is_variant = {"required": ["extends"]}
        return {"if": is_variant, "then": _VARIANT.schema(shared), "else": MANIFEST.schema(shared)}


def schemas() -> dict[str, str]:
    """The text of each schema file, by its name."""
    made = {
        "ad": json_schema(AD_FILE, "An advertisement"),
        "decisions": json_schema(DECISIONS, "Decisions about pages that differ"),
        "edition": json_schema(_Manifest(), "The manifest of an edition"),
        "layout": json_schema(LAYOUT, "A page grid spec"),
        "story": json_schema(STORY_FILE, "The front matter of a story"),
        "style": json_schema(SHEET, "A style sheet"),
    }
    return {
        f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in made.items()
    }


def main(folder: Path) -> None:
    """Write the schemas into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else shipped("schemas"))
