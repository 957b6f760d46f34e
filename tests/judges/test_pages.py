"""The sample edition judged from outside: its finished PDFs against its copy and its manifest.

Nothing here knows a story by name, or how many pages there are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from judges.finished import Pages
from judges.judging import boxes_of, lines_against_kinsoku, lines_off_grid, pieces_doubled, stories_lost
from judges.outside import READERS, font_file, font_name, sheet_of, solid

FOREIGN_COLOUR = {"rg", "RG", "g", "G", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}


@pytest.mark.parametrize("reader", READERS)
def test_each_story_is_there_headline_first_complete_and_in_order(sample: Pages, reader: str) -> None:
    assert stories_lost(sample, reader) == []


@pytest.mark.parametrize("reader", READERS)
def test_no_piece_of_copy_is_there_twice(sample: Pages, reader: str) -> None:
    assert pieces_doubled(sample, reader) == []


def test_the_readers_agree_on_every_page(sample: Pages) -> None:
    first, *others = (sample.texts(reader) for reader in READERS)
    for other in others:
        for number, text in other.items():
            one, two = Counter(first[number]), Counter(text)
            assert (one - two, two - one) == (Counter(), Counter()), number


@pytest.mark.parametrize("reader", READERS)
def test_each_picture_has_its_words(sample: Pages, reader: str) -> None:
    pages = sample.texts(reader)
    placed = [(each.page, each.picture) for each in sample.edition.pictures]
    placed += [
        (part.page, each) for story, _ in sample.stories() for part in story.parts for each in part.pictures
    ]
    silent = [
        (number, each.ref.path)
        for number, each in placed
        if each.hole.caption and solid(each.ref.caption + each.ref.credit) not in pages[number]
    ]
    assert placed
    assert silent == []


@pytest.mark.parametrize("reader", ["pdfium", "pdfminer"])
def test_body_lines_of_a_page_stand_on_one_grid(sample: Pages, reader: str) -> None:
    assert lines_off_grid(sample, reader) == []


@pytest.mark.parametrize("reader", ["pdfium", "pdfminer"])
def test_no_line_starts_or_ends_against_the_rules(sample: Pages, reader: str) -> None:
    count, wrong = lines_against_kinsoku(sample, reader)
    assert count > 100
    assert wrong == []


def _number(font: Mapping[str, Any]) -> int:
    return int(getattr(font_file(font), "objid", 0))


def _placed_faces(path: Path) -> set[str]:
    """The faces that advertisements and graphics placed as PDFs bring with them."""
    with pikepdf.open(path) as pdf:
        forms = [each for each in pdf.pages[0].Resources.get("/XObject", {}).values() if "/Resources" in each]
        fonts = [font for form in forms for font in form.Resources.get("/Font", {}).values()]
        return {str(font.BaseFont)[1:] for font in fonts}


def test_every_face_is_embedded_once_and_none_is_helvetica(sample: Pages) -> None:
    for number in sample.numbers:
        placed = _placed_faces(sample.path(number))
        every = [font for font in sheet_of(sample.path(number)).fonts if font_name(font) not in placed]
        fonts = [font for font in every if "DescendantFonts" in font]
        others = [font for font in every if "DescendantFonts" not in font]
        uses = [(font_name(font), str(font["Encoding"])) for font in fonts]
        assert len(uses) == len(set(uses))  # a level and an upright one share their outlines
        files = {font_name(font): _number(font) for font in fonts}
        assert all(_number(font) == files[font_name(font)] for font in fonts)
        names = sorted(files)
        assert names
        assert len({name.partition("+")[2] or name for name in names}) == len(names), names
        assert all(font_file(font) is not None for font in fonts)
        assert sorted({font_name(font) for font in others}) == sorted(names)
        assert not any("Helvetica" in name for name in names)


def test_pages_are_painted_in_process_inks_only(sample: Pages) -> None:
    for number in sample.numbers:
        sheet = sheet_of(sample.path(number))
        assert "k" in sheet.operators
        assert sorted(FOREIGN_COLOUR & set(sheet.operators)) == []
        spaces = {str(getattr(image["ColorSpace"], "name", image["ColorSpace"])) for image in sheet.images}
        assert spaces <= {"DeviceCMYK", "DeviceGray"}, spaces


def test_each_page_is_trimmed_to_its_sheet(sample: Pages) -> None:
    for page in sample.edition.pages:
        boxes = boxes_of(sample.path(page.number))
        bleed = page.layout.bleed / 1000
        width, height = page.layout.trim.width / 1000, page.layout.trim.height / 1000
        assert boxes["TrimBox"] == pytest.approx((bleed, bleed, bleed + width, bleed + height), abs=0.001)
        whole = (0, 0, width + 2 * bleed, height + 2 * bleed)
        assert boxes["MediaBox"] == pytest.approx(whole, abs=0.001)
        assert boxes.get("BleedBox", boxes["MediaBox"]) == pytest.approx(whole, abs=0.001)


def test_two_processes_make_the_same_bytes_under_the_same_names(sets: list[Path], sample: Pages) -> None:
    first, second = ({path.name: path.read_bytes() for path in sorted(folder.iterdir())} for folder in sets)
    assert sorted(first) == sorted(second)
    assert [name for name in first if first[name] != second[name]] == []
    assert sets[0].name == sets[1].name
    assert sets[0].name.startswith(f"{sample.edition.date.isoformat()}-")


def test_a_file_is_named_after_paper_day_and_page(sample: Pages) -> None:
    expected = {sample.path(number).name for number in sample.numbers}
    assert expected == {path.name for path in sample.folder.glob("*.pdf")}
