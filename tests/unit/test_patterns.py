"""Patterns that are compiled late, and kept on disk."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from broadsheet import patterns
from broadsheet.patterns import compiled, late_pattern

SAID = [
    (r"a[μ-ω⁰⁴-⁹]+", 0),
    (r"(?P<year>\d{4})(-(?P<month>\d\d))?", 0),
    (r" x # y", re.VERBOSE | re.IGNORECASE),
    (rb"<([0-9A-F]+)>", re.MULTILINE),
]
TEXTS = ["aω⁷", "1988-03", "X", "xx", ""]


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Path]]:
    """Begins another process's life with an empty cache; gives the one file in it."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr("pathlib.Path.home", lambda: tmp_path)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    patterns._kept.cache_clear()

    def only() -> Path:
        patterns._kept.cache_clear()
        (found,) = (path for path in tmp_path.rglob("*") if path.is_file())
        return found

    yield only
    patterns._kept.cache_clear()


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[str | bytes]:
    """The patterns that were compiled."""
    done: list[str | bytes] = []
    compile_ = re.compile

    def count(text: str | bytes, flags: int = 0) -> re.Pattern[str] | re.Pattern[bytes]:
        done.append(text)
        return compile_(text, flags)  # type: ignore[type-var]

    monkeypatch.setattr(patterns.re, "compile", count)
    return done


@pytest.mark.parametrize(("text", "flags"), SAID)
def test_what_was_kept_is_what_is_compiled(
    file: Callable[[], Path], counted: list[str | bytes], text: str | bytes, flags: int
) -> None:
    first = compiled(text, flags)
    assert file()
    again = compiled(text, flags)
    assert again == first == re.compile(text, flags)
    assert counted.count(text) == 2  # here and above
    assert (again.pattern, again.flags, again.groups) == (first.pattern, first.flags, first.groups)
    assert dict(again.groupindex) == dict(first.groupindex)
    for said in TEXTS if isinstance(text, str) else map(str.encode, TEXTS):
        assert [match.groupdict() for match in again.finditer(said)] == [
            match.groupdict() for match in first.finditer(said)
        ]


def test_a_damaged_file_is_begun_anew(file: Callable[[], Path], counted: list[str | bytes]) -> None:
    compiled("a+")
    kept = file()
    whole = kept.read_bytes()
    for damaged in (b"", whole[:-1], whole[:3], whole[:8] + b"\xff" + whole[9:], b"\0\0\0\0"):
        kept.write_bytes(damaged)
        patterns._kept.cache_clear()
        assert compiled("a+").fullmatch("aaa")
        assert file().read_bytes() == whole
    assert counted == ["a+"] * 6


def test_code_that_the_engine_does_not_take_is_made_again(
    file: Callable[[], Path], counted: list[str | bytes]
) -> None:
    compiled("a+")
    flags, _, *rest = patterns._kept().codes["a+", 0]
    patterns._kept().codes["a+", 0] = (flags, b"\x0f\x27\0\0", *rest)
    assert compiled("a+").fullmatch("aaa")
    assert counted == ["a+", "a+"]


@pytest.mark.parametrize("name", ["_encode", "_PARSER", "_ENGINE"])
def test_a_python_with_another_compiler_keeps_nothing(
    file: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str
) -> None:
    monkeypatch.setattr(patterns, name, None)
    assert compiled("a+").fullmatch("aaa")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_what_is_kept_is_checked_against_what_is_compiled(
    file: Callable[[], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = patterns._code_of("b+", 0)
    monkeypatch.setattr(patterns, "_code_of", lambda *_: other)
    assert compiled("a+").fullmatch("aaa")
    assert not patterns._kept().codes


def test_a_file_in_the_place_of_the_folder_is_no_matter(file: Callable[[], Path], tmp_path: Path) -> None:
    (tmp_path / "broadsheet").write_text("")
    (tmp_path / "Library").write_text("")
    assert compiled("a+").fullmatch("aaa")
    assert compiled("b+").fullmatch("bbb")


def test_a_file_that_grows_for_ever_is_begun_anew(
    file: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patterns, "_MOST", 2)
    for text in ("a", "b", "c"):
        compiled(text)
    assert list(patterns._kept().codes) == [("c", 0)]


def test_what_is_wrong_is_raised_when_it_is_used(file: Callable[[], Path]) -> None:
    wrong = late_pattern("(")
    with pytest.raises(re.error):
        wrong.match("")


def test_a_late_pattern_is_asked_once(file: Callable[[], Path], counted: list[str | bytes]) -> None:
    late = late_pattern("a+")
    assert not counted
    assert late.fullmatch("aa")
    assert late.search("ba")
    assert late.fullmatch("a")
    assert counted == ["a+"]
