"""An article's metadata: the sender's word first."""

from __future__ import annotations

from extract.types import Article, Engine, Meta
from store.model.sender import language_tag, outlet, with_sender
from store.model.wire import Subject, Wire


def article(language: str = "en") -> Article:
    meta = Meta(headline="Printed", byline="Tom Reed", published="2026-03-10", language=language)
    return Article("a", "https://www.post.example/1", "0" * 64, "Text.", Engine("1", "m"), language, meta)


def test_the_sender_goes_before_the_text() -> None:
    wire = Wire(
        headline="Sent", byline="By Ana Lindqvist", published="2026-03-10T06:45:00+01:00", editor_note="Adds quote",
        updated="2026-03-10T07:00:00+01:00", subjects=(Subject("medtop:1", "harbour"), Subject("medtop:2", "")),
        embargo="2099-11-13T06:00:00+00:00", pub_status="usable", urgency=3, version="2", usage_terms="None",
    )  # fmt: skip
    meta = with_sender(article(), wire, "post-1").meta
    assert (meta.headline, meta.byline, meta.published) == ("Sent", "Ana Lindqvist", "2026-03-10T06:45:00+01:00")
    assert (meta.subjects, meta.embargoed, meta.status) == (("harbour", "medtop:2"), wire.embargo, "usable")
    assert (meta.editor_note, meta.urgency, meta.version, meta.usage_terms) == ("Adds quote", 3, "2", "None")
    assert (meta.url, meta.outlet, meta.key) == ("https://www.post.example/1", "post.example", "post-1")
    assert Meta.from_dict(meta.to_dict()) == meta


def test_what_the_sender_does_not_say_comes_from_the_text() -> None:
    meta = with_sender(article(), None).meta
    assert (meta.headline, meta.byline, meta.published, meta.language) == ("Printed", "Tom Reed", "2026-03-10", "en")
    assert (meta.updated, meta.status, meta.embargoed, meta.subjects) == (None, None, None, ())


def test_a_declared_language_counts_and_a_wrong_one_is_reported() -> None:
    declared = with_sender(article(), Wire(language="de"))
    assert declared.language == "de"
    assert "declared as “de”, but the text reads as “en”" in declared.warnings[0]
    assert with_sender(article(), Wire(language="en_gb")).language == "en-GB"
    assert with_sender(article("nn"), Wire(language="no")).language == "nn"
    assert with_sender(article("nb"), Wire(language="no")).warnings == ()
    assert with_sender(article("und"), Wire(language="fi")).language == "fi"


def test_tags_and_outlets() -> None:
    assert [language_tag(each) for each in ("EN-us", "zh_hant_TW", "english", "", None)] == [
        "en-US", "zh-Hant-TW", None, None, None,
    ]  # fmt: skip
    assert outlet(Wire(source="The Post", agency="XP"), "a.txt") == "The Post"
    assert outlet(Wire(), "a.txt") is None
