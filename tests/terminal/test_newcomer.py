"""A researcher's and an administrator's day from an empty account, with the installed wheel: no app, no prompt."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.wheel import installed_once, shared_folder

pytestmark = pytest.mark.slow

STORIES = {
    "Ferry line to close on Sundays": """
<p>The ferry will not run on Sundays from May, harbour master Olav Dahl said on Monday.</p>
<p>“Nobody took it, and nobody paid for it,” Dahl told reporters at the quay.</p>
<p>“My children take that boat,” said Ane Moe, who lives above the quay. “They will walk now.”</p>
<p>The county council did not answer questions.</p>""",
    "Report finds cracks in four bridges": """
<p>Four bridges of the county have cracks, a report of the roads office says.</p>
<p>“We knew of one,” engineer Joan Reyes said. “Nobody told us about the others.”</p>
<p>The report was written in June, according to the office, and was not published.</p>""",
}

Run = Callable[..., subprocess.CompletedProcess[str]]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def feed(tmp_path: Path) -> Iterator[str]:
    """The address of a feed on loopback, with two stories."""
    site = tmp_path / "site"
    site.mkdir()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    base = f"http://127.0.0.1:{server.server_port}"
    items = ""
    for number, (title, body) in enumerate(STORIES.items()):
        page = f"<!doctype html><html lang=en><title>{title}</title><article><h1>{title}</h1>{body}</article></html>"
        (site / f"{number}.html").write_text(page, encoding="utf-8")
        items += f"<item><title>{title}</title><link>{base}/{number}.html</link><guid>{number}</guid>"
        items += f"<description><![CDATA[{body}]]></description>"
        items += "<pubDate>Mon, 30 Nov 2026 09:10:00 GMT</pubDate></item>"
    rss = f'<rss version="2.0"><channel><title>County News</title><link>{base}/</link>{items}</channel></rss>'
    (site / "feed.xml").write_text(rss, encoding="utf-8")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"{base}/feed.xml"
    server.shutdown()
    server.server_close()


@pytest.fixture
def run(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    """Run the installed `copydesk` in an empty account, without a terminal and with nothing on standard input."""
    bin, account = installed_once(shared_folder(tmp_path_factory)), tmp_path / "account"
    account.mkdir()
    env = {"HOME": str(account), "PATH": f"{bin}:{os.environ['PATH']}", "LANG": "C.UTF-8"}

    def run(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            ["copydesk", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, cwd=account, env=env,
            start_new_session=True, timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode == code, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    return run


def test_a_day_without_the_app(run: Run, feed: str, tmp_path: Path) -> None:
    account = tmp_path / "account"
    # An empty account: nothing passes by accident.
    assert "no articles are kept there" in run("check", "--desk", code=2).stderr
    assert "did you mean extract" in run("extrct", "x", code=2).stderr
    # Fetch and read.
    run("feed", "add", feed, "--allow-private")
    run("feed", "refresh", "--read", "--allow-private")
    listed = [json.loads(line) for line in run("list", "--json").stdout.splitlines()]
    assert {row["title"] for row in listed} == set(STORIES)
    # Count and check.
    picture = json.loads(run("sourcing", "--desk", "--format", "json").stdout)
    assert picture["quotes"] >= 4
    run("check", "--desk", "--format", "sarif", "-o", "gate.sarif")
    assert json.loads((account / "gate.sarif").read_text())["version"] == "2.1.0"
    # A table to join.
    run("export", "--desk", "--format", "quotes-csv", "-o", "quotes.csv")
    with (account / "quotes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert {"Olav Dahl", "Ane Moe", "Joan Reyes"} <= {row["actor"] for row in rows}
    # A note, its Markdown, and back.
    words = ("notes", "add", "Ferry line to close on Sundays", "Ask for the figures", "--quote", "nobody paid for it")
    uid = run(*words, "--type", "fact-check", "--tag", "ferry", "--quiet").stdout.strip()
    assert "Ask for the figures" in run("check", "--desk", code=1).stdout
    run("export", "-o", "notes/")
    assert any("Ask for the figures" in path.read_text() for path in (account / "notes").glob("*.md"))
    run("notes", "status", uid, "verified")
    run("check", "--desk")
    # Keep house.
    run("backup", "-o", "desk.tar.gz")
    run("restore", "desk.tar.gz", "--home", "restored")
    run("notes", "verify", "--home", "restored")
    assert run("list", "--json", "--home", "restored").stdout == run("list", "--json").stdout
    assert run("notes", "list", "--json", "--home", "restored").stdout == run("notes", "list", "--json").stdout
    run("doctor")


PANDAS = """
import sys
import pandas as pd

notes = pd.read_csv(sys.argv[1])
assert str(notes["start"].dtype) == "float64", "an empty cell makes pandas write 120.0"
notes.loc[notes["body"] == "Ask for the figures", "body"] = "Asked for the figures"
notes.to_csv(sys.argv[2], index=False)
"""


def test_notes_go_through_pandas_and_only_what_was_edited_changes(
    run: Run, feed: str, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    account = tmp_path / "account"
    run("feed", "add", feed, "--allow-private")
    run("feed", "refresh", "--allow-private")
    ferry = "Ferry line to close on Sundays"
    run("notes", "add", ferry, "Ask for the figures", "--quote", "nobody paid for it", "--tag", "2026", "--due", "+3d")
    run("notes", "add", ferry, "On the whole article")
    run("export", "--format", "notes-csv", "-o", "notes.csv")
    listed = [json.loads(line) for line in run("notes", "list", "--json").stdout.splitlines()]
    before = {note["uid"]: note for note in listed}
    python = installed_once(shared_folder(tmp_path_factory)) / "python"
    command = [str(python), "-P", "-c", PANDAS, "notes.csv", "edited.csv"]
    done = subprocess.run(command, cwd=account, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    run("import", "edited.csv")
    listed = [json.loads(line) for line in run("notes", "list", "--json").stdout.splitlines()]
    after = {note["uid"]: note for note in listed}
    assert len(listed) == len(after) == 2
    for uid, old in before.items():
        new = after[uid]
        edited = old["body"] == "Ask for the figures"
        assert new["body"] == ("Asked for the figures" if edited else "On the whole article")
        for name in ("uid", "selector", "tags", "type", "status", "author", "created", "article"):
            assert new[name] == old[name], name
        assert new.get("due") == old.get("due")
