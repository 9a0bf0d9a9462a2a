"""Articles to predictions in the exchange format, and their score; with gold entities too.

usage: python -m training.predict WEIGHTS --part dev [--gold] [--out FILE]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from kg.extract.encoder import Encoder, Reading, Span, without_loose_groups
from training.data import SHARED, Article, part


def read_gold(reader: Encoder, article: Article, floor: float | None = None) -> Reading:
    """Relations between the annotated entities."""
    tagged = reader.tag(article["text"])
    spans: list[Span] = []
    clusters = []
    for entity in article["entities"]:
        own = [Span(m["start"], m["end"], entity["type"]) for m in entity["mentions"]]
        clusters.append(tuple(range(len(spans), len(spans) + len(own))))
        spans += own
    return Reading(tuple(spans), tuple(clusters), reader.relate(tagged, spans, clusters, floor=floor))


def read_open(reader: Encoder, article: Article, floor: float | None = None) -> Reading:
    """Everything from the text alone."""
    tagged = reader.tag(article["text"])
    clusters = reader.cluster(tagged, tagged.spans)
    return Reading(tagged.spans, clusters, reader.relate(tagged, tagged.spans, clusters, floor=floor))


def exchange(article: Article, reading: Reading) -> Article:
    """A reading as the guideline's JSON object; the longest mention is the name."""
    text = article["text"]
    entities = []
    for number, members in enumerate(reading.clusters):
        spans = [reading.spans[n] for n in members]
        mentions = [{"start": s.start, "end": s.end, "text": text[s.start : s.end]} for s in spans]
        name = max((m["text"] for m in mentions), key=len)
        entities.append({"id": f"e{number}", "type": spans[0].type, "name": name, "mentions": mentions})
    relations = [
        {"type": x.relation, "subject": f"e{x.subject}", "object": f"e{x.object}", "score": x.score}
        for x in reading.links
    ]
    return {"id": article["id"], "text": text, "entities": entities, "relations": relations}


def score(articles: list[Article], predictions: list[Article], *, shared: Path = SHARED) -> dict:
    """The report of score.py."""
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("gold.jsonl", "predicted.jsonl")]
        for file, rows in zip(files, (articles, predictions), strict=True):
            file.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
        command = [sys.executable, str(shared / "eval/score.py"), *map(str, files), "--json"]
        return json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def table(report: dict) -> str:
    """Precision, recall and F1 by type."""
    lines = []
    for name in ("entities", "mentions", "relations"):
        lines.append(f"{name:<18}{'P':>8}{'R':>8}{'F1':>8}{'gold':>7}")
        for kind, row in report[name].items():
            lines.append(f"{kind:<18}{row['precision']:8.3f}{row['recall']:8.3f}{row['f1']:8.3f}{row['gold']:7d}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--part", default="dev")
    parser.add_argument("--gold", action="store_true", help="give the annotated entities, ask for relations only")
    parser.add_argument("--out", type=Path, default=None, help="JSONL of the predictions")
    options = parser.parse_args()
    reader = Encoder.load(options.weights)
    articles = part(options.part)
    predictions = []
    for article in articles:
        reading = read_gold(reader, article) if options.gold else without_loose_groups(read_open(reader, article))
        predictions.append(exchange(article, reading))
    if options.out:
        options.out.write_text(
            "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in predictions), encoding="utf-8"
        )
    print(table(score(articles, predictions)))


if __name__ == "__main__":
    main()
