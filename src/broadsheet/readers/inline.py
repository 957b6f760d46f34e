"""The inside of a paragraph: bold, emphasis, escapes, and lines joined."""

from __future__ import annotations

import re

from broadsheet.model.article import Emphasis, Run, space_between
from broadsheet.patterns import late_pattern
from broadsheet.rows import NamedTuple
from broadsheet.source import UNSEEN

_MARKED = late_pattern(r"[\\*`\[<&_~]")
_ESCAPE = late_pattern(r"\\([!-/:-@\[-`{-~])")
_LINK = late_pattern(r"(!?)\[([^\[\]]*)\]\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)")
_ADDRESS = late_pattern(r"<((?:https?|ftp|mailto):[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+)>")
_CODE = late_pattern(r"(`+)([^`]+)\1(?!`)")
_TAG = late_pattern(r"</?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>]*)?/?>")
#: The reading over characters (ruby), and the brackets that stand for it where there is none.
_READING, _BRACKETS = late_pattern("<rt>([^<]*)</rt>"), late_pattern("<rp>[^<]*</rp>")
#: What Markdown has elsewhere and we have not: entities, footnotes, the addresses of links by number, bold
#: between underscores, words that are struck out.
_FOREIGN = late_pattern(
    r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,9});"
    r"|\[\^[^\]\s]{1,20}\]|\A\[[^\]\s]{1,20}\]:[ \t]*https?://\S*"
    r"|(?<!\w)__(?=[^\s_])[^_]*(?<!\s)__(?!\w)|~~(?=[^\s~])[^~]*(?<!\s)~~"
)
_DELIMITER = late_pattern(r"\*+")
#: Before the first of these no asterisk opens, behind the second none closes.
_CLOSERS = frozenset("，、。；：？！）〕】》」』”’〉,.;:?!)]}")
_OPENERS = frozenset("（〔【《「『“‘〈([{")
#: The sign of a stock that may be taken off the exchange (*ST海投), which marks nothing.
_STOCK = late_pattern(r"\*ST[一-鿿]")
#: The same, or a note's sign behind a mark (*1 男，*2 女), closes nothing.
_NO_END = late_pattern(r"\*ST[一-鿿]|(?<=[，、；])\*\w|(?<=[。：,.;:])\*[A-Za-z0-9]")
_SPACES = late_pattern(r"[ \t\n]*\n[ \t\n]*|[ \t]+")

#: Escaped characters wait outside Unicode's assigned planes until the marks have been read.
_SHELTER = 0xF0000
_SHELTERED = late_pattern("[\U000f0021-\U000f007e]")

_BREAK = "\n"

#: Characters of words that are told.
MOST_TOLD = 12

#: Half of a pair: asterisks before a word of some length or a speaker's name, which no masked name is
#: (**明、王**); a pair whose first stands before a space; and one of unlike halves, at a paragraph's end.
_ALONE = late_pattern(
    r"(?<!\w)\*{2,3}(?:[^\W\d]{3}|[^\W\d]{1,2}[：:])|(?<!\S)\*{2,3}[ \t][^*\n]+\*{2,3}"
    r"|(?<!\S)\*\w[^*\n]*\*{2,3}\s*\Z"
)

#: A line's bold words, and an end of line, where neither is one.
_STRONG = late_pattern(
    r"(?<![\w*])\*\*[^\s*，、。；：？！）》”][^*]*\*\*|\*\*[^\s*，、。；：？！）》”][^*]*\*\*(?![\w*])|\\n"
)


class Found(NamedTuple):
    """What a reader of copy is told: the code, of what, and the words of the copy where that is."""

    code: str
    what: str
    words: str


def read_inline(
    lines: list[str], language: str, every_line: bool, found: list[Found]
) -> tuple[Run, ...]:
    """Return the runs of a paragraph's lines; ``found`` receives what is not set or may be meant otherwise.

    Lines are joined without a space between Han and with one between Latin. A hard line break, or
    every line's end where ``every_line``, stays as a newline.
    """
    if len(lines) == 1 and _is_its_text(lines[0]):
        return (Run(lines[0]),)
    text = _join(lines, language, every_line)
    if UNSEEN.search(text):
        text = UNSEEN.sub("", text)
    if not _MARKED.search(text):
        return (Run(text),) if text else ()
    text = _ESCAPE.sub(lambda match: chr(_SHELTER + ord(match.group(1))), text)
    text = _flatten(text, found)
    runs = _emphasised(text, found) if "*" in text else [Run(text)] if text else []
    if _SHELTERED.search(text):
        runs = [Run(_uncovered(run.text), run.emphasis) for run in runs]
    return tuple(runs)


def foreign_marks(line: str) -> list[str]:
    """What is printed in a line that is no copy, and has a meaning in Markdown or HTML."""
    if _is_its_text(line):
        return []
    found: list[Found] = []
    _flatten(line, found)
    return [*(item.words for item in found), *_STRONG.findall(line)]


def _is_its_text(line: str) -> bool:
    """Whether a line is its own text, as most are. Looking for one mark after the other takes a quarter of
    the time that a pattern for all of them takes."""
    if not line.isprintable() or not line or line[0] == " " or line[-1] == " " or "  " in line:
        return False  # what cannot be printed is a control, a tab or a wide space
    if "*" in line or "\\" in line or "[" in line or "<" in line or "`" in line:
        return False
    return not ("&" in line or "_" in line or "~" in line)


def _uncovered(text: str) -> str:
    return _SHELTERED.sub(lambda match: chr(ord(match.group()) - _SHELTER), text)


def _join(lines: list[str], language: str, every_line: bool) -> str:
    joined = ""
    last = len(lines) - 1
    indents = _indents(lines) if every_line else ()
    for number, line in enumerate(lines):
        slashed = line.endswith("\\") and number < last
        hard = every_line or slashed or line.endswith("  ")
        words = (line[:-1] if slashed else line).strip(" \t　\0")
        if "  " in words or "\t" in words:
            words = _SPACES.sub(" ", words)
        joined += "　" * indents[number] + words if indents and words else words
        if number < last:
            following = lines[number + 1].strip(" \t　\0")
            joined += _BREAK if hard else space_between(words[-1:], following[:1], language)
    return joined


def _indents(lines: list[str]) -> list[int]:
    """The full-width spaces that each line of a verse begins with, but for those that all have."""
    typed = [line[: len(line) - len(line.lstrip(" \t　\0"))].count("　") for line in lines]
    return [indent - min(typed) for indent in typed]


def _flatten(text: str, found: list[Found]) -> str:
    """Links, images, code and HTML as the plain text in them."""
    if "<" in text and (address := _ADDRESS.search(text)):
        _note(found, "W304", address[0], "a link")
        text = _ADDRESS.sub(lambda match: match.group(1), text)
    if "](" in text:
        for link in _LINK.finditer(text):
            _note(found, "W304", link[0], "an image" if link[1] else "a link")
        for _ in range(2):  # an image may be a link's text
            text = _LINK.sub(lambda match: match.group(2), text)
    if "`" in text and (code := _CODE.search(text)):
        _note(found, "W304", code[0], "code")
        text = _CODE.sub(lambda match: match.group(2), text)
    if "<!--" in text:
        _note(found, "P311", text[text.index("<!--") :])
    if "<" in text and (tag := _TAG.search(text)):
        _note(found, "W304", tag[0], "HTML")
        if "<rt>" in text:
            text = _READING.sub(r"（\1）", _BRACKETS.sub("", text))
        text = _TAG.sub("", text)
    if "&" in text or "_" in text or "~" in text or "[" in text:
        for foreign in _FOREIGN.finditer(text):
            _note(found, "W311", foreign[0])
    return text


def _note(found: list[Found], code: str, words: str, what: str = "") -> None:
    """Note once in a paragraph what is not set, or words that are printed as they stand."""
    words = _uncovered(words)
    item = Found(code, what or words[:MOST_TOLD], words)
    if len(found) < 100 and not any(other[:2] == item[:2] for other in found):
        found.append(item)


def _emphasised(text: str, found: list[Found]) -> list[Run]:
    """Runs between asterisks; one that opens nothing or closes nothing stays as it is.

    Both of a pair inside of words may be a name's that is masked (王**和李**), which is told.
    """
    runs: list[Run] = []
    position = 0
    closed = {1, 2, 3}
    while True:
        opening = _DELIMITER.search(text, position)
        if opening is None:
            break
        count = min(len(opening.group()), 3)
        inner_start = opening.end()
        opens = count in closed and _opens(text, opening)
        closing = _closing(text, inner_start, count) if opens else -1
        if opens and closing < 0:  # nor does anything close a later one
            closed.remove(count)
        if closing < 0:
            if _ALONE.match(text, opening.start()):
                _note(found, "W311", text[opening.start() :])
            _append(runs, text[position:inner_start], Emphasis.NONE)
            position = inner_start
            continue
        _append(runs, text[position : opening.start()], Emphasis.NONE)
        emphasis = Emphasis.EMPHASIS if count == 1 else Emphasis.STRONG
        inner = text[inner_start:closing]
        if "*" in inner:
            inner = "".join(run.text for run in _emphasised(inner, []))
        _append(runs, inner, emphasis)
        position = closing + count
        if _is_inside(text, opening.start(), position):
            found.append(Found("N308", inner, inner))
    _append(runs, text[position:], Emphasis.NONE)
    return runs


def _opens(text: str, mark: re.Match[str]) -> bool:
    """Whether asterisks may open: not before a space or a mark that closes (王**、李**)."""
    following = text[mark.end() : mark.end() + 1]
    if mark.end() - mark.start() > 3 or following.isspace() or following in _CLOSERS:
        return False
    return not (_within(text, mark) or _STOCK.match(text, mark.start()))


def _closing(text: str, start: int, count: int) -> int:
    """Where as many asterisks close what opened before ``start``; -1 where nothing does."""
    for match in _DELIMITER.finditer(text, start):
        if len(match.group()) != count or _within(text, match):
            continue
        before = text[match.start() - 1]
        if not (before.isspace() or before in _OPENERS or _NO_END.match(text, match.start())):
            return match.start()
    return -1


def _within(text: str, mark: re.Match[str]) -> bool:
    """Whether asterisks stand between Latin letters or figures: 3*5, 138**1234."""
    start, end = mark.span()
    return _is_inside(text, start, end) and (text[start - 1] + text[end]).isascii()


def _is_inside(text: str, start: int, end: int) -> bool:
    """Whether letters or figures, Han among them, stand right before and right after a part of a text."""
    return text[max(0, start - 1) : start].isalnum() and text[end : end + 1].isalnum()


def _append(runs: list[Run], text: str, emphasis: Emphasis) -> None:
    if not text:
        return
    if runs and runs[-1].emphasis is emphasis:
        text = runs.pop().text + text
    runs.append(Run(text, emphasis))
