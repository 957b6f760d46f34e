"""A build from the command line reads no module that it does not use: they are most of a cold start."""

from __future__ import annotations

import os
import re
import subprocess
import sys

import pytest

#: Slow to read; each is of a library, or of Python's, that asks for it and needs it for something else.
NOT_USED = (
    "PIL.Image", "ast", "dataclasses", "dis", "gettext", "inspect", "ipaddress", "pickle", "pikepdf",
    "platform", "pyphen", "pypdfium2", "reportlab.pdfbase.pdfmetrics", "tempfile", "textwrap", "urllib.parse",
)  # fmt: skip

MANIFEST = """\
paper: {name: 试验报, code: test}
date: 2026-01-05
issue: 1
pages:
  - {number: 1, layout: plain, holes: {text: story}}
"""


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The modules that a build of one page reads."""
    folder = tmp_path_factory.mktemp("edition")
    (folder / "edition.yaml").write_text(MANIFEST, "utf-8")
    (folder / "story.md").write_text("---\nheadline: 一条标题\n---\n正文 administration。\n", "utf-8")
    command = ["build", str(folder), "--out", str(folder / "out"), "--format", "pdf", "--quiet", "--no-cache"]
    alone = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    told = subprocess.run(
        [sys.executable, "-I", "-X", "importtime", "-m", "broadsheet", *command],
        capture_output=True, text=True, encoding="utf-8", check=False, env=alone,
    )  # fmt: skip
    imports = re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", told.stderr, re.M)
    found = set(imports[imports.index("site") :])  # before it stands what the machine's Python begins with
    assert "broadsheet.press" in found, told.stderr
    assert list((folder / "out" / "current").glob("*.pdf"))
    return found


@pytest.mark.parametrize("name", NOT_USED)
def test_a_build_does_without(name: str, imported: set[str]) -> None:
    assert name not in imported
