"""The layers of the encoder in ONNX Runtime: pieces in, one state a piece out.

Files in the weights' folder: `encoder.onnx` (layers), `words.npz` (word vectors in int8 with a scale a row), and
`tokenizer.json`. Nothing else is read, nothing is downloaded.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Tokenizer

from kg.extract.encoder import windows
from kg.extract.encoder.pieces import Pieces

Floats = NDArray[np.float32]
MARKS = (0, 2, 1)  # ids of the opening mark, the closing mark and the padding
HIDDEN = 384


@dataclass(frozen=True)
class Network:
    """A loaded encoder. `states` is the one thing it does."""

    session: onnxruntime.InferenceSession
    tokenizer: Tokenizer
    words: NDArray[np.int8]
    scales: Floats
    places: Floats

    @classmethod
    def load(cls, folder: Path, *, threads: int = 1) -> Network:
        """Read the three files. Raises FileNotFoundError where one is missing."""
        for name in ("encoder.onnx", "words.npz", "tokenizer.json"):
            if not (folder / name).is_file():
                raise FileNotFoundError(
                    f"{folder / name}: not there; expected the trained reader's files (see training/)"
                )
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        session = onnxruntime.InferenceSession(
            str(folder / "encoder.onnx"), sess_options=options, providers=["CPUExecutionProvider"]
        )
        with np.load(folder / "words.npz") as table:
            words, scales, places = table["words"], table["scales"], table["places"]
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        return cls(session, tokenizer, words, scales.astype(np.float32), places.astype(np.float32))

    def states(self, pieces: Pieces) -> Floats:
        """[T, 384]: one state a piece; texts longer than a window are read in overlapping windows,
        all equally long, so that there is nothing to mask."""
        if not len(pieces):
            return np.zeros((0, HIDDEN), dtype=np.float32)
        stretches = windows.split(len(pieces))
        width = 2 + max(b - a for a, b in stretches)
        ids, _ = windows.fill(pieces.ids, stretches, width=width, marks=MARKS)
        vectors = self.words[ids].astype(np.float32) * self.scales[ids][..., None] + self.places[:width]
        (out,) = self.session.run(["states"], {"vectors": vectors})
        flat: Floats = out.reshape(-1, HIDDEN)
        return flat[windows.rows(len(pieces), stretches, width)]
