"""Asking the graph: the cookbook's named questions, and `why` for every statement about or between entities.

Works over any `Store`; knows no loader.

>>> from kg.query import ask, find, questions, why     # doctest: +SKIP
>>> ask(store, "timeline", {"name": "BP3MI Kepri"})    # doctest: +SKIP
>>> why(store, "KBRI Phnom Penh", "Kemlu").lines       # doctest: +SKIP
"""

from kg.query.questions import Parameter, Question, ask, questions
from kg.query.why import Disagreement, Found, Said, Why, find, why

__all__ = ["Disagreement", "Found", "Parameter", "Question", "Said", "Why", "ask", "find", "questions", "why"]
