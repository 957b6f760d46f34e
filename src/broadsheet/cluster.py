"""Editions on many machines, by a Dask scheduler; the extra ``cluster`` brings what it needs."""

from __future__ import annotations

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
    """An executor over a scheduler's workers (``tcp://host:8786``), which need this version of broadsheet,
    and the editions and fonts below the same paths. Jobs of a worker that is lost are done by another.

    Raises BroadsheetError where Dask is not installed, the scheduler does not answer or has no workers,
    or the workers' version is another.
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
        versions = client.run(worker_version)
        if not versions:
            raise _wrong(f"{address} has no workers")
        others = sorted({each for each in versions.values() if each != worker_version()})
        if others:
            raise _wrong(f"workers have {', '.join(others)}, this is {worker_version()}")
        with client.get_executor(retries=2) as executor:
            yield executor


def worker_version() -> str:
    """The version that a worker has, and whether its fonts are where they should be."""
    has_fonts = any(shipped("fonts").glob("*.ttf"))
    return f"broadsheet {__version__}{'' if has_fonts else ' without fonts'}"


def _wrong(reason: str) -> BroadsheetError:
    return BroadsheetError([diagnostic("E105", flag="--scheduler", reason=reason)])
