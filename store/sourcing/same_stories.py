"""Groups articles that tell one story: a wire's text in four papers quotes its speakers once.

`store.texts.similarity` decides which articles tell the same story, and which of their quotes are the same. The first
article added is counted whole; of the others only quotes that no earlier one has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from extract.types import Article
from store.sourcing.counted_quotes import CountedQuote
from store.texts.similarity import same_quote, same_story, sample, words


class Stories:
    """The articles added so far, by their sampled shingles."""

    def __init__(self) -> None:
        self._sizes: list[int] = []
        self._quotes: list[list[str]] = []
        self._holders: dict[int, list[int]] = defaultdict(list)
        self._texts: dict[str, int] = {}

    def fresh(self, article: Article, quotes: Sequence[CountedQuote]) -> tuple[list[CountedQuote], bool]:
        """Add an article; return its quotes that are new to its story, and whether the story was told before.

        Identical texts tell the same story however short they are.
        """
        shingles = sample(article.text)
        shared = Counter(holder for shingle in shingles for holder in self._holders.get(shingle, ()))
        earlier = [n for n, count in shared.items() if same_story(count, len(shingles), self._sizes[n])]
        if (copy := self._texts.get(article.sha256)) is not None and copy not in earlier:
            earlier.append(copy)
        known = [content for n in earlier for content in self._quotes[n]]
        same = {" ".join(words(content)) for content in known}
        new = [quote for quote in quotes if not _is_known(quote.content, known, same)] if earlier else list(quotes)
        number = len(self._sizes)
        self._sizes.append(len(shingles))
        self._quotes.append([quote.content for quote in quotes])
        self._texts.setdefault(article.sha256, number)
        for shingle in shingles:
            self._holders[shingle].append(number)
        return new, bool(earlier)


def _is_known(content: str, known: Sequence[str], same: set[str]) -> bool:
    return " ".join(words(content)) in same or any(same_quote(content, other) for other in known)
