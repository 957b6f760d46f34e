"""The folder of results: several threads may write sets to one, as several processes may."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import pytest

from broadsheet.output import CURRENT, NewSet, Written, is_set, write_whole


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


FILES = {"page": b"%PDF", "marks": b"{}", "plates/cyan": b"\0"}


def written(folder: Path, files: Mapping[str, bytes | Iterable[bytes]] = FILES) -> Path:
    with NewSet(folder) as fresh:
        for name, data in files.items():
            fresh.add(name, data)
        return fresh.finish("2026-11-23")


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if not path.is_dir()
    }


def test_a_set_is_named_by_what_is_in_it_however_it_came(tmp_path: Path) -> None:
    folder = written(tmp_path)
    assert is_set(folder)
    assert is_set(tmp_path / CURRENT)
    assert not is_set(tmp_path / "note")
    in_pieces = {name: [data[:1], data[1:]] for name, data in reversed(FILES.items())}
    assert written(tmp_path, in_pieces) == folder
    assert contents(folder) == FILES
    assert len({written(tmp_path, FILES | changed) for changed in ({"page": b"%PDf"}, {"more": b""})}) == 2


@pytest.mark.parametrize("harm", ["unlink", "shorten", "change", "all"])
def test_what_a_set_has_no_longer_is_put_back(harm: str, tmp_path: Path) -> None:
    folder = written(tmp_path)
    for name in ("page", "plates/cyan") if harm != "all" else ():
        data = {"shorten": FILES[name][:-1], "change": FILES[name][:-1] + b"!"}.get(harm)
        (folder / name).unlink()
        if data is not None:
            (folder / name).write_bytes(data)
    if harm == "all":
        shutil.rmtree(folder / "plates")
    assert written(tmp_path) == folder
    assert contents(folder) == FILES


def test_files_that_did_not_change_are_linked(tmp_path: Path) -> None:
    before = written(tmp_path / "deep" / "out")
    changed = FILES | {"page": b"%pdf", "empty": b""}
    after = written(tmp_path / "deep" / "out", changed)
    same = {name: (before / name).samefile(after / name) for name in FILES}
    assert same == {"page": False, "marks": True, "plates/cyan": True}
    assert contents(after) == changed
    empty = dict.fromkeys(changed, b"")
    assert contents(written(tmp_path / "deep" / "out", empty)) == empty


def test_a_set_appears_in_one_step_when_all_of_it_is_on_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_disk: list[int] = []
    monkeypatch.setattr("os.fsync", lambda descriptor: on_disk.append(os.fstat(descriptor).st_size))
    steps: list[tuple[str, list[int]]] = []
    rename = Path.rename

    def renamed(path: Path, target: Path) -> Path:
        steps.append((path.name[:5], sorted(on_disk)))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", renamed)
    files = {str(size): b"x" * size for size in range(100)}
    folder = written(tmp_path, files)
    assert steps == [(".new-", list(range(100)))]
    assert contents(folder) == files
    write_whole(tmp_path / "note", "岚")
    assert on_disk[-1] == 3


def open_files() -> int:
    return sum(1 for _ in Path("/dev/fd").iterdir())


@pytest.mark.skipif(os.name != "posix", reason="asks the system")
def test_few_files_are_open_at_a_time_and_none_at_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("broadsheet.output._AT_ONCE", 0)  # nobody but the writer puts them on the disk
    monkeypatch.setattr("os.fsync", lambda _: None)
    before = open_files()
    with NewSet(tmp_path) as fresh:
        for number in range(150):
            fresh.add(str(number), b"x")
            assert open_files() < before + 70
        fresh.finish("2026-11-23")
        assert open_files() == before


def test_files_are_renamed_with_what_is_known_of_them(tmp_path: Path) -> None:
    with NewSet(tmp_path) as fresh:
        fresh.add("page", b"%PDF")
        fresh.add("marks", [b"{", b"}"])
        fresh.rename({"page": "page_v2"})
        known = {"page_v2": b"%PDF", "marks": b"{}"}
        assert contents(fresh.finish("2026-11-23")) == known
        told = {name: Written(hashlib.sha256(data).hexdigest(), len(data)) for name, data in known.items()}
        assert fresh.files == told


@pytest.mark.skipif(os.name != "posix", reason="asks the system")
def test_what_processes_began_that_ended_is_cleared_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = {41: ProcessLookupError, 42: PermissionError, 43: None}
    signals = []

    def kill(process: int, signal: int) -> None:
        signals.append(signal)
        if error := asked[process]:
            raise error

    monkeypatch.setattr("os.kill", kill)
    names = [f".new-{os.uname().nodename}-{process}-1" for process in asked]
    for name in (*names, ".new-elsewhere-41-1"):
        (tmp_path / name / "plates").mkdir(parents=True)
        (tmp_path / name / "plates" / "cyan").touch()
    written(tmp_path)
    assert {path.name for path in tmp_path.glob(".new-*")} == {*names[1:], ".new-elsewhere-41-1"}
    assert set(signals) == {0}


def test_nothing_is_left_of_what_was_not_finished(tmp_path: Path) -> None:
    written(tmp_path)
    before = set(tmp_path.rglob("*"))
    torn = (bytes([120 // left]) for left in (2, 1, 0))
    with pytest.raises(ZeroDivisionError):
        written(tmp_path, FILES | {"torn": torn})
    assert set(tmp_path.rglob("*")) == before


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
