"""The texts of an edition as they are read from the disk."""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

import pytest

from broadsheet.readers.files import Files
from broadsheet.readers.report import RefusedError, Report, meant_hints
from broadsheet.source import Span


@pytest.mark.parametrize("mark", [b"", BOM_UTF8], ids=["bare", "marked"])
def test_a_byte_that_is_no_utf_8_is_told_where_it_stands(tmp_path: Path, mark: bytes) -> None:
    report = Report()
    (tmp_path / "story.md").write_bytes(mark + "雾ab".encode() + b"\xff\n")
    with pytest.raises(RefusedError):
        Files(tmp_path, report).source(tmp_path.resolve() / "story.md")
    (found,) = report.errors
    assert (found.code, found.span) == ("E103", Span("story.md", 1, 4))


def test_a_byte_order_mark_and_other_line_ends_are_no_part_of_a_text(tmp_path: Path) -> None:
    (tmp_path / "story.md").write_bytes(BOM_UTF8 + "一\r\n二\r三\n".encode())
    assert Files(tmp_path, Report()).source(tmp_path.resolve() / "story.md").text == "一\n二\n三\n"


@pytest.mark.parametrize(
    ("data", "names"),
    [
        ("---\nheadline: 江堤\n".encode("gbk"), ["GBK"]),
        ("---\nheadline: 江堤\n---\n\n昨天傍晚，最后一段护坡浇筑完毕。".encode("gb18030"), ["GBK"]),
        ("---\nheadline: 江堤\n---\n\n昨天傍晚，最後一段護坡澆築完畢。".encode("big5"), ["Big5"]),
        ("---\nheadline: 河川\n---\n\n昨日の夕方、最後の護岸工事が終わった。".encode("cp932"), ["Shift_JIS"]),
        ("---\nheadline: 강둑\n---\n\n어제 저녁 마지막 구간의 공사가 끝났다.".encode("cp949"), ["EUC-KR"]),
        ("---\nheadline: 江堤\n".encode("utf-16"), ["UTF-16"]),
        ("---\nheadline: 江堤\n".encode() + b"\xff", []),
        (b"---\n\x80", []),
    ],
    ids=["gbk", "simplified", "traditional", "japanese", "korean", "utf-16", "damaged", "neither"],
)
def test_what_a_text_is_instead_of_utf_8_is_told(tmp_path: Path, data: bytes, names: list[str]) -> None:
    report = Report()
    (tmp_path / "story.md").write_bytes(data)
    with pytest.raises(RefusedError):
        Files(tmp_path, report).source(tmp_path.resolve() / "story.md")
    (found,) = report.errors
    assert [dict(hint.values)["name"] for hint in found.hints] == names


@pytest.mark.parametrize(
    ("wrong", "meant"), [("A4", ["a4"]), ("HEADLINE", ["headline"]), ("leed", ["Lead"]), ("x", [])]
)
def test_a_name_is_meant_whatever_its_capitals(wrong: str, meant: list[str]) -> None:
    hints = meant_hints(wrong, ["a3", "a4", "headline", "Lead"])
    assert [dict(hint.values)["name"] for hint in hints] == meant


@pytest.mark.parametrize(
    ("folder", "wrong", "meant"),
    [("layouts", "frnt.yaml", "front"), ("layouts", "own.yaml", "own"), ("styles", "daily.yml", "daily")],
)
def test_a_file_where_a_layout_s_name_is_wanted_is_told_with_the_name(
    tmp_path: Path, folder: str, wrong: str, meant: str
) -> None:
    (tmp_path / "layouts").mkdir()
    (tmp_path / "layouts" / "own.yaml").touch()
    report = Report()
    with pytest.raises(RefusedError):
        Files(tmp_path, report).find_spec(folder, wrong, None, "E208")
    (found,) = report.errors
    assert found.code == "E101"
    assert [dict(hint.values)["name"] for hint in found.hints] == [meant]
