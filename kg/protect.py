"""What protects people in everything that is published: names of victims and minors, and the mark on accusations."""

from __future__ import annotations

from kg.model import Statement
from ontology.vocabulary import Vocabulary, vocabulary


def review_status(statement: Statement, *, names: Vocabulary | None = None) -> str | None:
    """The statement's review status; `unreviewed` where it accuses a named Person or Agency and none is given."""
    words = names or vocabulary()
    relation = words.relation(statement.relation)
    accused = statement.object if relation.accuses_object else statement.subject
    named = tuple(f"{words.id_prefix(name)}/" for name in ("Person", "Agency"))
    if statement.review_status is None and relation.accusing and accused.startswith(named):
        return "unreviewed"
    return statement.review_status
