"""Which rules are on, and files that say it wrongly."""

from __future__ import annotations

from pathlib import Path

import pytest

from store.check.findings import RULES
from store.check.rulebook import Rulebook, template
from store.check.tomlfile import FileError


def read(tmp_path: Path, text: str) -> Rulebook:
    file = tmp_path / "rules.toml"
    file.write_text(text, encoding="utf-8")
    return Rulebook.read(file)


def test_the_template_says_what_holds_without_a_file(tmp_path: Path) -> None:
    assert read(tmp_path, template()) == Rulebook()
    assert all(f"[{rule.id}]\n# {rule.help}\n" in template() for rule in RULES)
    assert all(rule.help.endswith(".") for rule in RULES)
    assert "follow-up-open" not in Rulebook().severities


def test_rules_are_turned_on_off_and_graded(tmp_path: Path) -> None:
    rules = read(
        tmp_path,
        '[follow-up-open]\nenabled = true\n[embargo]\nenabled = false\n[never-read]\nseverity = "note"\n'
        '[names]\ndifferent = [["Kari Hansen", "Kari Hanson"]]\n',
    )
    assert rules.on("follow-up-open")
    assert not rules.on("embargo")
    assert rules.severities["never-read"] == "note"
    assert rules.different == {frozenset({"kari hansen", "kari hanson"})}


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('[embargo]\n\nseverity = "fatal"\n', ":3: embargo.severity: must be one of error, warning, note"),
        ("[embargo]\nseverity = []\n", ":2: embargo.severity: must be one of"),
        ('[embargo]\nenabled = "no"\n', ":2: embargo.enabled: must be true or false"),
        ("[embargo]\nenable = true\n", ":2: embargo.enable: unknown; known are enabled, severity"),
        ("\n[embargoes]\n", ":2: embargoes: unknown; known are "),
        ("embargo = true\n", ":1: embargo: must be a table: [embargo]"),
        ('[names]\ndifferent = ["Kari Hansen"]\n', ":2: names.different: must be pairs of names"),
        ("names = 1\n", ":1: names: must be a table"),
        ("[embargo]\nenabled = true\nenabled = true\n", ":3: "),
        ('[embargo]\nseverity = """', ":2: severity: "),
    ],
)
def test_a_bad_file_names_line_and_key(tmp_path: Path, text: str, fault: str) -> None:
    with pytest.raises(FileError) as raised:
        read(tmp_path, text)
    assert str(raised.value).startswith(f"{tmp_path / 'rules.toml'}{fault}")
