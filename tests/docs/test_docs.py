"""Documents that are made from the code are up to date, and the README's examples run."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

import broadsheet
from broadsheet.cli import main
from broadsheet.cli.reference import reference
from broadsheet.messages import CODES, HINTS

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(sys.version_info >= (3, 13), reason="argparse sets its help differently from 3.13 on")
def test_the_command_line_reference_is_current() -> None:
    assert (ROOT / "docs" / "cli.md").read_text("utf-8") == reference(), "run scripts/docs"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_readmes_python_example_runs(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", (ROOT / name).read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(tmp_path)
    assert main(["new", "mypaper"]) == 0
    exec(compile(example, name, "exec"), {})
    assert "护坡" in capsys.readouterr().out


def test_the_python_of_the_page_on_building_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    page = (ROOT / "docs" / "building.md").read_text("utf-8")
    examples = re.findall(r"```python\n(.*?)```", page, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    assert main(["new", "mypaper"]) == 0
    names: dict[str, object] = {}
    for example in examples:
        exec(compile(example, "docs/building.md", "exec"), names)
    assert len(examples) == 3


def test_both_readmes_have_the_same_commands() -> None:
    shown = [
        re.findall(r"^(?:scripts|broadsheet)/?\S* ?\S*", (ROOT / name).read_text("utf-8"), re.MULTILINE)
        for name in ("README.md", "README.zh.md")
    ]
    assert shown[0] == shown[1]


def test_links_lead_somewhere() -> None:
    for name in ("README.md", "README.zh.md", "CONTRIBUTING.md"):
        for target in re.findall(r"\]\(([^)#]+)\)", (ROOT / name).read_text("utf-8")):
            assert "://" in target or (ROOT / target).exists(), f"{name}: {target}"


def test_every_sentence_has_both_languages() -> None:
    for table in (CODES, HINTS):
        for key, sentence in table.items():
            assert set(sentence) == {"en", "zh"}, key
            places = [sorted(re.findall(r"{(\w+)(?!\w|:s)", text)) for text in sentence.values()]
            assert places[0] == places[1], key


def test_public_names() -> None:
    for name in broadsheet.__all__:
        assert getattr(broadsheet, name) is not None
    with pytest.raises(AttributeError):
        _ = broadsheet.nothing
