"""The folder of results: several threads may write sets to one, as several processes may."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import pytest

from broadsheet.output import CURRENT, NewSet, write_whole


def in_a_thread(work: Callable[[], object]) -> None:
    thread = Thread(target=work)
    thread.start()
    thread.join()


def test_a_set_of_another_thread_takes_nothing_from_one_that_is_begun(tmp_path: Path) -> None:
    def other() -> None:
        with NewSet(tmp_path) as whole:
            whole.add("other", b"3")
            whole.finish("set")

    with NewSet(tmp_path) as fresh:
        fresh.add("a", b"1")
        in_a_thread(other)
        fresh.add("b", b"2")
        folder = fresh.finish("set")
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b"]
    assert (tmp_path / CURRENT).resolve() == folder.resolve()


def test_a_set_that_is_taken_away_meanwhile_is_not_finished(tmp_path: Path) -> None:
    with NewSet(tmp_path) as fresh:
        fresh.add("a", b"1")
        for begun in tmp_path.glob(".new-*"):
            shutil.rmtree(begun)
        with pytest.raises(FileNotFoundError):
            fresh.add("b", b"2")
    assert not (tmp_path / CURRENT).exists()


def test_what_a_thread_began_that_ended_is_cleared_away(tmp_path: Path) -> None:
    begun = NewSet(tmp_path)
    in_a_thread(lambda: NewSet(tmp_path).__enter__().add("a", b"1"))
    assert list(tmp_path.glob(".new-*"))
    with begun as fresh:
        fresh.add("b", b"2")
        fresh.finish("set")
    assert not list(tmp_path.glob(".new-*"))


def test_many_threads_write_to_one_folder(tmp_path: Path) -> None:
    threads = 8
    start = Barrier(threads)

    def write(number: int) -> Path:
        start.wait()
        for turn in range(5):
            write_whole(tmp_path / "note", str(number))
            with NewSet(tmp_path) as fresh:
                for name in "abc":
                    fresh.add(name, f"{number} {turn}".encode())
                folder = fresh.finish("set")
        return folder

    with ThreadPoolExecutor(threads) as pool:
        folders = list(pool.map(write, range(threads)))
    assert len(set(folders)) == threads
    assert all(len(list(folder.iterdir())) == 3 for folder in folders)
    assert (tmp_path / CURRENT).resolve() in {folder.resolve() for folder in folders}
