"""The publish gate over the desk: loads the house's files, checks every article, compares names. Knows no screen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from tui.config import locations
from tui.jobs.collection import Collection, CollectionError, with_progress

if TYPE_CHECKING:
    from extract.types import Article
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.check.findings import Finding
    from store.check.gate import Gate, ProofsOf
    from store.check.rulebook import Rulebook
    from store.check.stylebook import Stylebook
    from store.evidence.proofs import Proof
    from store.notes.notebook import Notebook

Report = Callable[[str], None]
Findings = dict[str, "list[Finding]"]
"""The findings by the article's key; an article that could not be checked has no entry."""


def house_rules(home: Path, named: Path | None = None, on_file_found: Callable[[Path], None] | None = None) -> Rulebook:
    """The rules in the file `named`, else in `rules.toml` of the data folder, else of the configuration.

    `on_file_found` is called with a file that was not named. Raises FileError.
    """
    from store.check.rulebook import Rulebook

    path = named or _found(home, "rules.toml", on_file_found)
    return Rulebook.read(path) if path else Rulebook()


def house_style(
    home: Path, named: Path | None = None, on_file_found: Callable[[Path], None] | None = None
) -> Stylebook:
    """The stylebook in the file `named`, else `stylebook.toml`, in the same places. Raises FileError."""
    from store.check.stylebook import Stylebook

    path = named or _found(home, "stylebook.toml", on_file_found)
    return Stylebook.read(path) if path else Stylebook()


def _found(home: Path, name: str, on_file_found: Callable[[Path], None] | None) -> Path | None:
    for folder in (home, locations.config_file().parent):
        path = folder / name
        if path.exists():
            if on_file_found is not None:
                on_file_found(path)
            return path
    return None


def gate(
    collection: Collection,
    rules: Path | None = None,
    stylebook: Path | None = None,
    on_file_found: Callable[[Path], None] | None = None,
) -> Gate:
    """The gate with the house's files. Raises FileError."""
    from store.check.gate import Gate

    style = house_style(collection.home, stylebook, on_file_found)
    return Gate(house_rules(collection.home, rules, on_file_found), style, datetime.now(UTC), collection.text)


def own_findings(library: Library, notebook: Notebook, entry: Entry) -> list[Finding]:
    """What the gate finds in one article that was read, apart from what needs other articles or evidence.

    Raises OSError and FileError.
    """
    from store.check.gate import Gate
    from store.export.source import exported

    gate = Gate(house_rules(library.home), house_style(library.home), datetime.now(UTC), library.text)
    return list(gate.check(exported(library, notebook, entry)))


def attached_proofs(collection: Collection, gate: Gate, faults: list[str]) -> ProofsOf | None:
    """Proves a story against its attachments; None if no story has any, or no enabled rule needs them.

    Unusable evidence adds a line to `faults`.
    """
    from store.check.gate import PROOF_RULES

    if not gate.rules.on(*PROOF_RULES) or not (collection.home / "evidence").is_dir():
        return None
    from tui.jobs.quote_proofs import prove_attached

    def proofs_of(entry: Entry, article: Article) -> Sequence[Proof]:
        try:
            return prove_attached(collection, entry, article, gate.style.editing, remember=False).proofs
        except CollectionError as error:
            faults.append(str(error))
            return ()

    return proofs_of


def find(
    collection: Collection,
    gate: Gate,
    entries: Sequence[Entry],
    faults: list[str],
    *,
    desk: bool,
    read: bool,
    alone: bool = False,
    report: Report | None = None,
) -> Findings:
    """Check `entries`; with `desk` they are the whole desk. With `read`, unread articles are read now.

    `alone`: not compared with other articles. An unreadable article adds a line to `faults`.
    """
    from store.check.gate import in_order
    from store.disk.files import describe_error

    across = gate.looks_across and not alone
    findings: Findings = {}
    articles: list[tuple[Entry, Article]] = []
    for source in with_progress(collection.articles(entries, read=read), len(entries), "checking", report):
        try:
            findings[source.entry.key] = gate.check(source)
            if across and desk:
                gate.remember(source.entry, source.article)
            elif across and source.article is not None:
                articles.append((source.entry, source.article))
        except OSError as error:
            faults.append(describe_error(error))
    if across and not desk:
        _compare(collection, gate, articles, report)
    if across:
        for key, more in gate.across(None if desk else {entry.key for entry in entries}).items():
            findings[key] = sorted([*findings.get(key, ()), *more], key=in_order)
    return findings


def _compare(collection: Collection, gate: Gate, read: Sequence[tuple[Entry, Article]], report: Report | None) -> None:
    """Record the names in these articles, and similar names in every other."""
    gate.ask_for(article for _entry, article in read)
    for entry, article in read:
        gate.remember(entry, article)
    mine = {entry.key for entry, _article in read}
    others = [entry for entry in collection.library.entries() if entry.key not in mine]
    for source in with_progress(collection.articles(others, read=False), len(others), "comparing with", report):
        gate.remember(source.entry, source.article)
