"""Loads the articles in a source, for commands without the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from store.articles.sources import Loaded, Source
    from store.processes.parser import Sandbox


def load_articles(source: Source, sandbox: Sandbox, *, allow_private: bool, fix_encoding: bool) -> list[Loaded]:
    """Every article in a file, at a URL or on standard input. Blocks. Raises SourceError.

    `fix_encoding` repairs mojibake.
    """
    if source.kind == "url":
        import asyncio

        from store.web.fetch import fetch
        from store.web.pages import loaded as loaded_from

        loaded = loaded_from(
            asyncio.run(fetch(source.name, allow_private=allow_private, limit_bytes=sandbox.limits.bytes))
        )
        return sandbox.articles(loaded, fix_encoding=fix_encoding)
    from store.processes.parser import load_all

    return list(load_all(source, sandbox, fix_encoding=fix_encoding))
