"""A compact index of a text's words in arrays: 21 bytes a word, fast to search and easy to store."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import overload

from store.evidence.comparable_words import ELLIPSIS, Word, scan


class WordIndex(Sequence[Word]):
    """The words of a text in order; as a sequence, each is made into a `Word` on access."""

    def __init__(self, vocabulary: Sequence[str], ids: array[int], starts: array[int], ends: array[int],
                 marks: bytes) -> None:  # fmt: skip
        """`vocabulary` has each key once; the others have a value for each word, `ids` the number of its key."""
        self.vocabulary = vocabulary
        self._ids, self._starts, self._ends, self._marks = ids, starts, ends, marks

    @classmethod
    def of(cls, text: str, spans: Iterable[tuple[int, int]]) -> WordIndex:
        """The words of `text` within `spans` (code points, in order), without ellipses."""
        numbers: dict[str, int] = {}
        keys: dict[str, str] = {}
        ids, starts, ends, marked = array("I"), array("I"), array("I"), bytearray()
        add_id, add_start, add_end, add_marks = ids.append, starts.append, ends.append, marked.append
        for low, high in spans:
            for key, start, end, marks in scan(text, low, high, keys):
                if key == ELLIPSIS:
                    continue
                number = numbers.get(key)
                if number is None:
                    number = numbers[key] = len(numbers)
                add_id(number)
                add_start(start)
                add_end(end)
                add_marks(marks)
        return cls(list(numbers), ids, starts, ends, bytes(marked))

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, at: int) -> Word: ...
    @overload
    def __getitem__(self, at: slice) -> list[Word]: ...
    def __getitem__(self, at: int | slice) -> Word | list[Word]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        return Word.marked(self.vocabulary[self._ids[at]], self._starts[at], self._ends[at], self._marks[at])

    def keys(self, first: int, end: int) -> list[str]:
        """The keys of the words with these numbers; `end` is exclusive, and both are clamped to the text."""
        return [self.vocabulary[number] for number in self._ids[max(0, first) : max(0, end)]]

    def positions(self, key: str) -> Sequence[int]:
        """The numbers of the words with this key, in order."""
        number = self._numbers.get(key)
        if number is None:
            return ()
        begins, order = self._occurrences
        return order[begins[number] : begins[number + 1]]

    def exact_places(self, keys: Sequence[str]) -> Iterator[int]:
        """The numbers of the words at which exactly this sequence of keys begins."""
        if not keys or any(key not in self._numbers for key in keys):
            return
        wanted = array("I", (self._numbers[key] for key in keys))
        begins, order = self._occurrences
        rarest = min(range(len(keys)), key=lambda n: begins[wanted[n] + 1] - begins[wanted[n]])
        number = wanted[rarest]
        for place in order[begins[number] : begins[number + 1]]:
            start = place - rarest
            if start >= 0 and self._ids[start : start + len(wanted)] == wanted:
                yield start

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {key: number for number, key in enumerate(self.vocabulary)}

    @cached_property
    def _occurrences(self) -> tuple[array[int], array[int]]:
        """The word numbers grouped by key, preceded by the array of each group's start."""
        begins = array("I", bytes(4 * (len(self.vocabulary) + 1)))
        for number in self._ids:
            begins[number + 1] += 1
        for number in range(len(self.vocabulary)):
            begins[number + 1] += begins[number]
        free, order = begins[:], array("I", bytes(4 * len(self._ids)))
        for place, number in enumerate(self._ids):
            order[free[number]] = place
            free[number] += 1
        return begins, order

    # -- as columns ---------------------------------------------------------------------------------------------------

    def columns(self) -> tuple[Sequence[array[int]], bytes]:
        """The arrays to store, from which `from_columns` rebuilds the index, and a byte of flags for each word."""
        return (self._ids, self._starts, self._ends, *self._occurrences), self._marks

    @classmethod
    def from_columns(
        cls, vocabulary: Sequence[str], columns: Sequence[array[int]], marks: bytes, text_length: int
    ) -> WordIndex:
        """Rebuild an index from `columns` for a text of `text_length` code points. Raises ValueError for invalid
        columns.
        """
        ids, starts, ends, begins, order = columns
        count = len(ids)
        if not len(starts) == len(ends) == len(order) == len(marks) == count or len(begins) != len(vocabulary) + 1:
            raise ValueError("columns of different lengths")
        if count and (max(ids) >= len(vocabulary) or max(order) >= count or max(ends) > text_length):
            raise ValueError("words outside the text")
        if begins[0] != 0 or begins[-1] != count or sorted(begins) != begins.tolist():
            raise ValueError("no order of words")
        made = cls(vocabulary, ids, starts, ends, marks)
        made.__dict__["_occurrences"] = (begins, order)
        return made
