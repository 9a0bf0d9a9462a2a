"""The notebooks, run from the first cell to the last as an analyst would, and saved without what they print."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

NOTEBOOKS = Path(__file__).parents[2] / "notebooks"
SHOWN = {
    "01_from_articles_to_graph": ("RESCUES", "KBRI Phnom Penh", "<table>", "62", "alleged", "@prefix "),
    "02_agency_network": ("betweenness", "<svg", "articles", "links"),
}
"""What a reader sees in the outputs of each."""
ALL = pytest.mark.parametrize("name", SHOWN)


def read(name: str) -> Any:
    return nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)


def test_these_notebooks_are_there() -> None:
    assert sorted(path.stem for path in NOTEBOOKS.glob("*.ipynb")) == sorted(SHOWN)


@ALL
def test_it_is_saved_without_outputs(name: str) -> None:
    for cell in read(name).cells:
        if cell.cell_type == "code":
            assert cell.outputs == []
            assert cell.execution_count is None


@ALL
def test_it_runs_and_shows_what_it_promises(name: str, tmp_path: Path) -> None:
    notebook = read(name)
    before = sorted(NOTEBOOKS.iterdir())
    config = Config(KernelManager={"transport": "ipc", "ip": str(tmp_path / "kernel")})  # files, no ports
    where = {"metadata": {"path": str(NOTEBOOKS)}}
    NotebookClient(notebook, timeout=180, resources=where, config=config).execute()
    outputs = [output for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs]
    shown = "\n".join(_text(output) for output in outputs)
    for piece in SHOWN[name]:
        assert piece in shown
    assert [output for output in outputs if output.get("name") == "stderr"] == []
    assert sorted(NOTEBOOKS.iterdir()) == before, "a notebook leaves nothing behind"


def _text(output: Any) -> str:
    found = output.get("data", {})
    return "\n".join([output.get("text", ""), *(str(text) for text in found.values())])
