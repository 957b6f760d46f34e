"""Modules that are read when something in them is used."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Barrier, Thread

import pytest

from broadsheet.late import put_off


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a module that notes its reading, and one that imports that."""
    folder = tmp_path / "lazybones"
    folder.mkdir()
    (folder / "__init__.py").write_text("read = []\n", "utf-8")
    (folder / "slow.py").write_text(
        "import time\nfrom lazybones import read\nread.append(1)\ntime.sleep(0.05)\nanswer = 42\n", "utf-8"
    )
    (folder / "user.py").write_text("import lazybones.slow\nimport lazybones.slow as slow\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "lazybones"]:
        del sys.modules[name]


def _read() -> list[int]:
    read: list[int] = import_module("lazybones").read
    return read


def test_a_module_is_read_when_something_in_it_is_used(package: Path) -> None:
    put_off("lazybones.slow")
    user = import_module("lazybones.user")
    assert _read() == []
    assert user.slow.answer == 42
    assert user.slow is sys.modules["lazybones.slow"]
    assert type(user.slow) is type(sys)
    assert _read() == [1]


def test_what_is_taken_from_it_by_name_is_there(package: Path) -> None:
    put_off("lazybones.slow")
    (package / "taker.py").write_text("from lazybones.slow import answer\n", "utf-8")
    assert import_module("lazybones.taker").answer == 42


def test_what_is_put_into_it_stays(package: Path) -> None:
    put_off("lazybones.slow")
    slow = import_module("lazybones.slow")
    slow.answer = 7
    assert (slow.answer, _read()) == (7, [1])


def test_threads_that_ask_at_once_wait_for_the_whole_module(package: Path) -> None:
    put_off("lazybones.slow")
    slow, start, answers = sys.modules["lazybones.slow"], Barrier(4), []

    def ask() -> None:
        start.wait()
        answers.append(slow.answer)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, _read()) == ([42] * 4, [1])


def test_a_module_that_cannot_be_read_says_so_when_it_is_used(package: Path) -> None:
    (package / "broken.py").write_text("import lazybones.nowhere\n", "utf-8")
    put_off("lazybones.broken")
    broken = sys.modules["lazybones.broken"]
    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match="nowhere"):
            broken.anything  # noqa: B018


def test_what_is_there_or_nowhere_is_left_alone(package: Path) -> None:
    slow = import_module("lazybones.slow")
    put_off("lazybones.slow", "lazybones.nowhere")
    assert sys.modules["lazybones.slow"] is slow
    assert "lazybones.nowhere" not in sys.modules
