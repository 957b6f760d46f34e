"""The JSON Schemas: up to date, and of one mind with the readers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from broadsheet.readers.export_schemas import schemas
from broadsheet.resources import shipped

ROOT = Path(__file__).parents[3]
FILES = [
    *(("layout", path) for path in sorted((ROOT / "layouts").glob("*.yaml"))),
    *(("style", path) for path in sorted((ROOT / "layouts" / "styles").glob("*.yaml"))),
    *(("edition", path) for path in sorted((ROOT / "content").glob("*/*.yaml"))),  # variants, too
    *(("layout", path) for path in sorted((ROOT / "content").glob("*/layouts/*.yaml"))),
    *(("style", path) for path in sorted((ROOT / "content").glob("*/styles/*.yaml"))),
]


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return value.isoformat() if isinstance(value, dt.date) else value


def test_the_files_are_what_the_specs_say() -> None:
    written = {path.name: path.read_text("utf-8") for path in shipped("schemas").glob("*.json")}
    assert schemas() == written, "run: python -m broadsheet.readers.export_schemas"


@pytest.mark.parametrize("text", schemas().values(), ids=schemas().keys())
def test_each_is_a_schema(text: str) -> None:
    jsonschema.Draft202012Validator.check_schema(yaml.safe_load(text))


@pytest.mark.parametrize(("kind", "path"), FILES, ids=lambda part: getattr(part, "name", part))
def test_our_own_files_follow_them(kind: str, path: Path) -> None:
    schema = yaml.safe_load(schemas()[f"{kind}.schema.json"])
    value = plain(yaml.safe_load(path.read_text("utf-8")))
    errors = jsonschema.Draft202012Validator(schema).iter_errors(value)
    assert [f"{list(error.absolute_path)}: {error.message}" for error in errors] == []


@pytest.mark.parametrize(
    ("kind", "text", "count"),
    [
        ("edition", "extends: edition.yaml", 0),
        ("edition", "extends: edition.yaml\npages: {1: {holes: {lead: null}}, 8: null}", 0),
        ("edition", "extends: edition.yaml\npages: [{number: 2, section: 本地}]", 0),
        ("edition", "extends: edition.yaml\npages: {1: {sectoin: 头版}}", 1),
        ("edition", "{paper: {name: 澜川日报}, date: '2026-11-23', pages: {1: {layout: front}}}", 1),
        ("edition", "issue: 3", 3),
        ("style", "extends: daily\nheadlines: {lead: {logo: {pad_x: 2pt}}}", 0),
        ("style", "extends: daily\nstories: {feature: {drop_cap: {lines: 4}}}", 0),
    ],
)
def test_what_extends_another_says_only_what_differs(kind: str, text: str, count: int) -> None:
    schema = yaml.safe_load(schemas()[f"{kind}.schema.json"])
    errors = jsonschema.Draft202012Validator(schema).iter_errors(plain(yaml.safe_load(text)))
    assert len(list(errors)) == count
