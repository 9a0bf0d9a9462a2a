"""The trained reader: rules and the joint model over one page, and one confidence for what either of them says.

1. `Page.of`          sentences, furniture apart; in the same spaCy pipeline the encoder's one pass over the text
2. `names`            spans of the rules, and those that the model alone sees
3. `gather`, `groups` spans → things
4. `tell`             what the rules see said, and who speaks
5. `tell_both`        that and the model's links between the same things, each with a calibrated confidence
6. `compose`          → statements with evidence, modality, dates; what is not sure enough as candidates
"""

from __future__ import annotations

from threadpoolctl import ThreadpoolController

from kg.extract import blend
from kg.extract.blended_groups import groups
from kg.extract.clusters import gather, in_order
from kg.extract.compose import compose
from kg.extract.encoder.component import NAME, model_of, tagged_of
from kg.extract.encoder.encoder import WEIGHTS
from kg.extract.page import Page, news
from kg.extract.rules import find, sets
from kg.extract.told.telling import tell
from kg.model import Article, Extraction
from ontology.vocabulary import Vocabulary

VERSION = "0.3.0"


class TrainedExtractor:
    """Deterministic on one machine; make one a process."""

    name = "reader"

    def __init__(self, words: Vocabulary, *, least: float | None = None) -> None:
        self.version = VERSION if least is None else f"{VERSION}+min{least:g}"
        self._words, self._least = words, least
        self._nlp = news()
        self._nlp.add_pipe(NAME)
        self._model = model_of(self._nlp)
        self._threads = ThreadpoolController()
        self._blend = blend.Blend.load(WEIGHTS / "blend.tsv")

    def extract(self, article: Article) -> Extraction:
        """Mentions, clusters and statements of one article."""
        with self._threads.limit(limits=1, user_api="blas"):  # the matrices are small: more threads only wait
            return self._extract(article)

    def _extract(self, article: Article) -> Extraction:
        page = Page.of(self._nlp, article)
        tagged = tagged_of(page.doc)
        spans = blend.names(page, find(page), tagged.spans)
        sets_ = groups(page, sets(page), tagged, self._model)
        things = in_order([*gather(page.text, spans, ()), *sets_])
        told = blend.tell_both(page, things, tell(page, things, self._words), tagged, self._model, self._blend)
        sure, unsure = self._blend.sort(told, self._least)
        return compose(page, things, sure, unsure=unsure, extractor=self, words=self._words)
