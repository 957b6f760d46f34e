"""The table of rules in docs/critic.md, written from ``broadsheet.rules``.

    python -m broadsheet.preflight.critic.reference docs/critic.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from broadsheet.patterns import late_pattern
from broadsheet.rules import LIMITS, RULES

_MARK = late_pattern(r"(<!-- (rules|limits) -->\n).*?(<!-- end -->)", re.DOTALL)


def rule_table() -> str:
    """The Markdown table of rules."""
    rows = ["| rule | code | 术语 | level | why |", "|---|---|---|---|---|"]
    rows.extend(
        f"| `{rule.name}` | {rule.code} | {rule.term} | {rule.level.value} | {rule.why} |" for rule in RULES
    )
    return "\n".join(rows) + "\n"


def limit_table() -> str:
    """The Markdown table of limits."""
    rows = ["| limit | meaning | from | to |", "|---|---|---|---|"]
    for limit in LIMITS:
        low, high = (f"{end / 10:g}%" if limit.share else str(end) for end in (limit.low, limit.high))
        rows.append(f"| `{limit.name}` | {limit.about} | {low} | {high} |")
    return "\n".join(rows) + "\n"


def renewed(text: str) -> str:
    """The document with its tables as the rules have them."""
    tables = {"rules": rule_table(), "limits": limit_table()}
    return _MARK.sub(lambda match: f"{match[1]}\n{tables[match[2]]}\n{match[3]}", text)


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(renewed(page.read_text("utf-8")), encoding="utf-8")
