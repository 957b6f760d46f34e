"""Editions by the workers of a scheduler: what they make, and what is said where they are lost."""

from __future__ import annotations

import os
import time
from functools import partial
from pathlib import Path

import pytest

from broadsheet import cluster as module
from broadsheet import lockfile
from broadsheet.archive import ArchiveJob, build_archive, editions_in
from broadsheet.cli import main
from broadsheet.cluster import LostClusterError, cluster_executor
from broadsheet.diagnostics import BroadsheetError
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
