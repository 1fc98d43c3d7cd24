"""NITF 3.x."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape

from store.model.wire import INDEFINITE, Subject
from tests.store.formats.corpus.sample import BODY, FIRST, HEADLINE, STANDFIRST, Sample, Want, bad

DOCDATA = """\
      <evloc iso-cc="NO" city="Port Ellen"/>
      <doc-id id-string="nt-20261124-0042" regsrc="Nordtelegram"/>
      <urgency ed-urg="4"/>
      <date.issue norm="20261124T091500+0100"/>
      <ed-msg info="Adds quote in third paragraph"/>
      <du-key version="3" key="bridge"/>
      <doc.copyright year="2026" holder="Nordtelegram"/>
      <doc.rights owner="Nordtelegram" limitations="No archive use"/>
      <key-list><keyword key="bridge"/><keyword key="harbour"/></key-list>"""
HEAD = """\
      <hedline><hl1>{headline}</hl1></hedline>
      <byline>By Ada Quill</byline>
      <distributor>Nordtelegram</distributor>
      <dateline><location>PORT ELLEN</location></dateline>"""
TOBJECT = """\
    <tobject tobject.type="News">
      <tobject.subject tobject.subject.refnum="15000000" tobject.subject.type="Transport"/>
    </tobject>
"""
SCHEMA = "nitf-3.6"
FULL: dict[str, Any] = {
    "headline": HEADLINE,
    "byline": "By Ada Quill",
    "dateline": "PORT ELLEN",
    "published": "2026-11-24T09:15:00+01:00",
    "version": "3",
    "urgency": 4,
    "subjects": (Subject("15000000", "Transport"),),
    "keywords": ("bridge", "harbour"),
    "embargo": None,
    "editor_note": "Adds quote in third paragraph",
    "copyright": "© 2026 Nordtelegram",
    "usage_terms": "No archive use",
    "guid": "nt-20261124-0042",
    "source": "Nordtelegram",
    "pub_status": None,
}
UNSOUND = {
    "entities.xml": "Entity 'eacute' not defined",
    "encoding-wrong.xml": "Invalid bytes",
    "controls.xml": "PCDATA invalid",
    "rights-text.xml": "the content type is empty",
}
"""Samples that are wrong on purpose, and what the schema or XML itself says of them."""


def nitf(
    *,
    docdata: str = DOCDATA,
    head: str | None = None,
    content: str | None = None,
    end: str = "",
    root: str = "<nitf>",
    prolog: str = '<?xml version="1.0" encoding="UTF-8"?>\n',
    managed: str = "",
    metas: str = "",
    more: str = "",
) -> str:
    """A NITF document of those parts."""
    body = content if content is not None else "".join(f"<p>{escape(each)}</p>\n" for each in BODY)
    top = HEAD.format(headline=escape(HEADLINE)) if head is None else head
    meta = f"{TOBJECT}    <docdata{managed}>\n{docdata}\n    </docdata>\n{more}"
    inner = f"    <body.head>\n{top}\n    </body.head>\n    <body.content>\n{body}    </body.content>\n{end}"
    head = f"  <head>\n    <title>Bridge</title>\n{metas}{meta}  </head>\n"
    return f"{prolog}{root}\n{head}  <body>\n{inner}  </body>\n</nitf>\n"


def samples() -> Iterator[Sample]:
    """Every sample, held against the schema."""
    for sample in _samples():
        yield sample if sample.error else replace(sample, schema=SCHEMA, invalid=UNSOUND.get(sample.name, ""))


def _samples() -> Iterator[Sample]:
    """Whole documents, then variants in metadata, text and encoding, then broken ones."""
    lead = f"PORT ELLEN — {FIRST}"
    whole = Want(
        FULL, paragraphs=(HEADLINE, "By Ada Quill", lead, *BODY[1:]), zones=("headline", "byline", "paragraph")
    )
    yield Sample("full.xml", nitf().encode(), (whole,))
    yield Sample("by-suffix.nitf", nitf().encode(), (whole,))
    namespaced = nitf(root='<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" version="-//IPTC//DTD NITF 3.6//EN">')
    yield Sample("namespace.xml", namespaced.encode(), (whole,))
    prefixed = nitf().replace("<", "<n:").replace("<n:/", "</n:").replace("<n:?", "<?")
    prefixed = prefixed.replace("<n:nitf>", '<n:nitf xmlns:n="http://iptc.org/std/NITF/2006-10-18/">')
    yield Sample("prefix.xml", prefixed.encode(), (whole,))
    doctype = '<?xml version="1.0"?>\n<!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.6//EN" "nitf-3-6.dtd">\n'
    yield Sample("doctype.xml", nitf(prolog=doctype).encode(), (whole,))
    yield Sample("no-declaration.xml", nitf(prolog="").encode(), (whole,))
    yield Sample("language.xml", nitf(root='<nitf xml:lang="en-GB">').encode(), (Want({"language": "en-GB"}),))
    yield from _metadata()
    yield from _texts()
    yield from _encodings()
    yield from _broken()


def _metadata() -> Iterator[Sample]:
    for status, want in (
        ("usable", "usable"), ("withheld", "withheld"), ("canceled", "canceled"), ("cancelled", "canceled"),
        ("killed", "canceled"), ("deleted", "canceled"),
    ):  # fmt: skip
        data = nitf(managed=f' management-status="{status}"').encode()
        yield Sample(f"status-{status}.xml", data, (Want({"pub_status": want, "embargo": None}),))
    held = nitf(managed=' management-status="embargoed"').encode()
    yield Sample("held.xml", held, (Want({"embargo": INDEFINITE, "pub_status": None}),))
    releases: tuple[tuple[str, str, str | None, tuple[str, ...]], ...] = (
        ("later", "20261125T060000Z", "2026-11-25T06:00:00+00:00", ()),
        ("offset", "20261125T060000-0500", "2026-11-25T06:00:00-05:00", ()),
        ("no-zone", "20261125T060000", "2026-11-25T06:00:00-12:00", ("no time zone",)),
        ("same-moment", "20261124T091500+0100", None, ()),
        ("same-day", "20261124", None, ()),
        ("nonsense", "when the minister has spoken", INDEFINITE, ("cannot be read",)),
    )
    for name, norm, ends, warns in releases:
        docdata = DOCDATA + f'\n      <date.release norm="{norm}"/>'
        yield Sample(f"release-{name}.xml", nitf(docdata=docdata).encode(), (Want({"embargo": ends}, warns=warns),))
    for urgency, grade in (("1", 1), ("8", 8), ("0", None), ("12", None), ("high", None)):
        data = nitf(docdata=DOCDATA.replace('ed-urg="4"', f'ed-urg="{urgency}"')).encode()
        yield Sample(f"urgency-{urgency}.xml", data, (Want({"urgency": grade}),))
    hl2 = HEAD.format(headline=HEADLINE).replace("</hl1>", f"</hl1><hl2>{STANDFIRST}</hl2>")
    below = Want({"standfirst": STANDFIRST}, has=(f"{HEADLINE}\n\n{STANDFIRST}\n\n",), zones=("headline", "standfirst"))
    yield Sample("standfirst.xml", nitf(head=hl2).encode(), (below,))
    abstract = HEAD.format(headline=HEADLINE) + f"\n      <abstract><p>{STANDFIRST}</p></abstract>"
    yield Sample("abstract.xml", nitf(head=abstract).encode(), (Want({"standfirst": STANDFIRST}),))
    yield Sample("title-only.xml", nitf(head="").encode(), (Want({"headline": "Bridge", "byline": None}),))
    revised = '    <revision-history name="Ada Quill" norm="20261124T101000+0100"/>\n'
    yield Sample("revised.xml", nitf(more=revised).encode(), (Want({"updated": "2026-11-24T10:10:00+01:00"}),))
    printed = '    <pubdata type="print" date.publication="20261125"/>\n'
    bare = nitf(docdata="", more=printed)
    yield Sample("print.xml", bare.encode(), (Want({"published": "2026-11-25", "guid": None, "urgency": None}),))
    classified = (
        '<identified-content><classifier type="subject" idsrc="nt" value="7">Bridges</classifier>'
        '<classifier type="subject" idsrc="nt" value="Ferries"/></identified-content>'
    )
    subjects = (Subject("15000000", "Transport"), Subject("7", "Bridges"), Subject("", "Ferries"))
    yield Sample("classifier.xml", nitf(docdata=DOCDATA + classified).encode(), (Want({"subjects": subjects}),))
    printed_rights = '<doc.rights owner="Port" type="syndication" geography="Europe" limitations="No archive use"/>'
    limited = nitf(docdata=printed_rights)
    yield Sample("rights.xml", limited.encode(), (Want({"usage_terms": "syndication; Europe; No archive use"}),))
    spoken = nitf(docdata="<doc.rights>No archive use</doc.rights>")
    yield Sample("rights-text.xml", spoken.encode(), (Want({"usage_terms": "No archive use"}),))
    titled = HEAD.format(headline=HEADLINE).replace("Ada Quill<", "Ada Quill<byttl>Transport editor</byttl><")
    yield Sample("byttl.xml", nitf(head=titled).encode(), (Want({"byline": "By Ada Quill, Transport editor"}),))
    anpa = '    <meta name="anpa-keyword" content="bridge-shut"/>\n'
    words = ("bridge", "harbour", "bridge-shut")
    yield Sample("anpa-keyword.xml", nitf(metas=anpa).encode(), (Want({"keywords": words}),))
    only = '      <date.release norm="2026-11-24T09:15:00Z"/>'
    expected = Want({"published": "2026-11-24T09:15:00+00:00", "embargo": "2026-11-24T09:15:00+00:00"})
    yield Sample("release-only.xml", nitf(docdata=only).encode(), (expected,))
    two = DOCDATA.replace("<ed-msg", '<ed-msg info="First."/><ed-msg')
    yield Sample(
        "two-notes.xml", nitf(docdata=two).encode(), (Want({"editor_note": "First. Adds quote in third paragraph"}),)
    )


def _texts() -> Iterator[Sample]:
    inline = "<p>The <org>ministry</org> of <location>Port Ellen</location> said <em>nothing</em>.<!-- cut --></p>"
    yield Sample(
        "inline.xml", nitf(content=inline).encode(), (Want(has=("The ministry of Port Ellen said nothing.",)),)
    )
    listed = "<p>Facts:</p><ul><li>Opened in 1961</li><li>Closed in March</li></ul>"
    yield Sample("list.xml", nitf(content=listed).encode(), (Want(has=("\n\n• Opened in 1961\n\n• Closed in March",)),))
    table = "<table><tr><td>2024</td><td>38,000</td></tr><tr><td>2025</td><td>41,000</td></tr></table>"
    yield Sample("table.xml", nitf(content=table).encode(), (Want(has=("2024 | 38,000\n\n2025 | 41,000",)),))
    media = (
        f"<p>{FIRST}</p><media media-type='image'><media-reference source='b.jpg'/>"
        "<media-caption>The bridge (Photo: Lo Berg)</media-caption></media>"
    )
    yield Sample("media.xml", nitf(content=media).encode(), (Want(has=("Caption: The bridge (Photo: Lo Berg)",)),))
    cross = f"<p>{FIRST}</p><hl2>Second closure</hl2><p>{BODY[1]}</p>"
    yield Sample("crosshead.xml", nitf(content=cross).encode(), (Want(has=(f"\n\nSecond closure\n\n{BODY[1]}",)),))
    broken = "<p>One line<br/>and another</p>"
    yield Sample("br.xml", nitf(content=broken).encode(), (Want(has=("One line\nand another",)),))
    blocks = f"<block><p>{FIRST}</p></block><block><bq><block><p>{BODY[1]}</p></block></bq></block>"
    yield Sample("blocks.xml", nitf(content=blocks).encode(), (Want(has=(FIRST, f"\n\n> {BODY[1]}")),))
    end = "    <body.end><tagline>Reporting by Ada Quill; editing by Bo Rand</tagline></body.end>\n"
    yield Sample(
        "tagline.xml", nitf(end=end).encode(), (Want(has=("\n\nReporting by Ada Quill; editing by Bo Rand\n",)),)
    )
    cdata = "<p><![CDATA[Fish & chips <cheap>, he said.]]></p>"
    yield Sample("cdata.xml", nitf(content=cdata).encode(), (Want(has=("Fish & chips <cheap>, he said.",)),))
    entities = "<p>Caf&eacute;&nbsp;owner &amp; baker&mdash;both &unknown; &#8220;agreed&#8221;.</p>"
    want = Want(has=("Café\u00a0owner & baker—both &unknown; “agreed”.",))
    yield Sample("entities.xml", nitf(content=entities).encode(), (want,))
    lead = HEAD.format(headline=HEADLINE)
    repeated = f"<p>PORT ELLEN (Nordtelegram) – {FIRST}</p>"
    yield Sample(
        "dateline-in-text.xml", nitf(head=lead, content=repeated).encode(), (Want(lacks=("PORT ELLEN — PORT",)),)
    )
    printed = HEAD.format(headline=HEADLINE).replace("</location>", "</location>, Nov. 24 (Nordtelegram)")
    same = Want({"dateline": "PORT ELLEN, Nov. 24 (Nordtelegram)"}, lacks=("PORT ELLEN, Nov",))
    yield Sample("dateline-otherwise.xml", nitf(head=printed, content=repeated).encode(), (same,))
    town = f"<p>Port Ellen’s mayor was silent.</p><p>{BODY[1]}</p>"
    yield Sample("dateline-new.xml", nitf(content=town).encode(), (Want(has=("PORT ELLEN — Port Ellen’s mayor",)),))
    shouted = f"<p>{HEADLINE.upper()}</p><p>{FIRST}</p>"
    once = Want(has=(f"{HEADLINE.upper()}\n\nBy Ada Quill\n\nPORT",), lacks=(HEADLINE,))
    yield Sample("headline-in-text.xml", nitf(content=shouted).encode(), (once,))
    escapes = "<p>He said \u202egnihton\u202c and \u009b31m left.</p>"
    yield Sample("bidi.xml", nitf(content=escapes).encode(), (Want(has=("He said",)),))


def _encodings() -> Iterator[Sample]:
    text = "<p>Ørjan Sæther sa: «Nei.»</p>"
    want = Want(has=("Ørjan Sæther sa: «Nei.»",))
    for encoding in ("ISO-8859-1", "windows-1252", "UTF-8", "UTF-16"):
        data = nitf(content=text, prolog=f'<?xml version="1.0" encoding="{encoding}"?>\n').encode(encoding)
        yield Sample(f"encoding-{encoding}.xml", data, (want,))
    wrong = nitf(content=text).encode("cp1252")
    expected = Want(has=want.has, warns=("not utf-8, as it says: read as Windows-1252",))
    yield Sample("encoding-wrong.xml", wrong, (expected,))
    lying = nitf(content=text, prolog='<?xml version="1.0" encoding="ISO-8859-1"?>\n').encode()
    yield Sample("encoding-lying.xml", lying, (want,))
    yield Sample("bom.xml", b"\xef\xbb\xbf" + nitf(content=text).encode(), (want,))


def _broken() -> Iterator[Sample]:
    yield bad("unclosed.xml", nitf().replace("</p>", "", 1).encode(), "broken XML")
    yield bad("truncated.xml", nitf().encode()[:900], "broken XML")
    yield Sample("flash.xml", nitf(content="", head="").encode(), (Want({"headline": "Bridge"}),))
    yield bad("empty.xml", b"<?xml version='1.0'?><nitf><body><body.content/></body></nitf>", "no text in it")
    bomb = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY a "x"><!ENTITY b "&a;&a;&a;">]>\n'
    yield bad("entity-bomb.xml", nitf(prolog=bomb, content="<p>&b;</p>").encode(), "entities: refused")
    outside = '<?xml version="1.0"?><!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    yield bad("outside-entity.xml", nitf(prolog=outside, content="<p>&x;</p>").encode(), "entities: refused")
    hidden = nitf(prolog=outside.replace('"1.0"', '"1.0" encoding="UTF-16"'), content="<p>&x;</p>").encode("utf-16")
    yield bad("hidden-entity.xml", hidden, "entities: refused")
    deep = "<block>" * 400 + "<p>x</p>" + "</block>" * 400
    yield bad("deep.xml", nitf(content=deep).encode(), "XML nested too deep")
    dropped = nitf(content="<p>A\x0bB says no.</p>").encode()
    yield Sample("controls.xml", dropped, (Want(has=("AB says no.",), warns=("not allow were dropped",)),))
    yield bad("newsml1.xml", b"<?xml version='1.0'?><NewsML><NewsItem/></NewsML>", "NewsML 1 without a text")
    yield bad(
        "other.xml",
        b"<?xml version='1.0'?><invoice><total>3</total></invoice>",
        "XML of a kind that is not read (<invoice>",
    )
    yield bad("no-root.xml", b"<?xml version='1.0'?>\n", "no root element")
