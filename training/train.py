"""Stage 2: train the joint reader; every epoch leaves a checkpoint, and the same command goes on from it.

usage: python -m training.train RUN --base BASE [--parts clean+synthetic] [--epochs 12]
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed
import torch.multiprocessing
from tokenizers import Tokenizer
from torch import Tensor

from kg.extract.encoder import windows
from kg.extract.encoder.pieces import Pieces, cut
from training.augment import rename
from training.data import SHARED, Article, part
from training.found import attach
from training.losses import WEIGHTS, losses
from training.network import Reader

MARKS = (0, 2, 1)


def encode(model: Reader, batch: list[Pieces]) -> list[Tensor]:
    """States [T, H] of each text, all windows of the batch in one pass."""
    stretches = [windows.split(len(pieces)) for pieces in batch]
    width = 2 + max(b - a for cuts in stretches for a, b in cuts)
    tables = [windows.fill(p.ids, cuts, width=width, marks=MARKS) for p, cuts in zip(batch, stretches, strict=True)]
    ids, mask = (torch.from_numpy(np.concatenate([table[n] for table in tables])) for n in (0, 1))
    states = model.encoder(ids, mask)
    out, at = [], 0
    for pieces, cuts in zip(batch, stretches, strict=True):
        own = states[at : at + len(cuts)].reshape(len(cuts) * width, -1)
        out.append(own[torch.from_numpy(windows.rows(len(pieces), cuts, width))])
        at += len(cuts)
    return out


def batches(articles: list[Article], size: int, rng: random.Random) -> list[list[Article]]:
    """All articles once, in batches of articles of about one length (workers wait for each other), in random order."""
    order = rng.sample(articles, len(articles))
    near = [
        article
        for at in range(0, len(order), 8 * size)
        for article in sorted(order[at : at + 8 * size], key=lambda article: len(article["text"]))
    ]
    cuts = [near[at : at + size] for at in range(0, len(near), size)]
    return rng.sample(cuts, len(cuts))


class Run:
    """Model, optimizer and schedule of one worker; worker 0 writes the checkpoint and the progress lines."""

    def __init__(self, options: argparse.Namespace, rank: int) -> None:
        self.options, self.rank, self.epoch = options, rank, 0
        torch.manual_seed(options.start_seed)
        base = dict(np.load(options.base / "encoder.npz"))
        self.tokenizer = Tokenizer.from_file(str(options.base / "tokenizer.json"))
        self.articles = part(options.parts, options.shared)[: options.limit]
        if options.found:
            self.articles = attach(self.articles, options.found)
        self.model = Reader(len(base["word"]), options.layers)
        self.model.encoder.start_from(base)
        if options.init:
            self.model.load_state_dict(torch.load(options.init / "last.pt", weights_only=True)["mean"], strict=False)
        self.model.encoder.freeze(options.freeze)
        self.trained = [p for p in self.model.parameters() if p.requires_grad]
        own = [p for p in self.model.encoder.parameters() if p.requires_grad]
        heads = [p for name, p in self.model.named_parameters() if not name.startswith("encoder.")]
        rates = [{"params": own, "lr": options.rate}, {"params": heads, "lr": options.head_rate}]
        self.optimizer = torch.optim.AdamW(rates, weight_decay=0.01)
        self.steps = options.epochs * math.ceil(len(self.articles) / options.batch)
        self.done, self.spent, self.clock = 0, 0.0, time.monotonic()
        self.mean: dict[str, Tensor] = {}
        self.summed = 0
        self.checkpoint = options.run / "last.pt"
        if self.checkpoint.exists():
            self._go_on()

    def _go_on(self) -> None:
        kept = torch.load(self.checkpoint, weights_only=True)
        self.model.load_state_dict(kept["model"], strict=False)
        self.optimizer.load_state_dict(kept["optimizer"])
        self.done, self.spent, self.epoch = kept["done"], kept["spent"], kept["epoch"]
        self.mean, self.summed = kept["mean"], kept["summed"]

    def save(self) -> None:
        """Leave everything needed to go on; the word vectors never change and stay out."""
        still = ("encoder.word.", "encoder.position")
        weights = {name: value for name, value in self.model.state_dict().items() if not name.startswith(still)}
        if self.epoch >= self.options.average_from:
            self.summed += 1
            self.mean = {
                name: self.mean.get(name, value) + (value - self.mean.get(name, value)) / self.summed
                for name, value in weights.items()
            }
        state = {"optimizer": self.optimizer.state_dict(), "epoch": self.epoch, "done": self.done, "spent": self.spent}
        state |= {"mean": self.mean, "summed": self.summed}
        torch.save({"model": weights, **state}, self.checkpoint.with_suffix(".part"))
        os.replace(self.checkpoint.with_suffix(".part"), self.checkpoint)

    def step(self, batch: list[Article]) -> dict[str, float]:
        """One update from a batch, of which this worker reads its share; returns its sums of losses."""
        seed = f"{self.options.seed} {self.epoch}"
        mine = batch[self.rank :: self.options.workers]
        sums = dict.fromkeys(WEIGHTS, 0.0)
        if mine:
            rngs = [random.Random(f"{seed} {article['id']}") for article in mine]
            mine = [rename(a, rng) if rng.random() < 0.5 else a for a, rng in zip(mine, rngs, strict=True)]
            pieces = [cut(article["text"], self.tokenizer) for article in mine]
            total = torch.zeros(())
            for article, own, states, rng in zip(mine, pieces, encode(self.model, pieces), rngs, strict=True):
                parts = losses(self.model, article, own, states, rng)
                total = total + sum(WEIGHTS[name] * loss for name, loss in parts.items()) / len(batch)
                sums = {name: sums[name] + float(loss.detach()) for name, loss in parts.items()}
            total.backward()
        self.spent, self.clock = self.spent + time.monotonic() - self.clock, time.monotonic()
        if self.options.workers > 1:
            self._share()
        self._set_rates()
        torch.nn.utils.clip_grad_norm_(self.trained, 1.0)
        self.optimizer.step()
        self.done += 1
        self.optimizer.zero_grad(set_to_none=True)
        return sums

    def _share(self) -> None:
        """Add up the gradients of all workers, and take worker 0's clock for all."""
        gradients = [torch.zeros(p.numel()) if p.grad is None else p.grad.reshape(-1) for p in self.trained]
        flat = torch.cat([*gradients, torch.tensor([0.0 if self.rank else self.spent])])
        torch.distributed.all_reduce(flat)
        self.spent = float(flat[-1])
        flat = flat[:-1]
        for parameter, gradient in zip(self.trained, flat.split([p.numel() for p in self.trained]), strict=True):
            parameter.grad = gradient.view_as(parameter)

    def progress(self) -> float:
        """From 0 to 1: the share of the steps, or of the minutes where they are limited, that lies behind."""
        limit = self.options.minutes
        return min(1.0, self.spent / 60 / limit if limit else self.done / self.steps)

    def _set_rates(self) -> None:
        """Up in the first tenth, then down to nothing."""
        at = self.progress()
        factor = min(1.0, (at + 0.002) / 0.1, (1.02 - at) / 0.9)
        for group, rate in zip(self.optimizer.param_groups, (self.options.rate, self.options.head_rate), strict=True):
            group["lr"] = rate * factor

    def go(self) -> None:
        """All epochs that are left."""
        clock, options = time.monotonic(), self.options
        self.clock = clock
        while self.progress() < 1.0:
            torch.manual_seed(options.seed * 1000 + self.epoch * 10 + self.rank)
            self.model.train()
            sums, seen, spoken = dict.fromkeys(WEIGHTS, 0.0), 0, 0
            for batch in batches(self.articles, options.batch, random.Random(options.seed * 1000 + self.epoch)):
                if self.progress() >= 1.0:
                    break
                sums = {name: sums[name] + value for name, value in self.step(batch).items()}
                seen += len(batch)
                if self.rank == 0 and (seen - spoken >= 40 or seen == len(self.articles)):
                    spoken = seen
                    line = "  ".join(f"{name} {value * options.workers / seen:.3f}" for name, value in sums.items())
                    at = f"epoch {self.epoch + 1}  {seen}/{len(self.articles)}  {self.progress():.0%}"
                    print(f"{at}  {line}  {time.monotonic() - clock:.0f} s", flush=True)
            self.epoch += 1
            if self.rank == 0:
                self.save()


def work(rank: int, options: argparse.Namespace) -> None:
    """One worker, one thread."""
    torch.set_num_threads(1)
    if options.workers > 1:
        meeting = f"file://{(options.run / 'meeting').resolve()}"
        torch.distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=options.workers)
    Run(options, rank).go()


def train(options: argparse.Namespace) -> None:
    """Start the workers and wait for them."""
    options.run.mkdir(parents=True, exist_ok=True)
    settings = {name: str(value) for name, value in vars(options).items()}
    (options.run / "settings.json").write_text(json.dumps(settings, indent=1), encoding="utf-8")
    (options.run / "meeting").unlink(missing_ok=True)
    if options.workers == 1:
        work(0, options)
    else:
        torch.multiprocessing.spawn(work, args=(options,), nprocs=options.workers)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="folder of the checkpoint")
    parser.add_argument("--base", type=Path, required=True, help="folder that training.unpack wrote")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--parts", default="clean+synthetic")
    parser.add_argument(
        "--found", type=Path, default=None, help="folder of what `kg extract --extractor rules` wrote of the articles"
    )
    parser.add_argument(
        "--init", type=Path, default=None, help="folder of another run, whose mean weights this one starts from"
    )
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument(
        "--minutes", type=float, default=0, help="end by the clock instead of after --epochs (not repeatable)"
    )
    parser.add_argument(
        "--average-from",
        type=int,
        default=10,
        help="the mean of the weights after this epoch and the later ones is exported",
    )
    parser.add_argument("--layers", type=int, default=6)
    parser.add_argument("--freeze", type=int, default=0, help="lowest layers that are not trained")
    parser.add_argument("--batch", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1, help="order of the articles, augmentation and dropout")
    parser.add_argument(
        "--start-seed", type=int, default=1, help="first weights of the heads; runs that share it can be averaged"
    )
    parser.add_argument("--workers", type=int, default=1, help="processes of one thread each, which share a batch")
    parser.add_argument("--limit", type=int, default=None)
    train(parser.parse_args())


if __name__ == "__main__":
    main()
