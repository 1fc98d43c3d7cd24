"""Corrections, updates, clarifications and withdrawals, as wires and sites write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extract.layout.notices import NoticeKind, notices

NOTICES: tuple[tuple[NoticeKind, str], ...] = (
    ("corrected", "CORRECTED-Norway’s oil fund sells coal shares"),
    ("corrected", "CORRECTED (OFFICIAL)-Norway’s oil fund sells coal shares"),
    ("corrected", "REFILE-Ferry runs aground off Bergen"),
    ("corrected", "CORRECTION: The bridge is 400 metres long, not 40."),
    ("corrected", "Correction, 3 May 2024: The bridge is 400 metres long."),
    ("corrected", "(Corrects day in paragraph 3 to Wednesday)"),
    ("corrected", "(This April 13 story has been corrected to say that he is a deputy minister, paragraph 2)"),
    ("corrected", "(Refiles to fix a typo in the headline)"),
    ("corrected", "An earlier version of this article misstated the year of the agreement."),
    ("corrected", "This article was amended on 3 May 2024 because the figure was wrong."),
    ("corrected", "• This article was amended on 3 May 2024."),
    ("corrected", "Editor’s note: This story has been corrected to reflect her title."),
    ("clarified", "CLARIFICATION: The minister spoke of exports to Asia."),
    ("clarified", "This report has since been clarified to say who paid."),
    ("updated", "UPDATE 2-Norway’s oil fund sells coal shares"),
    ("updated", "WRAPUP 3-Strikes spread to ports"),
    ("updated", "(Adds comment from ministry, background)"),
    ("updated", "(Recasts with quotes throughout)"),
    ("updated", "(Updates with police statement)"),
    ("updated", "Last updated: 13 April 2024 05:03"),
    ("updated", "Updated 13.04.2024 05:03"),
    ("updated", "This story has been updated with the ministry’s answer."),
    ("withdrawn", "WITHDRAWN: Ferry runs aground off Bergen"),
    ("withdrawn", "MANDATORY KILL: Ferry runs aground"),
    ("withdrawn", "This article has been retracted by its authors."),
)

NO_NOTICES = (
    "The ministry corrected its figures on Wednesday.",
    "“This story has been blown up,” she said.",
    "Update your passport before you travel, the embassy says.",
    "The report was published in May.",
    "Kill switch found in exported trucks",
    "Corrections officers strike in three states",
    "The earlier version of the law was stricter.",
    "(Reuters) - The central bank kept its rate.",
    "An earlier agreement fell apart.",
)


@pytest.mark.parametrize(("kind", "line"), NOTICES)
def test_kinds_of_notices(kind: NoticeKind, line: str) -> None:
    text = f"{line}\n\nThe first paragraph of the story."
    (found,) = notices(text)
    assert found.kind == kind
    assert found.span.start == 0
    assert line.startswith(found.span.of(text).strip())


@pytest.mark.parametrize("line", NO_NOTICES)
def test_what_is_news(line: str) -> None:
    assert notices(f"{line}\n\nThe first paragraph of the story.") == ()


def test_only_either_end_of_a_long_article_is_looked_at() -> None:
    lines = [f"Paragraph {number}." for number in range(40)]
    lines[20] = "This article was amended on 3 May 2024."
    assert notices("\n\n".join(lines)) == ()
    lines[39] = lines[20]
    assert [found.kind for found in notices("\n\n".join(lines))] == ["corrected"]


@given(st.text(alphabet=st.sampled_from("UPDATE 2-(Corrects this story was)\n:“ "), max_size=200))
@settings(max_examples=200, deadline=None)
def test_spans_lie_in_the_text_whatever_it_holds(text: str) -> None:
    for found in notices(text):
        assert 0 <= found.span.start < found.span.end <= len(text)
        assert "\n" not in found.span.of(text)
