"""The cookbook: named questions, each a Cypher file with typed parameters, and what asks them of any store.

A file of `cookbook/` begins with comment lines that say what it answers; the rest is one constant query text, the same
for the embedded store and for Neo4j:

```text
// title: Who held which post when?
// description: One row for each person, title and agency. A description may
//   go on in indented lines.
// param: name: string = ""  the person or the agency; anybody if empty
// param: limit: integer = 50  rows at most
// example: name = "BP3MI"
MATCH …
```

A parameter without a default must be given. Columns `quote`, `title`, `publishedAt`, `url` and `statement` hold the
sentence behind a row.

>>> ask(store, "posts", {"name": "BP3MI"}).rows   # doctest: +SKIP
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import UsageError
from kg.ports import Store, Table, Value

COOKBOOK = Path(__file__).parent / "cookbook"
TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "float": (float, int),
    "boolean": (bool,),
}
_FIELD = re.compile(r"// (title|description|param|example): (.+)")
_PARAMETER = re.compile(rf"(\w+): ({'|'.join(TYPES)})(?: = (\S.*?))?  +(\S.*)")
_GIVEN = re.compile(r'(\w+) = ("(?:[^"\\]|\\.)*"|[^,\s]+)(?:, |$)')


@dataclass(frozen=True)
class Parameter:
    """`type` is one of `TYPES`; a `required` one has no default."""

    name: str
    type: str
    default: Value
    required: bool
    description: str


@dataclass(frozen=True)
class Question:
    """A named question; `example` holds parameters that show what it is for."""

    name: str
    title: str
    description: str
    parameters: tuple[Parameter, ...]
    cypher: str
    example: Mapping[str, Value]


@cache
def questions() -> Mapping[str, Question]:
    """All questions of the cookbook by name, sorted."""
    return {path.stem: read(path) for path in sorted(COOKBOOK.glob("*.cypher"))}


def ask(store: Store, name: str, parameters: Mapping[str, Value] | None = None) -> Table:
    """The answer to a question; parameters that are not given take their defaults.

    Raises UsageError, which lists the questions or the question's parameters, and QueryError.
    """
    if name not in questions():
        raise UsageError(f"no question {name!r}; known: {', '.join(questions())}")
    question = questions()[name]
    return store.query(question.cypher, _checked(question, parameters or {}))


def read(path: Path) -> Question:
    """The question in a file of the cookbook. Raises ValueError that says what its header lacks."""
    lines = path.read_text(encoding="utf-8").splitlines()
    length = next((at for at, line in enumerate(lines) if not line.startswith("//")), len(lines))
    fields: list[tuple[str, str]] = []
    for line in lines[:length]:
        if field := _FIELD.fullmatch(line):
            fields.append((field[1], field[2]))
        elif line.startswith("//   ") and fields:
            fields[-1] = (fields[-1][0], f"{fields[-1][1]} {line[5:]}")
        else:
            raise ValueError(f"{path}: expected `// title:`, `description:`, `param:` or `example:`, found {line!r}")
    texts = dict(fields)
    if missing := [field for field in ("title", "description", "example") if field not in texts]:
        raise ValueError(f"{path}: no line `// {missing[0]}: …`")
    return Question(
        name=path.stem,
        title=texts["title"],
        description=texts["description"],
        parameters=tuple(_parameter(text, path) for field, text in fields if field == "param"),
        cypher="\n".join(lines[length:]).strip() + "\n",
        example={name: json.loads(value) for name, value in _GIVEN.findall(texts["example"])},
    )


def _parameter(text: str, path: Path) -> Parameter:
    found = _PARAMETER.fullmatch(text)
    if found is None:
        raise ValueError(f"{path}: expected `// param: NAME: TYPE = DEFAULT  what it is`, found {text!r}")
    name, type_, default, description = found.groups()
    return Parameter(name, type_, json.loads(default) if default else None, default is None, description)


def _checked(question: Question, given: Mapping[str, Value]) -> dict[str, Value]:
    known = {parameter.name: parameter for parameter in question.parameters}
    if unknown := sorted(given.keys() - known.keys()):
        raise UsageError(f"{question.name} has no parameter {unknown[0]!r}; {_listed(question)}")
    values = {name: given.get(name, parameter.default) for name, parameter in known.items()}
    for name, value in values.items():
        if known[name].required and name not in given:
            raise UsageError(f"{question.name} needs {name!r}: {known[name].description}; {_listed(question)}")
        if not _fits(value, known[name].type):
            raise UsageError(f"{question.name}: {name} is {value!r}; {_listed(question)}")
    return values


def _fits(value: Value, type_: str) -> bool:
    if isinstance(value, bool) != (type_ == "boolean"):
        return False
    return isinstance(value, TYPES[type_]) and not (isinstance(value, int) and value < 0)


def _listed(question: Question) -> str:
    shown = (
        f"{parameter.name} ({parameter.type}{' from 0' if parameter.type == 'integer' else ''}"
        f"{', required' if parameter.required else f', else {parameter.default!r}'})"
        for parameter in question.parameters
    )
    return "it takes " + ", ".join(shown)
