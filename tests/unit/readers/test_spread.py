"""Double trucks from the layout to the files of a set."""

from __future__ import annotations

import shutil
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from broadsheet.diagnostics import BroadsheetError
from broadsheet.model.edition import Edition
from broadsheet.options import BuildOptions
from broadsheet.press import build
from broadsheet.readers.edition import read_edition
from broadsheet.readers.report import Overrides
from broadsheet.tree.node import Role
from broadsheet.tree.walk import glyph_runs, groups
from broadsheet.units import parse_length
from square import square_font

SMALL = Path(__file__).parents[2] / "errors" / "edition"
LAYOUT = """
page: {{size: tabloid, spread: true, margins: {{top: 10mm, bottom: 10mm, outside: 12mm}}}}
grid: {{columns: {columns}, column_gap: 1em, body: 9pt, leading: 12pt}}
holes:
  folio-left: {{kind: furniture, box: [12mm, 2mm, 50mm, 6mm], elements: [
    {{text: "{{page}}", at: [0, 0], style: {{face: Test Song, size: 9pt}}}}]}}
  folio-right: {{kind: furniture, box: [498mm, 2mm, 50mm, 6mm], elements: [
    {{text: "{{right_page}}", at: [0, 0], style: {{face: Test Song, size: 9pt}}}}]}}
  a: {{kind: story, at: [0, 0], span: [3, 40]}}
  b: {{kind: story, at: [5, 0], span: [3, 40]}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(SMALL, tmp_path, dirs_exist_ok=True)
    (tmp_path / "fonts").mkdir()
    square_font(tmp_path / "fonts" / "song.ttf", family="Test Song")
    return tmp_path


def manifest(folder: Path, pages: str, columns: int = 8) -> Path:
    (folder / "layouts" / "truck.yaml").write_text(LAYOUT.format(columns=columns), encoding="utf-8")
    (folder / "edition.yaml").write_text(
        "paper: {name: 试刊, code: sk}\ndate: 2026-11-23\nissue: 1\nstyle: small\nstories: stories\n"
        f"fonts: fonts\npages:\n{pages}",
        encoding="utf-8",
    )
    return folder


TRUCK = "  - {number: 4, layout: truck, holes: {a: one, b: two}}\n"


def read(folder: Path) -> tuple[Edition, list[str]]:
    result = read_edition(folder, Overrides())
    return result.edition, [item.code for item in result.warnings if item.code != "W412"]


def codes(folder: Path) -> list[str]:
    with pytest.raises(BroadsheetError) as caught:
        read_edition(folder, Overrides())
    return [item.code for item in caught.value.diagnostics]


def test_a_spread_is_two_sheets_wide_with_the_outer_margins(folder: Path) -> None:
    made, found = read(manifest(folder, TRUCK))
    layout = made.pages[0].layout
    assert layout.trim.width == 2 * parse_length("280mm")
    assert layout.grid.type_area.x == parse_length("12mm")
    assert abs(layout.trim.width - layout.grid.type_area.right - parse_length("12mm")) < 8
    assert made.pages[0].values["right_page"] == "5"
    assert made.pages[0].values["pages"] == "2"
    assert found == []


def test_the_fold_runs_between_columns(folder: Path) -> None:
    assert read(manifest(folder, TRUCK, columns=9))[1] == ["W429"]


@pytest.mark.parametrize(
    ("legs", "told"),
    [("2", ""), ("3", "第 1 分栏（版位 'a'）"), ("[60mm, 120mm, 60mm]", "第 2 分栏（版位 'a'）"), ("4", "")],
)
def test_the_fold_runs_through_no_leg(legs: str, told: str, folder: Path) -> None:
    """The columns of the grid were looked at, and no legs that break them (破栏)."""
    manifest(folder, TRUCK.replace(", b: two", ""))
    layout = folder / "layouts" / "truck.yaml"
    whole = layout.read_text("utf-8").replace("  b: {kind: story, at: [5, 0], span: [3, 40]}\n", "")
    across = f"at: [1, 0], span: [6, 40], legs: {legs}"
    layout.write_text(whole.replace("at: [0, 0], span: [3, 40]", across), "utf-8")
    found = [item for item in read_edition(folder, Overrides()).warnings if item.code == "W429"]
    assert [told in item.message("zh") for item in found] == ([True] if told else [])


def test_a_spread_takes_two_numbers_the_left_one_even(folder: Path) -> None:
    assert codes(manifest(folder, TRUCK.replace("4", "5"))) == ["E428"]
    assert "E407" in codes(manifest(folder, TRUCK + "  - {number: 5, layout: page, holes: {a: three}}\n"))


def folios(path: Path) -> list[tuple[str, float]]:
    """What stands at the head of each page of a file, and the page's width in points."""
    with pypdfium2.PdfDocument(path) as pdf:
        pages = [pdf[index] for index in range(len(pdf))]
        return [
            (page.get_textpage().get_text_bounded(bottom=page.get_height() - 30).strip(), page.get_width())
            for page in pages
        ]


def test_one_sheet_or_two_pages(folder: Path, tmp_path: Path) -> None:
    manifest(folder, TRUCK)
    whole = build(folder, tmp_path / "one", options=BuildOptions(formats=("pdf", "tree")))
    assert whole.files == ("sk2026112304-05.pdf", "tree.json")
    ((text, width),) = folios(whole.folder / "sk2026112304-05.pdf")
    assert text.split() == ["4", "5"]
    cut = build(folder, tmp_path / "two", options=BuildOptions(formats=("pdf",), split_spreads=True))
    assert cut.files == ("sk2026112304.pdf", "sk2026112305.pdf")
    assert [folios(cut.folder / name) for name in cut.files] == [[("4", width / 2)], [("5", width / 2)]]
    with pikepdf.open(cut.folder / "sk2026112305.pdf") as pdf:
        assert float(pdf.pages[0].trimbox[2]) - float(pdf.pages[0].trimbox[0]) == pytest.approx(width / 2)


def words_of(folder: Path, out: Path) -> dict[Role, set[str]]:
    """What jump lines and turn lines of an edition's long stories say."""
    for name in ("one", "two"):
        (folder / "stories" / f"{name}.md").write_text(f"---\nheadline: 题\n---\n\n{'字' * 7000}\n", "utf-8")
    made = build(folder, out, options=BuildOptions(formats=("tree",)))
    assert [item.code for item in made.diagnostics if item.code == "C812"] == []
    said: dict[Role, set[str]] = {Role.JUMP_LINE: set(), Role.TURN_LINE: set()}
    for page in made.tree.pages:
        for group in groups(page.groups):
            if group.role in said:
                said[group.role].add("".join(run.text for run in glyph_runs(group.nodes)))
    return said


FIRST = "  - {{number: 1, layout: page, holes: {{a: {{story: one, turns: [{}]}}}}}}\n"


@pytest.mark.parametrize(
    ("turn", "jump"),
    [("4/a", "（下转4版）"), ("4/b", "（下转5版）"), ("5/b", "（下转5版）"), ("5/a", "（下转4版）")],
)
def test_a_turn_says_the_page_of_a_spread_that_readers_find_it_on(
    turn: str, jump: str, folder: Path, tmp_path: Path
) -> None:
    """The right one has its own folio; all turns to it named the left one."""
    manifest(folder, FIRST.format(turn) + "  - {number: 4, layout: truck}\n")
    assert words_of(folder, tmp_path / "out") == {Role.JUMP_LINE: {jump}, Role.TURN_LINE: {"（上接1版）"}}


def test_what_begins_on_the_right_page_of_a_spread_is_found_there(folder: Path, tmp_path: Path) -> None:
    truck = "  - {number: 4, layout: truck, holes: {b: {story: two, turns: [6/a]}}}\n"
    manifest(folder, truck + "  - {number: 6, layout: page, index: [two]}\n")
    assert words_of(folder, tmp_path / "out") == {
        Role.JUMP_LINE: {"（下转6版）"}, Role.TURN_LINE: {"（上接5版）"},
    }  # fmt: skip
    (entry,) = read(folder)[0].pages[1].index
    assert entry.page == 5


@pytest.mark.parametrize("wanted", [(4,), (5,), (4, 5)])
def test_a_spread_is_asked_for_by_both_of_its_numbers(folder: Path, wanted: tuple[int, ...]) -> None:
    """``--pages 4-5`` of a paper whose pages 4 and 5 are one was told that there is no page 5."""
    manifest(folder, TRUCK + "  - {number: 6, layout: truck}\n")
    result = read_edition(folder, Overrides(pages=wanted))
    assert [plan.number for plan in result.edition.pages] == [4]


def test_a_page_that_is_not_there_is_told_with_all_that_are(folder: Path) -> None:
    manifest(folder, TRUCK)
    with pytest.raises(BroadsheetError) as caught:
        read_edition(folder, Overrides(pages=(4, 6)))
    (found,) = caught.value.diagnostics
    assert (found.code, dict(found.values)["reason"]) == ("E105", "no page 6")
    assert found.hint_lines("en") == ("the edition has pages 4-5",)


def test_the_slug_line_of_each_page_is_its_own(folder: Path, tmp_path: Path) -> None:
    """Whoever finds the plate of half a spread reads which page it is, how large, and of which file."""
    manifest(folder, TRUCK + "plant: {marks: slug}\n")
    found = {}
    for is_cut in (False, True):
        options = BuildOptions(formats=("pdf", "tree"), split_spreads=is_cut)
        made = build(folder, tmp_path / f"{is_cut}", options=options)
        for name in (name for name in made.files if name.endswith(".pdf")):
            ((words, _),) = folios(made.folder / name)
            found[name] = next(line for line in words.splitlines() if "mm" in line).split()
    assert [(words[-3], words[-2], words[-1]) for words in found.values()] == [
        ("560×390", "mm", "sk2026112304-05"),
        ("280×390", "mm", "sk2026112304"),
        ("280×390", "mm", "sk2026112305"),
    ]
    assert [words[2] for words in found.values()] == ["第4-5版", "第4版", "第5版"]
