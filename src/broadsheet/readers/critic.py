"""What a style sheet or an edition may say of the page critic's rules."""

from __future__ import annotations

from broadsheet.readers.schema import Key, Record
from broadsheet.readers.values import Choice, Percent, Whole
from broadsheet.rules import LIMITS, RULES, Critic, Level, Limit, critic_of

_LEVEL = Choice(Level)


def _figure(limit: Limit) -> Percent | Whole:
    return Percent(limit.low, limit.high) if limit.share else Whole(limit.low, limit.high)


CRITIC: Record[Critic] = Record(
    critic_of,
    "critic",
    {rule.name: Key(_LEVEL, f"{rule.term} ({rule.code}); default {rule.level.value}") for rule in RULES}
    | {limit.name: Key(_figure(limit), limit.about) for limit in LIMITS},
)
