"""How questions are read from their files, and what is said of wrong parameters."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.ports import Store, Value
from kg.property_graph import schema
from kg.query import Question, ask, questions
from kg.query.questions import read
from kg.query.why import COUNTED
from ontology.vocabulary import vocabulary

NAMES = (
    "accused-actors",
    "copied-or-independent",
    "evidence",
    "figures-disagree",
    "figures-over-time",
    "paths",
    "possibly-same",
    "posts",
    "promised-or-denied",
    "rescued-not-repatriated",
    "rescued-or-repatriated",
    "review-first",
    "routes",
    "timeline",
)
ALL = pytest.mark.parametrize("question", questions().values(), ids=lambda question: question.name)
FILE = """// title: Who?
// description: First line
//   and the second.
// param: name: string  somebody
// param: share: float = 0.5  from 0 to 1
// param: all: boolean = true  everything
// example: name = "a, b", share = 1, all = false
MATCH (e:Entity) RETURN e.id AS id ORDER BY id
"""


def test_the_cookbook_has_these_questions() -> None:
    assert tuple(questions()) == NAMES


def test_a_header_is_read_to_the_letter(tmp_path: Path) -> None:
    (tmp_path / "who.cypher").write_text(FILE, encoding="utf-8")
    question = read(tmp_path / "who.cypher")
    assert (question.name, question.title) == ("who", "Who?")
    assert question.description == "First line and the second."
    assert [(one.name, one.type, one.default, one.required) for one in question.parameters] == [
        ("name", "string", None, True),
        ("share", "float", 0.5, False),
        ("all", "boolean", True, False),
    ]
    assert question.example == {"name": "a, b", "share": 1, "all": False}
    assert question.cypher == "MATCH (e:Entity) RETURN e.id AS id ORDER BY id\n"


@pytest.mark.parametrize(
    ("line", "broken", "message"),
    [
        ("// title: Who?\n", "", "no line `// title"),
        ("share: float = 0.5", "share: decimal = 0.5", "found 'share: decimal = 0.5  from 0 to 1'"),
        ("// example: name", "// for example name", "found '// for example name"),
    ],
)
def test_a_broken_header_says_what_it_lacks(tmp_path: Path, line: str, broken: str, message: str) -> None:
    (tmp_path / "who.cypher").write_text(FILE.replace(line, broken), encoding="utf-8")
    with pytest.raises(ValueError, match=message):
        read(tmp_path / "who.cypher")


@ALL
def test_every_name_in_a_query_is_a_name_of_the_ontology(question: Question) -> None:
    words = vocabulary()
    known = schema(words)
    labels = {label for labels in known.labels for label in labels}
    types = set(known.relationships)
    text = re.sub(r"'[^']*'", "''", question.cypher)
    assert set(re.findall(r"\(\w*:(\w+)", text)) <= labels
    used = {name for names in re.findall(r"\[\w*:([\w|]+)", text) for name in names.split("|")}
    assert used and used <= types
    assert set(re.findall(r"'([A-Z_]{4,})'", question.cypher)) <= set(known.world)
    properties = set(re.findall(r"\b[a-z]\w*\.(\w+)", text))
    assert properties - {"inDays", "days"} <= _properties()


def _properties() -> set[str]:
    """Local names of the ontology's properties, and what the property graph calls otherwise."""
    text = vocabulary().path.read_text(encoding="utf-8")
    otherwise = {
        "id",
        "nameText",
        "openingText",
        "closingText",
        "name",
        "aliases",
        "reasons",
        "predicate",
        "statementId",
    }
    return otherwise | set(re.findall(r"^kg:([a-z]\w*) a owl:", text, flags=re.M))


def test_lists_of_relations_are_those_of_the_vocabulary() -> None:
    relations = vocabulary().relations.values()
    accusing = sorted(one.type for one in relations if one.accusing and not one.accuses_object)
    among_agents = sorted(one.type for one in relations if "Place" not in one.range)
    listed = ", ".join(f"'{name}'" for name in accusing)
    assert f"s.predicate IN [{listed}]" in questions()["accused-actors"].cypher
    assert f"s.predicate IN [{listed}]" in questions()["review-first"].cypher
    assert f"[:{'|'.join(among_agents)}*..6]" in questions()["paths"].cypher
    for kind, signs in COUNTED.items():
        listed = ", ".join(f"'{sign}'" for sign in signs)
        assert f"[{listed}]" in questions()["figures-disagree"].cypher, kind


@ALL
def test_a_query_keeps_to_what_both_engines_run(question: Question) -> None:
    text = question.cypher
    banned = r"\bSHORTEST\b|\belementId\(|\bid\(|apoc|\b(CREATE|MERGE|SET|DELETE|REMOVE|LOAD CSV|CALL)\b"
    assert not re.search(banned, text)
    tail = text[text.rindex("RETURN") :]
    assert re.search(r"ORDER BY [^\n]+\nLIMIT \$limit\n$", tail)
    assert next(one.default for one in question.parameters if one.name == "limit") == 50
    assert {one.name for one in question.parameters} == set(re.findall(r"\$(\w+)", text))


@ALL
def test_every_question_has_an_example_that_runs_and_a_limit_that_cuts(store: Store, question: Question) -> None:
    assert question.example
    assert question.example.keys() <= {one.name for one in question.parameters}
    needed: dict[str, Value] = {one.name: question.example[one.name] for one in question.parameters if one.required}
    ask(store, question.name, question.example)
    whole = ask(store, question.name, needed)
    assert whole.rows, "the world of these tests must have an answer"
    first = ask(store, question.name, {**needed, "limit": 1})
    assert first.columns == whole.columns
    assert first.rows == whole.rows[:1]
    assert ask(store, question.name, {**needed, "limit": 0}).rows == ()


def test_an_unknown_question_lists_the_known_ones(store: Store) -> None:
    with pytest.raises(UsageError, match="no question 'tidak-ada'; known: accused-actors, "):
        ask(store, "tidak-ada", {})


@pytest.mark.parametrize(
    ("name", "parameters", "message"),
    [
        (
            "posts",
            {"nama": "x"},
            r"no parameter 'nama'; it takes name \(string, else ''\), limit \(integer from 0, else 50\)",
        ),
        ("posts", {"limit": "5"}, "limit is '5'"),
        ("posts", {"limit": True}, "limit is True"),
        ("posts", {"limit": -1}, "limit is -1"),
        ("posts", {"name": None}, "name is None"),
        ("paths", {"left": "Kemlu"}, r"paths needs 'right': another, likewise; it takes left \(string, required\)"),
    ],
)
def test_a_wrong_parameter_is_told_with_what_is_expected(
    store: Store, name: str, parameters: dict[str, Value], message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        ask(store, name, parameters)
