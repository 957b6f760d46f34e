"""One process from cold: its wall time, its processor time, its peak memory, what it wrote."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


class ContestantError(Exception):
    """A measured process failed; the text is what it said."""


@dataclass(frozen=True, slots=True)
class Contestant:
    """A command to be measured, and the files that it writes (their sizes are added up)."""

    name: str
    command: Sequence[str]
    written: Callable[[], Sequence[Path]]
    environment: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took. Seconds, and bytes; ``cpu`` is user and system time of all its threads."""

    wall: float
    cpu: float
    memory: int
    size: int


def measured(contestant: Contestant) -> Cost:
    """Run a contestant once. Raises ContestantError where it fails."""
    with subprocess.Popen(
        contestant.command,
        env={**os.environ, **contestant.environment},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        begin = time.perf_counter()
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):  # 1: pages that preflight has a word about
        raise ContestantError(f"{contestant.name}: {said.decode(errors='replace')[-2000:]}")
    size = sum(path.stat().st_size for path in contestant.written())
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, size)


def compare(contestants: Sequence[Contestant], runs: int) -> dict[str, Cost]:
    """Run all contestants by turns, one round unmeasured, and return their medians by name.

    By turns, because whatever else the machine does then falls on all of them.
    """
    for contestant in contestants:
        measured(contestant)
    found: dict[str, list[Cost]] = {contestant.name: [] for contestant in contestants}
    for _ in range(runs):
        for contestant in contestants:
            found[contestant.name].append(measured(contestant))
    return {name: _middle(costs) for name, costs in found.items()}


def _middle(costs: Sequence[Cost]) -> Cost:
    return Cost(
        median(cost.wall for cost in costs),
        median(cost.cpu for cost in costs),
        int(median(cost.memory for cost in costs)),
        int(median(cost.size for cost in costs)),
    )
