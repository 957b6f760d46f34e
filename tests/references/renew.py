"""Take the sample edition as it is now for the reference: ``renew.py "why the pages moved"``.

Called by ``scripts/accept``. Appends the reason and what moved to LOG.md.
"""

from __future__ import annotations

import difflib
import sys
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from broadsheet.options import BuildOptions
from broadsheet.painting import paint_set
from broadsheet.press import make
from broadsheet.tree.node import LayoutTree
from broadsheet.tree.serial import read_tree, write_tree
from references.cases import renew_cases
from references.listing import page_listing
from references.rasters import reference_png

HERE = Path(__file__).resolve().parent
SAMPLE = HERE.parents[1] / "content" / "lanchuan"
KEPT = HERE / "sample"
TREE = "tree.json"
DPI = 18
"""Of the rasters: 20 KiB a page at the most, and a moved headline still shows."""


def sample() -> LayoutTree:
    """The sample edition as the engine sets it now."""
    return make(SAMPLE).tree


def rasters(tree: LayoutTree) -> dict[str, bytes]:
    """A small grey picture of each page, by file name."""
    files = paint_set(tree, BuildOptions(formats=("pdf",)))
    return {
        f"{Path(name).stem[-2:]}.png": reference_png(data, DPI) for name, data in sorted(files.items())
    }


def listings(tree: LayoutTree) -> dict[str, str]:
    """Each page as text, by file name."""
    return {f"{page.number:02d}.txt": page_listing(page) for page in tree.pages}


def kept_tree() -> LayoutTree:
    """The reference tree. Raises OSError or TreeFormatError where there is none that can be read."""
    return read_tree((KEPT / TREE).read_text("utf-8"))


def kept_files() -> dict[str, bytes]:
    """The references of the sample, by file name."""
    return {path.name: path.read_bytes() for path in KEPT.iterdir()}


def moved(old: str, new: str) -> tuple[int, int, list[str]]:
    """Lines gone, lines come, and the stories that they belong to."""
    changes = [
        line
        for line in difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
        if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]
    stories = sorted({line[1:].split(" ", 1)[0] for line in changes})
    return sum(line[0] == "-" for line in changes), sum(line[0] == "+" for line in changes), stories


def renew(reason: str) -> None:
    """Write the references, and the log where they differ from what they were."""
    tree = sample()
    KEPT.mkdir(exist_ok=True)
    before = kept_files()
    rows = []
    for name, text in listings(tree).items():
        path = KEPT / name
        gone, come, stories = moved(path.read_text("utf-8") if path.exists() else "", text)
        if gone or come:
            rows.append(f"- page {name[:2]}: {gone} lines gone, {come} come ({', '.join(stories)})")
        path.write_text(text, encoding="utf-8")
    for name, data in rasters(tree).items():
        (KEPT / name).write_bytes(data)
    numbers = {f"{page.number:02d}" for page in tree.pages}
    for path in sorted(KEPT.iterdir()):
        if path.suffix in (".txt", ".png") and path.stem not in numbers:
            path.unlink()
            if path.suffix == ".txt":
                rows.append(f"- page {path.stem} is gone")
    (KEPT / TREE).write_text(write_tree(tree), encoding="utf-8")
    rows += [f"- page case {name}" for name in renew_cases(reason)]
    if not rows and kept_files() == before:
        sys.stdout.write("nothing differs from the references\n")
        return
    told = "\n".join(rows) or "- no line moved"
    with (HERE / "LOG.md").open("a", encoding="utf-8") as log:
        log.write(f"\n## {datetime.now(tz=UTC):%Y-%m-%d} {reason}\n\n{told}\n")
    sys.stdout.write(told + "\n")


if __name__ == "__main__":
    why = " ".join(sys.argv[1:]).strip()
    if not why:
        sys.exit('renew.py needs a reason: renew.py "why the pages moved"')
    renew(why)
