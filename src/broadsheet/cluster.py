"""Editions on many machines, by a Dask scheduler; the extra ``cluster`` brings what it needs."""

from __future__ import annotations

import logging
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, wait
from contextlib import contextmanager
from threading import Event, RLock, Thread
from typing import Any

from broadsheet.diagnostics import BroadsheetError, Diagnostic, diagnostic
from broadsheet.executor import Job, Result
from broadsheet.lockfile import lock_of, short
from broadsheet.options import BuildOptions
from broadsheet.records import record, replace
from broadsheet.resources import shipped

PATIENCE = "10s"
"""How long a scheduler may take to answer."""

WORKERLESS = 60.0
"""Seconds that are waited for a worker where none is left: whoever looks after them may start others."""

_LOOK = 1.0
"""Seconds between two looks at the workers."""

_MOST_LOST = 3
"""Times that all who might do a job may go before it is given up, as a scheduler's ``allowed-failures``."""


class LostClusterError(RuntimeError):
    """There is nobody left to do a job: the scheduler is gone, or there has been no worker for too long."""


@contextmanager
def cluster_executor(
    address: str, compressor: str = "zlib", tell: Callable[[Diagnostic], None] = lambda _: None
) -> Iterator[ClusterExecutor]:
    """An executor over a scheduler's workers (``tcp://host:8786``), which need this very broadsheet, its
    libraries and ``compressor``, and the editions below the same paths. Jobs of a worker that is lost are
    done by another; where none is left for a minute, or the scheduler is lost, they end with
    LostClusterError. One that joins later and would make other pages gets none, and ``tell`` is told.

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
        crew = _Crew(client, compressor)
        for reason in crew.ask():
            raise _wrong(reason)
        if not crew.threads:
            raise _wrong(f"{address!r} has no workers")
        with _watch_over(crew, ClusterExecutor(client), tell) as watched:
            yield watched


class _Crew:
    """Who of a scheduler's workers makes the same pages; each is asked once, before it gets anything.

    ``threads`` are theirs, by their addresses.
    """

    def __init__(self, client: Any, compressor: str) -> None:
        self.threads: dict[str, int] = {}
        self._client = client
        self._compressor = compressor
        self._here = account(compressor)
        self._asked: dict[str, str] = {}  # what is wrong with each
        self._open: dict[str, Future[Any]] = {}  # the answers of those that are being asked

    def ask(self) -> list[str]:
        """Ask all who are there, wait for their answers, and return what is wrong with them."""
        self.look()
        wait(self._open.values())
        return self.look()

    def look(self) -> list[str]:
        """Look who is there; return what is wrong with those that are new, once each has answered. Raises
        what Dask does where the scheduler is lost."""
        there: dict[str, int] = self._client.nthreads()
        self._asked = {worker: wrong for worker, wrong in self._asked.items() if worker in there}
        self._open = {worker: answer for worker, answer in self._open.items() if worker in there}
        answered = {worker: answer for worker, answer in self._open.items() if answer.done()}
        for worker, answer in sorted(answered.items()):
            del self._open[worker]
            self._asked[worker] = self._wrong_with(worker, answer.exception() or answer.result())
        for worker in there.keys() - self._asked.keys() - self._open.keys():
            self._open[worker] = self._answer(worker)
        self.threads = {worker: there[worker] for worker, wrong in self._asked.items() if not wrong}
        return [self._asked[worker] for worker in sorted(answered) if self._asked[worker]]

    def _answer(self, worker: str) -> Future[Any]:
        """What a worker will answer. It is asked aside, for it may not do so for long; and not as a task: one
        that has not the package would end for want of it."""
        answer: Future[Any] = Future()

        def ask() -> None:
            try:
                answers = self._client.run(account, self._compressor, workers=[worker], on_error="return")
                answer.set_result(answers[worker])
            except Exception as error:  # noqa: BLE001  of any kind: the client is closed
                answer.set_exception(error)

        Thread(target=ask, daemon=True).start()
        return answer

    def _wrong_with(self, worker: str, answer: dict[str, str] | BaseException) -> str:
        if isinstance(answer, BaseException):  # of any kind: it may not have the package
            return f"worker {worker!r} cannot run broadsheet: {str(answer) or type(answer).__name__}"
        difference = _difference(self._here, answer)
        return f"worker {worker!r} has {difference}" if difference else ""


@record
class _Task:
    """A job, and where its result is waited for."""

    ours: Future[Any]
    run: tuple[Any, ...]  # the function and its arguments
    lost: int = 0  # how often all who might have done it went


class ClusterExecutor:
    """An executor over those workers of a scheduler that ``take_on`` names; its jobs end when the cluster is
    lost. No more are handed out than can be done at once: the rest is there for who joins later."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._crew: Any = None  # Dask's executor over the workers
        self._threads: Mapping[str, int] = {}
        self._waiting: deque[_Task] = deque()
        self._out: dict[Future[Any], tuple[_Task, Mapping[str, int]]] = {}
        self._lock = RLock()
        self._lost = ""

    def submit(self, function: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """A future that ends with what the function returns or raises, or with LostClusterError."""
        ours: Future[Result] = Future()
        with self._lock:
            self._waiting.append(_Task(ours, (function, *arguments)))
        self._hand_out()
        return ours

    def map(self, function: Callable[[Job], Result], jobs: Iterable[Job], /) -> Iterator[Result]:
        """Return the results in the order of the jobs."""
        futures = [self.submit(function, job) for job in jobs]
        return (future.result() for future in futures)

    def take_on(self, threads: Mapping[str, int]) -> None:
        """Hand jobs to these workers and no others, so many at once to each. What was handed to others of
        whom none is left is handed out again."""
        with self._lock:
            if threads != self._threads:
                self._threads = dict(threads)
                self._crew = self._client.get_executor(workers=[*threads], pure=False)
                gone = [done for done, (_, given) in self._out.items() if not given.keys() & threads.keys()]
                for done in gone:
                    task, _ = self._out.pop(done)
                    self._waiting.appendleft(replace(task, lost=task.lost + 1))
                    done.cancel()
        self._hand_out()

    def give_up(self, why: str) -> None:
        """End what is not done yet."""
        with self._lock:
            if self._lost:
                return
            self._lost = why
            out = [*self._out]
        for done in out:
            done.cancel()
        self._hand_out()

    def end(self) -> None:
        """Wait for what is being done, unless nobody does anything any more."""
        with self._lock:
            out = () if self._lost else [*self._out]
        wait(out)

    def _hand_out(self) -> None:
        with self._lock:
            while self._waiting and (self._lost or len(self._out) < sum(self._threads.values())):
                task = self._waiting.popleft()
                why = self._lost or ("the process that built it ended" if task.lost > _MOST_LOST else "")
                if why:
                    _end(task.ours, LostClusterError(why))
                elif not task.ours.cancelled():
                    done = self._crew.submit(*task.run)
                    self._out[done] = task, self._threads
                    done.add_done_callback(self._take_in)

    def _take_in(self, done: Future[Any]) -> None:
        with self._lock:
            task, _ = self._out.pop(done, (None, None))
        if task is None:  # it was handed out again
            return
        if done.cancelled():
            self.give_up("the scheduler was lost")
            _end(task.ours, LostClusterError(self._lost))
        else:
            _end(task.ours, done.exception(), done)
        self._hand_out()


def _end(ours: Future[Any], error: BaseException | None, done: Future[Any] | None = None) -> None:
    """Tell who waits, unless he does not any more."""
    if not ours.set_running_or_notify_cancel():
        return
    if error is not None:
        ours.set_exception(error)
    elif done is not None:
        ours.set_result(done.result())


@contextmanager
def _watch_over(
    crew: _Crew, watched: ClusterExecutor, tell: Callable[[Diagnostic], None]
) -> Iterator[ClusterExecutor]:
    over = Event()
    watched.take_on(crew.threads)
    watcher = Thread(target=_watch, args=(crew, watched, over, tell), daemon=True)
    watcher.start()
    try:
        yield watched
    finally:
        try:
            watched.end()
        finally:
            over.set()
            watcher.join(_LOOK)


def _watch(
    crew: _Crew, watched: ClusterExecutor, over: Event, tell: Callable[[Diagnostic], None]
) -> None:
    """Look at the workers until it is over, and give up where there are none for long, or no scheduler: what
    is being done is then cancelled by the client itself."""
    without = 0.0
    while not over.wait(_LOOK):
        try:
            for reason in crew.look():
                tell(diagnostic("W131", reason=reason))
        except Exception:  # noqa: BLE001  of any kind: the client is closed
            watched.give_up("the scheduler was lost")
            return
        watched.take_on(crew.threads)
        without = 0.0 if crew.threads else without + _LOOK
        if without >= WORKERLESS:
            watched.give_up("no worker is left")
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
