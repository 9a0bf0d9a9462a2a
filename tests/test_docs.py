"""The documentation cannot rot: its code runs, its generated parts are what the code says, its commands exist."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kg.cli import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_readmes_first_code_block_runs_as_it_stands() -> None:
    code = re.search(r"```python\n(.*?)```", README, re.S)
    assert code is not None
    done = subprocess.run([sys.executable, "-c", code.group(1)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    columns, rows, nodes = re.fullmatch(r"(\(.*\)) (\d+) (\d+)\n", done.stdout).groups()  # type: ignore[union-attr]
    assert columns == "('agency', 'people')"
    assert int(rows) > 0 and int(nodes) > 50


def test_generated_pages_are_up_to_date() -> None:
    command = [sys.executable, "docs/tables.py", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_that_the_readme_names_exists() -> None:
    known = {name for section in COMMANDS.values() for name in section}
    assert {name for name in re.findall(r"\bkg ([a-z]+)\b", README) if name not in known} == set()


@pytest.mark.parametrize(
    "path", [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))], ids=lambda path: path.name
)
def test_links_between_pages_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    assert [target for target in targets if not (path.parent / target).exists()] == []


def test_lock_and_settings_hold_no_address() -> None:
    lock = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    assert "://" not in lock
    assert lock.count("--hash=sha256:") > 500
