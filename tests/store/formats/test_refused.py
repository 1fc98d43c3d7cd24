"""What the schemas of NITF and NewsML-G2 refuse: for each rule a document that breaks it and nothing else."""

from __future__ import annotations

import pytest

from tests.store.formats.corpus.newsml_whole import whole as newsml
from tests.store.formats.corpus.nitf_whole import WHOLE as NITF
from tests.store.formats.schemas import errors

# what is written in the whole document, what stands there instead, words of the complaint
NITF_RULES = [
    ("DTD NITF 3.6//EN", "DTD NITF 3.5//EN", "fixed value"),
    ('class="story"', 'clas="story"', "'clas' is not allowed"),
    ("<body class", "<body.end/><body class", "not expected"),
    ('<title type="main">', '<title type="chief">', "is not an element of the set"),
    (' content="bridge-shut"', "", "'content' is required"),
    ('name="anpa-keyword"', 'name="anpa keyword"', "NMTOKEN"),
    (' tobject.subject.refnum="15000000"', "", "refnum' is required"),
    ('<ds num="5"', "<ds", "'num' is required"),
    ("<iim ", "<tobject/><iim ", "not expected"),
    ('<urgency ed-urg="4"/>', '<urgency ed-urg="4">high</urgency>', "content type is empty"),
    ('ed-urg="4"', 'ed-urg="very high"', "NMTOKEN"),
    ('<doc-id regsrc="Nordtelegram"', '<doc-id source="Nordtelegram"', "'source' is not allowed"),
    ("<key-list>", "<key-list><doc-scope/>", "not expected"),
    ('<keyword key="bridge"/>', "<keyword>bridge</keyword>", "content type is empty"),
    ('limitations="No archive use"/>', ">No archive use</doc.rights>", "content type is empty"),
    ('<pubdata type="print"', '<pubdata type="paper"', "is not an element of the set"),
    ('function="writer-author"', 'function="author"', "is not an element of the set"),
    ("<revision-history", "<docdata/><revision-history", "not expected"),
    ("<hl1>", "<hl2>Second</hl2><hl1>", "not expected"),
    ('noteclass="editorsnote"', 'noteclass="remark"', "is not an element of the set"),
    ('type="npa">', 'type="no">', "is not an element of the set"),
    ("<body.content><p>Graphic to follow.</p></body.content>", "Graphic to follow.", "Character content"),
    ("<rights.type>", "<org>x</org><rights.type>", "not expected"),
    ("<distributor><org>", "<distributor><p>x</p><org>", "not expected"),
    ("<byline>By <person>", "<byline>By <em>x</em><person>", "not expected"),
    ("<abstract><p>The bridge is shut.</p></abstract>", "<abstract/>", "Missing child"),
    ("<dateline><location>PORT", "<p>x</p><dateline><location>PORT", "not expected"),
    ('lede="true"', 'lead="true"', "'lead' is not allowed"),
    ("<em>so</em>", "<b>so</b>", "not expected"),
    ("<em>so</em>", "<p>so</p>", "not expected"),
    ('<alt-code idsrc="nt"', "<alt-code", "'idsrc' is required"),
    ("<numer>1</numer>", "", "not expected"),
    ("<addressee><person>Karim Osei</person>", "<addressee>", "not expected"),
    ('gender="female"', 'gender="f"', "is not an element of the set"),
    ('rel="r"', 'rel="r s"', "NMTOKEN"),
    ("<hl2>Why", "loose text<hl2>Why", "Character content"),
    ("<datasource>Port", "<p/><datasource>x</datasource><datasource>Port", "not expected"),
    ("<ul><li><p>Second beam</p></li></ul>", "<ul/>", "Missing child"),
    ("<dd><p>What", "<dd>text<p>What", "Character content"),
    ("<dt>Beam</dt><dd><p>What holds a bridge.</p></dd>", "<li>x</li>", "not expected"),
    ("<block><p>We will", "<p>x</p><block><p>We will", "not expected"),
    ('<media media-type="image">', "<media>", "'media-type' is required"),
    ('units="pixels"', 'units="inches"', "is not an element of the set"),
    ('<media-object encoding="base64">', "<media-object>", "'encoding' is required"),
    ("<media-caption>The bridge</media-caption>", "<media-caption/><media-reference/>", "not expected"),
    ('<media-metadata name="n"', "<media-metadata", "'name' is required"),
    ('frame="box"', 'frame="square"', "is not an element of the set"),
    ('rules="all"', 'rules="every"', "is not an element of the set"),
    ('<caption align="top">', '<caption align="middle">', "is not an element of the set"),
    ('valign="top"', 'valign="high"', "is not an element of the set"),
    ("<tbody><tr><td>2025", "<tr><td>x</td></tr><tbody><tr><td>2025", "not expected"),
    ('nowrap="nowrap" rowspan', 'nowrap="yes" rowspan', "is not an element of the set"),
    ('status="final"', 'status="done"', "is not an element of the set"),
    ('data-type="number"', 'data-type="int"', "is not an element of the set"),
    ('<table-reference idref="t"/>', "<table-reference/>", "'idref' is required"),
    ("<nitf-col/></nitf-table-metadata><custom", "</nitf-table-metadata><custom", "Missing child"),
    ('<tagline type="std">', '<tagline type="usual">', "is not an element of the set"),
    ("<bibliography>", "<tagline/><bibliography>", "not expected"),
    ('<head id="h">', '<head id="7">', "xs:ID"),
    ('id="h"', 'id="h" colour="red"', "'colour' is not allowed"),
]
# the standard asks for a schema of what is in it
UNKNOWN_RIGHTS = '<rightsExpressionXML langid="urn:o"><x xmlns="urn:o"/></rightsExpressionXML><rightsExpressionData'
NEWSML_RULES = [
    (' standard="NewsML-G2"', "", "'standard' is required"),
    (' standardversion="2.30"', "", "'standardversion' is required"),
    ('standardversion="2.30"', 'standardversion="2"', "pattern"),
    ('guid="urn:x:whole" ', "", "'guid' is required"),
    ('version="3" standard', 'version="0" standard', "positiveInteger"),
    ('dir="ltr"', 'dir="left"', "enumeration"),
    ('conformance="power"', 'level="power"', "'level' is not allowed"),
    ("<sent>2026-11-24T10:00:05+01:00</sent>", "", "not expected"),
    ("<sent>2026-11-24T10:00:05+01:00</sent>", "<sent>yesterday</sent>", "dateTime"),
    ("<priority>3</priority>", "<priority>10</priority>", "maximum"),
    ("<transmitId>", "<priority>3</priority><transmitId>", "not expected"),
    ("<header>", "<heading/><header>", "not expected"),
    ('<catalogRef href="http://nt.example/c.xml"/>', "<catalogRef/>", "'href' is required"),
    (' alias="nt"', "", "'alias' is required"),
    ('alias="nt"', 'alias="n t"', "NCName"),
    ("<hopHistory>", "<pubHistory/><hopHistory>", "not expected"),
    ('<hop seq="1"', '<hop seq="one"', "nonNegativeInteger"),
    ("<timestamp>2026-11</timestamp>", "<note/><timestamp>2026-11</timestamp>", "not expected"),
    ("<accountable literal", "<usageTerms/><accountable literal", "not expected"),
    ('scope="riscope:text"', 'scope="text"', "qcodes"),
    (' enctype="application/json"', "", "'enctype' is required"),
    ("<rightsExpressionData", UNKNOWN_RIGHTS, "strict wildcard"),
    ('<itemClass qcode="ninat:text"><name>Text', '<itemClass qcode="text"><name>Text', "pattern"),
    ('<itemClass qcode="ninat:text"><name>Text', '<itemClass literal="text"><name>Text', "'literal' is not allowed"),
    ("<versionCreated>2026-11-24T10:00:00+01:00</versionCreated>", "", "not expected"),
    ("<versionCreated>2026-11-24T10:00:00+01:00", "<versionCreated>2026-11-24", "dateTime"),
    ("<embargoed>2026-11-25T06:00:00Z", "<embargoed>2026-11-25", "momentOrNothing"),
    ("<embargoed>", "<pubStatus qcode='x:1'/><embargoed>", "not expected"),
    ('<pubStatus qcode="stat:usable">', '<pubStatus qcode="stat: usable">', "pattern"),
    ("<fileName>bridge 1.xml", "<fileName>bridge\n1.xml", "pattern"),
    ("<title>Bridge <ruby>", "<title>Bridge <br/><ruby>", "not expected"),
    ("<rb>a</rb>", "", "not expected"),
    ("<edNote role", "<hash>a</hash><edNote role", "not expected"),
    ("<expires>2027-01-01", "<expires>2027", "/}day'"),
    ('rank="1"><sameAs', 'rank="-1"><sameAs', "nonNegativeInteger"),
    ("<urgency>4</urgency>", "<urgency>0</urgency>", "minimum"),
    ("<urgency>4</urgency>", "<headline>x</headline><urgency>4</urgency>", "not expected"),
    ("<contentCreated>2026-11-24<", "<contentCreated>Tuesday<", "shortDay"),
    ('<language tag="en-GB"', "<language", "'tag' is required"),
    ('tag="en-GB"', 'tag="English (UK)"', "xs:language"),
    ('confidence="100"', 'confidence="101"', "maximum"),
    (' scalemin="1"', "", "'scalemin' is required"),
    ('interactions="7" ', "", "'interactions' is required"),
    ('significance="9"', 'significance="10"', "maximum"),
    ("<slugline separator", "<located/><slugline separator", "not expected"),
    ('latitude="55.6"', 'latitude="north"', "decimal"),
    (' longitude="-6.2"/><founded>', "/><founded>", "'longitude' is required"),
    (' symbol="NT"', "", "'symbol' is required"),
    ("<born>1970-01</born>", "<born>1970-01</born><born/>", "not expected"),
    ("<country qcode", "<line>x</line><country qcode", "not expected"),
    ('<timeDelim start="0"', "<timeDelim", "'start' is required"),
    ('partid="p1"', 'partid="1"', "xs:ID"),
    (' idrefs="c1" confidence', " confidence", "'idrefs' is required"),
    ('contentrefs="c1"', 'contentrefs="nowhere"', "IDREF nowhere"),
    ("</contentMeta><partMeta", "</contentMeta><contentSet/><partMeta", "not expected"),
    ('original="c1"', 'original="c9"', "IDREF c9"),
    ('hascontent="true"', 'hascontent="maybe"', "boolean"),
    ('wordcount="54"', 'wordcount="many"', "nonNegativeInteger"),
    ("</body></html></inlineXML>", "</body></html><p/></inlineXML>", "not expected"),
    ("QUJD", "<b>QUJD</b>", "Element content is not allowed"),
    ('videoscan="progressive"', 'videoscan="slow"', "enumeration"),
    ('freq="WEEKLY"', 'freq="weekly"', "pattern"),
    ('byday="MO -1FR"', 'byday="Monday"', "pattern"),
    ('bymonthday="-1 31"', 'bymonthday="0"', "pattern"),
    ("<start approx", "<finish/><start approx", "not expected"),
    ('rangefrom="1"', "", "'rangefrom' is required"),
    ('root="g"', 'root="x"', "IDREF x"),
    (' root="g"', "", "'root' is required"),
    ('<group id="h"', '<group id="g"', "ID g is taken"),
    ('<groupRef idref="h"/>', "<groupRef/>", "'idref' is required"),
    ("<itemRef residref", "<itemReference/><itemRef residref", "not expected"),
]  # fmt: skip


def _document(text: str, old: str, new: str) -> bytes:
    assert old in text, old
    changed = text.replace(old, new)
    return changed.encode()


@pytest.mark.parametrize(("old", "new", "words"), NITF_RULES)
def test_nitf_rules(old: str, new: str, words: str) -> None:
    found = errors("nitf-3.6", _document(NITF, old, new))
    assert any(words in each for each in found), found
    named = NITF.replace("<nitf ", '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/" ')
    assert errors("nitf-3.6", _document(named, old, new)) != []


@pytest.mark.parametrize(("old", "new", "words"), NEWSML_RULES)
def test_newsml_rules(old: str, new: str, words: str) -> None:
    found = errors("newsml-g2-2.30", _document(newsml(), old, new))
    assert any(words in each for each in found), found
