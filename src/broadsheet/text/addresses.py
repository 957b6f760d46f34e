"""Addresses of the web, of mail and of papers (DOI): where they are in a text, and where they may be parted.

Source: RFC 3986 and its appendix C; the practice of printed dailies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from broadsheet.patterns import late_pattern
from broadsheet.text.items import NAME, WORD_PART

#: RFC 3986 has no other characters; of them, those that the sentence around an address may end with.
_ADDRESS = late_pattern(
    r"(?:https?://|www\.)[\w\-.~:/?#\[\]@!$&'()*+,;=%]+|(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<![\w.])10\.[0-9]{4,9}/[\w.()/:;-]{6,}",
    re.ASCII,
)
_AFTER_ADDRESS = ".,:;!?'"
_BRACKETS = {")": "(", "]": "["}
_BREAKERS = late_pattern(r"(?<=[/.?&@=_])(?=[A-Za-z0-9])")
_PAPER_BREAKERS = late_pattern(r"(?<=[0-9A-Za-z]{2}[/.-])(?<!^10\.)(?=[A-Za-z0-9]{2})")
_MAIL_BREAKERS = late_pattern(r"(?<=[.@_+-])(?=[A-Za-z0-9])")
_LAST_LABEL = late_pattern(r"(?<=\.)[A-Za-z]{2,3}$")


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address. A bracket that closes what was opened before the
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
    """Part addresses of the web and of papers behind the signs that part them (no hyphen), and those of mail
    behind their ``@``; only where the line would be too loose the latter elsewhere, and any before its last
    two or three letters."""
    for start, end in addresses(text):
        address = text[start:end]
        is_mail = "@" in address and "/" not in address and not address.startswith("www.")
        last = _LAST_LABEL.search(address)
        breakers = _MAIL_BREAKERS if is_mail else _PAPER_BREAKERS if address.startswith("10.") else _BREAKERS
        for part in breakers.finditer(address, 1):
            place = part.start()
            is_light = (last is not None and place == last.start()) or (is_mail and address[place - 1] != "@")
            breaks[start + place] = NAME if is_light else WORD_PART


def in_file_name(text: str, start: int, end: int) -> bool:
    """True where a word is part of a file name or a compound, which no hyphen may enter."""
    return text[start - 1 : start] in tuple("/@.:_-") or text[end : end + 1] in tuple("/@:_-")
