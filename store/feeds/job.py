"""Refreshes feeds in a process of its own, without a screen: `python -m store.feeds.job`.

standard input    {"home": ..., "urls": [...], "allow_private": ..., "bytes": ..., "seconds": ...}, one line
standard output   {"url": ..., "new": n, "fault": ..., "warnings": [...]} a feed, then {"done": true}
                  or {"error": "one line"} if nothing can be stored

It ends when standard input closes, so it never outlives its owner.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import sys
import threading
from pathlib import Path
from typing import Any

from store.catalogue.indexed_library import open_library
from store.disk.files import why
from store.feeds.refresh import Looked, refresh
from store.feeds.subscriptions import Subscriptions
from store.processes.parser import Sandbox
from store.web.fetch import Web


async def look(request: dict[str, Any], sandbox: Sandbox) -> None:
    """Refresh the feeds of one request and report each."""
    home = Path(request["home"])
    subscriptions = Subscriptions(home)
    wanted = set(request["urls"])
    feeds = [feed for feed in subscriptions.all() if feed.url in wanted]
    web = Web(request["allow_private"], request["bytes"], request["seconds"])
    try:
        await refresh(feeds, subscriptions, open_library(home), web, sandbox, _looked)
    finally:
        await web.close()


def _looked(looked: Looked) -> None:
    _send({"url": looked.feed.url, "new": looked.new, "fault": looked.fault, "warnings": list(looked.warnings)})


def _send(message: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def _end_with_the_input() -> None:
    sys.stdin.buffer.read()
    os._exit(0)


def main() -> None:
    """Serve one request."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    request = json.loads(sys.stdin.buffer.readline())
    threading.Thread(target=_end_with_the_input, daemon=True).start()
    sandbox = Sandbox()
    try:
        asyncio.run(look(request, sandbox))
        _send({"done": True})
    except (OSError, ValueError) as error:
        _send({"error": why(error) if isinstance(error, OSError) else str(error)})
    finally:
        sandbox.close()


if __name__ == "__main__":
    main()
