"""A NITF document with every element of the standard that a document can have."""

from __future__ import annotations

from collections.abc import Iterator

from tests.store.formats.corpus.sample import HEADLINE, STANDFIRST, Sample, Want

WHOLE = f"""<?xml version="1.0" encoding="UTF-8"?>
<nitf uno="nt.example:20261124:bridge" version="-//IPTC//DTD NITF 3.6//EN" change.date="September 11, 2009"
  change.time="12:26" baselang="en-GB" class="story" xml:lang="en-GB">
<head id="h">
  <title type="main">Bridge</title>
  <meta name="anpa-keyword" content="bridge-shut"/>
  <tobject tobject.type="news">
    <tobject.property tobject.property.type="current"/>
    <tobject.subject tobject.subject.ipr="IPTC" tobject.subject.refnum="15000000" tobject.subject.code="TRA"
      tobject.subject.type="Transport" tobject.subject.matter="Road" tobject.subject.detail="Bridges"/>
  </tobject>
  <iim ver="4"><ds num="5" value="bridge"/></iim>
  <docdata management-status="usable" management-doc-idref="nt-41" management-idref-status="canceled">
    <correction info="Three beams, not two" id-string="nt-41" regsrc="Nordtelegram"/>
    <evloc iso-cc="GB" state-prov="Scotland" county-dist="Islay" city="Port Ellen"/>
    <doc-id regsrc="Nordtelegram" id-string="nt-42"/>
    <del-list><from-src src-name="relay" level-number="1"/></del-list>
    <urgency ed-urg="4"/>
    <fixture fix-id="Morning bridge"/>
    <date.issue norm="20261124T091500+0100"/>
    <date.release norm="20261124T091500+0100"/>
    <date.expire norm="20271124T091500+0100"/>
    <doc-scope scope="Islay"/>
    <series series.name="Bridges" series.part="1" series.totalpart="3"/>
    <ed-msg msg-type="advisory" info="Adds quote"/>
    <du-key generation="2" part="1" version="3" key="bridge"/>
    <doc.copyright year="2026" holder="Nordtelegram"/>
    <doc.rights owner="Port" startdate="20261124" enddate="20271124" agent="Nordtelegram" geography="Europe"
      location-code="150" code-source="UN" type="syndication" limitations="No archive use"/>
    <key-list><keyword key="bridge"/></key-list>
    <identified-content>
      <person gender="female" idsrc="nt" value="p1">Ines Dahl</person><org idsrc="nt" value="o1">Port</org>
      <location location-code="x" code-source="nt"/><event start-date="20261124" end-date="20261125" idsrc="nt"
      value="e1"/>
      <function idsrc="nt" value="f1">minister</function><object.title idsrc="nt" value="b1">Ode</object.title>
      <virtloc idsrc="nt" value="v1"/><classifier type="subject" idsrc="nt" value="04005000">Bridges</classifier>
    </identified-content>
  </docdata>
  <pubdata type="print" item-length="54" unit-of-measure="word" date.publication="20261125" name="Port Ellen Post"
    issn="0000-0000" volume="7" number="2" issue="Tuesday" edition.name="first" edition.area="Islay"
    position.section="News" position.sequence="3" ex-ref="urn:x"/>
  <revision-history name="Ada Quill" function="writer-author" norm="20261124T101000+0100" comment="quote added"/>
</head>
<body class="x" style="y">
  <body.head>
    <hedline><hl1>{HEADLINE}</hl1><hl2>{STANDFIRST}</hl2></hedline>
    <note noteclass="editorsnote" type="npa"><body.content><p>Graphic to follow.</p></body.content></note>
    <rights>Held by <rights.owner contact="rights@port.example">the port</rights.owner>
      <rights.startdate norm="20261124">today</rights.startdate><rights.enddate norm="20271124">in a
      year</rights.enddate>
      <rights.agent contact="nt">Nordtelegram</rights.agent>
      <rights.geography location-code="150" code-source="UN">Europe</rights.geography>
      <rights.type>syndication</rights.type><rights.limitations>no archive</rights.limitations></rights>
    <byline>By <person>Ada Quill</person><byttl>Editor, <org>Nordtelegram</org></byttl></byline>
    <distributor><org>Nordtelegram</org></distributor>
    <dateline><location>PORT ELLEN</location>, <story.date norm="20261124">Nov. 24</story.date></dateline>
    <abstract><p>The bridge is shut.</p></abstract>
    <series series.name="Bridges"/>
  </body.head>
  <body.content>
    <p lede="true" summary="false" optional-text="false">On <chron norm="20261124">Tuesday</chron>
      <person idsrc="nt" value="p1"><name.given>Ines</name.given> <name.family>Dahl</name.family>,
      <function value="f1">minister<alt-code idsrc="nt" value="f2"/></function></person> shut the
      <classifier value="b">bridge</classifier> at <location><sublocation>the quay</sublocation>,
      <city city-code="PE">Port Ellen</city>, <state state-code="SCT">Scotland</state>, <region
      region-code="I">Islay</region>,
      <country iso-cc="GB">Britain</country></location> for <money unit="GBP" date="20261124">£3</money> and
      <num units="m" decimal-ch="." thousands-ch=","><frac><numer>1</numer><frac-sep>/</frac-sep><denom>2</denom></frac>
      <sub>a</sub><sup>b</sup></num> metres.</p>
    <p><copyrite>© <copyrite.year>2026</copyrite.year> <copyrite.holder>NT</copyrite.holder></copyrite>
      <event value="e1">The closure</event>, <object.title>Ode</object.title>, <org value="o1">Port</org>,
      <virtloc value="v">the web</virtloc>, <a href="https://nt.example/" name="n" rel="r" rev="v" title="t">a
      link</a>,<br/>
      <em>so</em> <lang idsrc="ISO" value="gd">drochaid</lang> <pronounce guide="g" phonetic="p">drochaid</pronounce>
      <q quote-source="Karim Osei">“Nobody listened to us”</q>
      <postaddr><addressee><person>Karim Osei</person><function>baker</function><care.of>the port</care.of></addressee>
      <delivery.point point-code="1" code-source="nt">Quay 1<br/></delivery.point><postcode
      code-source="RM">PA42</postcode>
      <delivery.office office-code="2" code-source="nt">Port Ellen</delivery.office></postaddr></p>
    <block class="box">
      <tobject><tobject.subject tobject.subject.refnum="15000001"/></tobject><key-list/><classifier value="box"/>
      <byline>By Bo Rand</byline><dateline>LEITH</dateline><copyrite>NT</copyrite><abstract><p>In short.</p></abstract>
      <hl2>Why it was shut</hl2><datasource>Port Authority</datasource>
    </block>
    <ol seqnum="1"><li>First beam</li></ol><ul><li><p>Second beam</p></li></ul>
    <dl><dt>Beam</dt><dd><p>What holds a bridge.</p></dd></dl>
    <bq nowrap="nowrap" quote-source="Dahl"><block><p>We will not reopen it.</p></block><credit>Ines Dahl</credit></bq>
    <fn><body.content><p>A note at the foot.</p></body.content></fn>
    <note type="pa"><body.content><p>A note in the text.</p></body.content></note>
    <pre>08:15  shut
09:00  still shut</pre><hr/>
    <media media-type="image"><media-metadata name="n" value="v"/><media-reference source="b.jpg" mime-type="image/jpeg"
      height="480" width="640" units="pixels" noflow="noflow" alternate-text="The bridge"/>
      <media-object encoding="base64">AAAA</media-object><media-caption>The bridge</media-caption>
      <media-producer>Lo Berg</media-producer></media>
    <table align="left" frame="box" rules="all" cols="2"><caption align="top">Traffic</caption>
      <colgroup><col span="2" align="char" char="." charoff="1" valign="top"/></colgroup>
      <thead><tr><th axis="a" axes="b" nowrap="nowrap" rowspan="1" colspan="1">Year</th></tr></thead>
      <tfoot><tr><td>Sum</td></tr></tfoot><tbody><tr><td>2025</td><td>41,000</td></tr></tbody></table>
    <nitf-table><nitf-table-metadata subclass="s" idsrc="nt" value="t" status="final" column-count="1" row-count="1">
      <nitf-table-summary><p>Cars a day</p></nitf-table-summary>
      <nitf-colgroup occurrences="1"><nitf-col data-type="number" data-format="int"/></nitf-colgroup><nitf-col
      value="c"/>
      </nitf-table-metadata><table><tr><td>7</td></tr></table></nitf-table>
    <nitf-table><nitf-table-metadata><nitf-col/></nitf-table-metadata><custom-table>x</custom-table></nitf-table>
    <nitf-table><nitf-table-metadata><nitf-col/></nitf-table-metadata><table-reference idref="t"/></nitf-table>
  </body.content>
  <body.content><p>A second part of the text.</p></body.content>
  <body.end><tagline type="std">Reporting by Ada Quill</tagline><bibliography>Port Authority,
  2026</bibliography></body.end>
</body>
</nitf>
"""
TEXT = (
    "the quay, Port Ellen, Scotland", "A second part of the text.", "A note at the foot.", "A note in the text.",
    "By Bo Rand\n\nLEITH", "Why it was shut\n\nPort Authority", "First beam", "Second beam", "What holds a bridge.",
    "We will not reopen it.", "08:15 shut\n09:00",
    "2025 | 41,000", "“Nobody listened to us”", "Caption: The bridge", "Reporting by Ada Quill",
)  # fmt: skip


def samples() -> Iterator[Sample]:
    """The document without a namespace, and in that of the standard."""
    want = Want(
        {
            "headline": HEADLINE, "standfirst": STANDFIRST, "byline": "By Ada Quill, Editor, Nordtelegram",
            "dateline": "PORT ELLEN, Nov. 24", "version": "3", "urgency": 4, "embargo": None, "guid": "nt-42",
            "editor_note": "Adds quote Correction: Three beams, not two Graphic to follow.", "pub_status": "usable",
        },
        has=TEXT,
        lacks=("Graphic to follow",),
    )  # fmt: skip
    yield Sample("whole.xml", WHOLE.encode(), (want,), schema="nitf-3.6")
    named = WHOLE.replace("<nitf ", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ')
    yield Sample("whole-namespace.xml", named.encode(), (want,), schema="nitf-3.6")
