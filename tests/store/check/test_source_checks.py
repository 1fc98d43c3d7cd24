"""Who without a name answers for what is said, and what is no claim."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.naming import is_described
from extract.span import Span
from extract.types import Actor, ActorKind, Mention, QuoteKind
from store.check.source_checks import sourcing
from tests.store.sourcing.made import article


def speaker(name: str, before: str, kind: ActorKind = "anonymous") -> tuple[Actor, str]:
    text = f"{before}{name} said so."
    span = Span(len(before), len(before) + len(name))
    return Actor("a1", name, kind, mentions=(Mention(span, "nominal"),)), text


@pytest.mark.parametrize(
    ("name", "before", "kind"),
    [
        ("federation", "On Friday the ", "organisation"),
        ("Chilean authorities", "", "group"),
        ("police", "", "group"),
        ("spokeswoman for the council", "A ", "anonymous"),
        ("company spokesman", "A ", "anonymous"),
        ("governor", "In May the ", "anonymous"),
        ("head of civil protection", "The ", "anonymous"),
        ("tax commissioner", "Connecticut’s ", "anonymous"),
        ("the Vermont senator", "", "anonymous"),
    ],
)
def test_who_answers_for_it(name: str, before: str, kind: ActorKind) -> None:
    assert is_described(*speaker(name, before, kind))


@pytest.mark.parametrize(
    ("name", "before", "kind"),
    [
        ("officials", "", "group"),
        ("critics", "His ", "group"),
        ("senior port official", "The ", "anonymous"),
        ("minister", "A ", "anonymous"),
        ("One minister", "", "anonymous"),
        ("former governor", "The ", "anonymous"),
        ("anonymous spokesman", "An ", "anonymous"),
        ("source in the government", "A ", "anonymous"),
        ("source close to the governor", "The ", "anonymous"),
        ("farmer", "The ", "anonymous"),
        ("aide to the governor", "The ", "anonymous"),
        ("", "", "anonymous"),
    ],
)
def test_who_does_not(name: str, before: str, kind: ActorKind) -> None:
    assert not is_described(*speaker(name, before, kind))
    assert not is_described(Actor("a1", "governor", "anonymous"), "The governor")  # nothing says which


def findings_on(words: str, cue: str, kind: QuoteKind) -> list[str]:
    _, made = article("k", [(Actor("a1", "a pilot", "anonymous"), words, kind)])
    text = made.text + cue
    quote = replace(made.quotes[0], cue=Span(len(made.text), len(text)))
    return [rule for rule, *_ in sourcing(replace(made, text=text, quotes=(quote,)))]


@pytest.mark.parametrize(
    ("words", "cue", "kind", "rules"),
    [
        ("whether they had seen the sign", "asked", "indirect", []),
        ("what she made of the plan", "has wondered", "mixed", []),
        ("Who saw the sign?", "asked", "direct", []),
        ("that the sign was gone", "asked", "indirect", ["claim-anonymous"]),
        ("Who would believe that?", "said", "direct", ["claim-anonymous"]),
        ("what he saw was a sign", "said", "indirect", ["claim-anonymous"]),
    ],
)
def test_a_question_is_no_claim(words: str, cue: str, kind: QuoteKind, rules: list[str]) -> None:
    assert findings_on(words, cue, kind) == rules


def test_what_only_an_institution_says_is_a_rule_of_its_own() -> None:
    _, made = article("k", [(Actor("a1", "the federation", "organisation"), "Every concern is taken up")])
    made = replace(made, quotes=(replace(made.quotes[0], anonymous=True),))
    assert [rule for rule, *_ in sourcing(made)] == ["claim-institution"]
