"""Workers: results in the order of the jobs, errors raised, jobs of a worker that dies done all the same."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from broadsheet import executor as module
from broadsheet.executor import (
    ForkExecutor,
    PoolExecutor,
    ProcessExecutor,
    SerialExecutor,
    executor_for,
    shares,
)

forked = pytest.mark.skipif(not hasattr(os, "fork"), reason="this system has no fork")


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Threads of the test runner take no part in what is forked."""
    monkeypatch.setattr(module, "_alone", lambda: True)


def test_one_job_at_a_time_is_serial() -> None:
    assert isinstance(executor_for(1), SerialExecutor)
    assert list(SerialExecutor().map(str, [1, 2])) == ["1", "2"]


@forked
@pytest.mark.parametrize("workers", [2, 3, 8])
def test_results_come_in_the_order_of_the_jobs(workers: int) -> None:
    assert ForkExecutor(workers).map(lambda job: job * job, range(7)) == [job * job for job in range(7)]
    assert ForkExecutor(workers).map(str, []) == []


@forked
def test_copies_work_in_processes_of_their_own() -> None:
    processes = ForkExecutor(2).map(lambda _: os.getpid(), range(4))
    assert list(processes)[::2] == [os.getpid()] * 2
    assert os.getpid() not in list(processes)[1::2]


@forked
def test_what_a_job_raises_is_raised() -> None:
    def job(number: int) -> int:
        if number == 3:
            raise ValueError("three")
        return number

    with pytest.raises(ValueError, match="three"):
        ForkExecutor(2).map(job, range(4))


@forked
def test_jobs_of_a_copy_that_dies_are_done_here() -> None:
    here = os.getpid()

    def job(number: int) -> int:
        if os.getpid() != here:
            os.kill(os.getpid(), 9)
        return number

    assert ForkExecutor(3).map(job, range(5)) == list(range(5))


def test_jobs_are_shared_out() -> None:
    assert shares((100, 100, 100), SerialExecutor()) == [[0, 1, 2]]
    assert shares((100, 100, 100), ForkExecutor(2)) == [[0, 2], [1]]
    assert shares((1, 1, 1), ProcessExecutor(2)) == [[0], [1], [2]]
    assert shares((), SerialExecutor()) == [[]]
    assert shares((), ForkExecutor(2)) == [[]]


def test_each_worker_has_as_much_to_do() -> None:
    """Colour stands on every other page of a paper: dealt one by one, all of it would be one worker's."""
    assert shares((900, 100, 900, 100, 900, 100, 900, 100), ForkExecutor(2)) == [[0, 1, 4, 5], [2, 3, 6, 7]]
    assert shares((100, 800, 300, 400, 200), ForkExecutor(3)) == [[1], [0, 3], [2, 4]]


def test_no_copy_is_made_for_what_is_done_as_soon() -> None:
    assert shares((20, 20, 20, 20), ForkExecutor(4)) == [[0, 1, 2, 3]]
    assert len(shares((20,) * 8, ForkExecutor(4))) == 2
    assert len(shares((20,) * 99, ForkExecutor(4))) == 4


@forked
def test_results_that_are_dear_to_have_back_are_worth_fewer_copies() -> None:
    assert shares((200, 200), ForkExecutor(2), 40) == [[0], [1]]
    assert shares((200, 200), ForkExecutor(2), 140) == [[0, 1]]
    assert len(shares((200,) * 4, ForkExecutor(4), 280)) == 4


def ends(job: tuple[Path, int]) -> tuple[int, int]:
    """A job that ends its worker where it is told to: once (3), whenever it is tried (5)."""
    folder, number = job
    if number == 5 or (number == 3 and not (folder / "tried").exists()):
        (folder / "tried").touch()
        os._exit(1)
    return number, os.getpid()


def test_a_pool_goes_on_after_workers_that_die(tmp_path: Path) -> None:
    jobs = [(tmp_path, number) for number in range(40)]
    results = list(PoolExecutor(2, lambda job: (job[1], 0)).map(ends, jobs))
    assert [number for number, _ in results] == list(range(40))
    assert [number for number, process in results if not process] == [5]
    assert os.getpid() not in {process for _, process in results}


def test_a_pool_hands_out_few_jobs_at_a_time() -> None:
    taken = []
    results = PoolExecutor(2, str).map(abs, (taken.append(job) or job for job in range(1000)))  # type: ignore[func-returns-value]
    assert next(results) == 0
    assert len(taken) < 100
    results.close()


_PARENT = """
import os, time
from broadsheet.executor import PoolExecutor
def job(number):
    os.write(1, str(os.getpid()).encode().ljust(9) + b"\\n")  # in one piece: both write at once
    time.sleep(60)
if __name__ == "__main__":  # from Python 3.14 on workers read the script themselves
    list(PoolExecutor(2, str).map(job, range(4)))
"""


@forked
@pytest.mark.parametrize("signal", [15, 9])
def test_workers_end_with_the_process_that_they_work_for(signal: int, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(_PARENT, "utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        workers = [int(parent.stdout.readline()) for _ in range(2)]
        parent.send_signal(signal)
        parent.wait()
        for worker in workers:
            assert gone(worker)


def gone(process: int) -> bool:
    """Whether a process ends within ten seconds."""
    for _ in range(200):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False
