"""How long a file of each format takes to become text: `python -m tests.bench.formats`.

Cold is with a new child, as the first such file of a session is; warm the median of twenty more. Large is a file of so
many megabytes, and what came of it.
"""

from __future__ import annotations

import json
import time
from pathlib import PurePosixPath
from statistics import median

from store.articles.sources import from_bytes
from store.formats.limits import MEGABYTE
from store.model.source_names import SourceError
from store.processes.parser import Sandbox
from tests.store.formats.corpus.feeds import item, rss
from tests.store.formats.corpus.mail import mail
from tests.store.formats.corpus.ninjs import one
from tests.store.formats.corpus.nitf import nitf
from tests.store.formats.corpus.office import page, pdf
from tests.store.formats.corpus.sample import BODY
from tests.store.formats.test_corpus import CORPUS

SMALL = (
    "nitf/full.xml", "newsml/message.xml", "ninjs/three.json", "feeds/rss.xml", "feeds/atom.xml", "feeds/jsonfeed.json",
    "mail/both.eml", "mail/box.mbox", "pages/page.html", "pages/plain.md", "office/gaps.pdf", "office/plain.docx",
    "pages/many.zip",
)  # fmt: skip


def timed(sandbox: Sandbox, name: str, data: bytes) -> tuple[float, str]:
    """Seconds, and what came of it."""
    loaded = from_bytes(data, source=name, id="x", suffix=PurePosixPath(name).suffix)
    began = time.perf_counter()
    try:
        found = sandbox.articles(loaded)
    except SourceError as error:
        return time.perf_counter() - began, str(error)
    took = time.perf_counter() - began
    return took, f"{len(found)} articles, {sum(len(each.text) for each in found) / MEGABYTE:.1f} MB of text"


def large() -> dict[str, bytes]:
    """A long file of each kind that can be long."""
    paragraph = f"<p>{BODY[0]}</p>\n"
    many = paragraph * (19 * MEGABYTE // len(paragraph))
    mails = (b"From a@b Tue Nov 24 09:15:00 2026\n" + mail().as_bytes() + b"\n\n") * 5000
    items = rss(*(item(guid=f"nt-{n}") for n in range(1000)))
    return {
        "long.xml": nitf(content=many).encode(),
        "long.json": json.dumps(one(body_html=many)).encode(),
        "long.rss": items,
        "long.mbox": mails,
        "long.pdf": pdf(*[page(BODY)] * 500),
        "long.html": f"<html><body><article>{paragraph * 2000}</article></body></html>".encode(),
    }


def main() -> None:
    """Print a table."""
    for name in SMALL:
        sandbox = Sandbox()
        data = CORPUS[name].data
        cold, outcome = timed(sandbox, name, data)
        warm = median(timed(sandbox, name, data)[0] for _ in range(20))
        sandbox.close()
        print(f"| {name} | {1000 * cold:.0f} ms | {1000 * warm:.1f} ms | {outcome} |")
    sandbox = Sandbox()
    for name, data in large().items():
        took, outcome = timed(sandbox, name, data)
        print(f"| {name}, {len(data) / MEGABYTE:.1f} MB | {took:.1f} s | | {outcome} |")
    sandbox.close()


if __name__ == "__main__":
    main()
