"""Forms in forms without end: told, and drawn by nobody."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name, Pdf

from broadsheet.cli import main
from broadsheet.pdfcheck.rules import House
from broadsheet.preflight.pdf import judge_pdf
from unit.pdfcheck.corpus import shade

Nest = Callable[[Pdf, int], tuple[bytes, Dictionary]]


def _of_forms(pdf: Pdf, deep: int) -> tuple[bytes, Dictionary]:
    shown = pdf.make_stream(b"0 0 1 1 re f", **_FORM)
    for _ in range(deep):
        names = Dictionary(XObject=Dictionary(I=shown))
        shown = pdf.make_stream(b"/I Do " * 10, **_FORM, Resources=names)
    return b"/I Do", Dictionary(XObject=Dictionary(I=shown))


def _of_masks(pdf: Pdf, deep: int) -> tuple[bytes, Dictionary]:
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
    shown = pdf.make_stream(b"1 g 0 0 5 5 re f", **_FORM, Group=group)
    for _ in range(deep):
        names = Dictionary(ExtGState=Dictionary(G=Dictionary(SMask=Dictionary(S=Name.Luminosity, G=shown))))
        shown = pdf.make_stream(
            b"/G gs 1 g" + b" 0 0 9 9 re f" * 10, **_FORM, Group=group, Resources=names
        )
    mask = Dictionary(SMask=Dictionary(S=Name.Luminosity, G=shown))
    return b"/G gs 0 0 9 9 re f", Dictionary(ExtGState=Dictionary(G=mask))


def _of_glyphs(pdf: Pdf, deep: int) -> tuple[bytes, Dictionary]:
    def face(glyph: bytes, **names: object) -> object:
        entries = {
            "FontBBox": [0, 0, 1, 1], "FontMatrix": [1, 0, 0, 1, 0, 0], "FirstChar": 65, "LastChar": 65,
            "Widths": [1], "Encoding": Dictionary(Differences=[65, Name.A]),
        }  # fmt: skip
        drawn = Dictionary(A=pdf.make_stream(b"1 0 d0 " + glyph))
        made = Dictionary(Type=Name.Font, Subtype=Name.Type3, CharProcs=drawn, **entries)
        made.Resources = Dictionary(Font=Dictionary(**names))
        return pdf.make_indirect(made)

    shown = face(b"0 0 1 1 re f")
    for _ in range(deep):
        shown = face(b"BT /F .1 Tf (AAAAA) Tj [ (AAAAA) ] TJ ET", F=shown)
    return b"BT /F 20 Tf (A) Tj ET", Dictionary(Font=Dictionary(F=shown))


_FORM = {"Type": Name.XObject, "Subtype": Name.Form, "BBox": [0, 0, 9, 9]}
_NESTED = [_of_forms, _of_masks, _of_glyphs]


def nested(path: Path, nest: Nest, deep: int) -> Path:
    """A file of a page that shows things in each other, ten in each, and one that could and does not, whose
    blend only the plates tell."""
    pdf = pikepdf.new()
    body, names = nest(pdf, deep)
    names.Shading = Dictionary(S=shade(Name.DeviceCMYK, [0, 0, 0, 0], [0, 0, 0, 1]))
    for content in (body, b"/S sh"):
        page = pdf.add_blank_page(page_size=(200, 200))
        page.Contents, page.obj.Resources = pdf.make_stream(content), names
    pdf.save(path)
    return path


@pytest.mark.parametrize("nest", _NESTED)
def test_forms_in_forms_end_and_their_page_is_not_drawn(
    nest: Nest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A few thousand bytes that show a hundred thousand million squares."""
    path, drawn = nested(tmp_path / "p.pdf", nest, 11), []
    monkeypatch.setattr("broadsheet.preflight.pdf.pages_of", lambda *said: drawn.append(said[2]) or ())
    found = [found for found in judge_pdf(path, House()) if found.rule == "F01"]
    assert [(item.page, item.detail) for item in found] == [(1, "forms in forms without end")]
    assert drawn == [[2]]


@pytest.mark.parametrize("nest", _NESTED)
@pytest.mark.parametrize("command", [["pages"], ["pages", "--soft"], ["separations"], ["compare"]])
def test_forms_in_forms_end_where_pages_are_drawn(
    command: list[str],
    nest: Nest,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    nested(tmp_path / "few.pdf", nest, 3), nested(tmp_path / "many.pdf", nest, 11)
    *words, last = ["few.pdf", "few.pdf"] if command == ["compare"] else ["few.pdf", "--out=out"]
    assert main(["proof", *command, *words, last]) == 0
    assert main(["proof", *command, "many.pdf", last]) == 2
    assert "forms in forms without end" in capsys.readouterr().err
