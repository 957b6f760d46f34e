"""Every reason that is given in a sentence reads in Chinese, too."""

from __future__ import annotations

import ast
import errno
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import broadsheet
from broadsheet.diagnostics import _OURS, in_chinese

_RAISED = frozenset(
    ("RefusedPageError", "FunctionError", "PathError", "OutlineError", "UnusableError", "FontFileError",
     "BrokenFontError", "TooMuchError", "PlateError", "LostClusterError", "fault", "Found", "_wrong")
)  # fmt: skip
#: Of which more than a value is filled in.
_PARTS = frozenset(
    ("7 cannot be unpacked", "7 is cut short", "7 not found", "crop 7 lies outside 7 x 7 pixels",
     "worker '7' has 7")
)  # fmt: skip
_PROSE = re.compile(r"[A-Za-z]{2,} .*[A-Za-z]{2,}")
_HAN = re.compile(r"[\u4e00-\u9fff]")


def _texts(node: ast.AST) -> Iterator[str]:
    """What is written there, with 7 for what is filled in, in quotes where it is shown so."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(map(_filled, node.values))
    elif isinstance(node, ast.IfExp):
        yield from (*_texts(node.body), *_texts(node.orelse))
    elif isinstance(node, ast.BoolOp):
        yield from (text for each in node.values for text in _texts(each))


def _filled(part: ast.AST) -> str:
    if isinstance(part, ast.FormattedValue):
        return "'7'" if part.conversion == ord("r") else "7"
    return str(getattr(part, "value", ""))


def _said() -> Iterator[str]:
    for path in sorted(Path(broadsheet.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from (text for each in node.keywords if each.arg in _OURS for text in _texts(each.value))
            if name in _RAISED or (name == "ValueError" and "graphics" in path.parts):
                yield from (text for each in node.args for text in _texts(each))
            elif name == "append" and isinstance(node.args[0], ast.Tuple) and "pdfcheck" in path.parts:
                yield from (text for each in node.args[0].elts for text in _texts(each))


def test_every_reason_reads_in_chinese() -> None:
    found = {text for text in _said() if _PROSE.search(text)} - _PARTS
    assert len(found) > 100
    assert sorted(text for text in found if not _HAN.search(in_chinese(text))) == []


@pytest.mark.parametrize(
    "number",
    [
        *(errno.EACCES, errno.EPERM, errno.ENOENT, errno.EISDIR, errno.ENOTDIR, errno.EEXIST, errno.ELOOP),
        *(errno.ENAMETOOLONG, errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ESTALE, errno.EMFILE),
        *(errno.ENXIO, errno.EBUSY, errno.EFBIG, errno.ETIMEDOUT),
    ],
)
def test_what_the_system_says_of_files_reads_in_chinese(number: int) -> None:
    if not _HAN.search(in_chinese(os.strerror(number))):  # other systems have other words
        assert sys.platform != "linux"


@pytest.mark.parametrize(
    ("value", "chinese"),
    [
        ("'1.2.3' is no length", "'1.2.3' 不是长度"),
        ("<marker> in text", "文字中的 <marker>"),
        ("PANTONE 300/Black: too few samples", "PANTONE 300/Black：样本过少"),
        ("writing-mode, slanted text", "writing-mode、倾斜的文字"),
        ("PANTONE 300, Gold", "PANTONE 300, Gold"),
        ("'damaged, text'", "'damaged, text'"),
        ("a picture of 4 x 3 cannot be unpacked", "4 × 3 的图片无法解开"),
        ("crop [0, 0, 9, 9] lies outside 4 x 3 pixels", "裁切范围 [0, 0, 9, 9] 超出图片（4 × 3 像素）"),
        ("worker 'a:1' has 'zlib' '1.3', this is '1.2'", "工作进程 'a:1' 的 'zlib' 为 '1.3'，此处为 '1.2'"),
        ("damaged: 'a: text'", "已损坏：'a: text'"),
    ],
)
def test_names_stay_in_a_phrase_and_lists_of_phrases_are_read_one_by_one(value: str, chinese: str) -> None:
    assert in_chinese(value) == chinese
