"""Article → Extraction: who and what an article names, and what it says of them.

>>> extractor("rules").extract(article).statements    # doctest: +SKIP
"""

from __future__ import annotations

from kg.errors import UsageError
from kg.ports import Extractor
from ontology.vocabulary import Vocabulary, vocabulary

EXTRACTORS = ("rules",)


def extractor(name: str = "rules", *, vocabulary: Vocabulary | None = None) -> Extractor:
    """The extractor of that name. Raises UsageError naming the known ones."""
    if name not in EXTRACTORS:
        raise UsageError(f"no extractor {name!r}; known: {', '.join(EXTRACTORS)}")
    from kg.extract.rules import RulesExtractor

    return RulesExtractor(vocabulary or _default())


_default = vocabulary
