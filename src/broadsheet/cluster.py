"""Editions on many machines, by a Dask scheduler; the extra ``cluster`` brings what it needs."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.executor import Job, Result
from broadsheet.lockfile import lock_of, short
from broadsheet.options import BuildOptions
from broadsheet.resources import shipped

PATIENCE = "10s"
"""How long a scheduler may take to answer."""

WORKERLESS = 60.0
"""Seconds that are waited for a worker where none is left: whoever looks after them may start others."""

_LOOK = 1.0
"""Seconds between two looks at the workers."""


class LostClusterError(RuntimeError):
    """There is nobody left to do a job: the scheduler is gone, or there has been no worker for too long."""


@contextmanager
def cluster_executor(address: str, compressor: str = "zlib") -> Iterator[ClusterExecutor]:
    """An executor over a scheduler's workers (``tcp://host:8786``), which need this very broadsheet, its
    libraries and ``compressor``, and the editions below the same paths. Jobs of a worker that is lost are
    done by another; where none is left for a minute, or the scheduler is lost, they end with
    LostClusterError.

    Raises BroadsheetError where Dask is not installed, the scheduler does not answer or has no workers,
    or a worker would make other pages.
    """
    try:
        from distributed import Client  # noqa: PLC0415  an extra
    except ImportError as error:
        raise _wrong("not installed: pip install 'broadsheet[cluster]'") from error
    connect: Any = Client
    try:
        client = connect(address, timeout=PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise _wrong(f"{address!r} does not answer: {error}") from error
    with _hushed(), client:
        try:
            accounts = client.run(account, compressor)
        except Exception as error:  # a worker's own, of any kind: it may not have the package
            raise _wrong(f"a worker cannot run broadsheet: {error}") from error
        if not accounts:
            raise _wrong(f"{address!r} has no workers")
        here = account(compressor)
        for worker, there in sorted(accounts.items()):
            difference = _difference(here, there)
            if difference:
                raise _wrong(f"worker {worker!r} has {difference}")
        with _watch_over(client, client.get_executor()) as watched:
            yield watched


class ClusterExecutor:
    """An executor over Dask's, whose jobs end when the cluster is lost."""

    def __init__(self, executor: Any) -> None:
        self._executor = executor
        self._open: set[Future[Any]] = set()
        self._is_given_up = False

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """A future that ends with what the function returns or raises, or with LostClusterError."""
        done: Future[Any] = self._executor.submit(function, *arguments)
        ours: Future[Result] = Future()
        self._open.add(done)

        def tell(done: Future[Any]) -> None:
            self._open.discard(done)
            if not ours.set_running_or_notify_cancel():
                return
            if done.cancelled():
                lost = "no worker is left" if self._is_given_up else "the scheduler was lost"
                ours.set_exception(LostClusterError(lost))
            elif error := done.exception():
                ours.set_exception(error)
            else:
                ours.set_result(done.result())

        ours.add_done_callback(lambda ours: done.cancel() if ours.cancelled() else None)
        done.add_done_callback(tell)
        return ours

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterator[Result]:
        """Return the results in the order of the jobs."""
        futures = [self.submit(function, job) for job in jobs]
        return (future.result() for future in futures)

    def give_up(self) -> None:
        """Cancel what is not done yet."""
        self._is_given_up = True
        for future in list(self._open):
            future.cancel()

    def end(self) -> None:
        """Wait for what is being done, unless nobody does anything any more."""
        self._executor.shutdown(wait=not self._is_given_up)


@contextmanager
def _watch_over(client: Any, executor: Any) -> Iterator[ClusterExecutor]:
    watched, over = ClusterExecutor(executor), Event()
    watcher = Thread(target=_watch, args=(client, watched, over), daemon=True)
    watcher.start()
    try:
        yield watched
    finally:
        over.set()
        watcher.join(_LOOK)
        watched.end()


def _watch(client: Any, watched: ClusterExecutor, over: Event) -> None:
    """Look at the workers until it is over, and give up where there are none for long. A scheduler that is
    lost is noticed by the client itself, which cancels everything."""
    without = 0.0
    while not over.wait(_LOOK):
        try:
            without = 0.0 if client.scheduler_info()["workers"] else without + _LOOK
        except Exception:  # noqa: BLE001  of any kind: the client is closed
            return
        if without >= WORKERLESS:
            watched.give_up()
            return


@contextmanager
def _hushed() -> Iterator[None]:
    """Without Dask's own log, which would tell of what is lost in a page of a traceback."""
    names = [name for name in logging.Logger.manager.loggerDict if name.split(".")[0] == "distributed"]
    levels = {logging.getLogger(name): logging.getLogger(name).level for name in names}
    for log in levels:
        log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        for log, level in levels.items():
            log.setLevel(level)


def account(compressor: str) -> dict[str, str]:
    """What pages are made with here, by name, as the lock file has it."""
    layouts = map(str, sorted(shipped("layouts").rglob("*.yaml")))
    return dict(lock_of(shipped("fonts"), layouts, (), BuildOptions(compressor=compressor)))


def _difference(here: dict[str, str], there: dict[str, str]) -> str:
    """The first thing that a worker has not, or another of; empty where there is none."""
    for name in (*here, *there):
        mine, other = here.get(name), there.get(name)
        if other is None:
            return f"no {name!r}"
        if other != mine:
            return f"{name!r} {short(other)!r}, this is {short(mine)!r}"
    return ""


def _wrong(reason: str) -> BroadsheetError:
    return BroadsheetError([diagnostic("E105", flag="--scheduler", reason=reason)])
