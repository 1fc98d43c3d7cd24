"""The samples that claim to be valid are: against the schemas in `tests/data/formats`."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from tests.conftest import ROOT
from tests.store.formats.test_corpus import CORPUS

SCHEMAS = ROOT / "tests" / "data" / "formats"
VALID = [name for name, sample in CORPUS.items() if sample.schema]


@cache
def relax_ng(path: Path) -> Any:
    """A compiled RELAX NG schema."""
    return etree.RelaxNG(etree.parse(path))


@cache
def json_schema(path: Path) -> jsonschema.protocols.Validator:
    """A JSON Schema's validator, with formats checked."""
    schema = json.loads(path.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    checker = jsonschema.Draft202012Validator.FORMAT_CHECKER
    return jsonschema.Draft202012Validator(schema, format_checker=checker)


@pytest.mark.parametrize("name", VALID)
def test_a_sample_is_valid(name: str) -> None:
    sample = CORPUS[name]
    path = SCHEMAS / sample.schema
    if path.suffix == ".rng":
        schema = relax_ng(path)
        schema.assertValid(etree.fromstring(sample.data))
    else:
        json_schema(path).validate(json.loads(sample.data))


def test_every_schema_holds_samples_and_refuses_others() -> None:
    used = {CORPUS[name].schema for name in VALID}
    assert used == {path.name for path in SCHEMAS.iterdir() if path.suffix in (".rng", ".json")}
    assert len(VALID) >= 80
    assert not relax_ng(SCHEMAS / "atom.rng").validate(etree.fromstring(CORPUS["feeds/rss.xml"].data))
    assert not relax_ng(SCHEMAS / "nitf-profile.rng").validate(etree.fromstring("<nitf><body/></nitf>"))
    assert list(json_schema(SCHEMAS / "ninjs-1.schema.json").iter_errors(json.loads(CORPUS["ninjs/two.json"].data)))
