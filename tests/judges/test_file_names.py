"""What pages' files are called."""

from __future__ import annotations

from pathlib import Path

import pytest

from broadsheet import BroadsheetError, build
from broadsheet.readers.report import Overrides
from judges.small import FAST


def names(folder: Path, pattern: str) -> list[str]:
    chosen = Overrides(settings=(("edition.plant.files", f'"{pattern}"'),))
    result = build(folder, folder.parent / "out", options=FAST, overrides=chosen)
    return sorted(name for name in result.files if name.endswith(".pdf"))


def manifest(folder: Path, pattern: str) -> None:
    path = folder / "edition.yaml"
    path.write_text(f"plant: {{files: '{pattern}'}}\n" + path.read_text("utf-8"), "utf-8")


def test_fields_are_filled(folder: Path) -> None:
    plain = [
        name for name in build(folder, folder.parent / "out", options=FAST).files if name.endswith(".pdf")
    ]
    assert names(folder, "{code}{date}{page}") == sorted(plain)
    name, *_ = names(folder, "{year}-{month}-{day}_{issue:06}_P{page:03}{variant}")
    day, issue, page = name.split("_")
    assert (len(day), len(issue), page) == (10, 6, "P001.pdf")


@pytest.mark.parametrize("sign", ["/", "\\", ":", "*", "?", "|"])
def test_a_section_s_name_leads_into_no_folder(sign: str, folder: Path) -> None:
    path = folder / "edition.yaml"
    said = path.read_text("utf-8").replace("  - number: 1\n", f"  - number: 1\n    section: 'a{sign}b'\n")
    path.write_text(said, "utf-8")
    assert "a b01.pdf" in names(folder, "{section}{page}")


def test_a_manifest_of_another_name_is_a_variant(folder: Path) -> None:
    (folder / "late.yaml").write_text("extends: edition.yaml\n", "utf-8")
    manifest(folder, "{date}{page}{variant}")
    result = build(folder / "late.yaml", folder.parent / "out", options=FAST)
    assert all(name.endswith("late.pdf") for name in result.files if name.endswith(".pdf"))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("{code}{date}", "{page}"),
        ("{page}{town}", "{variant}"),
        ("{page:3}", "{page:03}"),
        ("{date:04}{page}", "{page:03}"),
        ("{page", "braces"),
        ("{}{page}", "{variant}"),
        ("../{page}", "no path"),
        ("a/{page}", "no path"),
        ("-{page}", "no path"),
        ("{page}" + "x" * 200, "120"),
    ],
)
def test_a_pattern_that_will_not_do_is_told_where_it_stands(
    pattern: str, expected: str, folder: Path
) -> None:
    manifest(folder, pattern)
    with pytest.raises(BroadsheetError) as caught:
        build(folder, folder.parent / "out", options=FAST)
    (error,) = caught.value.diagnostics
    assert (error.code, error.span.line if error.span else 0) == ("E113", 1)
    assert expected in error.message()
