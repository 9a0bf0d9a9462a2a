"""Article → Extraction: who and what an article names, and what it says of them.

>>> extractor("rules").extract(article).statements    # doctest: +SKIP
"""

from __future__ import annotations

from kg.errors import UsageError
from kg.ports import Extractor
from ontology.vocabulary import Vocabulary, vocabulary

EXTRACTORS = ("reader", "rules")
"""`reader`: rules and the trained model; `rules`: the rules alone, faster and with fewer findings."""


def extractor(name: str = "reader", *, vocabulary: Vocabulary | None = None, least: float | None = None) -> Extractor:
    """The extractor of that name. `least` from 0 to 1 is the confidence below which the reader's statements are
    candidates (None: its own, by relation); the rules, which are not calibrated, ignore it. Raises UsageError."""
    if name not in EXTRACTORS:
        raise UsageError(f"no extractor {name!r}; known: {', '.join(EXTRACTORS)}")
    words = vocabulary or _default()
    if name == "reader":
        from kg.extract.reader import TrainedExtractor

        return TrainedExtractor(words, least=least)
    from kg.extract.rules import RulesExtractor

    return RulesExtractor(words)


_default = vocabulary
