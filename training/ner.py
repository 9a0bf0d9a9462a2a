"""NER alone, as a check against other people's figures: the same encoder with one BIO head, scored on public sets.

usage: python -m training.ner RUN --base BASE [--epochs 4]

Learns from the train splits of idner-news-2k and nergrit-indonlu (both PERSON, ORG, LOC). On their dev splits nothing
is chosen but Viterbi's price of a border inside a word. Prints precision, recall and strict F1 of entities, by type, on
test splits and on all of nerui-indolem, which is never learned from. `RUN/last.pt` is left after every epoch, and the
same command goes on from it; when all epochs are done it only scores.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import time
from collections import Counter
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn

from kg.extract.encoder.pieces import Pieces, cut
from kg.extract.encoder.viterbi import best_path, spans_of
from training.data import SHARED
from training.network import HIDDEN, Encoder
from training.train import batches, encode

TYPES = ("PERSON", "ORG", "LOC")
LEARNED = ("idner-news-2k/train", "nergrit-indonlu/train")
DEV = ("idner-news-2k/dev", "nergrit-indonlu/dev")
TESTS = ("idner-news-2k/test", "nergrit-indonlu/test", "nerui-indolem/test", "nerui-indolem/train+dev+test")
BATCH, RATES = 16, (1.5e-4, 7.5e-4)  # sentences a step; greatest rate of the encoder, of the head
PRICES = (0.0, 1.0, 2.0, 3.0, 4.0, 6.0, 8.0)

Sentence = dict
Scored = tuple[Sentence, Pieces, np.ndarray]


class Tagger(nn.Module):
    """Encoder and the head of labels: 0 outside, 1 + 2t begins, 2 + 2t goes on."""

    def __init__(self, vocabulary: int) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary, layers=6)
        self.drop = nn.Dropout(0.1)
        self.head = nn.Linear(HIDDEN, 1 + 2 * len(TYPES))

    def forward(self, batch: list[Pieces]) -> list[Tensor]:
        return [self.head(self.drop(states)) for states in encode(self, batch)]


def load(shared: Path, *names: str) -> list[Sentence]:
    """The sentences of `set/split` or `set/split+split`, in order."""
    parts = [(name.split("/")[0], split) for name in names for split in name.split("/")[1].split("+")]
    files = [shared / "data/ner" / folder / f"{split}.jsonl" for folder, split in parts]
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def to_learn(shared: Path) -> list[Sentence]:
    """The training sentences, without those that some dev or test split has too (four)."""
    held, learned = load(shared, *DEV, *TESTS), load(shared, *LEARNED)
    letters = {id(s): re.sub(r"\W+", "", s["text"].lower()) for s in (*held, *learned)}
    known = {letters[id(s)] for s in held}
    return [s for s in learned if letters[id(s)] not in known]


def labels(sentence: Sentence, pieces: Pieces) -> Tensor:
    """The label number of each piece [T]."""
    out = np.zeros(len(pieces), dtype=np.int64)
    for start, end, kind in sentence["entities"]:
        first, last = pieces.cover(start, end)
        out[first : last + 1] = 2 + 2 * TYPES.index(kind)
        out[first] -= 1
    return torch.from_numpy(out)


class Run:
    """Model, optimizer and schedule."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options, self.epoch, self.done = options, 0, 0
        torch.manual_seed(options.seed)
        base = dict(np.load(options.base / "encoder.npz"))
        self.tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
        self.sentences = to_learn(options.shared)[: options.limit]
        self.model = Tagger(len(base["word"]))
        self.model.encoder.start_from(base)
        trained = [[p for p in part.parameters() if p.requires_grad] for part in (self.model.encoder, self.model.head)]
        self.optimizer = torch.optim.AdamW([{"params": own} for own in trained], weight_decay=0.01)
        self.steps = options.epochs * -(-len(self.sentences) // BATCH)
        self.checkpoint = options.run / "last.pt"
        if self.checkpoint.exists():
            kept = torch.load(self.checkpoint, weights_only=True)
            self.model.load_state_dict(kept["model"], strict=False)
            self.optimizer.load_state_dict(kept["optimizer"])
            self.epoch, self.done = kept["epoch"], kept["done"]

    def save(self) -> None:
        """Leave everything needed to go on; the word vectors never change and stay out."""
        weights = {name: value for name, value in self.model.named_parameters() if value.requires_grad}
        state = {"optimizer": self.optimizer.state_dict(), "epoch": self.epoch, "done": self.done}
        torch.save({"model": weights, **state}, self.checkpoint.with_suffix(".part"))
        os.replace(self.checkpoint.with_suffix(".part"), self.checkpoint)

    def step(self, batch: list[Sentence]) -> float:
        """One update; the mean loss of a piece."""
        at = self.done / self.steps
        for group, rate in zip(self.optimizer.param_groups, RATES, strict=True):  # up in the first tenth, then down
            group["lr"] = rate * min(1.0, (at + 0.002) / 0.1, (1.02 - at) / 0.9)
        pieces = [cut(sentence["text"], self.tokenizer) for sentence in batch]
        wanted = torch.cat([labels(s, own) for s, own in zip(batch, pieces, strict=True)])
        loss = nn.functional.cross_entropy(torch.cat(self.model(pieces)), wanted)
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.done += 1
        return float(loss.detach())

    def go(self) -> None:
        """All epochs that are left."""
        clock = time.monotonic()
        while self.epoch < self.options.epochs:
            seed = self.options.seed * 1000 + self.epoch
            torch.manual_seed(seed)
            self.model.train()
            total, seen = 0.0, 0
            for batch in batches(self.sentences, BATCH, random.Random(seed)):
                total, seen = total + self.step(batch) * len(batch), seen + len(batch)
                if self.done % 20 == 0 or seen == len(self.sentences):
                    at = f"epoch {self.epoch + 1}  {seen}/{len(self.sentences)}  {self.done / self.steps:.0%}"
                    print(f"{at}  loss {total / seen:.3f}  {time.monotonic() - clock:.0f} s", flush=True)
            self.epoch += 1
            self.save()

    @torch.no_grad()
    def scores(self, sentences: list[Sentence]) -> list[Scored]:
        """Log-probabilities of the labels [T, 7] of each sentence."""
        self.model.eval()
        out = []
        for own in (sentences[at : at + 32] for at in range(0, len(sentences), 32)):
            pieces = [cut(sentence["text"], self.tokenizer) for sentence in own]
            out += zip(own, pieces, (logits.log_softmax(1).numpy() for logits in self.model(pieces)), strict=True)
        return out


def strict(scored: list[Scored], price: float) -> dict[str, dict[str, float]]:
    """Precision, recall and F1 by type and over all; right is an entity with the same borders and type."""
    gold, found, right = counted = (Counter(), Counter(), Counter())
    for sentence, pieces, scores in scored:
        wanted = set(map(tuple, sentence["entities"]))
        path = best_path(scores, pieces.opens, price=price)
        made = {(s.start, s.end, s.type) for s in spans_of(sentence["text"], pieces, scores, path, TYPES)}
        for counts, entities in zip(counted, (wanted, made, wanted & made), strict=True):
            counts.update(kind for _, _, kind in entities)
    out = {}
    for name, kinds in {**{kind: (kind,) for kind in TYPES}, "all": TYPES}.items():
        g, f, r = (sum(counts[kind] for kind in kinds) for counts in (gold, found, right))
        out[name] = {"precision": r / max(f, 1), "recall": r / max(g, 1), "f1": 2 * r / max(g + f, 1), "gold": g}
    return out


def report(run: Run) -> None:
    """Print the scores of all sets, and leave them in RUN/scores.json."""
    parts = {name: load(run.options.shared, name)[: run.options.limit] for name in TESTS}
    dev = run.scores(load(run.options.shared, *DEV)[: run.options.limit])
    price = max(PRICES, key=lambda price: strict(dev, price)["all"]["f1"])
    tables = {f"dev, price {price:g} chosen": strict(dev, price)}
    tables |= {name: strict(run.scores(part), price) for name, part in parts.items()}
    for name, table in tables.items():
        print(f"{name:<29}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}")
        for kind, row in table.items():
            print(f"{kind:<29}{row['precision']:8.3f}{row['recall']:8.3f}{row['f1']:8.3f}{row['gold']:7d}")
    (run.options.run / "scores.json").write_text(json.dumps(tables, indent=1), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of the checkpoint")
    parser.add_argument("--base", type=Path, required=True, help="folder that training.unpack wrote")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--limit", type=int, default=None, help="sentences of every part, to try things out")
    options = parser.parse_args()
    torch.set_num_threads(1)
    options.run.mkdir(parents=True, exist_ok=True)
    run = Run(options)
    run.go()
    report(run)


if __name__ == "__main__":
    main()
