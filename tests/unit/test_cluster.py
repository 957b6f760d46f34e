"""Editions by the workers of a scheduler: what they make, and what is said where they are lost."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Self

import pytest

from broadsheet import cluster as module
from broadsheet import lockfile
from broadsheet.archive import ArchiveJob, build_archive, editions_in
from broadsheet.cli import main
from broadsheet.cluster import ClusterExecutor, LostClusterError, cluster_executor
from broadsheet.diagnostics import BroadsheetError, Diagnostic
from broadsheet.executor import SerialExecutor
from broadsheet.options import BuildOptions
from broadsheet.readers.report import Overrides
from broadsheet.resources import shipped
from unit.base.paper import write_archive


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "content")


def lost_once(job: int, flag: Path) -> int:
    """A job whose worker dies under it, the first time."""
    try:
        flag.touch(exist_ok=False)
    except FileExistsError:
        return job
    os._exit(1)


def without_fonts() -> None:
    """Make the process that this runs in find no fonts."""
    vars(lockfile)["shipped"] = lambda *parts: Path("nowhere") if parts == ("fonts",) else shipped(*parts)


def with_another(library: str) -> None:
    """Make the process that this runs in find another version of a library."""
    found = vars(lockfile)["version"]
    vars(lockfile)["version"] = lambda name: "0.9" if name == library else found(name)


def refused(address: str, compressor: str = "zlib") -> str:
    with pytest.raises(BroadsheetError) as caught, cluster_executor(address, compressor):
        pass
    return str(dict(caught.value.diagnostics[0].values)["reason"])


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_of_two_processes_builds_an_archive(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    distributed = pytest.importorskip("distributed")
    job = ArchiveJob(archive.parent / "out", Overrides(), BuildOptions(formats=("pdf",)))
    here = list(build_archive(editions_in([f"{archive}/*/"]), job, SerialExecutor()))
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    ) as cluster:
        address = cluster.scheduler_address
        monkeypatch.chdir(archive.parent)  # where no worker was started
        arguments = ["--out", "far", "--format", "pdf", "--lang", "en", "--cache", "kept"]
        assert main(["build", "content/*/", *arguments, "--scheduler", address]) == 0
        lines = capsys.readouterr().out.splitlines()
        assert [line.split()[0] for line in lines] == ["21", "22", "23"]
        assert [line.split("/")[-1] for line in lines] == [Path(report.folder).name for report in here]
        with cluster_executor(address) as executor:  # another worker does what a lost one had
            assert list(executor.map(partial(lost_once, flag=archive.parent / "lost"), [7, 8])) == [7, 8]
        with monkeypatch.context() as patch:
            patch.setattr("broadsheet.__version__", "9.9")
            assert "this is '9.9 " in refused(address)
        with monkeypatch.context() as patch:
            patch.setattr(lockfile, "version", lambda _: "2.0")
            assert "'compressor' 'isal –', this is 'isal 2.0'" in refused(address, "isal")
        with distributed.Client(address) as client:
            client.wait_for_workers(2)
            client.run(without_fonts)
            assert ".ttf" in refused(address)
            client.run(with_another, "pillow")
            assert "'library pillow' '0.9', this is" in refused(address)


class Scheduler:
    """Dask's client, and its executor, by hand: what is handed out, and to whom."""

    def __init__(self) -> None:
        self.out: list[tuple[int, list[str], Future[int]]] = []
        self._workers: list[str] = []

    def get_executor(self, *, workers: list[str], pure: bool) -> Self:
        assert not pure  # another's results of an hour ago are none of ours
        self._workers = workers
        return self

    def submit(self, _function: object, job: int) -> Future[int]:
        self.out.append((job, self._workers, Future()))
        return self.out[-1][2]

    def end(self, job: int) -> None:
        """Have a job done, by whom it was given to last."""
        done = next(future for each, _, future in reversed(self.out) if each == job)
        done.set_result(job)


def test_jobs_are_there_for_whoever_joins_later() -> None:
    scheduler = Scheduler()
    executor = ClusterExecutor(scheduler)
    executor.take_on({"one": 2})
    futures = [executor.submit(abs, job) for job in range(6)]
    assert [job for job, _, _ in scheduler.out] == [0, 1]
    futures[2].cancel()
    scheduler.end(1)
    assert [job for job, _, _ in scheduler.out] == [0, 1, 3]
    executor.take_on({"one": 2, "two": 1})
    assert [(job, given) for job, given, _ in scheduler.out[3:]] == [(4, ["one", "two"])]
    for job in (0, 3, 4, 5):
        scheduler.end(job)
    executor.end()
    assert [future.result(0) for future in futures if not future.cancelled()] == [0, 1, 3, 4, 5]


def test_what_a_worker_had_that_is_gone_is_done_by_another() -> None:
    scheduler = Scheduler()
    executor = ClusterExecutor(scheduler)
    executor.take_on({"one": 1})
    first, second = executor.submit(abs, 1), executor.submit(abs, 2)
    executor.take_on({})
    assert scheduler.out[0][2].cancelled()
    executor.take_on({"two": 1})
    assert [(job, given) for job, given, _ in scheduler.out] == [(1, ["one"]), (1, ["two"])]
    for name in ("three", "four", "five"):  # each is gone as soon as it has it
        executor.take_on({name: 1})
    assert "ended" in str(first.exception(0))
    scheduler.end(2)
    assert second.result(0) == 2


def test_what_nobody_is_left_for_ends() -> None:
    scheduler = Scheduler()
    executor = ClusterExecutor(scheduler)
    executor.take_on({f"worker {number}": 1 for number in range(500)})
    futures = [executor.submit(abs, job) for job in range(600)]
    assert len(scheduler.out) == 500
    scheduler.out[7][2].cancel()  # as a client does that has lost its scheduler
    assert {str(future.exception(0)) for future in futures} == {"the scheduler was lost"}
    assert str(executor.submit(abs, 1).exception(0)) == "the scheduler was lost"


ANOTHERS = """\
from broadsheet import lockfile
lockfile.version = lambda name, found=lockfile.version: "0.9" if name == "pillow" else found(name)
"""


def working(_job: int) -> int:
    time.sleep(0.2)
    return os.getpid()


@contextmanager
def worker(address: str, *more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A worker that joins a cluster."""
    command = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--no-nanny", "--no-dashboard"]
    process = subprocess.Popen(
        [*command, "--nthreads", "1", *more], stderr=subprocess.DEVNULL,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},  # it does jobs of this module
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def seen(workers: set[int], executor: ClusterExecutor) -> None:
    """Wait until jobs are done by all of these processes."""
    until = time.monotonic() + 60
    while set(executor.map(working, range(6))) != workers:
        assert time.monotonic() < until


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_worker_that_joins_later_is_asked_too(tmp_path: Path) -> None:
    distributed = pytest.importorskip("distributed")
    (tmp_path / "anothers.py").write_text(ANOTHERS)
    told: list[Diagnostic] = []
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with cluster, cluster_executor(cluster.scheduler_address, tell=told.append) as executor:
        (first,) = set(executor.map(working, range(2)))
        with (
            worker(cluster.scheduler_address, "--preload", str(tmp_path / "anothers.py")),
            worker(cluster.scheduler_address) as good,
        ):
            seen({first, good.pid}, executor)
            until = time.monotonic() + 60
            while not told and time.monotonic() < until:
                time.sleep(0.1)
            assert [item.code for item in told] == ["W131"]
            assert "'library pillow' '0.9'" in told[0].message("en")
            seen({first, good.pid}, executor)
        seen({first}, executor)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("loss", ["workers", "scheduler"])
def test_a_cluster_that_is_lost_is_not_waited_for(loss: str, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setattr(module, "WORKERLESS", 2.0)
    cluster = distributed.LocalCluster(
        n_workers=1, threads_per_worker=1, processes=True, dashboard_address=None, host="127.0.0.1"
    )
    with cluster, cluster_executor(cluster.scheduler_address) as executor:
        futures = [executor.submit(time.sleep, seconds) for seconds in (0.0, 600.0, 600.0)]
        assert futures[0].exception(60) is None
        if loss == "workers":
            cluster.scale(0)
        else:
            cluster.close()
        for future in futures[1:]:
            error = future.exception(60)
            assert isinstance(error, LostClusterError)
            assert loss == "scheduler" or str(error) == "no worker is left"  # a scheduler ends them first


def test_a_scheduler_that_does_not_answer_is_told(
    archive: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("distributed")
    monkeypatch.setattr("broadsheet.cluster.PATIENCE", "0.2s")
    assert main(["build", f"{archive}/*/", "--out", "out", "--scheduler", "tcp://127.0.0.1:9"]) == 2
    assert "--scheduler" in capsys.readouterr().err
