"""Running independent jobs: one after another, or in worker processes; results in job order."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol, TypeVar

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


class ForkExecutor:
    """Copies of this process, made for each call of ``map``: what they need they have already, and only
    results travel. This process works, too. Jobs of a copy that dies are done here.

    Results have to be picklable. What a job raises is raised here.
    """

    def __init__(self, workers: int) -> None:
        self.workers = workers

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterable[Result]:
        """Return the results in the order of the jobs."""
        listed = list(jobs)
        shares = [range(first, len(listed), self.workers) for first in range(min(self.workers, len(listed)))]
        if len(shares) < 2 or not _alone():
            return [function(job) for job in listed]
        copies = [(share, *_forked(function, [listed[index] for index in share])) for share in shares[1:]]
        found: dict[int, Result] = {}
        try:
            found.update((index, function(listed[index])) for index in shares[0])
        finally:
            answers = [(share, _answer(process, pipe)) for share, process, pipe in copies]
        for share, results in answers:
            done = results if results is not None else [function(listed[index]) for index in share]
            found.update(zip(share, done, strict=True))
        return [found[index] for index in range(len(listed))]


_PATIENCE = 0.5
"""Seconds that a fork waits for threads to end: what they hold would be held for ever in the copy."""


def _alone() -> bool:
    """Whether this thread is the only one."""
    for thread in threading.enumerate():
        if thread is not threading.current_thread():
            thread.join(_PATIENCE)
    return threading.active_count() == 1


def _forked(function: Callable[[Job], Result], jobs: Sequence[Job]) -> tuple[int, int]:
    """Start a copy on its jobs; return its number, and the pipe that its results come from."""
    out, into = os.pipe()
    process = os.fork()
    if process:
        os.close(into)
        return process, out
    try:  # in the copy: nothing may leave this block but by its end
        os.close(out)
        with os.fdopen(into, "wb") as pipe:
            import pickle  # noqa: PLC0415  late: only workers send anything

            pipe.write(pickle.dumps([function(job) for job in jobs], pickle.HIGHEST_PROTOCOL))
    except BaseException:  # noqa: BLE001  this process does the jobs again, and raises what is raised
        os._exit(1)
    os._exit(0)


def _answer(process: int, pipe: int) -> list[Any] | None:
    """A copy's results; None where it has none to give."""
    with os.fdopen(pipe, "rb") as stream:
        data = stream.read()
    _, status = os.waitpid(process, 0)
    if status or not data:
        return None
    import pickle  # noqa: PLC0415  late: only workers send anything

    results: list[Any] = pickle.loads(data)
    return results


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
    if jobs < 2:
        return SerialExecutor()
    return ForkExecutor(jobs) if hasattr(os, "fork") else ProcessExecutor(jobs)


WORTH_A_COPY = 80
"""Milliseconds of work: below that a copy of this process costs more than it takes off."""


def shares(work: Sequence[float], executor: Executor, back: float = 0.0) -> list[list[int]]:
    """Which jobs go together, by their places: as many shares as there are copies that are worth it, of about
    the same work each. ``work`` is how many milliseconds each job may take; ``back`` is how many it takes to
    pack all results up, and again to unpack them. One by one for workers that share nothing that they open
    (fonts); all in one where nobody else works."""
    everything = list(range(len(work)))
    if not isinstance(executor, SerialExecutor | ForkExecutor):
        return [[job] for job in everything]
    workers = executor.workers if isinstance(executor, ForkExecutor) else 1
    total = sum(work)
    copies = max(1, min(workers, len(work), int(total // WORTH_A_COPY)))
    if (total + back) / copies + back > total:  # results are unpacked here, one after the other
        copies = 1
    loads = [0.0] * copies
    dealt: list[list[int]] = [[] for _ in loads]
    for job in sorted(everything, key=lambda job: -work[job]):  # the heaviest first, to who has least
        least = loads.index(min(loads))
        dealt[least].append(job)
        loads[least] += work[job]
    return [sorted(share) for share in dealt]
