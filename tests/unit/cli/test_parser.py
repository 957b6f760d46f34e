"""The parser of one command, which is what a run makes, and that of all."""

from __future__ import annotations

import shlex

import pytest

from broadsheet.cli.commands import COMMANDS
from broadsheet.cli.parser import make_parser, parse


def told(parser, *arguments: str, capsys) -> str:  # type: ignore[no-untyped-def]
    with pytest.raises(SystemExit):
        parser.parse_args(arguments)
    out, err = capsys.readouterr()
    return str(out + err)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_says_the_same_alone_and_among_all(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in ((name, "--help"), (name, "--no-such-flag"), (name,)):
        if (name, *arguments) != ("fonts", "fonts"):  # needs nothing
            alone = told(make_parser(only=name), *arguments, capsys=capsys)
            assert alone == told(make_parser(), *arguments, capsys=capsys)
            assert alone


def test_a_name_that_is_no_command_is_told_with_those_that_are(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(["biuld", "paper"])
    said = capsys.readouterr().err
    assert "biuld" in said
    assert all(name in said for name in COMMANDS)


WRONG = [
    ("build paper --fromat pdf", "[E126] --fromat pdf is not known here", "did you mean '--format'?"),
    ("proof pages a.pdf --pgaes 1", "[E126] --pgaes 1 is not known here", "did you mean '--pages'?"),
    ("check paper twice", "[E126] twice is not known here", "broadsheet check --help"),
    ("buidl paper", "[E114] COMMAND: 'buidl' is not one of build,", "did you mean 'build'?"),
    ("build paper --jobs two", "[E113] --jobs: a whole number expected, found 'two'", "build --help"),
    ("preflight a.pdf --ink much", "[E113] --ink: a number expected, found 'much'", "preflight --help"),
    ("build paper --format", "[E127] --format needs a value", "broadsheet build --help"),
    ("build paper --out ''", "[E127] --out needs a value", "broadsheet build --help"),
    ("build paper --profile=", "[E127] --profile needs a value", "broadsheet build --help"),
    ("build paper --marks ''", "[E127] --marks needs a value", "broadsheet build --help"),
    ("check ''", "[E127] EDITION needs a value", "broadsheet check --help"),
    ("proof pages a.pdf --out ''", "[E127] --out needs a value", "broadsheet proof pages --help"),
    ("build paper --lock --locked", "[E128] --locked and --lock cannot both be given", "--help"),
    ("nightly night.yaml", "[E125] --date is missing", "broadsheet nightly --help"),
    ("proof", "[E125] COMMAND is missing", "broadsheet proof --help"),
    ("build paper --p 2", "[E129] ambiguous option: --p could match", "--help"),
]


@pytest.mark.parametrize(("line", "told", "help_named"), WRONG)
def test_wrong_use_is_a_finding_that_names_what_is_right(
    line: str, told: str, help_named: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse(shlex.split(line))
    said = capsys.readouterr().err
    assert stopped.value.code == 2
    assert said.startswith("error" + told)
    assert help_named in said
    assert "usage:" not in said


@pytest.mark.parametrize("lang", ["--lang zh", "--lang=zh"])
def test_wrong_use_is_told_in_chinese(lang: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parse(f"build paper --jobs two {lang}".split())
    assert capsys.readouterr().err.startswith("错误[E113] --jobs：应为整数，实为'two'")


def test_no_command_at_all_is_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        parse([])
    assert stopped.value.code == 2
    assert "broadsheet new mypaper" in capsys.readouterr().err
