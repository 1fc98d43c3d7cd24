"""A page from a real HTTP server on loopback, opened in a real terminal."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.terminal.pty import Terminal, copydesk

pytestmark = pytest.mark.terminal

PAGE = """<!doctype html><html lang="en"><head><title>Mayor rules out toll | The Harbour Post</title></head><body>
<nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
<article><h1>Mayor rules out toll on harbour bridge</h1>
<p>The city will not charge drivers for crossing the harbour bridge, Mayor Ann Lee said on Tuesday, ending months of
speculation over how the repairs will be paid for.</p>
<p>“Nobody in this town will pay to get to work,” Lee told reporters on the steps of the city hall, where about fifty
protesters had gathered with placards and drums since the early morning.</p>
<p>The repairs are expected to cost 40 million and to take three years, according to the harbour authority, which runs
the bridge and the two ferries beside it.</p></article>
<footer>Subscribe to our newsletter</footer></body></html>"""


class Slow(http.server.BaseHTTPRequestHandler):
    """Sends the page in two halves with a pause between them."""

    def do_GET(self) -> None:
        data = PAGE.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data[: len(data) // 2])
        self.wfile.flush()
        time.sleep(1.5)
        self.wfile.write(data[len(data) // 2 :])

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing on the tests' standard error."""


@pytest.fixture
def address() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Slow)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/toll.html"
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_page_is_fetched_with_progress_and_its_readable_text_read(address: str, tmp_path: Path) -> None:
    home = tmp_path / "desk"
    with Terminal(copydesk("--allow-private", address), env={"COPYDESK_HOME": str(home)}) as terminal:
        terminal.wait_for("fetching http")
        terminal.wait_for("Mayor rules out toll on harbour bridge")
        terminal.wait_for("Nobody in this town")
        assert "Subscribe" not in terminal.text
        terminal.press("3")
        terminal.wait_for(r"● Ann Lee +Nobody in this", 60)
        terminal.press("q")
        assert terminal.wait_exit() == 0
    with Terminal(copydesk(), env={"COPYDESK_HOME": str(home)}) as terminal:
        terminal.wait_for("Mayor rules out toll")
        terminal.press("enter")
        terminal.wait_for("Nobody in this town")
        terminal.press("ctrl+q")
        assert terminal.wait_exit() == 0


def test_a_private_address_is_refused_unless_allowed(address: str) -> None:
    with Terminal(copydesk(address)) as terminal:
        assert terminal.wait_exit() == 1
        last = terminal.output.decode().replace("\r", "").rstrip().split("\n")[-1]
    assert "private" in last
