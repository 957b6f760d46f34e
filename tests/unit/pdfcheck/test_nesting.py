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
from unit.pdfcheck.nests import of_forms, of_glyphs, of_masks

Nest = Callable[[Pdf, int], tuple[bytes, Dictionary]]
_NESTED = [of_forms, of_masks, of_glyphs]


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
