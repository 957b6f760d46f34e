"""Editions on many machines, by a Dask scheduler; the extra ``cluster`` brings what it needs."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from broadsheet import __version__
from broadsheet.diagnostics import BroadsheetError, diagnostic
from broadsheet.executor import Executor
from broadsheet.resources import shipped

PATIENCE = "10s"
"""How long a scheduler may take to answer."""


@contextmanager
def cluster_executor(address: str) -> Iterator[Executor]:
    """An executor over a scheduler's workers (``tcp://host:8786``), which need this version of broadsheet and
    its fonts, and the editions below the same paths. Jobs of a worker that is lost are done by another.

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
        raise _wrong(f"{address} does not answer: {error}") from error
    with client:
        try:
            accounts = client.run(account)
        except Exception as error:  # a worker's own, of any kind: it may not have the package
            raise _wrong(f"a worker cannot run broadsheet: {error}") from error
        if not accounts:
            raise _wrong(f"{address} has no workers")
        here = account()
        for worker, there in sorted(accounts.items()):
            difference = _difference(here, there)
            if difference:
                raise _wrong(f"worker {worker} has {difference}")
        with client.get_executor(retries=2) as executor:
            yield executor


def account() -> dict[str, str]:
    """What pages are made with here: versions, and the shipped fonts by name and size."""
    fonts = {path.name: f"{path.stat().st_size} bytes" for path in shipped("fonts").glob("*.ttf")}
    return {"broadsheet": __version__, "zlib": zlib.ZLIB_RUNTIME_VERSION, **fonts}


def _difference(here: dict[str, str], there: dict[str, str]) -> str:
    """The first thing of ours that a worker has not, or another of; empty where there is none."""
    for name, mine in here.items():
        if name not in there:
            return f"no {name}"
        if there[name] != mine:
            return f"{name} {there[name]}, this is {mine}"
    return ""


def _wrong(reason: str) -> BroadsheetError:
    return BroadsheetError([diagnostic("E105", flag="--scheduler", reason=reason)])
