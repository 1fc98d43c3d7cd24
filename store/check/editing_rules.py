"""`[quotes]` in `stylebook.toml`: what the house's editors may change in a quotation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from store.check.tomlfile import TomlFile
from store.evidence.rules import EditingRules


def read_editing_rules(file: TomlFile) -> EditingRules:
    """Read the rules from the `[quotes]` table of a stylebook. Raises FileError, which names line and key."""
    table = file.tables.get("quotes", {})
    if not isinstance(table, dict):
        raise file.fault("must be a table: [quotes]", "", "quotes")
    known = {each.name: each.default for each in fields(EditingRules)}
    file.check_keys(table, tuple(known), "quotes")
    return EditingRules(**{name: _value(file, table, name, known[name]) for name in table})


def _value(file: TomlFile, table: Mapping[str, Any], name: str, default: object) -> Any:
    value = table[name]
    if isinstance(default, bool):
        if not isinstance(value, bool):
            raise file.fault("must be true or false", "quotes", name)
        return value
    if isinstance(default, int):
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 1000:
            raise file.fault("must be a number of words from 0 to 1000", "quotes", name)
        return value
    if not isinstance(value, list) or not all(isinstance(each, str) and each.strip() for each in value):
        raise file.fault("must be a list of words", "quotes", name)
    return tuple(" ".join(each.casefold().split()) for each in value)
