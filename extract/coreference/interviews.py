"""Interviewer and interviewee of an interview printed with "Q:" and "A:"."""

from __future__ import annotations

import re
from collections.abc import Mapping

from extract.actors.clusters import Cluster
from extract.actors.mention_candidates import Document
from extract.coreference.discourse import Walk

_LABEL = re.compile(r"(?P<asks>Q|Question|Spørsmål)?(?:A|Answer|Svar)?:\s+[\"“«]?$")
_MEETS = frozenset(["asked", "interviewed", "meets", "met", "speaks", "spoke", "talked", "talks", "visited"])


def interview(doc: Document, walk: Walk) -> Mapping[int, Cluster]:
    """The actors of questions and answers, by index of the attribution.

    The interviewee is the person mentioned most before the first question, pronouns included; the interviewer is
    another person who "met" or "spoke to" somebody there. Without a named interviewer questions are left out.
    """
    asks: dict[int, bool] = {}
    for i, attribution in enumerate(doc.attributions):
        start = attribution.fragments[0].start
        label = _LABEL.search(doc.text, max(0, start - 14), start) if attribution.rule == "label" else None
        if label is not None and attribution.speaker is None:
            asks[i] = label["asks"] is not None
    if not asks:
        return {}
    opening = doc.attributions[min(asks)].fragments[0].start
    people = [c for c in walk.clusters if c.type == "person" and c.named]
    counts = {id(c): sum(s.span.start < opening for s in c.spots) for c in people}
    answers = max(people, key=lambda c: counts[id(c)], default=None)
    if answers is None or not counts[id(answers)]:
        return {}
    asker = next((c for c in people if c is not answers and _meets(doc, c, opening)), None)
    both = {True: asker, False: answers}
    return {i: who for i, question in asks.items() if (who := both[question]) is not None}


def _meets(doc: Document, cluster: Cluster, opening: int) -> bool:
    verbs = (doc.pages[s.page].verb_of(s.head) for s in cluster.spots if s.span.start < opening)
    return any(verb is not None and verb.lower in _MEETS for verb in verbs)
