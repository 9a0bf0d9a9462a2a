"""One article as the extractor saw it: its sentences with what is named and said in them, and what made each of it.

1. `explained`  article and extraction → `Explained`, a noun that both faces show
2. `terminal`   → something that rich can draw
3. `html_`      → one page that needs nothing but itself (`page.html` is its frame)

>>> page = explain(article, extractor("rules").extract(article))      # doctest: +SKIP
>>> [said.relation for line in page.lines for said in line.said]       # doctest: +SKIP
"""

from kg.explain.explained import Entry, Explained, Line, Piece, Said, explain

__all__ = ["Entry", "Explained", "Line", "Piece", "Said", "explain"]
