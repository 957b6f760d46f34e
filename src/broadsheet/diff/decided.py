"""What a desk's decisions make of a comparison: which pages are settled, which are open."""

from __future__ import annotations

from collections.abc import Mapping

from broadsheet.diff.words import PHRASES
from broadsheet.messages import Language
from broadsheet.model.decision import Decision, Ruling
from broadsheet.records import record


@record
class Decided:
    """Pages that differ, by number, with the ruling on each (``""``: none that holds), its reason
    and the sentence that reports tell of it. ``open`` are those that count against the comparison."""

    rulings: Mapping[int, tuple[str, str, str]]
    open: tuple[int, ...]

    def told(self) -> dict[int, str]:
        """The sentences, by page."""
        return {page: told for page, (_, _, told) in self.rulings.items() if told}


def settle(
    changes: Mapping[int, str], decisions: Mapping[int, Decision], language: Language = "en"
) -> Decided:
    """Weigh decisions against what differs; ``changes`` are fingerprints by page.

    A page is settled when it was expected to change in this very way, or in any if the decision names
    no change, and when nobody looks at it. A page that was ruled a regression stays open.
    """
    rulings: dict[int, tuple[str, str, str]] = {}
    still = []
    for page, change in changes.items():
        decision = decisions.get(page)
        if decision is None:
            rulings[page] = ("", "", "")
            still.append(page)
            continue
        ruling, reason = decision.ruling, decision.reason
        stale = decision.change not in ("", change) and ruling is not Ruling.SKIP
        phrase = "stale" if stale else "decision"
        told = PHRASES[phrase][language].format(
            ruling=PHRASES[ruling.value][language], reason=reason, was=decision.change, now=change
        )
        rulings[page] = ("", "", told) if stale else (ruling.value, reason, told)
        if stale or ruling is Ruling.REGRESSION:
            still.append(page)
    return Decided(rulings, tuple(still))
