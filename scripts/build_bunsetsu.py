"""Build the model of Japanese phrases that ships in ``src/broadsheet/data/words`` from BudouX's.

A developer's tool: nobody needs it to set a paper, the result is in the repository. It needs the
package ``budoux`` 0.10.1 (Apache 2.0)::

    python scripts/build_bunsetsu.py [--output FOLDER]

The file is text, deflated: a line that names the format, then a line for each of the model's tables in
the order of ``TABLES``: its characters and their scores, all parted by tabs. The same package gives
the same bytes.
"""

from __future__ import annotations

import argparse
import importlib
import json
import zlib
from pathlib import Path

from broadsheet.text.bunsetsu import TABLES

OUTPUT = Path(__file__).resolve().parent.parent / "src" / "broadsheet" / "data" / "words"


def main() -> None:
    """Build and say what came out."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--output", type=Path, default=OUTPUT)
    output: Path = parser.parse_args().output
    folder = Path(str(importlib.import_module("budoux").__file__)).parent
    model = json.loads((folder / "models" / "ja.json").read_text("utf-8"))
    lines = ["broadsheet bunsetsu 1"]
    for name, _ in TABLES:
        lines.append("\t".join(f"{key}\t{score}" for key, score in sorted(model[name].items())))
    packed = zlib.compress("\n".join(lines).encode("utf-8"), 9)
    (output / "bunsetsu.z").write_bytes(packed)
    print(f"{sum(map(len, model.values()))} scores, {len(packed):,} bytes")


if __name__ == "__main__":
    main()
