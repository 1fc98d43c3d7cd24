"""NewsML-G2."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.sax.saxutils import escape

from store.model.wire import INDEFINITE, Subject
from tests.store.formats.corpus.nitf import nitf
from tests.store.formats.corpus.sample import BODY, FIRST, HEADLINE, STANDFIRST, Sample, Want, bad

NS = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
GUID = "urn:newsml:nordtelegram.example:20261124:bridge"
SCHEMA = "newsml-g2-2.30"
PROLOG = '<?xml version="1.0" encoding="UTF-8"?>\n'
RIGHTS = """\
  <rightsInfo>
    <copyrightHolder literal="Nordtelegram"/>
    <copyrightNotice>Copyright 2026 Nordtelegram</copyrightNotice>
    <usageTerms>No archive use</usageTerms>
  </rightsInfo>
"""
XHTML = (
    '<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>'
    "</head><body>{}</body></html></inlineXML>"
)
WIRE: dict[str, Any] = {
    "headline": HEADLINE,
    "standfirst": STANDFIRST,
    "byline": "By Ada Quill",
    "dateline": "PORT ELLEN (Nordtelegram)",
    "published": "2026-11-24T09:15:00+01:00",
    "updated": "2026-11-24T10:00:00+01:00",
    "version": "3",
    "urgency": 4,
    "subjects": (Subject("medtop:20000000", "transport"),),
    "keywords": ("bridge", "bridge-closed"),
    "editor_note": "Adds quote",
    "copyright": "Copyright 2026 Nordtelegram",
    "usage_terms": "No archive use",
    "credit": "Nordtelegram",
    "language": "en-GB",
    "guid": GUID,
    "source": "Nordtelegram",
    "pub_status": "usable",
    "embargo": None,
}
UNSOUND = {"embargo-date.xml": "'2026-11-25' is not a valid value"}
"""Samples that are wrong on purpose, and what the schema says of them."""


def paragraphs(texts: tuple[str, ...] = BODY) -> str:
    """XHTML paragraphs."""
    return "".join(f"<p>{escape(each)}</p>" for each in texts)


def item(
    *,
    root: str = NS,
    guid: str = GUID,
    kind: str = "ninat:text",
    status: str = '<pubStatus qcode="stat:usable"/>',
    embargo: str = "",
    note: str = "<edNote>Adds quote</edNote>",
    about: str = "",
    headline: str = HEADLINE,
    content: str | None = None,
) -> str:
    """A newsItem of those parts; `root` are its namespace declarations, "" inside a message."""
    inside = XHTML.format(paragraphs()) if content is None else content
    return f"""\
<newsItem {root} guid="{guid}" version="3" standard="NewsML-G2" standardversion="2.30" conformance="power"
  xml:lang="en-GB">
  <catalogRef href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"/>
{RIGHTS}  <itemMeta>
    <itemClass qcode="{kind}"/>
    <provider qcode="nprov:NT"><name>Nordtelegram</name></provider>
    <versionCreated>2026-11-24T10:00:00+01:00</versionCreated>
    <firstCreated>2026-11-24T09:15:00+01:00</firstCreated>
    {embargo}{status}
    {note}
  </itemMeta>
  <contentMeta>
    <urgency>4</urgency>
    <creator qcode="nt:aq"><name>Ada Quill</name></creator>
    <language tag="en-GB"/>
    <keyword>bridge</keyword>
    <subject type="cpnat:abstract" qcode="medtop:20000000"><name xml:lang="en-GB">transport</name></subject>
    <slugline>bridge-closed</slugline>
    <headline>{headline}</headline>
    <dateline>PORT ELLEN (Nordtelegram)</dateline>
    <by>By Ada Quill</by>
    <creditline>Nordtelegram</creditline>
    <description role="drol:summary">{STANDFIRST}</description>
{about}  </contentMeta>
  <contentSet>{inside}</contentSet>
</newsItem>
"""


def message(*items: str, priority: str = "<priority>3</priority>") -> str:
    """A newsMessage with those items."""
    return (
        f"{PROLOG}<newsMessage {NS}>\n<header><sent>2026-11-24T10:00:05+01:00</sent>"
        f"<sender>nordtelegram.example</sender>{priority}</header>\n<itemSet>\n{''.join(items)}</itemSet>\n</newsMessage>\n"
    )


PICTURE = item(
    root="", guid="urn:x:pic", kind="ninat:picture", content='<remoteContent href="a.jpg" rendition="rnd:main"/>'
)
PACKAGE = f"""\
<packageItem {NS} guid="urn:x:pack" version="1" standard="NewsML-G2" standardversion="2.30" xml:lang="en">
  <itemMeta><itemClass qcode="ninat:composite"/><provider literal="NT"/>
  <versionCreated>2026-11-24T10:00:00Z</versionCreated></itemMeta>
  <groupSet root="g"><group id="g" role="group:main">
    <itemRef residref="urn:x:1"><title>One</title></itemRef><itemRef residref="urn:x:2"><title>Two</title></itemRef>
  </group></groupSet>
</packageItem>
"""


def samples() -> Iterator[Sample]:
    """Every sample, held against the schema."""
    for sample in _samples():
        yield sample if sample.error else replace(sample, schema=SCHEMA, invalid=UNSOUND.get(sample.name, ""))


def _samples() -> Iterator[Sample]:
    """Items alone and in messages, then variants, packages and broken ones."""
    lead = f"PORT ELLEN (Nordtelegram) — {FIRST}"
    text = (HEADLINE, STANDFIRST, "By Ada Quill", lead, *BODY[1:])
    whole = Want(WIRE, paragraphs=text, part="", zones=("headline", "standfirst", "byline", "paragraph"))
    yield Sample("item.xml", (PROLOG + item()).encode(), (whole,))
    yield Sample("item.newsml", item().encode(), (whole,))
    urgent = Want({**WIRE, "priority": 3}, paragraphs=text, part="")
    yield Sample("message.xml", message(item(root="")).encode(), (urgent,))
    prefixed = item(content="").replace("<", "<g:").replace("<g:/", "</g:").replace('xmlns="', 'xmlns:g="')
    prefixed = prefixed.replace(
        "</g:contentSet>", XHTML.format(paragraphs()).replace("inlineXML", "g:inlineXML") + "</g:contentSet>"
    )
    yield Sample("prefix.xml", prefixed.encode(), (whole,))
    other = item(root="", guid="urn:x:2", headline="Second", content=XHTML.format("<p>Other words.</p>"))
    both = (
        Want({"guid": GUID}, part="1"),
        Want({"guid": "urn:x:2", "headline": "Second"}, has=("Other words.",), part="2"),
    )
    yield Sample("two-items.xml", message(item(root=""), other).encode(), both)
    expected = Want({"guid": GUID}, warns=("left out, having no text: 1 picture",), part="")
    yield Sample("picture-and-text.xml", message(PICTURE, item(root="")).encode(), (expected,))
    packed = Want({"guid": GUID}, warns=("2 package references",))
    yield Sample("package-and-text.xml", message(PACKAGE.replace(NS, ""), item(root="")).encode(), (packed,))
    yield from _metadata()
    yield from _contents()
    yield bad("picture.xml", (PROLOG + PICTURE.replace("<newsItem ", f"<newsItem {NS}")).encode(), "no text: 1 picture")
    yield bad("package.xml", (PROLOG + PACKAGE).encode(), "2 package references")
    yield bad("empty-message.xml", message().encode(), "NewsML-G2 without a text")
    yield bad("cut.xml", item().encode()[:1500], "broken XML")
    bomb = '<?xml version="1.0"?><!DOCTYPE newsItem [<!ENTITY a "aaaa">]>'
    yield Sample("entity.xml", (bomb + item()).encode(), (Want({"headline": HEADLINE}),))
    outside = '<?xml version="1.0"?><!DOCTYPE newsItem [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
    yield bad("nested-entity.xml", (outside + item()).encode(), "entities: refused")
    yield bad(
        "deep.xml", item(content=XHTML.format("<div>" * 400 + "x" + "</div>" * 400)).encode(), "XML nested too deep"
    )


def _metadata() -> Iterator[Sample]:
    for name, value, want, warns in (
        ("utc", "<embargoed>2026-11-25T06:00:00Z</embargoed>", "2026-11-25T06:00:00+00:00", ()),
        ("offset", "<embargoed>2026-11-25T06:00:00-05:00</embargoed>", "2026-11-25T06:00:00-05:00", ()),
        ("open", "<embargoed/>", INDEFINITE, ()),
        ("bare", "<embargoed>2026-11-25T06:00:00</embargoed>", "2026-11-25T06:00:00-12:00", ("no time zone",)),
        ("date", "<embargoed>2026-11-25</embargoed>", "2026-11-25T00:00:00-12:00", ("no time zone",)),
    ):
        yield Sample(f"embargo-{name}.xml", item(embargo=value).encode(), (Want({"embargo": want}, warns=warns),))
    for code, status in (
        ("stat:withheld", "withheld"), ("stat:canceled", "canceled"), ("stat:cancelled", "canceled"),
        ("http://cv.iptc.org/newscodes/pubstatusg2/canceled", "canceled"),
    ):  # fmt: skip
        attribute = "uri" if code.startswith("http") else "qcode"
        data = item(status=f'<pubStatus {attribute}="{code}"/>').encode()
        yield Sample(
            f"status-{code.rpartition(':')[2].rpartition('/')[2]}-{attribute}.xml",
            data,
            (Want({"pub_status": status}),),
        )
    yield Sample("no-status.xml", item(status="").encode(), (Want({"pub_status": None}),))
    two = item(note="<edNote>First.</edNote><edNote>Second.</edNote>")
    yield Sample("notes.xml", two.encode(), (Want({"editor_note": "First. Second."}),))
    roles = item(headline='Short</headline><headline role="hlr:main">Long and main')
    yield Sample("headline-roles.xml", roles.encode(), (Want({"headline": "Short"}),))
    main = (
        item()
        .replace("<headline>", '<headline role="hlr:main">')
        .replace("<dateline>", '<headline role="hlr:short">Bridge</headline><dateline>')
    )
    yield Sample("headline-main.xml", main.encode(), (Want({"headline": HEADLINE}),))
    caption = item().replace('role="drol:summary"', 'role="drol:caption"')
    yield Sample("caption.xml", caption.encode(), (Want({"standfirst": None}),))
    names = "    <subject qcode='x:1'><name xml:lang='nb'>bru</name><name xml:lang='en'>bridge</name></subject>\n"
    subjects = (*WIRE["subjects"], Subject("x:1", "bridge"))
    yield Sample("subject-languages.xml", item(about=names).encode(), (Want({"subjects": subjects}),))
    bare = item().replace("    <by>By Ada Quill</by>\n", "")
    yield Sample("creator.xml", bare.encode(), (Want({"byline": "Ada Quill"}, has=("By Ada Quill",)),))
    none = message(item(root=""), priority="")
    yield Sample("no-priority.xml", none.encode(), (Want({"priority": None}),))


def _contents() -> Iterator[Sample]:
    inside = '<inlineXML contenttype="application/nitf+xml">' + nitf(prolog="") + "</inlineXML>"
    inner = inside.replace("<nitf>", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/">')
    want = Want(WIRE, has=("\n\n".join(BODY[1:]),), lacks=("By Ada QuillNord",))
    yield Sample("nitf.xml", item(content=inner).encode(), (want,))
    yield Sample("nitf-no-namespace.xml", item(content=inside.replace("<nitf>", '<nitf xmlns="">')).encode(), (want,))
    plain = f'<inlineData contenttype="text/plain">{escape(chr(10).join(BODY))}</inlineData>'
    yield Sample("plain.xml", item(content=plain).encode(), (Want(has=("\n\n".join(BODY[1:]),)),))
    html = f'<inlineData contenttype="text/html">{escape(paragraphs())}</inlineData>'
    yield Sample("html-data.xml", item(content=html).encode(), (Want(has=("\n\n".join(BODY[1:]),)),))
    base64 = '<inlineData contenttype="text/plain" encoding="http://www.iana.org/x#base64">QUJD</inlineData>'
    yield bad("base64.xml", item(content=base64).encode(), "no text: 1 text")
    two = XHTML.format(paragraphs()) + inner
    yield Sample("two-renditions.xml", item(content=two).encode(), (Want(has=("\n\n".join(BODY[1:]),)),))
    listed = XHTML.format(
        "<p>Facts</p><ul><li><p>Opened in 1961</p></li><li>Closed</li></ul><table><tr><td>a</td><td>b</td></tr></table>"
    )
    yield Sample(
        "list.xml",
        item(content=listed).encode(),
        (Want(has=("\n\n• Opened in 1961\n\n• Closed\n\na | b",)),),
    )
