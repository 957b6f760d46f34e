"""Web and mail addresses: where they are in a text, and where they may be parted.

Source: RFC 3986 and its appendix C; the practice of printed dailies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.patterns import late_pattern
from broadsheet.text.items import WORD_PART

#: RFC 3986 has no other characters; of them, those that the sentence around an address may end with.
_ADDRESS = late_pattern(
    r"(?:https?://|www\.)[\w\-.~:/?#\[\]@!$&'()*+,;=%]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+",
    re.ASCII,
)
_AFTER_ADDRESS = ".,:;!?'"
_BRACKETS = {")": "(", "]": "["}
_ADDRESS_BREAKERS = late_pattern(r"(?<=[/.?&@=_])(?=[A-Za-z0-9])")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each web or mail address. A bracket that closes what was opened before the
    address, and the full stop or comma of the sentence, are no part of it."""
    if not ("/" in text or "." in text or "@" in text):
        return
    for match in _ADDRESS.finditer(text):
        end = _address_end(text, match.start(), match.end())
        while end > match.start() and text[end - 1] in _AFTER_ADDRESS:
            end -= 1
        yield match.start(), end


def _address_end(text: str, start: int, end: int) -> int:
    """The place of the first bracket that closes what was not opened in the address, or its end."""
    opened = []
    for position in range(start, end):
        if text[position] in "([":
            opened.append(text[position])
        elif text[position] in _BRACKETS and (not opened or opened.pop() != _BRACKETS[text[position]]):
            return position
    return end


def settle_addresses(text: str, breaks: bytearray) -> None:
    """Part web and mail addresses after the signs that part them (no hyphen)."""
    for start, end in addresses(text):
        for part in _ADDRESS_BREAKERS.finditer(text, start + 1, end):
            breaks[part.start()] = WORD_PART
