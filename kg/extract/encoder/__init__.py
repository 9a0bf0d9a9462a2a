"""The trained joint reader at run time: numpy, onnxruntime and tokenizers only; see `encoder`."""

from kg.extract.encoder.encoder import Encoder, Tagged, without_loose_groups
from kg.extract.encoder.schema import RELATIONS, TYPES, Link, Reading, Span

__all__ = ["RELATIONS", "TYPES", "Encoder", "Link", "Reading", "Span", "Tagged", "without_loose_groups"]
