"""The parser of one command, which is what a run makes, and that of all."""

from __future__ import annotations

import pytest

from broadsheet.cli.parser import COMMANDS, make_parser, parse


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
