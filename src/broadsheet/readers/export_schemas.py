"""Write the JSON Schemas of our file formats, for YAML editors.

    python -m broadsheet.readers.export_schemas [FOLDER]
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from broadsheet.readers.decisions import DECISIONS
from broadsheet.readers.layout import LAYOUT
from broadsheet.readers.manifest import AD_FILE, MANIFEST
from broadsheet.readers.schema import json_schema
from broadsheet.readers.story import STORY_FILE
from broadsheet.readers.storyspecs import SHEET
from broadsheet.resources import shipped


def schemas() -> dict[str, str]:
    """The text of each schema file, by its name."""
    made = {
        "ad": json_schema(AD_FILE, "An advertisement"),
        "decisions": json_schema(DECISIONS, "Decisions about pages that differ"),
        "edition": json_schema(MANIFEST, "The manifest of an edition"),
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
