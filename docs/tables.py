"""Writes the parts of the documentation that are made from the code: `python docs/tables.py`; `--check` only compares.

The README's table of relations, docs/cli.md from the commands' own help, docs/cookbook.md from the questions' headers.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import click

from kg.cli import COMMANDS, kg
from kg.query import questions
from ontology.vocabulary import vocabulary

ROOT = Path(__file__).parents[1]


def relations() -> str:
    """The relations as a Markdown table."""
    lines = ["| relation | says | subject | object |", "| --- | --- | --- | --- |"]
    for relation in vocabulary().relations.values():
        ends = (", ".join(sorted(names)) for names in (relation.domain, relation.range))
        label = f"{relation.label} ({relation.label_id})" + (" ⚠" if relation.accusing else "")
        lines.append("| " + " | ".join((f"`{relation.type}`", label, *ends)) + " |")
    return "\n".join(lines) + "\n\n⚠ accuses somebody: marked for review.\n"


def readme() -> str:
    """The README with its table made anew."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.sub(
        r"(<!-- relations: .*? -->\n).*?(<!-- /relations -->)", rf"\g<1>\n{relations()}\n\g<2>", text, flags=re.S
    )


def cli() -> str:
    """The CLI reference: the help of `kg` and of each command."""
    parts = ["# Commands\n", "Made by `python docs/tables.py` from the commands' own help.\n", _help(kg, "kg")]
    context = click.Context(kg, info_name="kg")
    for section in COMMANDS.values():
        for name in section:
            command = kg.get_command(context, name)
            assert command is not None
            parts.append(_help(command, f"kg {name}"))
    return "\n".join(parts)


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, max_content_width=100, terminal_width=100)
    return f"## {name}\n\n```text\n{command.get_help(context).rstrip()}\n```\n"


def cookbook() -> str:
    """The named questions, with their parameters and Cypher."""
    parts = [
        "# The cookbook\n",
        "Named questions; made by `python docs/tables.py` from `kg/query/cookbook/*.cypher`.\n",
    ]
    for name, question in questions().items():
        parts.append(f"## {name}\n\n**{question.title}**\n\n{question.description}\n")
        for parameter in question.parameters:
            parts.append(
                f"- `{parameter.name}` ({parameter.type}, default `{parameter.default!r}`): {parameter.description}"
            )
        parts.append(f"\n```cypher\n{question.cypher.strip()}\n```\n")
    return "\n".join(parts)


PAGES = {"README.md": readme, "docs/cli.md": cli, "docs/cookbook.md": cookbook}


def main() -> None:
    """Write the pages, or with --check say which are out of date and exit with 1."""
    stale = []
    for name, make in PAGES.items():
        path, text = ROOT / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.write_text(text, encoding="utf-8")
    sys.exit(f"out of date: {', '.join(stale)}; run: python docs/tables.py" if stale and "--check" in sys.argv else 0)


if __name__ == "__main__":
    main()
