"""Text to the pieces the network reads, each with its place in the text.

Crawled text glues words together ("diKamboja", "selesai.Para"): the network reads such borders as spaces,
while offsets stay those of the given text, in code points.

>>> spread("diKamboja")[0]
'di Kamboja'
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

_GLUE = re.compile(r"(?<=[a-zà-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])|(?<=[.,;:!?”’\])])(?=[A-Za-zÀ-ÿ“])")
_SENTENCE = re.compile(r"\n+|(?<=[a-z0-9)\]\"”’][.!?])[\"”’]?\s*(?=[\"“‘]?[A-Z0-9])")
_WORD_START = "▁"
_ENDINGS = frozenset({"ia", "an", "ian", "ans", "ians", "nya", "is", "ish", "ese", "land", "town", "ni", "isme"})


@dataclass(frozen=True)
class Pieces:
    """T pieces: vocabulary ids, code-point offsets (half-open), sentence numbers, and whether a word opens."""

    ids: NDArray[np.int64]
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    sentences: NDArray[np.int64]
    opens: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)

    def cover(self, start: int, end: int) -> tuple[int, int]:
        """First and last piece (inclusive) that share a code point with `start` to `end`; the nearest if none does."""
        last = len(self) - 1
        first = min(int(np.searchsorted(self.ends, start, side="right")), last)
        final = int(np.searchsorted(self.starts, end, side="left")) - 1
        return first, min(max(first, final), last)


def spread(text: str, known: Iterable[int] = ()) -> tuple[str, NDArray[np.int64]]:
    """The text with a space at every glued border (those in `known` too), and where in the new text those spaces stand,
    ascending."""
    cuts = sorted({match.start() for match in _GLUE.finditer(text)} | set(known))
    parts = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    return " ".join(parts), np.array([cut + n for n, cut in enumerate(cuts)], dtype=np.int64)


def sentence_starts(text: str) -> list[int]:
    """Code points at which a sentence or a line begins, ascending, 0 first."""
    return [0, *sorted({match.end() for match in _SENTENCE.finditer(text)} - {0})]


def name_ends(text: str, names: re.Pattern[str], tokenizer: Tokenizer) -> list[int]:
    """Where a known name ends inside a word whose rest is a word of its own ("Kamboja" in "Kambojatewas").

    `names` finds a name and, as its first group, what stands glued to it.
    """
    found = [(match.end(), match.group(1)) for match in names.finditer(text)]
    return [
        end for end, rest in found if rest not in _ENDINGS and tokenizer.token_to_id(_WORD_START + rest) is not None
    ]


def cut(text: str, tokenizer: Tokenizer, names: re.Pattern[str] | None = None) -> Pieces:
    """Pieces of `text` in order; those that cover no code point are left out. Linear in the text."""
    wide, spaces = spread(text, name_ends(text, names, tokenizer) if names else ())
    encoding = tokenizer.encode(wide, add_special_tokens=False)
    offsets = np.array(encoding.offsets, dtype=np.int64).reshape(-1, 2)
    kept = offsets[:, 1] > offsets[:, 0]
    ids = np.array(encoding.ids, dtype=np.int64)[kept]
    starts = offsets[kept, 0] - np.searchsorted(spaces, offsets[kept, 0], side="left")
    ends = offsets[kept, 1] - np.searchsorted(spaces, offsets[kept, 1], side="left")
    begun = [token[:1] == _WORD_START for token, keep in zip(encoding.tokens, kept, strict=True) if keep]
    opens = [
        new or not (text[start].isalnum() and text[start - 1].isalnum())
        for new, start in zip(begun, starts.tolist(), strict=True)
    ]
    borders = sentence_starts(text)
    sentences = np.array([bisect_right(borders, start) for start in starts.tolist()], dtype=np.int64)
    return Pieces(ids, starts, ends, sentences, np.array(opens, dtype=np.bool_))
