"""What was fixed after training, on articles not trained on: thresholds, calibration (`settings.json`)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Settings:
    """`price` of a border inside a word (nats), `group_bias` added to the scores of Group labels (nats), `merge`
    the mean chance above which mentions of a type are one entity, `floor` the least score of a link that is kept,
    and per relation slope and intercept of the logistic map from logit to chance."""

    price: float = 4.0
    group_bias: float = 0.0
    floor: float = 0.45
    merge: tuple[tuple[str, float], ...] = ()
    calibration: tuple[tuple[str, tuple[float, float]], ...] = ()

    @classmethod
    def load(cls, file: Path) -> Settings:
        """Read `settings.json`."""
        given = json.loads(file.read_text(encoding="utf-8"))
        merge = tuple((str(kind), float(value)) for kind, value in sorted(given["merge"].items()))
        maps = tuple((str(name), (float(a), float(b))) for name, (a, b) in sorted(given["calibration"].items()))
        return cls(float(given["price"]), float(given["group_bias"]), float(given["floor"]), merge, maps)

    def text(self) -> str:
        """The content of `settings.json`."""
        given = {
            "price": self.price,
            "group_bias": self.group_bias,
            "floor": self.floor,
            "merge": dict(self.merge),
            "calibration": {name: list(value) for name, value in self.calibration},
        }
        return json.dumps(given, indent=1) + "\n"
