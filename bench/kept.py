"""Results as JSON, one file a machine, and the table in docs/performance.md made from them."""

from __future__ import annotations

import json
import os
import platform
import re
import sys
from collections.abc import Mapping
from dataclasses import asdict
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from bench.measure import Cost
from bench.report import bars, table

FOLDER = Path(__file__).parent / "results"
_MARK = re.compile(r"(<!-- results: ([\w.-]+) -->\n).*?(<!-- end -->)", re.DOTALL)

Results = Mapping[int, Mapping[str, Cost]]


def keep(name: str, conditions: str, results: Results) -> Path:
    """Write what was measured under a machine's name, and return the file."""
    said = {
        "conditions": conditions.strip(),
        "machine": {"cores": os.cpu_count(), "system": platform.system(), "processor": platform.machine()},
        "versions": {"python": platform.python_version()} | _versions(),
        "results": {
            str(pages): {who: asdict(cost) for who, cost in costs.items()} for pages, costs in results.items()
        },
    }
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json"
    path.write_text(json.dumps(said, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return path


def _versions() -> dict[str, str]:
    found = {}
    for name in ("reportlab", "uharfbuzz", "fonttools", "PyYAML", "typst", "weasyprint"):
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def renewed(text: str) -> str:
    """Return a page with its tables made anew from the files that its marks name."""

    def shown(match: re.Match[str]) -> str:
        said = json.loads((FOLDER / f"{match[2]}.json").read_text("utf-8"))
        results = {
            int(pages): {who: Cost(**cost) for who, cost in costs.items()}
            for pages, costs in said["results"].items()
        }
        results = dict(sorted(results.items()))
        return (
            f"{match[1]}\n{said['conditions']}\n\n{table(results)}\n\n```\n{bars(results)}\n```\n\n{match[3]}"
        )

    return _MARK.sub(shown, text)


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text("utf-8")), encoding="utf-8")
