"""The schemas in `tests/data/formats`: what is wrong with a document, by a format's name and version (`ninjs-1.5`)."""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from typing import Any

import jsonschema
from lxml import etree
from referencing import Registry, Resource

from tests.conftest import ROOT

SCHEMAS = ROOT / "tests" / "data" / "formats"
NITF = "{http://iptc.org/std/NITF/2006-10-18/}nitf"
FORMATS = jsonschema.FormatChecker(formats=())  # jsonschema's own needs packages more for both of these


@FORMATS.checks("uri")
def _uri(value: object) -> bool:
    """RFC 3986: a scheme, and no character that must be escaped."""
    pattern = r"[A-Za-z][A-Za-z0-9+.-]*:([A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*"
    return not isinstance(value, str) or re.fullmatch(pattern, value) is not None


@FORMATS.checks("date-time", raises=ValueError)
def _moment(value: object) -> bool:
    """RFC 3339: a day and a time with its zone."""
    if not isinstance(value, str):
        return True
    pattern = r"\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)"
    return re.fullmatch(pattern, value, re.ASCII) is not None and bool(datetime.fromisoformat(value.upper()))


def errors(schema: str, data: bytes) -> list[str]:
    """What the schema finds wrong with a document; nothing if it is valid."""
    try:
        if schema.startswith(("ninjs-", "jsonfeed-")):
            return [error.message for error in _json_schema(schema).iter_errors(json.loads(data))]
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (ValueError, etree.XMLSyntaxError) as error:
        return [str(error)]
    if schema == "nitf-3.6":
        return _invalid("nitf-3.6-namespace.xsd" if str(root.tag).startswith("{") else "nitf-3.6.xsd", root)
    if schema.startswith("newsml-g2"):
        found = _invalid(f"{schema}.xsd", root) + _references(root)
        for inner in root.iter(NITF, "nitf"):
            found += errors("nitf-3.6", etree.tostring(inner, with_tail=False))
        return found
    return _invalid(f"{schema}.rng", root) + (_asserted(root) if schema == "atom" else [])


def of_version(schema: Any, version: str) -> Any:
    """A generation's schema without the rules that are `since` a later version or `until` an earlier one."""
    if isinstance(schema, list):
        return [of_version(each, version) for each in schema if _applies(each, version)]
    if isinstance(schema, dict):
        return {key: of_version(each, version) for key, each in schema.items() if _applies(each, version)}
    return schema


def _applies(rule: Any, version: str) -> bool:
    return not isinstance(rule, dict) or str(rule.get("since", "0")) <= version <= str(rule.get("until", "9"))


@cache
def _json_schema(name: str) -> jsonschema.protocols.Validator:
    family, _, version = name.partition("-")
    whole = json.loads(_text(f"{name}.schema.json" if family == "jsonfeed" else f"ninjs-{version[0]}.schema.json"))
    schema = of_version(whole, version)
    jsonschema.Draft202012Validator.check_schema(schema)
    places = Resource.from_contents(json.loads(_text("geojson.schema.json")))
    registry: Registry[Any] = Registry().with_resource("geojson.schema.json", places)
    return jsonschema.Draft202012Validator(schema, format_checker=FORMATS, registry=registry)


def _references(root: etree._Element) -> list[str]:
    """What xs:ID and xs:IDREF ask for across NewsML-G2, which libxml2 does not look at."""
    own = list(root.iter("{http://iptc.org/std/nar/2006-10-01/}*"))
    ids = [str(value) for each in own for name in ("id", "partid") if (value := each.get(name))]
    names = ("idrefs", "contentrefs", "idref", "sourceidref", "original", "root")
    pointed = {target for each in own for name in names for target in str(each.get(name, "")).split()}
    duplicates = [f"ID {value} is taken" for value in sorted({value for value in ids if ids.count(value) > 1})]
    return duplicates + [f"IDREF {target} leads nowhere" for target in sorted(pointed - set(ids))]


def _asserted(root: etree._Element) -> list[str]:
    """The three rules of RFC 4287, appendix B, that RELAX NG cannot say."""
    atom = "{http://www.w3.org/2005/Atom}"
    entries = list(root.iter(f"{atom}entry"))
    found = []
    for entry in entries:
        authors = (*entry.iterfind(f"{atom}author"), *entry.iterfind(f"{atom}source/{atom}author"))
        if not authors and root.find(f"{atom}author") is None:
            found.append("an entry without an author, in a feed without one")
        links = [link for link in entry.iterfind(f"{atom}link") if link.get("rel", "alternate") == "alternate"]
        if entry.find(f"{atom}content") is None and not links:
            found.append("an entry with neither content nor a link to it")
    if not entries and root.tag == f"{atom}feed" and root.find(f"{atom}author") is None:
        found.append("a feed without an author")
    return found


def _text(name: str) -> str:
    return (SCHEMAS / name).read_text(encoding="utf-8")


@cache
def _schema(name: str) -> etree.XMLSchema | etree.RelaxNG:
    tree = etree.parse(SCHEMAS / name)
    return etree.XMLSchema(tree) if name.endswith(".xsd") else etree.RelaxNG(tree)


def _invalid(name: str, root: etree._Element) -> list[str]:
    schema = _schema(name)
    return [] if schema.validate(root) else [str(error.message) for error in schema.error_log]
