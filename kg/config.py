"""One frozen Config, read at the door and passed down. Nothing else reads the environment.

>>> Config(store=Path("jejaring")).ledger_path.as_posix()
'jejaring/ledger.sqlite'
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ontology.vocabulary import ONTOLOGY, Vocabulary, vocabulary

DEFAULT_STORE = Path("jejaring")


@dataclass(frozen=True)
class Config:
    """Where things are and how to work.

    `store` is a folder: the ledger, which is the truth, and the embedded engine's files, which are a view of it.
    `processes` is how many read articles at once, 1 or more. `encoding` is that of plain-text inputs. Statements less
    sure than `min_confidence` (0 to 1; None: the extractor's own, by relation) become candidates.
    """

    store: Path = DEFAULT_STORE
    extractor: str = "reader"
    processes: int = 1
    encoding: str = "utf-8"
    min_confidence: float | None = None
    ontology: Path = field(default=ONTOLOGY)

    @property
    def ledger_path(self) -> Path:
        return self.store / "ledger.sqlite"

    @property
    def graph_path(self) -> Path:
        return self.store / "graph"

    @property
    def vocabulary(self) -> Vocabulary:
        return vocabulary(self.ontology)
