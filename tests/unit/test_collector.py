"""Builds without the collector, one after the other in one process."""

from __future__ import annotations

import gc
import threading
from concurrent.futures import ThreadPoolExecutor
from weakref import WeakSet

import pytest

from broadsheet.collector import held, uncollected

THREE_ROUNDS = 24
"""Builds; each eighth looks through all that the suite holds, which takes it a third of a second."""


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_what_goes_round_in_circles_does_not_pile_up() -> None:
    alive: WeakSet[Ring] = WeakSet()
    most = 0
    for _ in range(THREE_ROUNDS):
        with uncollected():
            alive.add(Ring())
        most = max(most, len(alive))
    assert most <= 8


def test_nor_does_it_beside_a_build_of_another_thread() -> None:
    alive: WeakSet[Ring] = WeakSet()
    most = 0
    begun, enough = threading.Event(), threading.Event()

    def build_for_long() -> None:
        with uncollected():
            begun.set()
            enough.wait()
            assert not gc.isenabled()

    with ThreadPoolExecutor(1) as other:
        long = other.submit(build_for_long)
        begun.wait()
        for _ in range(THREE_ROUNDS):
            with uncollected():
                alive.add(Ring())
            most = max(most, len(alive))
        enough.set()
        long.result()
    assert most <= 8
    assert gc.isenabled()


def test_the_collector_is_off_within_and_on_behind() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


@pytest.mark.parametrize("frozen", [0, 375])  # before a program begins: of Python 3.11, of 3.12
def test_what_was_made_is_not_looked_through_at_once(frozen: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gc, "get_freeze_count", lambda: frozen)
    with uncollected():
        made = [Ring() for _ in range(5000)]
    young = gc.get_objects(generation=0) + gc.get_objects(generation=1)
    assert made
    assert not any(isinstance(one, Ring) for one in young)


def test_what_a_server_froze_stays_frozen() -> None:
    gc.freeze()
    try:
        with uncollected():
            pass
        assert gc.get_freeze_count() > 0
    finally:
        gc.unfreeze()


def test_who_has_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected(), uncollected():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


def test_what_a_command_made_is_held_until_the_next_one_has() -> None:
    alive: WeakSet[Ring] = WeakSet()

    def made() -> Ring:
        ring = Ring()
        alive.add(ring)
        return ring

    assert held(made()) in alive
    assert held(made()) in alive
    gc.collect()
    assert len(alive) == 1
    held(None)
