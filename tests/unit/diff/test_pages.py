"""Pages of PDFs compared: which belong together, whose ink changed, what the command prints."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from broadsheet.cli import main
from broadsheet.diff.pages import LookedAt, compare_pages
from broadsheet.diff.sets import find_set
from broadsheet.records import replace
from broadsheet.tree.node import Fill, Ink, Role, Rule
from broadsheet.tree.serial import write_tree
from broadsheet.tree.spread import without_spreads
from unit.diff.newspage import FERRY, FOG, block, drawn, edition, page, rules, story, text, written


def looked(old: Path, new: Path) -> list[LookedAt]:
    return list(compare_pages(find_set(old), find_set(new)))


def test_the_same_set_shows_no_change(tmp_path: Path) -> None:
    one, two = (written(tmp_path / name, edition(page(FERRY))) for name in "ab")
    assert [each.changed for each in looked(one, two)] == [False]


def test_a_page_of_another_size_changed(tmp_path: Path) -> None:
    sizes = [replace(page(FERRY), height=height) for height in (400_000, 500_000)]
    one, two = (written(tmp_path / name, edition(each)) for name, each in zip("ab", sizes, strict=True))
    (found,) = looked(one, two)
    assert (found.changed, found.resized) == (True, True)


@pytest.mark.parametrize("set_at", [10_000, 10_600])
def test_ink_a_pixel_elsewhere_is_no_change_in_text_that_is_the_same_in_both_trees(
    set_at: int, tmp_path: Path
) -> None:
    """It is the rasteriser that rounds."""

    def looks(name: str, x: int, said: int) -> Path:
        folder = written(tmp_path / name, edition(page(block(x, 51_000, 15_000, 6_000))))
        tree = replace(edition(page(story("ferry", text(Role.HEADLINE, "雾散", said, 58_000)))), faces=())
        (folder / "tree.json").write_text(write_tree(tree), "utf-8")
        return folder

    (found,) = looked(looks("a", 10_000, 10_000), looks("b", 10_600, set_at))
    assert found.changed is (set_at == 10_600)


def test_what_changed_is_named_by_its_story(tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY, FOG)))
    two = written(tmp_path / "b", edition(page(FERRY, block(170_000, 50_000, colour=Ink(1000, 0, 0, 0)))))
    (found,) = looked(one, two)
    (spot,) = found.spots
    assert spot.named is not None
    assert spot.named.owner.story == "fog"
    left, top, right, bottom = spot.box
    assert abs(left - 170 / 0.72) < 2
    assert abs(top - 50 / 0.72) < 2
    assert abs(right - 190 / 0.72) < 2
    assert abs(bottom - 60 / 0.72) < 2


def test_a_place_is_named_by_what_stood_there_before(tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY, FOG)))
    two = written(tmp_path / "b", edition(page(FOG)))
    (found,) = looked(one, two)
    assert [spot.named and spot.named.owner.story for spot in found.spots] == ["ferry"]


def test_a_tint_is_not_told_for_what_stands_on_it(tmp_path: Path) -> None:
    tint = drawn(Role.FRAME, Fill(0, 0, 140_000, 400_000, Ink(0, 0, 0, 100)))
    rule = Rule(10_000, 60_000, 100_000, 60_000, 2_000)
    one = written(tmp_path / "a", edition(page(tint, rules(rule))))
    two = written(tmp_path / "b", edition(page(tint)))
    (found,) = looked(one, two)
    assert [spot.named and spot.named.role for spot in found.spots] == [Role.RULES]


def test_a_whole_tint_is_told(tmp_path: Path) -> None:
    tints = [drawn(Role.FRAME, Fill(0, 0, 140_000, 400_000, Ink(0, 0, 0, black))) for black in (100, 300)]
    one, two = (written(tmp_path / name, edition(page(tint))) for name, tint in zip("ab", tints, strict=True))
    (found,) = looked(one, two)
    assert [spot.named and (spot.named.owner.story, spot.named.role) for spot in found.spots] == [
        ("ferry", Role.FRAME)
    ]


PAPER = """\
paper: {name: 岚川日报, code: lc}
date: 2026-11-23
issue: 1
pages: [{number: 1, layout: p, holes: {a: one, b: two}}]
"""
GRID = """\
page: {size: a4, margins: {top: 25mm}}
grid: {columns: 2, column_width: 18em, column_gap: 1em, body: 10.5pt, leading: 15pt, lines: 40}
holes:
  a: {kind: story, at: [0, 0], span: [1, 40], frame: tint}
  b: {kind: story, at: [1, 0], span: [1, 40]}
"""


def paper(folder: Path, copy: str) -> Path:
    """A set of an edition of one page, whose first story stands on a tint."""
    (folder / "layouts").mkdir(parents=True)
    (folder / "edition.yaml").write_text(PAPER, "utf-8")
    (folder / "layouts" / "p.yaml").write_text(GRID, "utf-8")
    for slug, said in (("one", copy), ("two", "江面起雾，gypsy的（航班）都停了。")):
        (folder / f"{slug}.md").write_text(f"---\nheadline: 雾\n---\n\n{said}\n", "utf-8")
    assert main(["build", str(folder), "--out", str(folder / "out"), "--format", "pdf,tree"]) == 0
    return folder / "out"


def test_ink_outside_its_em_box_is_its_text_and_not_the_tint_under_it(tmp_path: Path) -> None:
    """Descenders, brackets, and what anti-aliasing adds to them."""
    one, two = (
        paper(tmp_path / name, "".join(f"（{word}，{at}）" for at in range(60)))
        for name, word in (("a", "gypjq"), ("b", "gyqjp"))
    )
    (found,) = looked(one, two)
    named = {spot.named and (spot.named.owner.story, spot.named.role) for spot in found.spots}
    assert named == {("one", Role.BODY_LINE)}


def test_pages_without_trees_belong_together_by_name_else_in_order(tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY), page(FOG, number=2)), kept=False)
    two = written(tmp_path / "b", edition(page(FERRY), page(FERRY, number=2)), kept=False)
    assert [(each.pair.label, each.changed) for each in looked(one, two)] == [
        ("paper01.pdf", False),
        ("paper02.pdf", True),
    ]
    for pdf in sorted(two.iterdir()):
        pdf.rename(pdf.with_name("other" + pdf.name))
    found = looked(one, two)
    assert [each.changed for each in found] == [False, True]
    assert all(spot.named is None for spot in found[1].spots)


def test_pages_of_one_file_are_looked_at_one_by_one(tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY), page(FOG, number=2)), combined=True)
    two = written(tmp_path / "b", edition(page(FERRY), page(FERRY, number=2)), combined=True)
    found = looked(one, two)
    assert [each.changed for each in found] == [False, True]
    assert {spot.named.owner.story for spot in found[1].spots if spot.named} == {"ferry", "fog"}
    (pdf,) = two.glob("*.pdf")
    assert [each.pair.label for each in found] == [pdf.name, f"{pdf.name} #2"]


def test_a_set_without_a_tree_is_compared_with_one_that_has_it(tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY)))
    two = written(tmp_path / "b", edition(page(FOG)), kept=False)
    assert [each.changed for pair in ((one, two), (two, one)) for each in looked(*pair)] == [True, True]


def test_a_page_that_was_released_again_is_the_same_page(tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY), page(FOG, number=2)))
    two = written(tmp_path / "b", edition(page(FERRY), page(FERRY, number=2)))
    (two / "paper02.pdf").rename(two / "paper02_v2.pdf")
    assert [(each.pair.label, each.changed, each.came) for each in looked(one, two)] == [
        ("paper01.pdf", False, False),
        ("paper02_v2.pdf", True, False),
    ]
    (alone,) = looked(one / "paper02.pdf", two / "paper02_v2.pdf")
    assert {spot.named.owner.story for spot in alone.spots if spot.named} == {"ferry", "fog"}


def test_pages_of_a_spread_are_named_by_its_stories(tmp_path: Path) -> None:
    sets = []
    for name, *groups in (("a", FERRY), ("b", FERRY, FOG)):
        tree = edition(replace(page(*groups, number=2), spread=True, halves=("paper02", "paper03")))
        sets.append(written(tmp_path / name, without_spreads(tree)))
        (sets[-1] / "tree.json").write_text(write_tree(replace(tree, faces=())), "utf-8")
    left, right = looked(*sets)
    assert (left.pair.number, left.changed, right.pair.number) == (2, False, 3)
    assert {spot.named.owner.story for spot in right.spots if spot.named} == {"fog"}


def test_a_page_on_one_side_only_is_told(tmp_path: Path) -> None:
    one = written(tmp_path / "a", edition(page(FERRY)))
    two = written(tmp_path / "b", edition(page(FERRY), page(FOG, number=2)))
    assert [(each.came, each.gone) for each in looked(one, two)] == [(False, False), (True, False)]
    assert [(each.came, each.gone) for each in looked(two, one)] == [(False, False), (False, True)]
    last = written(tmp_path / "c", edition(page(FOG, number=2)))
    assert [(each.pair.number, each.gone) for each in looked(two, last)] == [(1, True), (2, False)]


def test_the_command_says_where_and_exits_by_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one = str(written(tmp_path / "a", edition(page(FERRY, FOG))))
    two = str(written(tmp_path / "b", edition(page(FERRY, block(170_000, 80_000)))))
    assert main(["proof", "compare", one, one, "--lang", "en"]) == 0
    assert capsys.readouterr().out == "no change to be seen on 1 page\n"
    assert main(["proof", "compare", one, two, "--lang", "en"]) == 1
    shown = capsys.readouterr().out
    assert "page 1 (paper01.pdf): " in shown
    assert "fog  picture  7.1 × 14.2 mm at 59.9, 17.5 mm" in shown
    assert main(["proof", "compare", f"{one}/paper01.pdf", f"{two}/paper01.pdf", "--format", "json"]) == 1
    (told,) = json.loads(capsys.readouterr().out)["pages"]
    assert told["places"][0]["story"] == "fog"
    assert main(["proof", "compare", one, two, "--dpi", "0"]) == 2
    assert "E115" in capsys.readouterr().err


def test_what_is_no_pdf_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF- no")
    (tmp_path / "b.pdf").write_bytes(b"%PDF- not either")
    assert main(["proof", "compare", str(tmp_path / "a.pdf"), str(tmp_path / "b.pdf")]) == 2
    assert "E102" in capsys.readouterr().err
