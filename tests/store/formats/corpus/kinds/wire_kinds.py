"""Wires in XML and of teleprinters: NewsML-G2, NITF, NewsML 1.2, AP Publish, IPTC 7901, ANPA 1312."""

# ruff: noqa: E501 - an element is a line here

from __future__ import annotations

from store.model.wire import INDEFINITE
from tests.store.formats.corpus.kinds.examples import Example, example

HEAD = "Lighthouse keeper retires after forty winters"
P1 = "The last keeper of the Nordnes lighthouse handed over the keys on Sunday."
P2 = "“I came for one summer,” said Solveig Rand, who has three cats."
_XHTML = f"<p>{P1}</p><p>{P2}</p>"
_G2 = "http://iptc.org/std/nar/2006-10-01/"


def g2(
    about: str = "",
    management: str = "",
    body: str | None = _XHTML,
    *,
    content: str = "",
    headline: str = HEAD,
    item: str = "",
    message: bool = True,
) -> str:
    """A NewsML-G2 item; `content` goes in the place of XHTML, `item` are attributes."""
    held = content or (
        f'<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{body}</body></html></inlineXML>'
        if body is not None
        else ""
    )
    news = (
        f'<newsItem {"" if message else f"xmlns={chr(34)}{_G2}{chr(34)}"} guid="tag:nn.example,2027:lamp" version="5" standard="NewsML-G2" standardversion="2.31" {item}>'
        f'<itemMeta><itemClass qcode="ninat:text"/><provider literal="Nordnes News"/><versionCreated>2027-05-03T08:15:00+02:00</versionCreated>{management}</itemMeta>'
        f"<contentMeta>{about}{f'<headline>{headline}</headline>' if headline else ''}</contentMeta>{f'<contentSet>{held}</contentSet>' if held else ''}</newsItem>"
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><newsMessage xmlns="{_G2}"><header><sent>2027-05-03T08:16:00+02:00</sent></header><itemSet>{news}</itemSet></newsMessage>'
        if message
        else news
    )


def nitf(
    top: str = "", docdata: str = "", body: str = _XHTML, *, headline: str = f"<hedline><hl1>{HEAD}</hl1></hedline>"
) -> str:
    """A NITF document."""
    return (
        f'<?xml version="1.0"?><nitf><head><docdata><doc-id id-string="lamp7"/><date.issue norm="20270503T081500+0200"/>{docdata}</docdata></head>'
        f"<body><body.head>{headline}{top}</body.head><body.content>{body}</body.content></body></nitf>"
    )


def newsml1(
    lines: str,
    management: str = "",
    content: str = "",
    *,
    revision: str = '<RevisionId PreviousRevision="0" Update="N">1</RevisionId>',
    extra: str = "",
) -> str:
    """A NewsML 1.2 document with one text."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><NewsML Version="1.2"><NewsEnvelope><DateAndTime>20270503T061500Z</DateAndTime><Priority FormalName="4"/></NewsEnvelope>'
        f'<NewsItem xml:lang="en"><Identification><NewsIdentifier><ProviderId>nn.example</ProviderId><DateId>20270503</DateId><NewsItemId>LAMP</NewsItemId>{revision}<PublicIdentifier>urn:newsml:nn.example:20270503:LAMP:1</PublicIdentifier></NewsIdentifier></Identification>'
        f'<NewsManagement><NewsItemType FormalName="News"/><FirstCreated>20270503T061500Z</FirstCreated><ThisRevisionCreated>20270503T063000Z</ThisRevisionCreated>{management}</NewsManagement>'
        f'<NewsComponent><NewsLines>{lines}</NewsLines><AdministrativeMetadata><Provider><Party FormalName="NN"/></Provider></AdministrativeMetadata>{extra}'
        f'<ContentItem><MediaType FormalName="Text"/>{content or f"<DataContent>{_XHTML}</DataContent>"}</ContentItem></NewsComponent></NewsItem></NewsML>'
    )


_HEADLINE = f"<HeadLine>{HEAD}</HeadLine>"
_USABLE = '<Status FormalName="Usable"/>'
_FULL, _EMPTY, _LOGIN, _REPEATS, _STAMP, _INLINE, _CORRECTION, _GLUED, _DATE, _AP, _ML1, _FLASH_G2, _FLASH_NITF = (
    "g2-embargoed-full-metadata.xml", "g2-empty-embargoed.xml", "g2-creator-is-a-login.xml", "g2-body-repeats-header.xml",
    "g2-dateline-is-a-timestamp.xml", "g2-inlinedata-with-tags.xml", "g2-correction-signal.xml", "nitf-byline-glued.xml",
    "nitf-dateline-only-a-date.xml", "ap-publish.xml", "wire-newsml12.xml", "flash-headline-only-g2.xml",
    "flash-headline-only-nitf.xml",
)  # fmt: skip


def iptc(head: str, text: str, tail: str = "030815 GMT May 27", *, line: str = "\r\n") -> bytes:
    """A message of IPTC 7901."""
    return f"\x01{head}\n\x02{text}\n\x03{tail}\n\x7f\n\x7f\x04".replace("\n", line).encode("latin-1", "replace")


def anpa(number: str, second: str, text: str, tail: str = "NN-05-03-27 0815GMT<") -> bytes:
    """A message of ANPA 1312."""
    return f"\x16\x16\x01{number}\n{second}\n\x02{text}\n\x03{tail}\n\x04\n".replace("\n", "\r\n").encode(
        "latin-1", "replace"
    )


EXAMPLES: tuple[Example, ...] = (
    example(_FULL, ".xml", g2("<by>Av Edda Falk</by><dateline>NORDNES (NN)</dateline><language tag='nn'/><urgency>2</urgency>", "<embargoed>2099-05-04T04:00:00Z</embargoed><edNote>Ny versjon</edNote><pubStatus qcode='stat:usable'/>"), embargo="2099-05-04T04:00:00+00:00", editor_note="Ny versjon", language="nn", byline="Av Edda Falk", dateline="NORDNES (NN)", urgency=2, published="2027-05-03T08:15:00+02:00", version="5", agency="Nordnes News", pub_status="usable"),
    example(_FULL, ".xml", g2("<contentCreated>2027-05-02T10:00:00Z</contentCreated><subject qcode='medtop:01000000'><name xml:lang='de'>Kultur</name><name xml:lang='en'>arts</name></subject><keyword>lamp</keyword>", "<embargoed>2099-05-04T06:00:00</embargoed><pubStatus qcode='stat:withheld'/>", item='xml:lang="sv"', message=False), embargo="2099-05-04T06:00:00-12:00", published="2027-05-02T10:00:00+00:00", updated="2027-05-03T08:15:00+02:00", pub_status="withheld", language="sv", warns="names no time zone"),
    example(_FULL, ".nitf", g2(content=f'<inlineXML contenttype="application/nitf+xml">{nitf("<byline>By Edda Falk</byline><dateline><location>NORDNES</location></dateline>").partition("?>")[2]}</inlineXML>', management="<embargoed>2099-05-04</embargoed>"), embargo="2099-05-04T00:00:00-12:00", byline="By Edda Falk", dateline="NORDNES", has=P1),
    example(_FULL, ".xml", g2("<headline role='hld:sub'>Three cats too</headline><headline role='hld:main'>Lamp out</headline><description role='drol:summary'>Forty years.</description>", "<edNote>One</edNote><edNote>Two</edNote>", headline=""), headline="Lamp out", standfirst="Forty years.", editor_note="One Two", embargo=None),
    example(_EMPTY, ".xml", g2(management="<embargoed/>"), embargo=INDEFINITE, warns="embargo is empty"),
    example(_EMPTY, ".xml", g2(management="<embargoed>\n  </embargoed>"), embargo=INDEFINITE, warns="embargo is empty"),
    example(_EMPTY, ".xml", g2(management="<embargoed>until she has spoken</embargoed>"), embargo=INDEFINITE, warns="cannot be read"),
    example(_EMPTY, ".xml", g2(management="<embargoed>0000-00-00T00:00:00</embargoed>"), embargo=INDEFINITE, warns="cannot be read"),
    *(
        example(_LOGIN, ".xml", g2(creator), byline=byline, begins=begins)
        for creator, byline, begins in (
            ("<creator literal='efalk'/>", None, f"{HEAD}\n\nThe last"), ("<creator><name>falk_e</name></creator>", None, f"{HEAD}\n\nThe last"),
            ("<creator><name>edda.falk@nn.example</name></creator>", None, f"{HEAD}\n\nThe last"), ("<by>ef</by>", None, f"{HEAD}\n\nThe last"),
            ("<creator><name>EFALK01</name></creator>", None, f"{HEAD}\n\nThe last"), ("<creator><name>NN\\edda</name></creator>", None, f"{HEAD}\n\nThe last"),
            ("<creator><name>Edda Falk</name></creator>", "Edda Falk", f"{HEAD}\n\nBy Edda Falk\n\nThe last"),
            ("<by>desk-3</by>", None, f"{HEAD}\n\nThe last"),
        )
    ),
    example(_REPEATS, ".xml", g2("<slugline>lamp</slugline>", body=f"<ul><li>Coast</li><li>Lamps</li></ul><h1>{HEAD}</h1><p>3 May 2027, 08:15</p>{_XHTML}"), begins=f"{HEAD}\n\nThe last keeper", lacks=("Coast", "08:15")),
    example(_REPEATS, ".xml", g2(body=f"<h1>{HEAD.upper()}</h1>{_XHTML}"), lacks=f"{HEAD}\n\n{HEAD.upper()}", has=P1),
    example(_REPEATS, ".xml", g2("<dateline>Nordnes (nn) - </dateline>", body=f"<h1>{HEAD}</h1><p>Nordnes (nn) - {P1}</p>"), begins=f"{HEAD}\n\nNordnes (nn) - The last"),
    example(_REPEATS, ".xml", g2("<by>By Edda Falk</by>", body=f"<section class='header'><p>2027-05-03</p><h1>{HEAD}</h1><p>By Edda Falk</p></section>{_XHTML}"), begins=f"{HEAD}\n\nBy Edda Falk\n\nThe last"),
    *(
        example(_STAMP, ".xml", g2(f"<dateline>{printed}</dateline>"), dateline=None, begins=f"{HEAD}\n\nThe last keeper")
        for printed in ("20270503T081500Z", "03/05/2027 08:15", "Mon May 03 08:15:00 UTC 2027", "2027-05-03", "3 May 2027", "May 3, 2027 8:15 AM", "Mon, 03 May 2027 08:15:00 +0200", "lundi 3 mai 2027")
    ),
    example(_STAMP, ".xml", g2("<dateline>NORDNES, May 3, 2027</dateline>"), dateline="NORDNES, May 3, 2027"),
    *(
        example(_INLINE, ".xml", g2(content=f"<inlineData contenttype='{kind}'>{data}</inlineData>"), has=has, lacks=("<p", "<br", "&lt;", "<div", "&amp;"))
        for kind, data, has in (
            ("text/plain", f"<![CDATA[<div>{P1}</div><div>{P2}</div>]]>", f"{P1}\n\n{P2}"),
            ("text/html", f"<![CDATA[{P1}<br/><br/>{P2}]]>", f"{P1}\n\n{P2}"),
            ("text/plain", f"<![CDATA[{P1}<br/><br/>{P2}]]>", f"{P1}\n\n{P2}"),
            ("text/plain", f"&lt;p&gt;{P1}&lt;/p&gt;&lt;p&gt;{P2}&lt;/p&gt;", f"{P1}\n\n{P2}"),
            ("application/xhtml+xml", f"<![CDATA[<html><body><p>{P1}</p><p>{P2}</p></body></html>]]>", f"{P1}\n\n{P2}"),
            ("text/plain", f"<![CDATA[{P1}\n\n{P2}]]>", f"{P1}\n\n{P2}"),
        )
    ),
    *(
        example(_CORRECTION, ".xml", data, warns="correction", editor_note=note)
        for data, note in (
            (g2(management="<signal uri='http://cv.iptc.org/newscodes/signal/correction'/><edNote>She has three cats.</edNote>"), "Correction: She has three cats."),
            (g2(management="<signal qcode='sig:CORR'/><edNote>Three cats.</edNote>"), "Correction: Three cats."),
            (g2(management="<signal literal='correction'/>"), "Correction"),
            (nitf(docdata='<correction info="Three cats, not two." id-string="lamp6"/>'), "Correction: Three cats, not two."),
            (newsml1(_HEADLINE, _USABLE, revision='<RevisionId PreviousRevision="1" Update="C">2</RevisionId>'), "Correction"),
        )
    ),
    *(
        example(_FLASH_G2, ".xml", data, begins=f"{HEAD}\n", headline=HEAD)
        for data in (
            g2("<urgency>1</urgency>", body=None), g2(body=None, message=False), g2("<genre qcode='genre:flash'/>", body=""),
            g2(content="<inlineData contenttype='text/plain'/>"), g2("<slugline>LAMP/FLASH</slugline>", "<pubStatus qcode='stat:usable'/>", content="<inlineXML/>"),
        )
    ),
    *(
        example(_FLASH_NITF, ".xml", data, begins=f"{HEAD}\n", headline=HEAD)
        for data in (
            nitf(body=""), nitf(body="<p/>"), nitf(body="<block><p> </p></block>", docdata='<urgency ed-urg="1"/>'),
            f"<nitf><head><title>{HEAD}</title></head><body><body.content/></body></nitf>",
        )
    ),
    *(
        example(_GLUED, ".xml", nitf(f"<byline>{printed}</byline>"), byline=byline)
        for printed, byline in (
            ("Von<person>Edda Falk</person>", "Von Edda Falk"), ("By <person>Edda Falk</person><byttl>Coast Editor</byttl>", "By Edda Falk, Coast Editor"),
            ("<person><name.given>Edda</name.given><name.family>Falk</name.family></person>", "Edda Falk"), ("By<person>Edda Falk</person>and<person>Ole Vik</person>", "By Edda Falk and Ole Vik"),
            ("<person>Edda Falk</person><org>Nordnes News</org>", "Edda Falk, Nordnes News"), ("Par<person>Edda Falk</person><byttl>à Nordnes</byttl>", "Par Edda Falk, à Nordnes"),
        )
    ),
    *(
        example(_DATE, ".xml", nitf(f"<byline>{by}</byline><dateline>{printed}</dateline>"), dateline=dateline, byline=None)
        for by, printed, dateline in (
            ("ef", '<story.date norm="20270503">May 3</story.date>', None), ("EF/OV", "20270503", None), ("ef/ov/tr", "<story.date>2027-05-03 08:15</story.date>", None),
            ("", "<location>NORDNES</location><story.date>May 3</story.date>", "NORDNES, May 3"), ("(ef)", "May 3, 2027", None),
        )
    ),
    example(_AP, ".xml", f"<Publish><ContentItem><HeadLine>{HEAD}</HeadLine><ByLine>By Edda Falk</ByLine><Priority>4</Priority><Language>en</Language><FirstCreated>2027-05-03T06:15:00Z</FirstCreated><Body><p>{P1}</p><p>{P2}</p></Body></ContentItem></Publish>", headline=HEAD, byline="By Edda Falk", priority=4, language="en", published="2027-05-03T06:15:00+00:00", has=f"{P1}\n\n{P2}"),
    example(_AP, ".xml", f"<Publish><NewContentId>2</NewContentId><ContentItem><Headline>{HEAD}</Headline><ContentText>&lt;p&gt;{P1}&lt;/p&gt;&lt;p&gt;{P2}&lt;/p&gt;</ContentText></ContentItem><ContentItem><Headline>Pier shut</Headline><ContentText>&lt;p&gt;It is shut.&lt;/p&gt;</ContentText></ContentItem></Publish>", count=2, headline=HEAD, has=f"{P1}\n\n{P2}"),
    example(_AP, ".xml", f"<Publish><ContentItem><Embargo>2099-05-04T06:00:00-05:00</Embargo><EditorialNote>Check spelling</EditorialNote><Copyright>NN</Copyright><SlugLine>LAMP</SlugLine><nitf><head/><body><body.head><hedline><hl1>{HEAD}</hl1></hedline></body.head><body.content><block>{_XHTML}</block></body.content></body></nitf></ContentItem></Publish>", headline=HEAD, embargo="2099-05-04T06:00:00-05:00", editor_note="Check spelling", copyright="NN", has=f"{P1}\n\n{P2}"),
    example(_AP, ".xml", f'<Publish xmlns="http://publish.example/ns"><ContentItem><Headline>{HEAD}</Headline><Urgency>1</Urgency></ContentItem></Publish>', headline=HEAD, urgency=1, begins=f"{HEAD}\n"),
    example(_ML1, ".xml", newsml1(_HEADLINE + "<ByLine>Par Edda Falk</ByLine><DateLine>NORDNES, 3 mai 2027 (NN) -</DateLine><CopyrightLine>© NN</CopyrightLine><SlugLine>phare/culture</SlugLine>", _USABLE + '<Urgency FormalName="4"/>', extra='<DescriptiveMetadata><Language FormalName="fr"/></DescriptiveMetadata>'), headline=HEAD, byline="Par Edda Falk", dateline="NORDNES, 3 mai 2027 (NN) -", copyright="© NN", urgency=4, priority=4, language="fr", agency="NN", pub_status="usable", embargo=None, keywords=("phare", "culture"), published="2027-05-03T06:15:00+00:00", updated="2027-05-03T06:30:00+00:00"),
    example(_ML1, ".xml", newsml1(_HEADLINE, '<Status FormalName="Embargoed"/>'), embargo=INDEFINITE, warns="no end given"),
    example(_ML1, ".xml", newsml1(_HEADLINE, '<Status FormalName="Withheld"/><StatusWillChange><FutureStatus FormalName="Usable"/><DateAndTime>20990504T060000+0200</DateAndTime></StatusWillChange>'), embargo="2099-05-04T06:00:00+02:00"),
    example(_ML1, ".xml", newsml1(_HEADLINE, _USABLE, f"<DataContent><![CDATA[<p>{P1}</p><p>{P2}</p>]]></DataContent>"), has=f"{P1}\n\n{P2}", lacks="<p>"),
    example(_ML1, ".xml", newsml1(_HEADLINE, _USABLE, f"<DataContent>{P1}\n\n{P2}</DataContent>"), has=f"{P1}\n\n{P2}"),
    example(_ML1, ".xml", newsml1(_HEADLINE, _USABLE, f'<Format FormalName="bcNITF2.5"/><DataContent>{nitf("<byline>By Edda Falk</byline>").partition("?>")[2]}</DataContent>'), headline=HEAD, byline="By Edda Falk", has=P1),
    example(_ML1, ".xml", newsml1(_HEADLINE, '<Status FormalName="Canceled"/>'), pub_status="canceled"),
    example("wire-iptc7901.txt", ".txt", iptc("nna0456 4 ku 77  nn 0815\n\nLamp/coast/", f"Lighthouse keeper retires =\n\nNordnes (nn) - {P1}\n   Then she left.\n\nnn ef"), headline="Lighthouse keeper retires", priority=4, agency="nn", keywords=("Lamp", "coast"), published="2027-05-03T08:15:00+00:00", has="Then she left.", lacks="nna0456"),
    example("wire-iptc7901.txt", "", iptc("bwx0007 1 pl 12\n", "EIL\nKeeper gone =\n\nNordnes - She went.\n", line="\n"), headline="Keeper gone", priority=1, urgency=1, lacks="bwx0007"),
    example("wire-iptc7901.txt", ".iptc", iptc("apa0123 5 CI 120  APA 0456\n\nLeuchtturm/Menschen/", "Die Wärterin geht in\nden Ruhestand =\n\nNordnes (APA) - Sie ging am Sonntag.\n"), headline="Die Wärterin geht in den Ruhestand", agency="APA", keywords=("Leuchtturm", "Menschen"), has="Sie ging am Sonntag."),
    example("wire-iptc7901.txt", ".txt", iptc("nna0457 3 po 77  nn 0815\n\nLamp/", "Sperrfrist: 4. Mai 2099, 10 Uhr\nKeeper retires =\n\nNordnes (nn) - She retires.\n"), embargo="2099-05-04T10:00:00-12:00", headline="Keeper retires"),
    example("wire-anpa1312.tst", ".tst", anpa("A0123\x1flamp-", "u a\x13\x11BC-Lamp-Keeper\x14 05-03 0211", f"^BC-Lamp-Keeper,2nd Ld,211<\n^{HEAD}<\n^By EDDA FALK=\n^Nordnes News=\n    NORDNES (NN) _ She left.\n    Nobody stayed.\n"), headline=HEAD, byline="By EDDA FALK", urgency=3, version="2nd Ld", published="2027-05-03T08:15:00+00:00", has=("NORDNES (NN) — She left.\n\nNobody stayed.",)),
    example("wire-anpa1312.tst", "", anpa("B9\x1fkeep", "r s\x13\x11BC-Row\x14 05-03 0020", f"^BC-Row<\n^Eds: UPDATES with result.<\n^{HEAD}<\n    She rowed.\n"), headline=HEAD, editor_note="UPDATES with result.", urgency=4, lacks=("^", "<")),
    example("wire-anpa1312.tst", ".anpa", anpa("W1\x1flamp", "f i\x13\x11BC-Lamp\x14 05-03 0050", f"^BC-Lamp,50<\n^{HEAD}<\n    ``I came for one summer,'' she said.\n"), headline=HEAD, urgency=1, has="“I came for one summer,” she said."),
    example("wire-anpa1312-many-controls.tst", ".tst", anpa("a1\x1fsco", "u s\x13\x11BC-Chess\x14 05-03 0020", "BC-Chess<\x10\n\x11\x17\x1eNordnes\x17 4\x1e\x17\n\x11\x17\x1eVik\x17 2\x1e\x17\n"), headline="Chess", has="Nordnes 4\n\nVik 2"),
    example("wire-anpa1312-many-controls.tst", ".tst", anpa("a2\x1fwea", "u o\x13\x11BC-Tides\x14 05-03 0020", "BC-Tides<\x10\n\x11\x17Vik\x17\x17 0412\x17\n\x11\x17Holm\x17\x17 0431\x17\n"), headline="Tides", has="Vik 0412\n\nHolm 0431"),
    example("wire-anpa1312-many-controls.tst", "", b"\x00\x00" + anpa("a3\x1fsta", "u f\x13\x11BC-Fish\x14 05-03 0020", "^BC-Fish<\x1e\n\x11\x17\x0e\x1eCod\x0f\x17 12.40\x17\x08\n\x11\x17\x1eLing\x17 9.10\x17\n"), headline="Fish", has=("Cod", "12.40", "Ling", "9.10")),
)  # fmt: skip
