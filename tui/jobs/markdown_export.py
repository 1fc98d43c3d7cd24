"""A Markdown export for the screens: planned and written in threads, with a description of its effects."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from time import monotonic
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from store.articles.entry import Entry
    from store.articles.library import Library
    from store.export.writing import Exporter, Outcome
    from store.notes.notebook import Notebook

MAX_LISTED = 200
"""The most files, faults and lines of a file that a preview lists one by one."""
MAX_FAULTS = 20
"""The most articles that may fail before the rest is skipped."""

ReportProgress = Callable[[int, int], None]
"""Called in the working thread with the number of finished articles and the total."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a preview: `loud` ones are warnings, `faint` ones explain."""

    text: str
    look: Literal["", "loud", "faint"] = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """The expected effect of an export with one template; `writes` is False if there is nothing to write."""

    lines: tuple[Line, ...]
    writes: bool = True


@dataclass(slots=True)
class ExportResult:
    """The outcome for each article, and a line for each that could not be exported."""

    outcomes: list[Outcome]
    faults: list[str]

    @property
    def warnings(self) -> list[str]:
        """The lines that the user should read."""
        return [*self.faults, *(line for outcome in self.outcomes for line in outcome.warnings)]


class ExportJob:
    """One export into `folder`: of the article `entry`, or of every article. `stop` ends work in progress."""

    def __init__(
        self,
        library: Library,
        notebook: Notebook,
        entry: Entry | None,
        folder: Path,
        *,
        writable: bool,
        trusted_author: str = "",
    ) -> None:
        self.notebook = notebook
        self.folder = folder
        self._stopped = Event()
        self._library = library
        self._entry = entry
        self._writable = writable
        self._trusted_author = trusted_author

    def stop(self) -> None:
        """Stop work in progress, after the current article."""
        self._stopped.set()

    async def plan(self, template: str, report_progress: ReportProgress) -> Preview:
        """The files that would be written, as lines. Never raises."""
        from store.disk.files import describe_error
        from store.export.templates import StyleError

        try:
            result = await asyncio.to_thread(self._run, template, report_progress, dry=True)
            text = await asyncio.to_thread(self._beginning, template, result)
        except (OSError, StyleError) as error:
            return Preview((Line(describe_error(error), "loud"),), writes=False)
        lines = (*(self._one(result) if self._entry is not None and result.outcomes else self._many(result)), *text)
        return Preview(lines, any(outcome.state != "same" for outcome in result.outcomes))

    async def write(self, template: str, report_progress: ReportProgress) -> ExportResult:
        """Write the files. Raises StyleError for a faulty template."""
        return await asyncio.to_thread(self._run, template, report_progress, dry=False)

    def _run(self, template: str, report_progress: ReportProgress, *, dry: bool) -> ExportResult:
        from store.disk.files import describe_error
        from store.export.templates import StyleError
        from store.notes.notebook import NotebookError

        stopped = self._stopped = Event()
        exporter = self._exporter(template)
        entries = [self._entry] if self._entry is not None else self._library.entries()
        exporter.durable = len(entries) < 100
        result = ExportResult([], [])
        last = monotonic()
        for number, entry in enumerate(entries):
            if stopped.is_set():
                break
            if monotonic() - last > 0.5:
                last = monotonic()
                report_progress(number, len(entries))
            try:
                result.outcomes.append((exporter.preview if dry else exporter.export)(entry, self.folder))
            except StyleError:
                raise
            except (OSError, NotebookError) as error:
                result.faults.append(f"{entry.title}: {describe_error(error)}")
                if len(result.faults) == MAX_FAULTS:
                    break
        return result

    def _exporter(self, name: str) -> Exporter:
        from store.export.templates import template
        from store.export.writing import Exporter
        from tui.config import locations
        from widgets.text.tags import tags_of

        writer = (lambda: self.notebook) if self._writable else None
        style = template(name, locations.templates())
        return Exporter(
            self._library, self.notebook, style, tags_of, writer, compare=self._entry is not None,
            trusted_author=self._trusted_author,
        )  # fmt: skip

    def _one(self, result: ExportResult) -> Iterator[Line]:
        from store.export.front_matter import notices

        assert self._entry is not None
        outcome = result.outcomes[0]
        yield from (Line(notice, "loud") for notice in notices(self._entry.wire))
        yield Line(f"{_STATES[outcome.state]} {outcome.path.name}")
        yield Line(f"in {outcome.path.parent}", "faint")
        yield Line("")
        yield Line(f"notes: {in_words(outcome)}")
        if outcome.imported:
            yield Line("What was edited in the file goes into the notes first; undo takes it back.", "faint")
        if outcome.conflicting:
            yield Line(
                "In conflict: file and note were both changed. Both are kept; “Choose a version” settles it.", "faint"
            )
        if outcome.left_out:
            yield Line("A block you deleted in the file stays out. Delete the file to have it back.", "faint")
        yield from (Line(warning, "loud") for warning in outcome.warnings)

    def _beginning(self, template: str, result: ExportResult) -> list[Line]:
        """The beginning of one article's file if it is new; else the lines that change in it."""
        if self._entry is None or not result.outcomes:
            return []
        outcome = result.outcomes[0]
        lines = list(outcome.lines)
        if outcome.state == "new":
            lines = self._exporter(template).text(self._entry).splitlines()
        if not lines:
            return []
        more = [Line("and so on", "faint")] if len(lines) > MAX_LISTED else []
        return [Line(""), *(Line(line) for line in lines[:MAX_LISTED]), *more]

    def _many(self, result: ExportResult) -> Iterator[Line]:
        yield Line(summary(result.outcomes))
        yield Line(f"in {self.folder}", "faint")
        yield Line("")
        yield from (Line(warning, "loud") for warning in result.warnings[:MAX_LISTED])
        files = [outcome for outcome in result.outcomes if outcome.state != "same"]
        for outcome in files[:MAX_LISTED]:
            yield Line(f"{_STATES[outcome.state]} {outcome.path.name}: {in_words(outcome)}")
        if len(files) > MAX_LISTED:
            yield Line(f"and {len(files) - MAX_LISTED:,} more", "faint")


_STATES = {"new": "new file", "changed": "changes", "same": "unchanged:"}


def in_words(outcome: Outcome) -> str:
    """The outcome for one file's notes: "2 new, 1 changed, 5 unchanged; 1 edit imported"."""
    counts = (
        (outcome.new, "new"),
        (outcome.changed, "changed"),
        (outcome.same, "unchanged"),
        (outcome.removed, "gone"),
        (outcome.left_out, "left out, as deleted there"),
    )
    words = ", ".join(f"{count} {name}" for count, name in counts if count) or "none"
    if outcome.imported:
        words += f"; {outcome.imported} {'edit' if outcome.imported == 1 else 'edits'} imported"
    if outcome.conflicting:
        words += f", {outcome.conflicting} in conflict"
    return words


def summary(outcomes: Sequence[Outcome]) -> str:
    """Many files in one line: "3 new, 2 changed, 15 unchanged files; 4 edits imported into notes, 1 in conflict"."""
    counts = {name: sum(outcome.state == name for outcome in outcomes) for name in ("new", "changed", "same")}
    names = {"new": "new", "changed": "changed", "same": "unchanged"}
    line = ", ".join(f"{count:,} {names[name]}" for name, count in counts.items() if count)
    line = f"{line} {'file' if len(outcomes) == 1 else 'files'}" if line else "no files"
    imported, conflicting, left_out = (
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("imported", "conflicting", "left_out")
    )
    line += f"; {imported} {'edit' if imported == 1 else 'edits'} imported into notes" if imported else ""
    line += f", {conflicting} in conflict" if conflicting else ""
    return line + (f"; {left_out} notes left out, as deleted there" if left_out else "")
