"""`copydesk open`: opens sources as `copydesk` alone does, and shows the archived original of a page."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tui.commands.argument_parser import Parser, sources_parser
from tui.console import fail

EPILOG = """\
examples:
  copydesk open https://example.org/story          fetch the page and read it; the same as copydesk URL
  copydesk open --show-archive https://example.org/story
                                                   file, headers, time and SHA-256 of the response, as JSON

An unchanged page is not sent again (ETag, Last-Modified). Limits: `largest` megabytes and `timeout`
seconds in config.toml; Esc stops a fetch. Private, loopback and link-local addresses need --allow-private.
"""


def parser() -> Parser:
    """The options of `copydesk open`."""
    arguments = sources_parser("copydesk open", "Open files, folders, URLs or standard input.", EPILOG)
    arguments.add_argument(
        "--show-archive", action="store_true", help="print the archived originals of URLs; open nothing"
    )
    return arguments


def main(argv: Sequence[str]) -> int:
    """Run `copydesk open` with its arguments and return the exit code."""
    args = parser().parse_args(argv)
    if not args.show_archive:
        from tui.launch import open_desk

        return open_desk(args)
    from store.web.originals import latest
    from tui.config import locations

    code = 0
    for url in args.sources:
        found = latest(locations.data_home(args.home), url)
        if found is None:
            code = fail(f"{url}: never fetched")
        else:
            print(json.dumps({**found.fields, "body": str(found.body), "record": str(found.record)}, indent=1))
    return code
