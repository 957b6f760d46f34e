"""Pictures that are not there, are broken, are elsewhere or are many, through a whole build."""

from __future__ import annotations

import os
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from broadsheet import BroadsheetError, build
from broadsheet.diagnostics import Severity
from broadsheet.press import BuildResult
from broadsheet.readers.report import Overrides
from broadsheet.tree.node import Picture, Role
from broadsheet.tree.walk import glyph_runs, pictures
from judges.small import FAST, change, errors_of, locked


def with_gaps(folder: Path) -> BuildResult:
    return build(folder, folder.parent / "out", options=FAST, overrides=Overrides(gaps=True))


def placed(result: BuildResult) -> list[Picture]:
    return [found for page in result.tree.pages for found in pictures(page.groups)]


def break_it(path: Path, how: str) -> None:
    if how == "gone":
        path.unlink()
    elif how == "no picture":
        path.write_bytes(b"no picture")
    elif how == "huge":
        path.write_bytes(path.read_bytes()[:16] + b"\x7f" * 8 + path.read_bytes()[24:])
    else:
        Image.effect_noise((600, 400), 80).save(path)
        path.write_bytes(path.read_bytes()[:20_000])


@pytest.mark.parametrize(
    ("how", "code"), [("gone", "E604"), ("no picture", "E605"), ("huge", "E608"), ("cut", "E605")]
)
def test_a_gap_stands_where_it_is_asked_for(how: str, code: str, folder: Path) -> None:
    break_it(folder / "pictures" / "grey.png", how)
    assert errors_of(folder) == [(code, "edition.yaml:11")]
    result = with_gaps(folder)
    (problem,) = [item for item in result.diagnostics if item.code[0] in "EP"]
    assert problem.code == "P609"
    assert problem.span is not None
    assert (Path(problem.span.file).name, problem.span.line) == ("edition.yaml", 11)
    (gap,) = placed(result)
    assert (gap.gap, gap.name) == (True, "pictures/grey.png")
    with pikepdf.open(result.folder / next(name for name in result.files if name.endswith(".pdf"))) as pdf:
        (image,) = pdf.pages[0].get_images().values()
        assert image["/ColorSpace"] == "/DeviceGray"


def test_a_gap_stands_for_a_picture_that_nobody_may_look_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    locked(monkeypatch, folder / "pictures")
    assert errors_of(folder) == [("E102", "edition.yaml:11")]
    result = with_gaps(folder)
    reasons = [dict(item.values)["reason"] for item in result.diagnostics if item.code == "P609"]
    assert reasons == ["Permission denied"]
    assert [gap.gap for gap in placed(result)] == [True]


@pytest.mark.parametrize(("suffix", "pages"), [("tiff", 3), ("webp", 2), ("tiff", 1)])
def test_a_picture_of_several_pages_is_placed_with_its_first_and_told(
    suffix: str, pages: int, folder: Path
) -> None:
    frames = [Image.effect_noise((600, 400), 40 + 20 * number) for number in range(pages)]
    path = folder / "pictures" / f"several.{suffix}"
    frames[0].save(path, save_all=pages > 1, append_images=frames[1:])
    change(folder, ("edition.yaml", "grey.png", path.name))
    found = [dict(item.values)["count"] for item in with_gaps(folder).diagnostics if item.code == "W638"]
    assert found == ([str(pages)] if pages > 1 else [])


def test_a_build_tells_every_picture_that_is_cut_short(folder: Path) -> None:
    for name in ("grey", "other"):
        break_it(folder / "pictures" / f"{name}.png", "cut")
    second = "      a: three\n      photo: {picture: pictures/other.png}\n"
    change(folder, ("edition.yaml", "      a: three\n", second))
    assert errors_of(folder) == [("E605", "edition.yaml:11"), ("E605", "edition.yaml:16")]


def test_pages_of_a_picture_under_another_suffix_are_told(folder: Path) -> None:
    frames = [Image.effect_noise((600, 400), 40 + 20 * number) for number in range(2)]
    frames[0].save(folder / "pictures" / "grey.png", "TIFF", save_all=True, append_images=frames[1:])
    found = [dict(item.values)["count"] for item in with_gaps(folder).diagnostics if item.code == "W638"]
    assert found == ["2"]


def test_gaps_change_nothing_where_nothing_is_broken(folder: Path) -> None:
    plain = build(folder, folder.parent / "out", options=FAST)
    asked = with_gaps(folder)
    assert asked.tree.pages == plain.tree.pages
    pdf = [name for name in plain.files if name.endswith(".pdf")]
    assert [(asked.folder / name).read_bytes() for name in pdf] == [
        (plain.folder / name).read_bytes() for name in pdf
    ]


@pytest.mark.parametrize("where", ["../secret.png", "/etc/hostname", "pictures/../../secret.png"])
def test_nothing_outside_the_edition_is_read(where: str, folder: Path) -> None:
    Image.new("L", (60, 40)).save(folder.parent / "secret.png")
    change(folder, ("edition.yaml", "pictures/grey.png", where))
    assert errors_of(folder) == [("E106", "edition.yaml:11")]
    with pytest.raises(BroadsheetError) as caught:
        with_gaps(folder)
    assert [item.code for item in caught.value.diagnostics] == ["E106"]


def test_a_link_that_leads_out_is_not_followed(folder: Path) -> None:
    path = folder / "pictures" / "grey.png"
    path.rename(folder.parent / "secret.png")
    path.symlink_to(folder.parent / "secret.png")
    assert errors_of(folder) == [("E106", "edition.yaml:11")]
    path.unlink()
    path.parent.rmdir()
    (folder.parent / "grey.png").write_bytes((folder.parent / "secret.png").read_bytes())
    path.parent.symlink_to(folder.parent)
    assert errors_of(folder) == [("E106", "edition.yaml:11")]


def test_a_pipe_or_a_folder_is_no_picture_and_is_not_waited_for(folder: Path) -> None:
    path = folder / "pictures" / "grey.png"
    path.unlink()
    os.mkfifo(path)
    assert errors_of(folder) == [("E604", "edition.yaml:11")]
    path.unlink()
    path.mkdir()
    assert errors_of(folder) == [("E604", "edition.yaml:11")]


def test_every_picture_is_in_press_inks_whatever_it_was(folder: Path) -> None:
    base = Image.effect_mandelbrot((300, 200), (-2, -1.5, 1, 1.5), 50)
    colours = Image.merge("RGB", (base, base.rotate(180), base.rotate(90)))
    spaces = set()
    for suffix, mode in (("jpg", "RGB"), ("jpg", "CMYK"), ("png", "RGBA"), ("png", "P"), ("tif", "LAB"),
                         ("webp", "RGB"), ("tif", "1"), ("png", "LA")):  # fmt: skip
        name = f"pictures/{mode}.{suffix}"
        made = Image.merge("LAB", colours.split()) if mode == "LAB" else colours.convert(mode)
        made.save(folder / name)
        text = (folder / "edition.yaml").read_text("utf-8")
        before = next(part.split(",")[0] for part in text.split("picture: ")[1:])
        change(folder, ("edition.yaml", before, name))
        result = build(folder, folder.parent / "out", options=FAST)
        pdf_name = next(name for name in result.files if name.endswith(".pdf"))
        with pikepdf.open(result.folder / pdf_name) as pdf:
            (image,) = pdf.pages[0].get_images().values()
            spaces.add((mode, str(image["/ColorSpace"])))
            assert image["/BitsPerComponent"] == 8
            assert "/SMask" not in image
    grey = {"1", "LA"}
    assert spaces == {
        (mode, "/DeviceGray" if mode in grey else "/DeviceCMYK")
        for mode in ("RGB", "CMYK", "RGBA", "P", "LAB", "1", "LA")
    }


def many(folder: Path, words: str, second: str = "pictures/b.png") -> None:
    """Three pictures in the place of one."""
    for name, size in (("b", (900, 1200)), ("c", (1500, 900))):
        Image.new("L", size, 90).save(folder / "pictures" / f"{name}.png")
    others = f"with: [{second}, {{picture: pictures/c.png, caption: 丙。}}]"
    change(folder, ("edition.yaml", "caption: 灰。}", words + others + "}"))


NAMED = "{picture: pictures/b.png, caption: 乙。}"


@pytest.mark.parametrize(
    ("words", "second", "said"),
    [
        ("", "pictures/b.png", "丙。"),
        ("caption: 三幅。, ", "pictures/b.png", "丙。三幅。"),
        ("caption: 甲。, ", NAMED, "甲。乙。丙。"),
    ],
)
def test_pictures_that_share_a_place_are_all_on_the_page(
    words: str, second: str, said: str, folder: Path
) -> None:
    many(folder, words, second)
    result = build(folder, folder.parent / "out", options=FAST)
    assert [item for item in result.diagnostics if item.code[0] in "EP"] == []
    found = placed(result)
    assert [picture.name for picture in found] == ["pictures/grey.png", "pictures/b.png", "pictures/c.png"]
    assert len({picture.digest for picture in found}) == 3
    captions = [
        run.text
        for page in result.tree.pages
        for group in page.groups
        if group.role is Role.PICTURE
        for run in glyph_runs(group.nodes)
    ]
    assert "".join(captions) == said


def test_each_of_many_is_told_where_it_is_named(folder: Path) -> None:
    many(folder, "")
    (folder / "pictures" / "c.png").unlink()
    (folder / "pictures" / "b.png").write_bytes(b"no picture")
    assert errors_of(folder) == [("E604", "edition.yaml:11"), ("E605", "edition.yaml:11")]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("pictures/ad.pdf", b"no pdf", "E620"),
        ("pictures/art.svg", b"<svg width='90' height='60'><rect", "E630"),
    ],
)
def test_a_graphic_that_is_refused_leaves_a_gap_and_its_reason(
    name: str, data: bytes, code: str, folder: Path
) -> None:
    (folder / name).write_bytes(data)
    change(folder, ("edition.yaml", "pictures/grey.png", name))
    with pytest.raises(BroadsheetError) as caught:
        build(folder, folder.parent / "out", options=FAST)
    assert [item.code for item in caught.value.diagnostics] == [code]
    result = with_gaps(folder)
    problems = [item for item in result.diagnostics if item.severity is Severity.PROBLEM]
    assert {item.code for item in problems} == {code, "P609"}
    (gap,) = placed(result)
    assert (gap.gap, gap.name) == (True, name)


def test_pictures_are_separated_to_the_plants_limit(folder: Path) -> None:
    Image.new("CMYK", (1500, 1000), (255, 230, 200, 120)).save(folder / "pictures" / "dark.tif")
    change(folder, ("edition.yaml", "pictures/grey.png", "pictures/dark.tif"))
    text = (folder / "edition.yaml").read_text("utf-8")
    sums = {}
    for limit in (220, 260):
        (folder / "edition.yaml").write_text(f"plant: {{ink: {limit}}}\n{text}", "utf-8")
        result = build(folder, folder.parent / "out", options=FAST)
        assert [picture.ink for picture in placed(result)] == [limit]
        pdf_name = next(name for name in result.files if name.endswith(".pdf"))
        with pikepdf.open(result.folder / pdf_name) as pdf:
            (image,) = pdf.pages[0].get_images().values()
            pixel = pikepdf.PdfImage(image).as_pil_image().getpixel((20, 20))
        sums[limit] = sum(pixel) * 100 / 255  # type: ignore[arg-type]
    assert 210 < sums[220] <= 223
    assert 250 < sums[260] <= 263
