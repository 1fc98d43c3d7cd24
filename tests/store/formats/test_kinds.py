"""Every kind of fault that the cases show, on examples that the code was not written for.

`python -m tests.store.formats.test_kinds` prints how many examples each kind has.
"""

from __future__ import annotations

from collections import Counter

import pytest

from store.formats.detect import UnknownFormatError
from store.formats.document import FormatError
from tests.conftest import ROOT
from tests.store.formats.corpus.kinds import (
    byline_kinds,
    embargo_kinds,
    feed_kinds,
    file_kinds,
    json_kinds,
    mail_kinds,
    page_kinds,
    title_kinds,
    wire_kinds,
)
from tests.store.formats.corpus.kinds.examples import Example, faults, read

CASES = ROOT / "tests" / "data" / "formats" / "cases"
MORE = 3
"""How many examples each case has beside itself."""
ELSEWHERE = {
    "text-german.txt": "tests/extract/languages/test_languages.py",
    "text-french.txt": "tests/extract/languages/test_languages.py",
    "folder-of-odd-names": "tests/store/articles/test_sources.py",
}
"""The cases whose kind is no matter of formats."""
EXAMPLES: tuple[Example, ...] = (
    *byline_kinds.EXAMPLES,
    *embargo_kinds.EXAMPLES,
    *feed_kinds.EXAMPLES,
    *file_kinds.EXAMPLES,
    *json_kinds.EXAMPLES,
    *mail_kinds.EXAMPLES,
    *page_kinds.EXAMPLES,
    *title_kinds.EXAMPLES,
    *wire_kinds.EXAMPLES,
)


def _names() -> list[str]:
    seen: Counter[str] = Counter()
    names = []
    for wanted in EXAMPLES:
        seen[wanted.kind] += 1
        names.append(f"{wanted.kind}-{seen[wanted.kind]}")
    return names


@pytest.mark.parametrize("wanted", EXAMPLES, ids=_names())
def test_an_example(wanted: Example) -> None:
    if wanted.refused:
        with pytest.raises((FormatError, UnknownFormatError), match=wanted.refused):
            read(wanted.data, wanted.suffix)
    else:
        assert not list(faults(wanted))


def test_every_case_has_three_more_of_its_kind() -> None:
    counts = Counter(wanted.kind for wanted in EXAMPLES)
    cases = {path.name for path in CASES.iterdir()} - set(ELSEWHERE)
    assert set(counts) <= cases
    assert not {name: counts[name] for name in cases if counts[name] < MORE}


def main() -> None:
    """Print the examples of each kind."""
    counts = Counter(wanted.kind for wanted in EXAMPLES)
    for name in sorted(path.name for path in CASES.iterdir()):
        print(f"{counts[name] + 1:3} {name}" + (f" (and {ELSEWHERE[name]})" if name in ELSEWHERE else ""))
    print(f"{len(counts)} kinds, {len(EXAMPLES)} examples beside the cases")


if __name__ == "__main__":
    main()
