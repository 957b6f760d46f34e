"""Ink that only the plates know: what lies over other ink, and what patterns, blends and palettes paint."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from broadsheet.pdfcheck.rules import House
from broadsheet.preflight.pdf import judge_pdf
from unit.pdfcheck.corpus import (
    BLACK_ON,
    HELVETICA,
    PATTERNED,
    Change,
    content,
    device_n,
    image,
    on_page,
    shade,
    spot,
    state,
    tile,
)  # fmt: skip

HOUSE = House(standard="")
SQUARE = " k 50 50 90 90 re f "
NONE, FULL = [0.0] * 4, [1.0] * 4
PALETTE = Array([Name.Indexed, Name.DeviceCMYK, 255, String(b"\xff" * 1024)])


def dark(name: str) -> Array:
    """A spot ink that stands for more than paper holds."""
    found = spot(name)
    found[3].C1 = Array([1, 1, 1, 0.5])
    return found


def judged(change: Change, tmp_path: Path) -> list[tuple[str, str]]:
    pdf = pikepdf.new()
    page = pdf.add_blank_page(page_size=(300, 300))
    page.Contents = Stream(pdf, b"1 1 0 0" + SQUARE.encode())
    page.obj.Resources = Dictionary()
    change(pdf)
    path = tmp_path / "page.pdf"
    made = io.BytesIO()
    pdf.save(made)
    path.write_bytes(made.getvalue())
    minded = {"C09", "F01", "F11"}
    return [(found.rule, found.detail) for found in judge_pdf(path, HOUSE) if found.rule in minded]


def doubled(pdf: Pdf) -> None:
    content("/B gs 0 0 1 0.5" + SQUARE, ExtGState={"B": BLACK_ON})(pdf)


OVER = {
    "overprint": doubled,
    "multiply": content("/B gs 0 0 1 0.5" + SQUARE, ExtGState={"B": state(BM=Name.Multiply)}),
    "tile": content(PATTERNED, Pattern={"P": tile("1 1 1 0 k 0 0 10 10 re f")}),
    "blend": content("/S sh", Shading={"S": shade(Name.DeviceCMYK, NONE, FULL)}),
    "blended pattern": content(
        "/Pattern cs /P scn 50 50 240 99 re f",
        Pattern={"P": Dictionary(PatternType=2, Shading=shade(Name.DeviceCMYK, NONE, FULL))},
    ),
    "palette": content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, PALETTE)}),
    "inline": content("72 0 0 72 9 9 cm BI /W 1 /H 1 /CS /CMYK /BPC 8 /F /AHx ID E0E0E000> EI"),
    "inks by name": content(
        "/S cs 1 1 1 scn 9 9 40 40 re f", ColorSpace={"S": device_n(b"{0}", "Black", "Magenta", "Cyan")}
    ),
    "spot": content("/S cs 1 scn 9 9 40 40 re f", ColorSpace={"S": dark("Deep")}),
    "spot by program": content(
        "/S cs 1 1 scn 9 9 40 40 re f",
        ColorSpace={"S": device_n(b"{pop 1 1 1 4 3 roll 0.5 mul}", "Gold", "Deep")},
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", OVER.values(), ids=OVER.keys())
def test_ink_is_added_up_on_the_plates(change: Change, tmp_path: Path) -> None:
    ((rule, detail),) = [found for found in judged(change, tmp_path) if found[0] == "C09"]
    assert rule == "C09"
    assert detail.endswith("of 220 %")


GOOD = {
    "as it is": lambda _: None,
    "knocked out": content("0 0 1 0.5" + SQUARE),
    "beside each other": content("/B gs 0 0 1 1 k 150 50 90 90 re f", ExtGState={"B": BLACK_ON}),
    "over by a hair": content("/B gs 0 0 1 0.5 k 139.9 50 0.2 90 re f", ExtGState={"B": BLACK_ON}),
    "outside the trim": lambda pdf: (doubled(pdf), on_page(TrimBox=Array([150, 0, 300, 300]))(pdf)),
    "a light tile": content(PATTERNED, Pattern={"P": tile("0 0 0 1 k 0 0 5 5 re f")}),
    "a light blend": content("/S sh", Shading={"S": shade(Name.DeviceCMYK, NONE, [0, 1, 1, 0])}),
}  # fmt: skip


@pytest.mark.parametrize("change", GOOD.values(), ids=GOOD.keys())
def test_nothing_is_told_where_no_ink_lies_over_another(change: Change, tmp_path: Path) -> None:
    assert judged(change, tmp_path) == []


@pytest.mark.parametrize(
    ("change", "drawn"),
    [
        (content("0 0 1 0.5" + SQUARE), False),
        (content("/B gs 0 0 0 .2" + SQUARE, ExtGState={"B": BLACK_ON}), False),  # 200 and 20
        (content("/B gs 0 0 0 .3" + SQUARE, ExtGState={"B": BLACK_ON}), True),  # wherever the two are
        (content("/B gs 0 0 .2 0" + SQUARE + "0 .2 0 0" + SQUARE, ExtGState={"B": BLACK_ON}), True),
        (content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300)}), False),
        (content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, Name.DeviceCMYK)}), False),
        (content("72 0 0 72 9 9 cm /I Do", XObject={"I": image(300, 300, PALETTE)}), True),
    ],
)  # fmt: skip
def test_plates_are_drawn_where_the_marks_do_not_tell_enough(
    change: Change, drawn: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = list[object]()
    monkeypatch.setattr("broadsheet.preflight.pdf.pages_of", lambda *asked: seen.append(asked) or ())
    assert judged(change, tmp_path) == []
    assert bool(seen) is drawn


def test_the_place_of_too_much_ink_is_told(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(300, 300))
        page.Contents = Stream(pdf, b"1 1 0 0" + SQUARE.encode())
        page.obj.Resources = Dictionary()
        page.obj.MediaBox = page.obj.TrimBox = Array([-100, -100, 200, 200])
        doubled(pdf)
        pdf.save(path)
    (found,) = [item for item in judge_pdf(path, HOUSE) if item.rule == "C09"]
    assert found.place is not None
    assert (found.place.x, found.place.y) == (pytest.approx(95, abs=1), pytest.approx(95, abs=1))


def test_colours_that_are_no_inks_have_no_sum(tmp_path: Path) -> None:
    assert judged(content("0 0 0 rg 9 9 99 99 re f"), tmp_path) == []


def test_a_broken_page_is_told_and_not_shown(tmp_path: Path) -> None:
    assert judged(content("/H 9 Tf /Lost Do", Font={"H": HELVETICA}), tmp_path) == [
        ("F11", "XObject: nothing called '/Lost'")
    ]
