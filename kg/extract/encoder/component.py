"""The joint reader as a spaCy component: `nlp.add_pipe("jejaring_encoder")`.

It leaves the mentions it finds in `doc.spans["jejaring"]` (a span group, its borders widened to tokens)
and the whole reading, with exact offsets, for `tagged_of`.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from spacy.language import Language
from spacy.tokens import Doc

from kg.extract.encoder.encoder import Encoder, Tagged

if TYPE_CHECKING:
    from spacy.tokens import Span

NAME = "jejaring_encoder"
SPANS = "jejaring"


class EncoderComponent:
    """Reads each Doc once with the encoder."""

    def __init__(self, model: Encoder) -> None:
        self.model = model

    def __call__(self, doc: Doc) -> Doc:
        tagged = self.model.tag(doc.text)
        doc.user_data[NAME] = tagged
        found = (doc.char_span(s.start, s.end, label=s.type, alignment_mode="expand") for s in tagged.spans)
        spans: list[Span] = [span for span in found if span is not None]
        doc.spans[SPANS] = spans
        return doc


@Language.factory(NAME, default_config={"weights": None, "threads": 1})
def component(nlp: Language, name: str, weights: str | None, threads: int) -> EncoderComponent:
    """The component; `weights` is a folder, None the package's own. Raises FileNotFoundError where it lacks a file."""
    return EncoderComponent(Encoder.load(Path(weights) if weights else None, threads=threads))


def tagged_of(doc: Doc) -> Tagged:
    """What the encoder read in a Doc of a pipeline that has the component. Raises KeyError for others."""
    tagged: Tagged = doc.user_data[NAME]
    return tagged


def model_of(nlp: Language) -> Encoder:
    """The encoder of a pipeline that has the component."""
    held: EncoderComponent = nlp.get_pipe(NAME)  # type: ignore[assignment]
    return held.model
