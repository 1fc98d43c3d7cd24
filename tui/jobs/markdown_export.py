"""An export of Markdown as the screens do it: planned and written in threads, with words for what it does."""

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

LISTED = 200
"""Files and faults named one by one in a preview, and lines of a file shown."""
FAULTS = 20
"""Articles that cannot be exported before the rest is not tried."""

Tell = Callable[[int, int], None]
"""Is told, in the thread that works, how many articles of how many are done."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a preview: `loud` ones are warnings, `faint` ones explain."""

    text: str
    look: Literal["", "loud", "faint"] = ""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an export by one template would do; `writes` is False where there is nothing to write."""

    lines: tuple[Line, ...]
    writes: bool = True


@dataclass(slots=True)
class Done:
    """What became of the articles, and a line for each that could not be exported."""

    outcomes: list[Outcome]
    faults: list[str]

    @property
    def warnings(self) -> list[str]:
        """Every line that somebody should read."""
        return [*self.faults, *(line for outcome in self.outcomes for line in outcome.warnings)]


class ExportJob:
    """One export into `folder`: of the article `entry`, or of every article. `stop` ends what is under way."""

    def __init__(
        self, library: Library, notebook: Notebook, entry: Entry | None, folder: Path, *, writable: bool
    ) -> None:
        self.notebook = notebook
        self.folder = folder
        self._stopped = Event()
        self._library = library
        self._entry = entry
        self._writable = writable

    def stop(self) -> None:
        """End what is under way, after the article at hand."""
        self._stopped.set()

    async def plan(self, template: str, tell: Tell) -> Preview:
        """What would be written, in lines. Never raises."""
        from store.disk.files import describe_error
        from store.export.templates import StyleError

        try:
            done = await asyncio.to_thread(self._run, template, tell, dry=True)
            text = await asyncio.to_thread(self._beginning, template, done)
        except (OSError, StyleError) as error:
            return Preview((Line(describe_error(error), "loud"),), writes=False)
        lines = (*(self._one(done) if self._entry is not None and done.outcomes else self._many(done)), *text)
        return Preview(lines, any(outcome.state != "same" for outcome in done.outcomes))

    async def write(self, template: str, tell: Tell) -> Done:
        """Write. Raises StyleError for a template that does not work."""
        return await asyncio.to_thread(self._run, template, tell, dry=False)

    def _run(self, template: str, tell: Tell, *, dry: bool) -> Done:
        from store.disk.files import describe_error
        from store.export.templates import StyleError
        from store.notes.notebook import NotebookError

        stopped = self._stopped = Event()
        exporter = self._exporter(template)
        entries = [self._entry] if self._entry is not None else self._library.entries()
        exporter.durable = len(entries) < 100
        done = Done([], [])
        last = monotonic()
        for number, entry in enumerate(entries):
            if stopped.is_set():
                break
            if monotonic() - last > 0.5:
                last = monotonic()
                tell(number, len(entries))
            try:
                done.outcomes.append((exporter.preview if dry else exporter.export)(entry, self.folder))
            except StyleError:
                raise
            except (OSError, NotebookError) as error:
                done.faults.append(f"{entry.title}: {describe_error(error)}")
                if len(done.faults) == FAULTS:
                    break
        return done

    def _exporter(self, name: str) -> Exporter:
        from store.export.templates import template
        from store.export.writing import Exporter
        from tui.config import locations
        from widgets.text.tags import tags_of

        writer = (lambda: self.notebook) if self._writable else None
        style = template(name, locations.templates())
        return Exporter(self._library, self.notebook, style, tags_of, writer, compare=self._entry is not None)

    def _one(self, done: Done) -> Iterator[Line]:
        from store.export.front_matter import notices

        assert self._entry is not None
        outcome = done.outcomes[0]
        yield from (Line(notice, "loud") for notice in notices(self._entry.wire))
        yield Line(f"{_STATES[outcome.state]} {outcome.path.name}")
        yield Line(f"in {outcome.path.parent}", "faint")
        yield Line("")
        yield Line(f"notes: {in_words(outcome)}")
        if outcome.taken:
            yield Line("What was edited in the file goes into the notes first; undo takes it back.", "faint")
        if outcome.torn:
            yield Line(
                "In conflict: file and note were both changed. Both are kept; “Choose a version” settles it.", "faint"
            )
        if outcome.left_out:
            yield Line("A block you deleted in the file stays out. Delete the file to have it back.", "faint")
        yield from (Line(warning, "loud") for warning in outcome.warnings)

    def _beginning(self, template: str, done: Done) -> list[Line]:
        """How the file of one article begins, where it is new; else the lines that change in it."""
        if self._entry is None or not done.outcomes:
            return []
        outcome = done.outcomes[0]
        lines = list(outcome.lines)
        if outcome.state == "new":
            lines = self._exporter(template).text(self._entry).splitlines()
        if not lines:
            return []
        more = [Line("and so on", "faint")] if len(lines) > LISTED else []
        return [Line(""), *(Line(line) for line in lines[:LISTED]), *more]

    def _many(self, done: Done) -> Iterator[Line]:
        yield Line(summary(done.outcomes))
        yield Line(f"in {self.folder}", "faint")
        yield Line("")
        yield from (Line(warning, "loud") for warning in done.warnings[:LISTED])
        files = [outcome for outcome in done.outcomes if outcome.state != "same"]
        for outcome in files[:LISTED]:
            yield Line(f"{_STATES[outcome.state]} {outcome.path.name}: {in_words(outcome)}")
        if len(files) > LISTED:
            yield Line(f"and {len(files) - LISTED:,} more", "faint")


_STATES = {"new": "new file", "changed": "changes", "same": "unchanged:"}


def in_words(outcome: Outcome) -> str:
    """The notes of one file by what becomes of them: "2 new, 1 changed, 5 unchanged; 1 edit taken back"."""
    counts = (
        (outcome.new, "new"),
        (outcome.changed, "changed"),
        (outcome.same, "unchanged"),
        (outcome.gone, "gone"),
        (outcome.left_out, "left out, as deleted there"),
    )
    said = ", ".join(f"{count} {name}" for count, name in counts if count) or "none"
    if outcome.taken:
        said += f"; {outcome.taken} {'edit' if outcome.taken == 1 else 'edits'} taken back"
    if outcome.torn:
        said += f", {outcome.torn} in conflict"
    return said


def summary(outcomes: Sequence[Outcome]) -> str:
    """Many files in one line: "3 new, 2 changed, 15 unchanged files; 4 edits taken back into notes, 1 in conflict"."""
    counts = {name: sum(outcome.state == name for outcome in outcomes) for name in ("new", "changed", "same")}
    words = {"new": "new", "changed": "changed", "same": "unchanged"}
    said = ", ".join(f"{count:,} {words[name]}" for name, count in counts.items() if count)
    said = f"{said} {'file' if len(outcomes) == 1 else 'files'}" if said else "no files"
    taken, torn, left_out = (
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("taken", "torn", "left_out")
    )
    said += f"; {taken} {'edit' if taken == 1 else 'edits'} taken back into notes" if taken else ""
    said += f", {torn} in conflict" if torn else ""
    return said + (f"; {left_out} notes left out, as deleted there" if left_out else "")
