"""`rules.toml`: which rules are enabled, and their severity."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from store.check.findings import RULES, SEVERITIES, Rule, Severity
from store.check.tomlfile import TomlFile

HEAD = """\
# The rules of the publish gate. What is not said here is as it is below.
# severity is one of error, warning, note. `copydesk check --fail-on` says from which on the gate stays shut.
"""
NAMES = """
[names]
# People whose names are close and who are not the same: no finding tells them together.
different = []
# different = [["Kari Hansen", "Kari Hanson"], ["Jon Berg", "John Berg"]]
"""


@dataclass(frozen=True, slots=True)
class Rulebook:
    """The rules in force: `severities` of those enabled, by id, and pairs of names of different people."""

    severities: Mapping[str, Severity] = field(
        default_factory=lambda: {rule.id: rule.severity for rule in RULES if rule.enabled}
    )
    different: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def read(cls, path: Path) -> Rulebook:
        """Read the rules in a file. Raises FileError, which names line and key."""
        file = TomlFile(path)
        file.check_keys(file.tables, [*(rule.id for rule in RULES), "names"], "")
        severities: dict[str, Severity] = {}
        for rule in RULES:
            severity = _severity(file, rule)
            if severity is not None:
                severities[rule.id] = severity
        return cls(severities, _different(file))

    def on(self, *ids: str) -> bool:
        """Whether any of these rules is enabled."""
        return any(id in self.severities for id in ids)


def template() -> str:
    """A `rules.toml` with the default settings and each rule's help."""
    parts = [HEAD]
    for rule in RULES:
        on = "true" if rule.enabled else "false"
        parts.append(f'\n[{rule.id}]\n# {rule.help}\nenabled = {on}\nseverity = "{rule.severity}"\n')
    return "".join([*parts, NAMES])


def _severity(file: TomlFile, rule: Rule) -> Severity | None:
    """The severity of a rule, None if it is off."""
    table = file.tables.get(rule.id, {})
    if not isinstance(table, dict):
        raise file.fault("must be a table: [" + rule.id + "]", "", rule.id)
    file.check_keys(table, ("enabled", "severity"), rule.id)
    enabled, severity = table.get("enabled", rule.enabled), table.get("severity", rule.severity)
    if not isinstance(enabled, bool):
        raise file.fault("must be true or false", rule.id, "enabled")
    if severity not in SEVERITIES:
        raise file.fault(f"must be one of {', '.join(SEVERITIES)}", rule.id, "severity")
    return severity if enabled else None


def _different(file: TomlFile) -> frozenset[frozenset[str]]:
    table = file.tables.get("names", {})
    if not isinstance(table, dict):
        raise file.fault("must be a table: [names]", "", "names")
    file.check_keys(table, ("different",), "names")
    pairs = table.get("different", [])
    if not isinstance(pairs, list) or not all(
        isinstance(pair, list) and len(pair) == 2 and all(isinstance(name, str) for name in pair) for pair in pairs
    ):
        raise file.fault('must be pairs of names: [["A B", "A C"]]', "names", "different")
    return frozenset(frozenset(name.casefold() for name in pair) for pair in pairs)
