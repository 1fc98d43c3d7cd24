"""Markdown exports: previewed, then written; edits made in the exported files are imported into the notes."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from tui.actions.handlers import handles

if TYPE_CHECKING:
    from tui.jobs.markdown_export import ExportJob, ExportResult
    from tui.newsroom.newsroom import Newsroom, Story
    from tui.screens.base import AppScreen


class MarkdownExport:
    """Exports one story or the whole desk as Markdown."""

    def __init__(self, screen: AppScreen, newsroom: Newsroom, story: Story | None) -> None:
        """`story` is the story to export unless the desk is asked for; None for the whole desk."""
        self._screen = screen
        self._newsroom = newsroom
        self._story = story

    @handles("export.markdown", template="notes")
    @handles("export.fact_check", template="fact-check")
    @handles("export.quotes", template="quotes")
    @handles("export.desk", template="notes", desk=True)
    def export(self, template: str, *, desk: bool = False) -> None:
        """Export the story, or with `desk` every article, by a template."""
        self._screen.work(self._look_and_write(template, desk), "pick", exclusive=True)

    async def _look_and_write(self, template: str, desk: bool) -> None:
        from store.export.templates import names
        from tui.config import locations
        from tui.dialogs.export import ExportScreen
        from tui.jobs.markdown_export import ExportJob

        library, notebook = await self._newsroom.stores.both()
        story = None if desk else self._story
        if notebook is None or (story is not None and story.entry is None):
            self._screen.say(f"nothing to export: {self._newsroom.read_only or 'the article is not kept'}", "error")
            return
        folder = self._newsroom.exports
        entry = story.entry if story else None
        job = ExportJob(
            library, notebook, entry, folder, writable=self._newsroom.read_only is None,
            trusted_author=self._newsroom.trusted_author,
        )  # fmt: skip
        own = await asyncio.to_thread(names, locations.templates())
        what = story.title if story else "every article of the desk"
        chosen = await self._screen.ask(ExportScreen(self._screen.session, what, job, own, template))
        if chosen is not None:
            await self._write(job, chosen)

    async def _write(self, job: ExportJob, template: str) -> None:
        from store.disk.files import describe_error
        from store.export.templates import StyleError
        from tui.newsroom.sessions import News

        loop = asyncio.get_running_loop()

        def on_progress(number: int, total: int) -> None:
            loop.call_soon_threadsafe(self._screen.progress, f"exporting {number:,} of {total:,}")

        before = {note.uid: note for note in job.notebook.all()}
        try:
            result = await job.write(template, on_progress)
        except (OSError, StyleError) as error:
            self._screen.say(f"NOT exported: {describe_error(error)}", "error")
            return
        finally:
            self._screen.progress(None)
        after = {note.uid: note for note in job.notebook.all()}
        if changed := frozenset(uid for uid, note in after.items() if before.get(uid) is not note):
            self._screen.show_news(News(changed=changed))
        self._report_exported(result, job)

    def _report_exported(self, result: ExportResult, job: ExportJob) -> None:
        from tui.jobs.markdown_export import summary

        if result.faults and not result.outcomes:
            self._screen.say(f"NOT exported: {result.faults[0]}", "error")
            return
        to = result.outcomes[0].path if len(result.outcomes) == 1 else job.folder
        counts, _, edits = summary(result.outcomes).partition("; ")
        warnings = result.warnings
        more = f"; {warnings[0]}" + (f", and {len(warnings) - 1} more" if len(warnings) > 1 else "") if warnings else ""
        message = f"{f'{edits}; ' if edits else ''}{counts} exported to {to}"
        self._screen.say(f"{message}{more}", "warning" if warnings else "info")
