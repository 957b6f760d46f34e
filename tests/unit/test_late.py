"""Modules that are read when something in them is used."""

from __future__ import annotations

import inspect
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from threading import Barrier, Thread

import pytest

from broadsheet.font.harfbuzz import CODE_FLAGS
from broadsheet.foreignpatterns import late_patterns
from broadsheet.late import put_off


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A package with a module that notes its reading, and one that imports that."""
    folder = tmp_path / "lazybones"
    folder.mkdir()
    (folder / "__init__.py").write_text("read = []\n", "utf-8")
    (folder / "slow.py").write_text(
        "import time\nfrom lazybones import read\nread.append(1)\ntime.sleep(0.05)\nanswer = 42\n", "utf-8"
    )
    (folder / "user.py").write_text("import lazybones.slow\nimport lazybones.slow as slow\n", "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.split(".")[0] == "lazybones"]:
        del sys.modules[name]


def _read() -> list[int]:
    read: list[int] = import_module("lazybones").read
    return read


def test_a_module_is_read_when_something_in_it_is_used(package: Path) -> None:
    put_off("lazybones.slow")
    user = import_module("lazybones.user")
    assert _read() == []
    assert user.slow.answer == 42
    assert user.slow is sys.modules["lazybones.slow"]
    assert type(user.slow) is type(sys)
    assert _read() == [1]


def test_what_is_taken_from_it_by_name_is_there(package: Path) -> None:
    put_off("lazybones.slow")
    (package / "taker.py").write_text("from lazybones.slow import answer\n", "utf-8")
    assert import_module("lazybones.taker").answer == 42


def test_a_function_may_be_taken_from_it_without_reading_it(package: Path) -> None:
    with (package / "slow.py").open("a", encoding="utf-8") as stream:
        stream.write("def twice(number, *, more=0):\n    return 2 * number + more\n")
    put_off("lazybones.slow", functions=("twice",))
    (package / "taker.py").write_text("from lazybones.slow import twice\n", "utf-8")
    twice = import_module("lazybones.taker").twice
    assert _read() == []
    assert (twice(2, more=3), twice(1)) == (7, 2)
    assert _read() == [1]
    assert sys.modules["lazybones.slow"].twice is not twice


def test_what_is_put_into_it_stays(package: Path) -> None:
    put_off("lazybones.slow")
    slow = import_module("lazybones.slow")
    slow.answer = 7
    assert (slow.answer, _read()) == (7, [1])


def test_threads_that_ask_at_once_wait_for_the_whole_module(package: Path) -> None:
    put_off("lazybones.slow")
    slow, start, answers = sys.modules["lazybones.slow"], Barrier(4), []

    def ask() -> None:
        start.wait()
        answers.append(slow.answer)

    threads = [Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (answers, _read()) == ([42] * 4, [1])


def test_a_module_that_cannot_be_read_says_so_when_it_is_used(package: Path) -> None:
    (package / "broken.py").write_text("import lazybones.nowhere\n", "utf-8")
    put_off("lazybones.broken")
    broken = sys.modules["lazybones.broken"]
    for _ in range(2):
        with pytest.raises(ModuleNotFoundError, match="nowhere"):
            broken.anything  # noqa: B018


def test_what_is_there_or_nowhere_is_left_alone(package: Path) -> None:
    slow = import_module("lazybones.slow")
    put_off("lazybones.slow", "lazybones.nowhere")
    assert sys.modules["lazybones.slow"] is slow
    assert "lazybones.nowhere" not in sys.modules


def test_patterns_of_a_package_are_compiled_when_they_are_used(package: Path) -> None:
    (package / "words.py").write_text(
        "import re\nfrom re import compile as now\n"
        "class Words:\n    late = re.compile('[a', re.X)\n    good = re.compile('A b', re.X | re.I)\n"
        "    soon = now('a')\n",
        "utf-8",
    )
    with late_patterns("lazybones"):
        words = import_module("lazybones.words").Words
    assert (words.good.match("aB").end(), type(words.soon)) == (2, re.Pattern)
    with pytest.raises(re.error, match="unterminated"):
        words.late.search("a")
    assert type(re.compile("a")) is re.Pattern


def test_other_packages_have_their_patterns_at_once(package: Path) -> None:
    (package / "words.py").write_text("import re\nfound = re.compile('a')\n", "utf-8")
    with late_patterns("lazy"):
        assert type(import_module("lazybones.words").found) is re.Pattern


def test_yaml_reads_what_it_should_after_us() -> None:
    """The Python parser that we leave alone still works, patterns and all."""
    program = (
        "import broadsheet.readers.yamlnode, yaml, re\n"
        "assert type(re.compile('a')) is re.Pattern\n"
        "assert yaml.load('a: [1, 2.5, yes, 2026-01-05]', yaml.SafeLoader)['a'][:3] == [1, 2.5, True]\n"
        "assert yaml.safe_dump({'a': ['1', 'x']}) == \"a:\\n- '1'\\n- x\\n\"\n"
        "try:\n    yaml.load('a: \\x00', yaml.SafeLoader)\n"
        "except yaml.reader.ReaderError:\n    print('refused')\n"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout == "refused\n"


def test_what_is_known_of_a_module_does_not_read_it(package: Path) -> None:
    put_off("lazybones.slow", known={"answer": 41})
    slow = import_module("lazybones.slow")
    assert (slow.answer, _read()) == (41, [])
    assert (slow.time.sleep, slow.answer, _read()) == (time.sleep, 42, [1])


def test_what_harfbuzz_is_told_of_inspect_is_true() -> None:
    assert {name: getattr(inspect, name) for name in CODE_FLAGS} == CODE_FLAGS


def test_harfbuzz_is_imported_without_inspect() -> None:
    program = (
        "import sys\nfrom broadsheet.font.harfbuzz import hb\n"
        "assert hb.Buffer and 'dis' not in sys.modules, 'it was read'\n"
        "import inspect\nprint(inspect.signature(lambda a: a))\n"
    )
    unmeasured = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    run = subprocess.run(  # what measures a process imports inspect itself
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, env=unmeasured
    )
    assert run.stdout == "(a)\n"
