"""Exchanges data with other programs: exports in machine formats and imports of notes, each with a preview."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from store.articles.library import Library
    from store.interchange.incoming_notes import Batch
    from store.notes.notebook import Notebook
    from tui.jobs.note_import import ImportResult
    from tui.newsroom.newsroom import Newsroom, Story
    from tui.screens.base import AppScreen


class DataExchange:
    """Exports in machine formats and imports notes."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom, story: Story | None) -> None:
        """`story` is the story to export; None for the whole desk."""
        self._screen = screen
        self._newsroom = newsroom
        self._story = story

    @handles("export.format")
    def export_in_format(self) -> None:
        """Export in another format."""
        self._screen.work(self._export_in_format(), "pick", exclusive=True)

    async def _export_in_format(self) -> None:
        from store.disk.files import describe_error
        from store.interchange.machine_formats import IN_THE_APP
        from tui.dialogs.export_format import FormatScreen
        from tui.jobs.data_export import DataExport

        library, notebook = await self._newsroom.stores.both()
        story = self._story
        if notebook is None or (story is not None and story.entry is None):
            self._screen.say(f"nothing to export: {self._newsroom.read_only or 'the article is not kept'}", "error")
            return
        entries = [story.entry] if story is not None and story.entry is not None else None

        def make(name: str) -> DataExport:
            return DataExport(library, notebook, name, entries, trusted_author=self._newsroom.trusted_author)

        folder = self._newsroom.exports
        what = "the article" if entries else "the desk"
        export = await self._screen.ask(FormatScreen(self._screen.session, what, make, list(IN_THE_APP), folder))
        if export is None:
            return
        try:
            path = await asyncio.to_thread(export.write, folder / export.file_name)
        except (OSError, ValueError) as error:
            self._screen.say(f"NOT exported: {describe_error(error)}", "error")
        else:
            self._screen.say(f"exported to {path}")

    @handles("import.notes")
    def import_notes(self) -> None:
        """Import notes from a file."""
        self._screen.work(self._import(), "pick", exclusive=True)

    async def _import(self) -> None:
        from store.interchange.note_files import ImportFileError
        from store.notes.notebook import NotebookError
        from tui.dialogs.ask import AskScreen
        from tui.dialogs.import_notes import ImportScreen
        from tui.jobs.note_import import note_lines
        from tui.newsroom.sessions import News

        library, notebook = await self._newsroom.stores.both()
        if notebook is None or self._newsroom.read_only:
            self._screen.say(f"nothing can be imported: {self._newsroom.read_only}", "error")
            return
        name = await self._screen.ask(AskScreen("Import notes from file:", check=_file_fault))
        if not name:
            return
        try:
            content = await asyncio.to_thread(_read, name)
            result = await asyncio.to_thread(_import_content, library, notebook, content, dry=True)
            notes = await asyncio.to_thread(note_lines, result, library)
            if not await self._screen.ask(
                ImportScreen(self._screen.session, name, result.summary, result.faults, notes)
            ):
                return
            before = {note.uid: note for note in notebook.all()}
            result = await asyncio.to_thread(_import_content, library, notebook, content, dry=False)
        except (ImportFileError, NotebookError, OSError) as error:
            why = (isinstance(error, OSError) and error.strerror) or error
            self._screen.say(f"NOT imported: {name}: {why}", "error")
            return
        after = {note.uid: note for note in notebook.all()}
        changed = frozenset(uid for uid, note in after.items() if before.get(uid) is not note)
        self._screen.show_news(News(changed=changed))
        self._screen.say(f"imported {result.summary}", "warning" if result.faults else "info")


def _file_fault(name: str) -> str:
    """The reason why `name` is not a file, "" if it is one or empty."""
    try:
        there = not name or Path(name).expanduser().is_file()
    except RuntimeError:  # ~nobody
        there = False
    return "" if there else "no such file"


def _read(name: str) -> Batch | str:
    from store.interchange.note_files import read_text
    from tui.jobs.note_import import content_of

    return content_of(read_text(Path(name).expanduser()))


def _import_content(library: Library, notebook: Notebook, content: Batch | str, *, dry: bool) -> ImportResult:
    from tui.jobs.note_import import Importer

    return Importer(library, notebook, dry_run=dry).run(content)
