"""Running independent jobs: one after another, or in worker processes; results in job order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Protocol, TypeVar

Job = TypeVar("Job")
Result = TypeVar("Result")


class Executor(Protocol):
    """Anything with the ``map`` of ``concurrent.futures``."""

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterable[Result]:
        """Return the results in the order of the jobs."""


class SerialExecutor:
    """One job after another, in this process."""

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterable[Result]:
        """Return the results in the order of the jobs."""
        return map(function, jobs)


class ProcessExecutor:
    """Worker processes, started for each call of ``map``."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterable[Result]:
        """Return the results in the order of the jobs."""
        from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  late: 40 ms

        with ProcessPoolExecutor(self._workers) as pool:
            return tuple(pool.map(function, jobs))


def executor_for(jobs: int) -> Executor:
    """Return the executor for ``--jobs``."""
    return ProcessExecutor(jobs) if jobs > 1 else SerialExecutor()
