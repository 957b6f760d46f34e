"""The table of rules in docs/preflight.md, written from the rules.

    python -m broadsheet.pdfcheck.reference docs/preflight.md
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from broadsheet.pdfcheck.rules import RULES, PdfRule

_MARK = re.compile(r"(<!-- rules -->\n).*?(<!-- end -->)", re.DOTALL)


def rule_table() -> str:
    """The rules as a table of Markdown."""
    rows = ["", "| id | name | severity | what is right |", "|---|---|---|---|"]
    rows += [f"| {rule.id} | `{rule.name}` | {_severity(rule)} | {rule.right} |" for rule in RULES]
    return "\n".join([*rows, "", ""])


def _severity(rule: PdfRule) -> str:
    if not rule.refused:
        return rule.weight.value
    return f"{rule.weight.value}; error for {', '.join(each.upper() for each in rule.refused)}"


def filled(text: str) -> str:
    """A page with its table made anew."""
    return _MARK.sub(lambda match: match[1] + rule_table() + match[2], text)


if __name__ == "__main__":
    page = Path(sys.argv[1])
    page.write_text(filled(page.read_text("utf-8")), "utf-8")
