"""A NewsML-G2 message with what news items and packages of the power level can have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tests.store.formats.corpus.newsml import NS, paragraphs
from tests.store.formats.corpus.sample import BODY, HEADLINE, STANDFIRST, Sample, Want

CONCEPT = """<name xml:lang="en" role="nrol:full" part="np:x" validfrom="2026-01-01">Port Ellen</name>
<definition>A <a href="https://nt.example/">port</a><br/>on <span class="x">Islay</span></definition>
<note role="r:x">Small <inline qcode="x:1" confidence="50">place</inline></note>
<facet qcode="x:2" rel="r:y"/><remoteInfo href="https://nt.example/port"/><hierarchyInfo>x:1 x:2</hierarchyInfo>
<sameAs uri="http://nt.example/port"/><broader qcode="x:3" rank="1"><sameAs qcode="x:4"/></broader><narrower
qcode="x:5"/>
<related rel="r:z" value="7" valuedatatype="xs:integer" valueunit="u:km" xmlns:xs="http://www.w3.org/2001/XMLSchema"
  qcode="x:6"><related qcode="x:7" rel="r:q"/><bag><bit qcode="x:8" significance="50"/></bag></related>"""
ADDRESS = """<line role="a:street">Quay 1</line><locality role="a:town"><name>Port Ellen</name></locality>
<area literal="Islay"/><country qcode="iso:GB"/><postalCode>PA42</postalCode><worldRegion qcode="wr:EU"/>"""
CONTACT = f"""<contactInfo role="c:desk"><email role="e:w">desk@nt.example</email><im
tech="t:x">desk</im><phone>1</phone>
<fax>2</fax><web>https://nt.example/</web><address>{ADDRESS}</address><note>Ask for Ada</note></contactInfo>"""
PLACE = f"""<POIDetails><position latitude="55.6" longitude="-6.2" altitude="3"
gpsdatum="WGS84"/><address>{ADDRESS}</address>
<openHours>always</openHours><capacity>ten</capacity>{CONTACT}<access>By boat</access><details>x</details>
<created>1821</created><ceasedToExist>2026-11</ceasedToExist></POIDetails>"""
AREA = """<geoAreaDetails><position latitude="55.6" longitude="-6.2"/><founded>1821</founded>
<line><position latitude="1" longitude="2"/></line><circle radius="2.5" radunit="u:km"><position latitude="1"
longitude="2"/>
</circle><polygon><position latitude="1" longitude="2"/></polygon></geoAreaDetails>"""
PERSON = f"""<personDetails><born>1970-01</born><died>2060</died><affiliation qcode="o:1" role="r:m"
validto="2027-01-01">
<organisationDetails><founded>1900</founded></organisationDetails></affiliation>{CONTACT}</personDetails>"""
ORGANISATION = f"""<organisationDetails><founded>1900</founded><dissolved>2030-01-01</dissolved><location qcode="p:1"/>
<affiliation literal="x"/>{CONTACT}<hasInstrument symbol="NT" market="m:xosl" type="i:share
i:bond"/></organisationDetails>"""
EXTENSION = 'rel="x:rel" value="1" validfrom="2026-01-01"'
ITEM_META = f"""<itemMeta><itemClass qcode="ninat:text"><name>Text</name><related qcode="x:1"/></itemClass>
<provider qcode="nprov:NT"><name>Nordtelegram</name>{ORGANISATION}</provider>
<versionCreated>2026-11-24T10:00:00+01:00</versionCreated><firstCreated>2026-11-24T09:15:00+01:00</firstCreated>
<embargoed>2026-11-25T06:00:00Z</embargoed><pubStatus qcode="stat:usable"><name>Usable</name></pubStatus>
<role qcode="itemrole:x"/><fileName>bridge 1.xml</fileName><generator versioninfo="1" role="g:first">Desk</generator>
<profile versioninfo="2">text-only</profile><service qcode="svc:uk"/>
<title>Bridge <ruby><rb>a</rb><rp>(</rp><rt>b</rt><rp>)</rp></ruby></title>
<edNote role="n:x">Adds
quote</edNote>
<memberOf qcode="set:1"/><instanceOf qcode="col:1"/><signal qcode="sig:update" severity="sev:low"/>
<altRep representation="rep:x" contenttype="text/html" size="9">https://nt.example/a</altRep><deliverableOf
residref="x"/>
<hash hashtype="h:sha" scope="hs:content">ab</hash><expires>2027-01-01</expires><origRep
accesstype="a:x">urn:x</origRep>
<incomingFeedId qcode="f:1" role="f:x"/><metadataCreator qcode="p:1"/><link rel="irel:seeAlso" residref="urn:x:1"
version="2"
contenttype="text/html"><title>Before</title></link><itemMetaExtProperty {EXTENSION}/></itemMeta>"""
ICON = '<icon href="https://nt.example/i.png" rendition="rnd:thumb" width="9" contenttype="image/png"/>'
ADMINISTRATIVE = f"""<urgency>4</urgency><contentCreated>2026-11-24</contentCreated>
<contentModified>2026-11-24T10:00:00Z</contentModified><located qcode="p:1">{CONCEPT}{AREA}</located>
<located literal="quay">{PLACE}</located><infoSource qcode="is:port" role="isrol:x isrol:y"/>
<creator qcode="nt:aq" role="r:author" jobtitle="j:editor"><name>Ada Quill</name>{PERSON}</creator>
<contributor literal="Bo Rand"/><audience qcode="aud:all" significance="9"/><exclAudience qcode="aud:x"/>
<altId type="t:x" environment="e:a e:b" idformat="i:x" role="r:x" version="1">nt-42</altId>
<rating value="3.5" scalemin="1" scalemax="5" scaleunit="u:star" raters="7"/>
<userInteraction interactions="7" interactiontype="i:like"/>"""
DESCRIPTIVE = f"""<language tag="en-GB" role="l:x" rank="1"><name>English</name></language><genre qcode="g:current"/>
<keyword role="k:x" confidence="100" relevance="0">bridge</keyword>
<subject type="cpnat:abstract" qcode="medtop:20000000" confidence="90" rank="1"><name xml:lang="en-GB">transport</name>
<mainConcept qcode="x:1"/><facetConcept qcode="x:2"/></subject><slugline separator="-" role="s:x">bridge-shut</slugline>
<headline role="hlr:main" media="print" dir="ltr">{HEADLINE}</headline>
<dateline>PORT ELLEN (Nordtelegram)</dateline><by>By Ada Quill</by><creditline>Nordtelegram</creditline>
<description role="drol:summary" rank="1">{STANDFIRST}</description>"""
RIGHTS = """<rightsInfo scope="riscope:text" aspect="a:x" validto="2030-01-01"><accountable literal="Ada Quill"/>
<copyrightHolder literal="Nordtelegram"/><copyrightNotice href="https://nt.example/c">© 2026
Nordtelegram</copyrightNotice>
<usageTerms>No archive use.</usageTerms><link href="https://nt.example/r"/><rightsInfoExtProperty rel="x:y"/>
<rightsExpressionData langid="urn:odrl" enctype="application/json">{}</rightsExpressionData></rightsInfo>
<rightsInfo scope="riscope:picture"><usageTerms>No cropping.</usageTerms><usageTerms
href="https://nt.example/t"/></rightsInfo>"""
ABOVE = f"""<catalogRef
href="http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_38.xml"><title>IPTC</title></catalogRef>
<catalog additionalInfo="https://nt.example/c" guid="urn:c" version="1"><title>Ours</title><scheme alias="nt"
uri="urn:nt"
authority="urn:a" schemecreated="2026-01-01"><sameAsScheme>urn:b</sameAsScheme><name>Ours</name></scheme></catalog>
<hopHistory><hop seq="1" timestamp="2026-11-24"><party qcode="x:1"/><action qcode="a:x" target="t:x"
timestamp="2026-11-24"/>
</hop></hopHistory><pubHistory><published qcode="x:1"><timestamp>2026-11</timestamp><name>Post</name><related
qcode="x:1"/>
<publishedExtProperty rel="x:y"/></published></pubHistory>{RIGHTS}"""
EVENT = f"""<events><event><name>Hearing</name><definition>x</definition><related qcode="x:1"/><eventDetails><dates>
<start approxstart="2026-11" confirmationstatus="c:x">2026-11-25</start><duration>PT3H</duration>
<rRule freq="WEEKLY" interval="1" byday="MO -1FR" bymonthday="-1 31" byhour="9" count="3"/><rDate>2026-11-30</rDate>
<exDate>2026-12-01</exDate><exRule freq="DAILY" wkst="MO"/>
<confirmation qcode="c:y"/></dates><occurStatus qcode="o:x"/><newsCoverageStatus
qcode="n:x"/><registration>Ring</registration>
<accessStatus qcode="a:x"/><participationRequirement qcode="p:x" role="r:x"/><subject qcode="x:1"/>
<location role="l:x">{AREA}</location><participant qcode="p:1" role="r:a r:b"/><organiser literal="Port"/>{CONTACT}
<language tag="en"/><newsCoverage><g2contentType>x</g2contentType><itemClass
qcode="ninat:text"/><scheduled>2026-11</scheduled></newsCoverage></eventDetails>
</event>
<event><name>Opening</name><eventDetails><dates><start>2026-11-25</start><end>--12</end></dates></eventDetails></event></events>"""
BELOW = f"""<partMeta partid="p1" seq="1" contentrefs="c1">{ICON}<timeDelim start="0" end="9" timeunit="t:s"/>
<regionDelim x="1" y="2" width="3" height="4"/><role qcode="r:x"/>{ADMINISTRATIVE}{DESCRIPTIVE}<partMetaExtProperty
rel="x:y"/>
<signal qcode="sig:x"/><edNote>Cut here</edNote><link residref="urn:x"/></partMeta>
<assert qcode="nt:aq"><name>Ada Quill</name>{PERSON}</assert><assert literal="hearing">{EVENT}</assert>
<assert qcode="c:1"><concept><conceptId qcode="c:1" created="2026-01-01"/><type qcode="cpnat:object"/><name>Ode</name>
<objectDetails><created>1821</created><copyrightNotice>©</copyrightNotice><creator literal="x"/></objectDetails>
<conceptExtProperty rel="x:y"/></concept></assert>
<assert><newsCoverage><planning coversfrom="2026-11-25"><itemClass qcode="ninat:text"/><itemCount rangefrom="1"
rangeto="2"/>
<assignedTo qcode="nt:aq"
coversto="2026-11-26"/><scheduled>2026-11-25</scheduled><headline>Soon</headline><edNote>x</edNote>
<newsContentCharacteristics wordcount="400"/><urgency>5</urgency><planningExtProperty rel="x:y"/></planning>
<delivery><deliveredItemRef residref="urn:x"/></delivery>
<newsCoverageExtProperty rel="x:y"/></newsCoverage></assert>
<inlineRef qcode="x:1" idrefs="c1" confidence="50"/><derivedFrom qcode="x:1" idrefs="p1"/>
<derivedFromValue sourceidref="p1" idrefs="c1">x</derivedFromValue>"""
CONTENT = """<contentSet original="c1"><inlineXML id="c1" rendition="rnd:web" contenttype="application/xhtml+xml"
wordcount="54"
generator="Desk" hascontent="true"><html xmlns="http://www.w3.org/1999/xhtml"><body>{}</body></html></inlineXML>
<inlineData contenttype="text/plain" encodinguri="http://nt.example/encodings/base64">QUJD</inlineData>
<remoteContent href="https://nt.example/b.mp4" size="81000" rendition="rnd:main" duration="3" durationunit="t:s"
width="1280"
videoscan="progressive" videoframerate="25" videocodec="c:h264" language="en"><channel chnlid="1" type="t:audio"
role="r:x"
language="en"/><altId>x</altId><altLoc type="t:x">https://nt.example/c</altLoc><hash>ab</hash><signal qcode="sig:x"/>
<remoteContentExtProperty rel="x:y"/></remoteContent></contentSet>"""
ATTRIBUTES = 'version="3" standard="NewsML-G2" standardversion="2.30" conformance="power" xml:lang="en-GB" dir="ltr"'
CONTENT_META = f"<contentMeta>{ICON}{ADMINISTRATIVE}{DESCRIPTIVE}<contentMetaExtProperty {EXTENSION}/></contentMeta>"
GROUPS = """<groupSet root="g"><group id="g" role="group:main" mode="pgrmod:seq"><groupRef idref="h"/></group>
<group id="h" roleuri="urn:role"><itemRef residref="urn:x:whole" contenttype="x"><title>Bridge</title></itemRef>
<conceptRef qcode="x:1"/><title>More</title><signal qcode="sig:x"/><edNote>x</edNote><groupExtProperty
rel="x:y"/></group>
</groupSet>"""
HEADER = """<header><sent>2026-11-24T10:00:05+01:00</sent><catalogRef href="http://nt.example/c.xml"/>
<sender qcode="x:nt"
role="r:x">nt.example</sender><transmitId>tx-1</transmitId><priority>3</priority><origin>desk</origin>
<timestamp role="received">2026-11-24T10:00:06Z</timestamp><destination>post.example</destination><channel>uk</channel>
<signal qcode="sig:x"/><headerExtProperty rel="x:y"/></header>"""
MESSAGE = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage {NS}>{HEADER}<itemSet>
<newsItem guid="urn:x:whole" {ATTRIBUTES}>{ABOVE}{ITEM_META}{CONTENT_META}{BELOW}{{content}}</newsItem>
<packageItem guid="urn:x:pack" {ATTRIBUTES}>{ITEM_META}{CONTENT_META}{GROUPS}</packageItem>
</itemSet></newsMessage>
"""
WIRE: dict[str, Any] = {
    "headline": HEADLINE, "standfirst": STANDFIRST, "byline": "By Ada Quill", "priority": 3, "guid": "urn:x:whole",
    "copyright": "© 2026 Nordtelegram", "usage_terms": "No archive use. No cropping. https://nt.example/t",
    "embargo": "2026-11-25T06:00:00+00:00", "editor_note": "Adds quote", "source": "Nordtelegram",
}  # fmt: skip


def whole(content: str = "") -> str:
    """The message, its item with the content given or with the text of the corpus."""
    return MESSAGE.replace("{content}", content or CONTENT.format(paragraphs()))


def samples() -> Iterator[Sample]:
    """The message, and an item whose only text is coded and so is none."""
    want = Want(WIRE, has=("\n\n".join(BODY[1:]),), lacks=("QUJD",), warns=("1 package reference",))
    yield Sample("whole.xml", whole().encode(), (want,), schema="newsml-g2-2.30")
    coded = '<contentSet><inlineData encodinguri="http://nt.example/encodings/base64">QUJD</inlineData></contentSet>'
    yield Sample("coded.xml", whole(coded).encode(), error="no text: 1 text")
