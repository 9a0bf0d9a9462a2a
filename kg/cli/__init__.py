"""The commands: each parses, calls and renders; the work is elsewhere.

`COMMANDS` names every command, the module it lives in and its line in `kg --help`, so that help needs no import.
Exit codes: 0 done; 1 done, but some inputs were passed over (they are named); 2 the call is off; 3 something else
that Jejaring found wrong; 4 the store cannot be used; 5 the query is wrong, writes or took too long; 130 interrupted.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence

import click

from kg.errors import KgError

COMMANDS: dict[str, dict[str, tuple[str, str]]] = {
    "Build": {
        "build": ("kg.cli.build", "Read articles, settle who is who, load the graph."),
        "forget": ("kg.cli.build", "Withdraw an article and everything it said."),
        "info": ("kg.cli.build", "What is in the store, made by which version, when."),
    },
    "Ask": {
        "ask": ("kg.cli.ask", "Answer a named question; without a name, list them."),
        "query": ("kg.cli.ask", "Run a read-only Cypher query."),
        "why": ("kg.cli.ask", "Every statement about or between entities, with its sentence."),
    },
    "Publish": {
        "export": ("kg.cli.publish", "Write Turtle, N-Triples, JSON-LD, GraphML, GEXF, CSV or JSON."),
        "network": ("kg.cli.publish", "Draw the network of agencies."),
    },
    "Neo4j": {
        "load": ("kg.cli.neo4j_", "Bring a Neo4j database up to date with the store."),
        "pull": ("kg.cli.neo4j_", "Write a file from the graph that is in Neo4j."),
        "dump": ("kg.cli.neo4j_", "Write files for neo4j-admin database import."),
        "style": ("kg.cli.neo4j_", "Print a style file for Neo4j Browser."),
    },
    "Check": {
        "merges": ("kg.cli.check", "What was merged and why."),
        "judge": ("kg.cli.check", "Say that two are the same or different, or take it back."),
        "review": ("kg.cli.check", "Accept or reject a statement."),
        "candidates": ("kg.cli.check", "What was read but is not sure enough to be said."),
    },
    "Read": {
        "extract": ("kg.cli.extract", "Read articles to JSON, one object a line, without a store."),
        "explain": ("kg.cli.explain", "Show what was read in an article, and what made it."),
        "evaluate": ("kg.cli.extract", "Score an extraction against gold annotation."),
    },
}
_HELP = """Jejaring: from news articles to a knowledge graph in which every edge carries its sentence.

Start with:  kg build examples/articles  and then:  kg ask"""
_FOOT = (
    "Exit codes: 0 done, 1 inputs passed over, 2 usage, 3 other, 4 store, 5 query. Each command's --help has examples."
)


class _Contents(click.Group):
    """A group that reads like a table of contents and imports a command's module when it is run."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for section in COMMANDS.values() for name in section]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        for section in COMMANDS.values():
            if cmd_name in section:
                command = getattr(importlib.import_module(section[cmd_name][0]), f"{cmd_name}_cmd")
                assert isinstance(command, click.Command)
                return command
        return None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for title, section in COMMANDS.items():
            with formatter.section(title):
                formatter.write_dl([(name, line) for name, (_, line) in section.items()])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_paragraph()
        formatter.write_text(_FOOT)


@click.group(
    cls=_Contents, help=_HELP, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="jejaring", prog_name="kg")
def kg() -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code; errors of ours are one line on stderr."""
    try:
        sys.exit(kg.main(args=arguments, prog_name="kg", standalone_mode=False) or 0)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except (KeyboardInterrupt, click.Abort):
        click.echo("kg: interrupted; what was stored is whole, run the same command to go on", err=True)
        sys.exit(130)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)
    except KgError as problem:
        importlib.import_module("kg.render").error(str(problem))
        sys.exit(problem.exit_code)
