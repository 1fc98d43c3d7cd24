"""RSS, Atom and JSON Feed, with the cases that feed validators are about."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any
from xml.sax.saxutils import escape

from store.model.wire import Subject
from tests.store.formats.corpus.sample import BODY, HEADLINE, STANDFIRST, Sample, Want, bad

HTML = "".join(f"<p>{each}</p>" for each in BODY)
LINK = "https://nordtelegram.example/bridge"
RSS, ATOM, JSONFEED = "rss-2.0", "atom", "jsonfeed-1.1"
MODULES = 'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"'
WIRE: dict[str, Any] = {
    "headline": HEADLINE,
    "published": "2026-11-24T08:15:00+00:00",
    "guid": "nt-42",
    "url": LINK,
    "source": "Nordtelegram",
}


def rss(*items: str, version: str = "2.0", channel: str = "", modules: str = MODULES) -> bytes:
    """An RSS document with those items."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="{version}" {modules}>\n<channel>\n'
        "<title>Nordtelegram</title>\n<link>https://nordtelegram.example/</link>\n<description>News</description>\n"
        f"{channel}{''.join(items)}</channel>\n</rss>\n"
    ).encode()


def item(*, body: str = "", title: str = HEADLINE, guid: str = "nt-42", more: str = "") -> str:
    """An RSS item."""
    text = (
        body or f"<description>{escape(STANDFIRST)}</description><content:encoded><![CDATA[{HTML}]]></content:encoded>"
    )
    titled = f"<title>{title}</title>" if title else ""
    named = f'<guid isPermaLink="false">{guid}</guid>' if guid else ""
    dated = "<pubDate>Tue, 24 Nov 2026 08:15:00 GMT</pubDate>"
    return f"<item>{titled}<link>{LINK}</link>{text}{named}{dated}{more}</item>\n"


def atom(*entries: str, more: str = "") -> bytes:
    """An Atom document with those entries."""
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        "<title>Nordtelegram</title>\n<id>https://nordtelegram.example/</id>\n<updated>2026-11-24T09:00:00Z</updated>\n"
        f"{more}{''.join(entries)}</feed>\n"
    ).encode()


def entry(
    *, content: str | None = None, more: str = "<author><name>Ada Quill</name></author>", guid: str = "nt-42"
) -> str:
    """An Atom entry."""
    text = f'<content type="html">{escape(HTML)}</content>' if content is None else content
    return (
        f'<entry><title>{HEADLINE}</title><link href="{LINK}"/><id>{guid}</id><updated>2026-11-24T09:00:00Z</updated>'
        f"<published>2026-11-24T08:15:00Z</published><summary>{STANDFIRST}</summary>{more}{text}</entry>\n"
    )


def jsonfeed(*items: dict[str, Any], **more: Any) -> bytes:
    """A JSON Feed with those items."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Nordtelegram",
        "home_page_url": "https://nordtelegram.example/",
        "items": list(items),
    }
    return json.dumps({**feed, **more}, ensure_ascii=False).encode()


def row(**more: Any) -> dict[str, Any]:
    """A JSON Feed's item."""
    found = {
        "id": "nt-42",
        "url": LINK,
        "title": HEADLINE,
        "summary": STANDFIRST,
        "content_html": HTML,
        "date_published": "2026-11-24T09:15:00+01:00",
        "authors": [{"name": "Ada Quill"}],
        "tags": ["transport"],
        **more,
    }
    return {key: value for key, value in found.items() if value is not None}


def samples() -> Iterator[Sample]:
    """Samples of the three families, whole and broken."""
    yield from _rss()
    yield from _rss_texts()
    yield from _rss_broken()
    yield from _atom()
    yield from _json()


def _rss() -> Iterator[Sample]:
    whole = Want({**WIRE, "standfirst": STANDFIRST}, paragraphs=(HEADLINE, STANDFIRST, *BODY), part="1")
    yield Sample("rss.xml", rss(item()), (whole,), schema=RSS)
    yield Sample("suffix.rss", rss(item()), (whole,), schema=RSS)
    yield Sample("no-suffix", rss(item()), (whole,), schema=RSS)
    second = item(title="Second", guid="nt-43", body="<description>&lt;p&gt;Other words.&lt;/p&gt;</description>")
    both = (whole, Want({"guid": "nt-43"}, has=("Other words.",), part="2"))
    yield Sample("two.xml", rss(item(), second), both, schema=RSS)
    yield Sample("same-guid.xml", rss(item(), item(title="Again")), (whole,), schema=RSS)
    for version in ("0.91", "0.92"):
        yield Sample(f"rss-{version}.xml", rss(item(), version=version), (Want({"headline": HEADLINE}),))
    netscape = (
        b'<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/rss-0.91.dtd">'
    )
    declared = rss(item(), version="0.91").replace(b"?>\n", b"?>\n" + netscape, 1)
    yield Sample("doctype.xml", declared, (Want({"headline": HEADLINE}),))
    rdf = (
        '<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
        f'xmlns="http://purl.org/rss/1.0/" {MODULES}><channel rdf:about="x"><title>Nordtelegram</title></channel>'
        f'<item rdf:about="{LINK}"><title>{HEADLINE}</title><link>{LINK}</link><dc:date>2026-11-24T08:15:00Z</dc:date>'
        f"<content:encoded>{escape(HTML)}</content:encoded></item></rdf:RDF>"
    )
    yield Sample("rss-1.0.xml", rdf.encode(), (Want({"headline": HEADLINE, "updated": "2026-11-24T08:15:00+00:00"}),))
    author = item(more="<author>desk@nordtelegram.example (Ada Quill)</author>")
    yield Sample("author.xml", rss(author), (Want(has=("Ada Quill",)),), schema=RSS)
    creator = item(more="<dc:creator>Ada Quill</dc:creator>")
    yield Sample("creator.xml", rss(creator), (Want({"byline": "Ada Quill"}),), schema=RSS)
    tagged = item(more="<category>Transport</category><category domain='x'>Bridges</category>")
    yield Sample(
        "categories.xml", rss(tagged), (Want({"subjects": (Subject("", "Transport"), Subject("", "Bridges"))}),)
    )
    channel = "<language>en-gb</language><copyright>Copyright 2026 NT</copyright>"
    yield Sample("channel.xml", rss(item(), channel=channel),
                 (Want({"language": "en-gb", "copyright": "Copyright 2026 NT"}),), schema=RSS)  # fmt: skip
    for name, date, want in (
        ("offset", "Tue, 24 Nov 2026 09:15:00 +0100", "2026-11-24T09:15:00+01:00"),
        ("short-year", "Tue, 24 Nov 26 08:15:00 GMT", "2026-11-24T08:15:00+00:00"),
        ("no-weekday", "24 Nov 2026 08:15:00 GMT", "2026-11-24T08:15:00+00:00"),
        ("iso", "2026-11-24T08:15:00Z", "2026-11-24T08:15:00+00:00"),
        ("nonsense", "last Tuesday", None),
    ):
        dated = item().replace("Tue, 24 Nov 2026 08:15:00 GMT", date)
        yield Sample(f"date-{name}.xml", rss(dated), (Want({"published": want}),))
    yield Sample("no-guid.xml", rss(item(guid="")), (Want({"guid": LINK}),), schema=RSS)


def _rss_texts() -> Iterator[Sample]:
    summary = item(body=f"<description>{escape(STANDFIRST)}</description>")
    expected = Want({"standfirst": None}, has=(STANDFIRST,), warns=("only a summary",))
    yield Sample("summary.xml", rss(summary), (expected,), schema=RSS)
    html = item(body=f"<description>{escape(HTML)}</description>")
    yield Sample("html.xml", rss(html), (Want(paragraphs=(HEADLINE, *BODY)),), schema=RSS)
    breaks = item(body=f"<description>{escape('<br><br>'.join(BODY))}</description>")
    yield Sample("breaks.xml", rss(breaks), (Want(has=("\n\n".join(BODY),)),), schema=RSS)
    untitled = item(title="", body=f"<description>{escape(BODY[2])}</description>")
    yield Sample("no-title.xml", rss(untitled), (Want({"headline": BODY[2]}, paragraphs=(BODY[2],)),), schema=RSS)
    marked = item(title="Bridge &amp;lt;shut&amp;gt; &amp;amp; &lt;b&gt;empty&lt;/b&gt;")
    yield Sample("title-html.xml", rss(marked), (Want({"headline": "Bridge <shut> & empty"}),), schema=RSS)
    entities = item(
        body="<description>Caf&eacute; owners&nbsp;said &amp;quot;no&amp;quot; to the ministry.</description>"
    )
    yield Sample("entities.xml", rss(entities), (Want(has=('Café owners\u00a0said "no" to the ministry.',)),))
    script = item(
        body=f"<description>{escape('<script>alert(1)</script><p onclick=x()>Said so.</p><iframe>')}</description>"
    )
    yield Sample("script.xml", rss(script), (Want(has=("Said so.",), lacks=("alert", "onclick")),), schema=RSS)
    latin = (
        rss(item(title="Ørjan Sæther sier nei"))
        .replace(b"UTF-8", b"ISO-8859-1")
        .decode()
        .encode("latin-1", "xmlcharrefreplace")
    )
    yield Sample("latin-1.xml", latin, (Want({"headline": "Ørjan Sæther sier nei"}),))
    relative = item().replace(LINK, "/bridge")
    yield Sample("relative-link.xml", rss(relative), (Want({"url": None}),))
    script_link = item().replace(LINK, "javascript:alert(1)")
    yield Sample("javascript-link.xml", rss(script_link), (Want({"url": None}),))


def _rss_broken() -> Iterator[Sample]:
    cut = rss(item(), item(guid="nt-43", title="Second"))[:-300]
    yield Sample("cut.xml", cut, (Want({"guid": "nt-42"}, warns=("a broken feed",)), Want({"guid": LINK})))
    ampersand = rss(item(title="Fish & chips"))
    yield Sample("ampersand.xml", ampersand, (Want({"headline": "Fish & chips"}, warns=("a broken feed",)),))
    yield bad("no-items.xml", rss(), "a feed without items")
    yield bad("links.xml", rss("<item><link>https://e.org/</link></item>"), "a feed of 1 link without text")
    bomb = rss(item()).replace(b"?>\n", b'?>\n<!DOCTYPE rss [<!ENTITY a "b"><!ENTITY c "&a;&a;">]>\n', 1)
    yield bad("entity.xml", bomb, "entities: refused")
    control = rss(item(title="A\x08B shut"))
    yield Sample("control.xml", control, (Want({"headline": "AB shut"}, warns=("not allow were dropped",)),))


def _atom() -> Iterator[Sample]:
    whole = Want(
        {**WIRE, "standfirst": STANDFIRST, "byline": "Ada Quill", "updated": "2026-11-24T09:00:00+00:00"},
        paragraphs=(HEADLINE, STANDFIRST, "By Ada Quill", *BODY),
    )
    yield Sample("atom.xml", atom(entry()), (whole,), schema=ATOM)
    yield Sample("suffix.atom", atom(entry()), (whole,), schema=ATOM)
    div = f'<div xmlns="http://www.w3.org/1999/xhtml">{HTML}</div>'
    yield Sample("atom-xhtml.xml", atom(entry(content=f'<content type="xhtml">{div}</content>')), (whole,), schema=ATOM)
    plain = entry(content=f"<content>{BODY[2]}</content>")
    yield Sample("atom-text.xml", atom(plain), (Want(has=(BODY[2],)),), schema=ATOM)
    nothing = entry(content="", more=f'<link rel="alternate" href="{LINK}"/><author><name>Ada Quill</name></author>')
    yield Sample("atom-summary.xml", atom(nothing), (Want(has=(STANDFIRST,), warns=("only a summary",)),))
    both = entry(more="<author><name>Ada Quill</name></author><author><name>Bo Rand</name></author>")
    yield Sample("atom-authors.xml", atom(both), (Want({"byline": "Ada Quill, Bo Rand"}),), schema=ATOM)
    inherited = atom(entry(more=""), more="<author><name>The Desk</name></author>")
    yield Sample("atom-feed-author.xml", inherited, (Want({"headline": HEADLINE}),), schema=ATOM)
    tagged = entry(more='<author><name>A</name></author><category term="t" label="Transport"/><rights>NT 2026</rights>')
    yield Sample("atom-category.xml", atom(tagged),
                 (Want({"subjects": (Subject("", "Transport"),), "copyright": "NT 2026"}),), schema=ATOM)  # fmt: skip
    media = entry(content='<content type="image/png" src="https://nordtelegram.example/b.png"/>')
    yield Sample("atom-media.xml", atom(media), (Want(has=(STANDFIRST,)),), schema=ATOM)
    yield Sample("atom-many.xml", atom(*(entry(guid=f"nt-{n}") for n in range(12))), (Want(),) * 12, schema=ATOM)
    yield bad("atom-empty.xml", atom(), "a feed without items")


def _json() -> Iterator[Sample]:
    whole = Want(
        {**WIRE, "published": "2026-11-24T09:15:00+01:00", "byline": "Ada Quill", "standfirst": STANDFIRST,
         "subjects": (Subject("", "transport"),)},
        paragraphs=(HEADLINE, STANDFIRST, "By Ada Quill", *BODY),
    )  # fmt: skip
    yield Sample("jsonfeed.json", jsonfeed(row()), (whole,), schema=JSONFEED)
    yield Sample("jsonfeed-no-suffix", jsonfeed(row()), (whole,), schema=JSONFEED)
    old = jsonfeed(row(authors=None, author={"name": "Ada Quill"}), version="https://jsonfeed.org/version/1")
    yield Sample("jsonfeed-1.0.json", old, (whole,))
    text = row(content_html=None, content_text="\n\n".join(BODY))
    yield Sample("jsonfeed-text.json", jsonfeed(text), (Want(has=("\n\n".join(BODY),)),), schema=JSONFEED)
    angle = row(content_html=None, content_text="If a < b & c > d, said Osei.")
    yield Sample(
        "jsonfeed-text-angles.json", jsonfeed(angle), (Want(has=("If a < b & c > d, said Osei.",)),), schema=JSONFEED
    )
    untitled = row(title=None, summary=None)
    yield Sample("jsonfeed-no-title.json", jsonfeed(untitled), (Want(has=BODY),), schema=JSONFEED)
    external = row(url=None, external_url="https://other.example/a")
    yield Sample(
        "jsonfeed-external.json", jsonfeed(external), (Want({"url": "https://other.example/a"}),), schema=JSONFEED
    )
    shared = jsonfeed(row(authors=None), authors=[{"name": "The Desk"}], language="en-GB")
    yield Sample("jsonfeed-shared.json", shared, (Want({"byline": "The Desk", "language": "en-GB"}),), schema=JSONFEED)
    changed = row(date_modified="2026-11-24T10:00:00Z")
    yield Sample(
        "jsonfeed-modified.json", jsonfeed(changed), (Want({"updated": "2026-11-24T10:00:00+00:00"}),), schema=JSONFEED
    )
    numbered = row(id=42)
    yield Sample("jsonfeed-number-id.json", jsonfeed(numbered), (Want({"guid": "42"}),))
    yield Sample(
        "jsonfeed-two.json", jsonfeed(row(), row(id="nt-43")), (Want(part="1"), Want(part="2")), schema=JSONFEED
    )
    odd = jsonfeed(row(), tags=3).replace(b'"tags": ["transport"]', b'"tags": "transport"')
    yield Sample("jsonfeed-odd-tags.json", odd, (Want({"subjects": ()}),))
    yield bad("jsonfeed-empty.json", jsonfeed(), "a feed without items")
    yield bad("jsonfeed-links.json", jsonfeed({"id": "1", "url": LINK}), "link without text")
    yield bad("jsonfeed-cut.json", jsonfeed(row())[:-9], "broken JSON")
    yield bad("jsonfeed-items.json", jsonfeed(items={"a": 1}), "a feed without items")
