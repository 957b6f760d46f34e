"""Comparisons as text and JSON, and the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet.cli import main
from broadsheet.diff.report import fingerprint, render_json, render_text
from broadsheet.diff.trees import diff_trees
from broadsheet.diff.words import ROLES
from broadsheet.phrases import WORDS
from broadsheet.records import replace
from broadsheet.tree.node import LayoutTree, Picture, Role, Shape
from broadsheet.tree.serial import write_tree
from unit.diff.newspage import body, drawn, edition, page, picture, story, text


def front(headline: str = "轮渡复航", first: str = "昨日清晨", **places: int) -> LayoutTree:
    head = text(Role.HEADLINE, headline)
    return edition(page(story("ferry", head, *body([first, "江面有雾"], **places))), page(number=2))


def test_the_text_says_page_story_role_words_and_lines() -> None:
    diff = diff_trees(front(), front("轮渡停航", baseline=65_000))
    mark = fingerprint(diff, 1)
    assert render_text(diff) == (
        f"page 1 要闻  [change {mark}]\n"
        "  ferry  headline  1 line changed: …轮渡[-复-]{+停+}航…\n"
        "  ferry  body      2 lines moved: down 15 pt\n"
        "\n"
        "1 of 2 pages changed: 1 line changed, 2 lines moved"
    )


def test_the_text_is_chinese_for_a_chinese_desk() -> None:
    shown = render_text(diff_trees(front(), front("轮渡停航", baseline=65_000)), "zh")
    assert "第1版 要闻" in shown
    assert "ferry  主题  1 行内容有改：…轮渡[-复-]{+停+}航…" in shown
    assert "2 行移位：向下 15 pt" in shown


def test_values_that_are_words_are_chinese_there_too() -> None:
    path = (("m", 9_000, 9_000), ("l", 14_000, 9_000))
    line = Shape(path, weight=500, cap=0, join=1)
    grey = Picture(200_000, 50_000, 9_000, 9_000, "fog.jpg", "a" * 64, (0, 0, 9, 9), grey=True)

    def set_of(line: Shape, photo: Picture) -> LayoutTree:
        return edition(page(drawn(Role.AD, line), drawn(Role.PICTURE, photo)))

    told = diff_trees(set_of(line, grey), set_of(replace(line, cap=1), replace(grey, grey=False)))
    shown = {language: render_text(told, language) for language in ("en", "zh")}  # type: ignore[arg-type]
    assert "line ends butt → round" in shown["en"]
    assert "线端 平头 → 圆头" in shown["zh"]
    assert "油墨 单黑 → 四色" in shown["zh"]


def test_reports_and_messages_call_a_thing_by_one_name() -> None:
    shared = [role for role in ROLES.values() if role["en"] in WORDS]
    assert shared
    assert [role["zh"] for role in shared] == [WORDS[role["en"]] for role in shared]


def test_no_change_is_one_line() -> None:
    assert render_text(diff_trees(front(), front())) == "no change on 2 pages"


def test_the_json_holds_every_change_with_its_places() -> None:
    whole = json.loads(render_json(diff_trees(front(), front("轮渡停航"))))
    assert whole["schema"] == 1
    assert [page["change"] != "" for page in whole["pages"]] == [True, False]
    (change,) = whole["changes"]
    assert change["kind"] == "changed"
    assert change["story"] == "ferry"
    assert change["words"] == [{"before": "轮渡", "old": "复", "new": "停", "after": "航"}]
    assert change["new_places"] == [[0, 11_200, 40_000, 10_000]]


def test_a_fingerprint_is_that_of_one_change_only() -> None:
    first = diff_trees(front(), front("轮渡停航"))
    assert fingerprint(first, 1) == fingerprint(diff_trees(front(), front("轮渡停航")), 1)
    assert fingerprint(first, 1) != fingerprint(diff_trees(front(), front("轮渡通航")), 1)


@pytest.fixture
def sets(tmp_path: Path) -> tuple[Path, Path]:
    """A folder of results with a current set, and a tree's file."""
    old, new = tmp_path / "old", tmp_path / "new.json"
    (old / "2026-11-23-abc").mkdir(parents=True)
    (old / "current").symlink_to("2026-11-23-abc")
    (old / "current" / "tree.json").write_text(write_tree(front()), "utf-8")
    new.write_text(write_tree(front("轮渡停航")), "utf-8")
    return old, new


def test_the_exit_code_says_whether_anything_changed(
    sets: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = map(str, sets)
    assert main(["diff", old, old, "--lang", "en"]) == 0
    assert capsys.readouterr().out == "no change on 2 pages\n"
    assert main(["diff", old, new, "--lang", "en"]) == 1
    assert "{+停+}" in capsys.readouterr().out
    assert main(["diff", f"{old}/current", new, "--format", "json"]) == 1
    assert json.loads(capsys.readouterr().out)["changes"][0]["story"] == "ferry"


def test_what_holds_no_tree_is_an_error(
    sets: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old, new = sets
    assert main(["diff", str(old), str(tmp_path / "none")]) == 2
    assert "E101" in capsys.readouterr().err
    (tmp_path / "empty").mkdir()
    assert main(["diff", str(old), str(tmp_path / "empty")]) == 2
    assert "E109" in capsys.readouterr().err
    broken = write_tree(front()).replace('"groups":[', '"groups":["x",', 1)
    for wrong in ('{"schema": 999}', "[1, 2]", "[" * 100_000, broken, "\ufffe"):
        new.write_text(wrong, "utf-16" if wrong == "\ufffe" else "utf-8")
        assert main(["diff", str(old), str(new)]) == 2
        assert "E109" in capsys.readouterr().err


def test_a_picture_beside_a_tree_is_told_with_its_page() -> None:
    old = edition(page(picture("fog")), page(number=2))
    new = edition(page(), page(picture("fog"), number=2))
    shown = render_text(diff_trees(old, new))
    left, arrived, _ = shown.split("\n\n")
    assert "1 picture moved: to page 2" in left
    assert "1 picture moved: from page 1" in arrived
