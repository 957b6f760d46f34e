"""Running independent jobs: one after another, or in worker processes; results in job order."""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
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


_AHEAD = 16
"""Jobs a worker that are handed out: so many may be done while one that takes long is waited for."""


class PoolExecutor:
    """Worker processes that stay for all jobs of a ``map``. Results come one by one, in the order of the
    jobs, and few jobs are handed out at a time, so that any number of them takes the same memory.

    A job whose worker dies is tried again by itself; where that one dies too, ``lost`` gives its result.
    Workers end when this process does, however it ends; an interrupt is this process's alone.
    """

    def __init__(self, workers: int, lost: Callable[[Any], Any]) -> None:
        self._workers = workers
        self._lost = lost

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterator[Result]:
        """Yield the results in the order of the jobs."""
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  late: 40 ms

        waiting, pool = iter(jobs), _pool(self._workers)
        out: deque[tuple[Job, Any]] = deque()  # each with its future, None where it has to be handed out
        try:
            while True:
                out.extend((job, None) for job in islice(waiting, _AHEAD * self._workers - len(out)))
                if not out:
                    return
                try:
                    for at, (job, future) in enumerate(out):
                        out[at] = (job, future or pool.submit(function, job))
                    result = out[0][1].result()
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = _pool(self._workers)
                    out = deque((job, future if _is_done(future) else None) for job, future in out)
                    if out[0][1] is not None:
                        continue
                    result = self._alone(function, out[0][0])
                out.popleft()
                yield result
        finally:
            pool.shutdown(cancel_futures=True)

    def _alone(self, function: Callable[[Job], Result], job: Job) -> Result:
        from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  as above

        result: Result
        with _pool(1) as pool:
            try:
                result = pool.submit(function, job).result()
            except BrokenProcessPool:
                result = self._lost(job)
        return result


def _pool(workers: int) -> Any:
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415  late: 40 ms

    return ProcessPoolExecutor(workers, initializer=_begin_work)


def _is_done(future: Any) -> bool:
    """Whether a job came to its end, by itself, in a pool that is shut down."""
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415  as above

    return future is not None and not isinstance(future.exception(), BrokenProcessPool)


def _begin_work() -> None:
    """In a worker: what a terminal interrupts is the process that waits, and nobody works for one that is
    gone."""
    import signal  # noqa: PLC0415  late: workers have it

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    from multiprocessing import parent_process  # noqa: PLC0415  late: workers have it

    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


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
