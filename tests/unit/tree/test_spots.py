"""Spot inks: from the palette to the page, and into process inks."""

from __future__ import annotations

import json
from pathlib import Path

import pikepdf
import pytest

from broadsheet.cli import main
from broadsheet.compose.runs import ink_of
from broadsheet.model.style import Colour
from broadsheet.tree.inks import black_of, in_black, in_process, only_black, spots_of
from broadsheet.tree.node import Fill, Group, Ink, Picture, Role, Rule, Spot, TreePage

SEAL = Spot("PANTONE 485 C", 0, 950, 1000, 0)
HALF = Ink(0, 475, 500, 0, SEAL, 500)
PICTURE = Picture(0, 0, 9, 9, "a", "", (0, 0, 1, 1))

PAPER = """\
paper: {name: 岚川日报, code: lc}
date: 2026-11-23
issue: 1
style: house
pages: [{number: 1, layout: plain, section: 要闻, holes: {text: one}}]
"""
STYLE = """\
extends: daily
colours:
  seal: {m: 95%, y: 100%, spot: PANTONE 485 C}
texts:
  body: {colour: seal 50%}
"""


MIXED = TreePage(1, "p", "", 9, 9, 0, (
    Group(Role.FURNITURE, (Fill(0, 0, 9, 9, HALF), PICTURE, Group(Role.RULES, (Rule(0, 0, 9, 0, 1),)))),
    Group(Role.AD, (Group(Role.AD, (Rule(0, 0, 9, 0, 1, HALF),)),)),
))  # fmt: skip


def test_a_colour_of_a_spot_ink_looks_like_its_tint() -> None:
    assert ink_of(Colour(0, 950, 1000, 0, "PANTONE 485 C", 500)) == HALF
    assert ink_of(Colour(0, 475, 500, 0)) == Ink(0, 475, 500, 0)


def test_process_pages_have_the_look_and_no_plate() -> None:
    assert [spot.name for spot in spots_of(MIXED)] == ["PANTONE 485 C"]
    made = in_process(MIXED)
    assert spots_of(made) == ()
    assert made.groups[0].nodes[0] == Fill(0, 0, 9, 9, Ink(0, 475, 500, 0))
    assert made.groups[0].nodes[1] == PICTURE
    assert in_process(made) is made


def test_a_grey_page_has_no_spot_ink() -> None:
    assert not only_black(MIXED)
    assert only_black(in_black(MIXED))
    assert black_of(Ink(0, 0, 0, 300, Spot("Warm Grey", 0, 0, 0, 600), 500)) == Ink(0, 0, 0, 300)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    folder = tmp_path / "paper"
    (folder / "styles").mkdir(parents=True)
    (folder / "edition.yaml").write_text(PAPER, "utf-8")
    (folder / "styles" / "house.yaml").write_text(STYLE, "utf-8")
    (folder / "one.md").write_text("---\nheadline: 大雾锁江\n---\n\n江面上起了雾。\n", "utf-8")
    return folder


def built(paper: Path, *flags: str) -> tuple[dict[str, object], list[str], bytes]:
    """The ticket's page, the separations of its file, and its content stream."""
    out = paper.parent / "out"
    assert main(["build", str(paper), "--out", str(out), "--format", "pdf,ticket", "--quiet", *flags]) == 0
    (page,) = json.loads((out / "current" / "job.json").read_text("utf-8"))["pages"]
    with pikepdf.open(out / "current" / "lc2026112301.pdf") as document:
        sheet = document.pages[0]
        spaces = sheet.Resources.get("/ColorSpace", pikepdf.Dictionary())
        return page, [str(space[1]) for space in spaces.values()], sheet.Contents.read_bytes()


def test_a_plant_without_the_plate_gets_process_inks(paper: Path) -> None:
    page, separations, stream = built(paper)
    assert page["plates"] == ["C", "M", "Y", "K"]
    assert separations == []
    assert b"0 .475 .5 0 k" in stream


def test_a_plant_with_it_gets_the_plate(paper: Path) -> None:
    page, separations, stream = built(paper, "--set", "edition.plant.spots=keep")
    assert page["plates"] == ["K", "PANTONE 485 C"]  # black and a red: no other plate is made
    assert separations == ["/PANTONE 485 C"]
    assert b" cs .5 scn" in stream


@pytest.mark.parametrize("name", ["All", "None", "Black", "''"])
def test_names_that_pdf_keeps_for_itself_are_refused(
    paper: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = paper / "styles" / "house.yaml"
    sheet.write_text(sheet.read_text("utf-8").replace("PANTONE 485 C", name), "utf-8")
    assert main(["check", str(paper)]) == 2
    said = capsys.readouterr()
    assert "house.yaml:3:" in said.out + said.err
    assert "E113" in said.out + said.err
