"""Foreign files through the real child: articles out, and whatever a file does costs one line and a child."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from store.articles.library import Library
from store.articles.sources import Loaded, Source, from_bytes
from store.formats.limits import MEGABYTE, Limits
from store.model.source_names import SourceError
from store.processes.parser import Sandbox, load_all
from tests.store.formats.corpus.feeds import LINK, atom, entry, item, rss
from tests.store.formats.corpus.mail import attached
from tests.store.formats.corpus.nitf import nitf
from tests.store.formats.corpus.office import page, pdf, word
from tests.store.formats.corpus.pages import html, zipped
from tests.store.formats.corpus.sample import BODY, HEADLINE


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    box = Sandbox()
    yield box
    box.close()


def loaded(name: str, data: bytes) -> Loaded:
    stem, dot, suffix = name.rpartition(".")
    return from_bytes(data, source=f"in/{name}", id=stem, location=f"/in/{name}", suffix=f"{dot}{suffix}")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.xml", nitf().encode()), ("a.pdf", pdf(page(BODY))), ("a.docx", word()), ("a.html", html().encode()),
        ("a.zip", zipped(("b.txt", "\n\n".join(BODY).encode()))), ("a.eml", attached()), ("a.rss", rss(item())),
    ],
)  # fmt: skip
def test_a_file_of_every_kind_comes_through(sandbox: Sandbox, name: str, data: bytes) -> None:
    found = sandbox.articles(loaded(name, data))
    assert len(found) == 1
    assert BODY[2] in found[0].text
    assert found[0].raw is None
    assert found[0].location.startswith(f"/in/{name}")


def test_plain_text_needs_no_child() -> None:
    box = Sandbox()
    plain = from_bytes(b"He said no.\n", source="a.txt", id="a")
    assert box.articles(plain) == [plain]
    assert box.child.process is None


def test_each_of_many_articles_has_a_name_of_its_own(sandbox: Sandbox, tmp_path: Path) -> None:
    second = item(guid="nt-43", title="Second")
    first_time = sandbox.articles(loaded("feed.xml", rss(item(), second)))
    assert [(each.id, each.source, each.location) for each in first_time] == [
        ("feed-harbour-bridge-closes-after", "in/feed.xml#1", "/in/feed.xml#nt-42"),
        ("feed-second", "in/feed.xml#2", "/in/feed.xml#nt-43"),
    ]
    library = Library(tmp_path)
    keys = [library.keep(each).key for each in first_time]
    third = item(guid="nt-44", title="Third")
    again = sandbox.articles(loaded("feed.xml", rss(third, second, item())))
    assert {library.keep(each).key for each in again} > set(keys)
    stored = {entry.title: entry for entry in library.entries()}
    wire = stored[HEADLINE].wire
    assert wire is not None
    assert wire.url == LINK


def test_what_was_left_out_is_reported_with_the_first_article(sandbox: Sandbox) -> None:
    found = sandbox.articles(loaded("a.zip", zipped(("a.txt", b"One."), ("../b.txt", b"x"), ("c.txt", b"Two."))))
    assert [each.text for each in found] == ["One.", "Two."]
    assert found[0].warnings == ("left out ../b.txt: its name leads out of the archive",)
    assert found[1].warnings == ()


def test_mojibake_is_fixed_only_on_request(sandbox: Sandbox, tmp_path: Path) -> None:
    broken = "â€œNo,â€\u009d she said. She didnâ€™t."
    for name, data in (("a.txt", broken.encode()), ("a.html", html(f"<article><p>{broken}</p></article>").encode())):
        (tmp_path / name).write_bytes(data)
        source = Source("file", str(tmp_path / name))
        (as_sent,) = load_all(source, sandbox)
        (fixed,) = load_all(source, sandbox, fix_encoding=True)
        assert "didnâ€™t" in as_sent.text
        assert any("--fix-encoding fixes it" in each for each in as_sent.warnings)
        assert "She didn’t." in fixed.text
        assert [each for each in fixed.warnings if "--fix-encoding" in each] == [
            "mojibake fixed (--fix-encoding): the text is not what was sent"
        ]


def test_a_feed_comes_as_it_is(sandbox: Sandbox) -> None:
    feed = sandbox.feed(atom(entry(), entry(guid="nt-43")), "https://nordtelegram.example/feed")
    assert (feed.title, feed.language, [each.guid for each in feed.items]) == ("Nordtelegram", "en", ["nt-42", "nt-43"])
    assert feed.items[0].url == LINK
    assert feed.items[0].content_html is not None
    with pytest.raises(SourceError, match=r"^https://e\.org/: not a feed$"):
        sandbox.feed(b"<rdf/>", "https://e.org/")


def test_a_child_that_dies_costs_one_file(sandbox: Sandbox) -> None:
    good = loaded("a.xml", nitf().encode())
    assert sandbox.articles(good)
    assert sandbox.child.process is not None
    dead = sandbox.child.process.pid
    os.kill(dead, signal.SIGKILL)
    assert sandbox.articles(good)
    assert sandbox.child.process.pid != dead


def test_threads_share_one_child(sandbox: Sandbox) -> None:
    def read(number: int) -> str:
        text = f"Words number {number}, he said."
        return sandbox.articles(loaded("a.xml", nitf(content=f"<p>{text}</p>").encode()))[0].text

    with ThreadPoolExecutor(4) as pool:
        for number, text in enumerate(pool.map(read, range(40))):
            assert f"number {number}," in text


def test_a_child_that_went_when_idle_is_restarted(sandbox: Sandbox) -> None:
    good = loaded("a.xml", nitf().encode())
    sandbox.articles(good)
    process = sandbox.child.process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    assert process.wait(60) == 0
    assert sandbox.articles(good)


def test_memory_time_and_length_are_bounded() -> None:
    bomb = b"<html><body><article>" + b"<p>Words and words, he said.</p>" * 29_000 + b"</article></body></html>"
    lists = b'{"uri": "x", "body_text": "x", "z": [' + b"[]," * 1_500_000 + b"0]}"
    cases = (
        ("lists.ninjs", lists, Limits(memory=120 * MEGABYTE), "takes more than 120 MB of memory to read: refused"),
        ("slow.html", bomb, Limits(cpu=1), "takes more than 1 seconds of processor time to read: refused"),
        ("slow.html", bomb, Limits(seconds=0.3), "takes longer than 0.3 seconds to read: refused"),
    )
    for name, data, limits, reason in cases:
        box = Sandbox(limits)
        with pytest.raises(SourceError, match=f"^in/{name}: {reason}$") as caught:
            box.articles(loaded(name, data))
        assert "\n" not in str(caught.value)
        box.close()


def test_articles_read_before_a_crash_are_returned() -> None:
    slow = b"<html><body><article>" + b"<p>Words and words, he said.</p>" * 29_000 + b"</article></body></html>"
    box = Sandbox(Limits(seconds=1.5))
    found = box.articles(loaded("a.zip", zipped(("a.txt", b"One."), ("b.html", slow), method=0)))
    assert [each.text for each in found] == ["One."]
    assert "takes longer than 1.5 seconds" in found[0].warnings[-1]
    box.close()


def test_closing_ends_a_call_that_waits() -> None:
    box = Sandbox()
    slow = b"<html><body><article>" + b"<p>Words and words, he said.</p>" * 29_000 + b"</article></body></html>"
    messages: list[str] = []

    def read() -> None:
        try:
            box.articles(loaded("slow.html", slow))
        except SourceError as error:
            messages.append(str(error))

    thread = threading.Thread(target=read)
    thread.start()
    while box.child.process is None:
        time.sleep(0.01)
    time.sleep(0.2)
    box.close()
    thread.join(60)
    assert messages
    with pytest.raises(SourceError, match="closing"):
        box.articles(loaded("a.xml", nitf().encode()))


def test_the_child_goes_with_its_owner_whatever_it_is_parsing() -> None:
    from store.processes.start import command, environment

    limits = json.dumps({name: getattr(Limits(), name) for name in Limits.__slots__})
    child = subprocess.Popen(
        command("store.processes.parser_child", limits),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None
    slow = b"<p>Words and words, he said.</p>" * 29_000  # takes it seconds, and is never whole
    header = {"op": "articles", "format": "html", "length": len(slow), "url": None, "charset": None, "mend": False}
    child.stdin.write(json.dumps(header).encode() + b"\n" + slow)
    child.stdin.flush()
    time.sleep(0.2)
    child.stdout.close()
    assert child.wait(60) == 0  # once parsed, it would fail to answer
    child.stdin.close()
