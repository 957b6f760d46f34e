"""Wrong use, said as every other finding is: argparse prints a page of flags first, and knows no Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence

from broadsheet.cli.show import language_of
from broadsheet.diagnostics import Diagnostic, Hint, diagnostic, hint, render_text
from broadsheet.readers.report import meant_hints

#: What argparse says, the code that says it, and what is known beside the groups of the pattern.
_SAID: tuple[tuple[str, str, dict[str, str]], ...] = (
    (r"the following arguments are required: (?P<name>.+)", "E125", {}),
    (r"unrecognized arguments: (?P<name>.+)", "E126", {}),
    (r"argument (?P<key>.+?): invalid choice: (?P<value>.+?) \(choose from (?P<choices>.+)\)", "E114", {}),
    (r"argument (?P<key>.+?): invalid int value: (?P<found>.+)", "E113", {"expected": "a whole number"}),
    (r"argument (?P<key>.+?): invalid float value: (?P<found>.+)", "E113", {"expected": "a number"}),
    (r"argument (?P<name>.+?): expected .*argument", "E127", {}),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "E128", {}),
)


def said(message: str, usage: str, command: str, argv: Sequence[str]) -> Diagnostic:
    """The finding for a message of argparse about ``argv``; ``usage`` names the flags that there are."""
    names = re.findall(r"--[a-z][a-z-]*", usage)
    more: list[Hint] = [hint("help", command=command)]
    if argv and argv[0].startswith("-"):
        more.insert(0, hint("flags-last", flag=argv[0]))
    for pattern, code, known in _SAID:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match is None:
            continue
        values = {**known, **match.groupdict()}
        if code == "E114":
            values["value"] = values["value"].strip("'\"")
            values["choices"] = values["choices"].replace("'", "")
            names = values["choices"].split(", ")
        wrong = values.get("value" if code == "E114" else "name", "").partition("=")[0]
        if code in ("E114", "E126") and wrong not in names:
            more[:0] = meant_hints(wrong, names)
        return diagnostic(code, None, more, **values)
    return diagnostic("E129", None, more, reason=message)


def shown(item: Diagnostic, argv: Sequence[str]) -> str:
    """A finding as text, in the language that the arguments ask for as far as they can be read."""
    asked = " ".join(argv).replace("=", " ").split()
    lang = asked[asked.index("--lang") + 1 :][:1] if "--lang" in asked else []
    language = language_of(argparse.Namespace(lang=lang[0] if lang else None))
    return render_text(item, language=language)
