"""Text in the file: exact characters, exact places."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from broadsheet.paint.pdf import PdfOptions, codes, content, document, fontobject, paint_pdf
from broadsheet.paint.pdf.content import PageContent
from broadsheet.paint.pdf.fontobject import to_unicode
from broadsheet.paint.pdf.readback import LostTextError
from broadsheet.pictures.raster import Raster
from broadsheet.tree.node import Fill, GlyphRun, Ink, Node, Picture, Rule, Shape
from pdf.handmade import (
    Face,
    expected_characters,
    page,
    page_stream,
    pdfium_characters,
    pdfium_text,
    pdfminer_characters,
    tree,
)

COMBINED = PdfOptions(combined=True)
LINES = (
    "本报讯（记者东西南）城市水利工程建设，",
    "人民“大中小”国家经济；年月日时分—",
    "春夏秋冬风雨雷电 (A\\B) 50% up 2026.",
    "山川河流花草树木东西南北左右前后高低𠀀𫖮",
)


def lines(face: Face, **style: int) -> list[GlyphRun]:
    return [
        face.run(text, (31_337, 40_000 + 12_500 * index), spread=1_234 * index + 7, **style)
        for index, text in enumerate(LINES)
    ]


@pytest.fixture(params=["square", "square_cff", "square_odd"])
def face(request: pytest.FixtureRequest) -> Face:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Face)
    return found


def paint(face: Face, *runs: GlyphRun) -> bytes:
    return paint_pdf(tree([face], page(*runs)), COMBINED)[0].data


def assert_places(found: list[tuple[str, float, float]], runs: list[GlyphRun], x_bar: float = 0.01) -> None:
    expected = expected_characters(*runs)
    assert [character for character, _, _ in expected] == [character for character, _, _ in found]
    for (character, x, y), (_, found_x, found_y) in zip(expected, found, strict=True):
        assert abs(x - found_x) < x_bar, character
        assert abs(y - found_y) < 0.001, character


@pytest.mark.parametrize("condense", [1000, 950, 873])
@pytest.mark.parametrize("size", [9000, 9500, 42_000, 7875])
def test_pdfminer_finds_every_glyph_where_the_tree_has_it(
    face: Face, size: int, condense: int, tmp_path: Path
) -> None:
    runs = lines(face, size=size, condense=condense)
    path = tmp_path / "page.pdf"
    path.write_bytes(paint(face, *runs))
    assert_places(pdfminer_characters(path), runs, x_bar=0.0051)


@pytest.mark.parametrize("condense", [1000, 900])
def test_pdfium_finds_every_glyph_where_the_tree_has_it(square: Face, condense: int) -> None:
    runs = lines(square, condense=condense)
    found = pdfium_characters(paint(square, *runs))
    halves = [c for c, _, _ in found if 0xD800 <= ord(c) < 0xE000]
    assert len(halves) == 4  # pdfium gives an entry for each half of a surrogate pair
    assert_places(found[: -len(halves)], [*runs[:-1], without_supplementary(runs[-1])])


def without_supplementary(run: GlyphRun) -> GlyphRun:
    """The run without the glyphs at its end that lie outside the basic plane."""
    keep = len([character for character in run.text if ord(character) < 0x10000])
    return replace(run, glyphs=run.glyphs[:keep], advances=run.advances[:keep], text=run.text[:keep])


def test_pdfium_agrees_where_advances_are_no_whole_thousandths(square_odd: Face) -> None:
    runs = lines(square_odd)[:3]
    assert_places(pdfium_characters(paint(square_odd, *runs)), runs)


def test_squeezed_marks_move_what_follows_them(square: Face) -> None:
    run = square.run("城市，，水利。“工程”", (20_000, 50_000))
    advances = tuple(4_500 if c in "，。“”" else a for c, a in zip(run.text, run.advances, strict=True))
    squeezed = replace(run, advances=advances)
    assert_places(pdfium_characters(paint(square, squeezed)), [squeezed])


def test_text_comes_out_in_order_each_character_once(face: Face, tmp_path: Path) -> None:
    data = paint(face, *lines(face))
    wanted = "".join("".join(LINES).split())
    assert wanted == pdfium_text(data)
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    assert wanted == "".join("".join(c for c, _, _ in pdfminer_characters(path)).split())
    if shutil.which("pdftotext"):
        out = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout
        assert wanted == "".join(out.decode().split())


@pytest.mark.parametrize("text", ["一—⼀―", "co-op co\u00adop"])
def test_characters_that_share_a_glyph_stay_apart(square: Face, text: str, tmp_path: Path) -> None:
    run = square.run(text, (20_000, 50_000))
    path = tmp_path / "page.pdf"
    path.write_bytes(paint(square, run))
    assert text == "".join(character for character, _, _ in pdfminer_characters(path))
    if shutil.which("pdftotext") and "\u00ad" not in text:  # poppler leaves soft hyphens out
        out = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout
        assert text == out.decode().strip()


@pytest.mark.parametrize("at_a_time", [1, 2, 3])
def test_characters_that_share_a_glyph_stay_apart_however_far(
    square: Face, at_a_time: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes, "_AT_A_TIME", at_a_time)
    runs = [square.run(text, (20_000, 50_000 + 20_000 * place)) for place, text in enumerate("—一⼀―")]
    assert pdfium_text(paint(square, *runs)) == "—一⼀―"


def test_characters_that_share_a_glyph_stay_apart_in_postscript_outlines(
    square_cff: Face, tmp_path: Path
) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(paint(square_cff, square_cff.run("一二⼀三", (20_000, 50_000))))
    assert pdfium_text(path.read_bytes()) == "一二⼀三"
    if shutil.which("pdftotext"):
        out = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True).stdout
        assert out.decode().strip() == "一二⼀三"


def test_a_ligature_says_all_its_letters(square: Face, tmp_path: Path) -> None:
    run = square.run("o*ce", (20_000, 50_000))
    path = tmp_path / "page.pdf"
    path.write_bytes(paint(square, replace(run, text="office")))
    assert "".join(character for character, _, _ in pdfminer_characters(path)) == "office"
    assert pdfium_text(path.read_bytes()) == "office"


def test_an_ornament_is_shown_and_says_nothing(square: Face) -> None:
    ornament = replace(square.run("◆◆", (20_000, 50_000)), text="")
    data = paint(square, ornament, square.run("◆春", (20_000, 70_000)))
    assert "◆春" in pdfium_text(data)
    assert pdfium_text(data).count("◆") == 1


def test_state_in_force_is_not_written_again(square: Face) -> None:
    runs = [square.run("城市水利工程", (20_000, 50_000 + 12_500 * index)) for index in range(5)]
    stream = page_stream(paint(square, *runs))
    assert stream.count(b" Tf") == 1
    assert stream.count(b" k") == 1
    assert stream.count(b"T*") == 3
    assert stream.count(b"BT") == 1
    assert stream.count(b" Tc") == 0


def test_small_black_text_overprints_and_nothing_else_does(square: Face) -> None:
    small = square.run("城市", (20_000, 50_000))
    large = square.run("城市", (20_000, 80_000), size=12_000)
    red = replace(small, baseline=100_000, colour=Ink(0, 1000, 1000, 0))
    stream = page_stream(paint(square, small, large, red))
    states = [line for line in stream.split(b"\n") if line.endswith((b" gs", b" k"))]
    assert states == [b"0 0 0 1 k", b"/G1 gs", b"/G0 gs", b"0 1 1 0 k"]


PATH = (("m", 0, 0), ("l", 9_000, 0), ("l", 9_000, 9_000), ("z",))


@pytest.mark.parametrize(
    "after",
    [
        Fill(0, 0, 9_000, 9_000, Ink(0, 0, 0, 0)),
        Rule(0, 0, 9_000, 0, 300),
        Shape(PATH, Ink(1000, 0, 0, 0)),
        Shape(PATH, weight=300),
        Shape(PATH, clip=(0, 0, 5_000, 5_000)),
        Picture(0, 0, 9_000, 9_000, "a.png", "digest", (0, 0, 2, 1)),
    ],
    ids=["fill", "rule", "shape", "line", "clipped", "picture"],
)
def test_what_is_painted_after_small_text_knocks_out(after: Node, square: Face) -> None:
    """White and colours would be lost on what they stand on."""
    made = tree([square], page(square.run("城市", (20_000, 50_000)), after))
    (file,) = paint_pdf(made, PdfOptions(combined=True, picture=lambda _: Raster(2, 1, 4, "", bytes(8))))
    steps = page_stream(file.data).split(b"\n")
    painted = next(at for at, step in enumerate(steps) if step.split()[-1] in {b"f", b"S", b"Q"})
    states = [step for step in steps[:painted] if step.endswith(b" gs")]
    assert states == [b"/G1 gs", b"/G0 gs"]


def test_the_vendored_faces_together_give_each_character_once(tmp_path: Path) -> None:
    folder = Path(__file__).parents[2] / "fonts"
    faces = [Face(path, path.stem) for path in sorted(folder.glob("*.ttf"))]
    if not faces:
        pytest.skip("no fonts yet")
    runs = []
    for index, face in enumerate(faces):
        text = "Coldset 2026" if "Serif" in face.key else "“春江”—，水暖。"
        runs.append(face.run(text, (20_000, 20_000 + 12_500 * index), spread=3_456))
    data = paint_pdf(tree(faces, page(*runs)), COMBINED)[0].data
    path = tmp_path / "page.pdf"
    path.write_bytes(data)
    assert_places(pdfminer_characters(path), runs, x_bar=0.0051)
    assert pdfium_text(data) == "".join("".join(run.text for run in runs).split())


@pytest.mark.parametrize(
    "harm",
    [
        pytest.param(
            lambda stream: re.sub(rb"\(..", b"(", stream, count=1, flags=re.DOTALL), id="a glyph lost"
        ),
        pytest.param(
            lambda stream: stream + b"\n0 0 Td" + re.findall(rb"\(.*?\)Tj", stream)[0], id="said twice"
        ),
        pytest.param(lambda _: b"", id="all lost"),
    ],
)
def test_a_page_that_loses_a_character_is_not_finished(
    monkeypatch: pytest.MonkeyPatch, square: Face, harm: Callable[[bytes], bytes]
) -> None:
    def harmed(*arguments: Any) -> PageContent:
        made = content.page_content(*arguments)
        return replace(made, stream=harm(made.stream))

    monkeypatch.setattr(document, "page_content", harmed)
    with pytest.raises(LostTextError, match="page 1"):
        paint(square, square.run(LINES[0], (30_000, 40_000)))


def test_a_page_whose_character_map_says_something_else_is_not_finished(
    monkeypatch: pytest.MonkeyPatch, square: Face
) -> None:
    monkeypatch.setattr(
        fontobject,
        "to_unicode",
        lambda text: to_unicode({code: said.replace("本", "木") for code, said in text.items()}),
    )
    with pytest.raises(LostTextError, match="木"):
        paint(square, square.run(LINES[0], (30_000, 40_000)))
