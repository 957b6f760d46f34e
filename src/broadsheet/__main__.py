"""``python -m broadsheet``."""

from broadsheet.cli import command

command()
