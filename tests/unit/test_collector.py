"""Builds without the collector, one after the other in one process."""

from __future__ import annotations

import gc
from weakref import WeakSet

from broadsheet.collector import held, uncollected


class Ring:
    def __init__(self) -> None:
        self.itself = self


def test_what_goes_round_in_circles_does_not_pile_up() -> None:
    alive: WeakSet[Ring] = WeakSet()
    most = 0
    for _ in range(100):
        with uncollected():
            alive.add(Ring())
        most = max(most, len(alive))
    assert most <= 8


def test_the_collector_is_off_within_and_on_behind() -> None:
    assert gc.isenabled()
    with uncollected():
        assert not gc.isenabled()
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_has_it_off_keeps_it_off() -> None:
    gc.disable()
    try:
        with uncollected():
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
