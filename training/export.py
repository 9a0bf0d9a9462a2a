"""Stage 3: a checkpoint to the files that reading needs: encoder.onnx (int8), words.npz, heads.npz, tokenizer.json.

usage: python -m training.export RUN OUT --base BASE [--float]

The graph is written down directly, with ONNX Runtime's fused operators, so that no exporter has to guess it.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from kg.extract.encoder.settings import Settings
from training.network import FEED, HEADS, HIDDEN

MICROSOFT = "com.microsoft"
LONGEST = 384


class Graph:
    """Nodes and constants as they are added."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []

    def constant(self, name: str, value: np.ndarray) -> str:
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(value), name))
        return name

    def add(self, kind: str, inputs: list[str], output: str, *, domain: str = MICROSOFT, **attributes: object) -> str:
        self.nodes.append(helper.make_node(kind, inputs, [output], name=output, domain=domain, **attributes))
        return output


def build(weights: dict[str, np.ndarray], layers: int) -> onnx.ModelProto:
    """vectors [W, T, 384] -> states [W, T, 384]; no mask, because all windows of a text are equally long."""
    graph = Graph()

    def norm(name: str) -> list[str]:
        return [graph.constant(f"{name}.{end}", weights[f"encoder.{name}.{end}"]) for end in ("weight", "bias")]

    graph.constant("thirds", np.array([HIDDEN] * 3, dtype=np.int64))
    x = graph.add("LayerNormalization", ["vectors", *norm("norm")], "embedded", domain="", axis=-1, epsilon=1e-12)
    for n in range(layers):

        def matrix(name: str, n: int = n) -> str:
            key = f"layers.{n}.{name}"
            return graph.constant(f"{key}.weight", weights[f"encoder.{key}.weight"].T)

        def bias(name: str, n: int = n) -> str:
            key = f"layers.{n}.{name}.bias"
            return graph.constant(key, weights[f"encoder.{key}"])

        parts = graph.add("MatMul", [x, matrix("qkv")], f"parts{n}", domain="")
        names = [f"query{n}", f"key{n}", f"value{n}"]
        graph.nodes.append(helper.make_node("Split", [parts, "thirds"], names, name=f"split{n}", axis=2))
        seen = graph.add("MultiHeadAttention", [*names, bias("qkv")], f"attention{n}", num_heads=HEADS)
        mixed = graph.add("MatMul", [seen, matrix("out")], f"mixed{n}", domain="")
        inputs = [mixed, x, *norm(f"layers.{n}.norm1"), bias("out")]
        x = graph.add("SkipLayerNormalization", inputs, f"first{n}", epsilon=1e-12)
        wide = graph.add("MatMul", [x, matrix("up")], f"wide{n}", domain="")
        active = graph.add("BiasGelu", [wide, bias("up")], f"active{n}")
        narrow = graph.add("MatMul", [active, matrix("down")], f"narrow{n}", domain="")
        inputs = [narrow, x, *norm(f"layers.{n}.norm2"), bias("down")]
        x = graph.add("SkipLayerNormalization", inputs, "states" if n == layers - 1 else f"layer{n}", epsilon=1e-12)
    floats = TensorProto.FLOAT
    own = helper.make_graph(
        graph.nodes,
        "encoder",
        [helper.make_tensor_value_info("vectors", floats, ["windows", "pieces", HIDDEN])],
        [helper.make_tensor_value_info("states", floats, ["windows", "pieces", HIDDEN])],
        graph.constants,
    )
    sets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    return helper.make_model(own, opset_imports=sets, ir_version=9)


def heads_of(weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The heads' matrices under short names, in half precision."""
    short = {"weight": "w", "bias": "b"}
    return {
        f"{name.rpartition('.')[0]}.{short[name.rpartition('.')[2]]}": value.astype(np.float16)
        for name, value in weights.items()
        if not name.startswith("encoder.")
    }


def rows_to_int8(words: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Int8 rows and the scale of each."""
    scales = np.maximum(np.abs(words).max(axis=1), 1e-8) / 127
    return np.round(words / scales[:, None]).astype(np.int8), scales.astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the layers in 32 bits (for comparison)")
    parser.add_argument(
        "--full-range", action="store_true", help="8-bit weights: CPUs without VNNI may overflow; 7 by default"
    )
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    kept = torch.load(options.run / "last.pt", weights_only=True, map_location="cpu")
    weights = {name: value.float().numpy() for name, value in (kept["mean"] or kept["model"]).items()}
    layers = 1 + max(int(name.split(".")[2]) for name in weights if name.startswith("encoder.layers."))
    assert weights["encoder.layers.0.up.weight"].shape == (FEED, HIDDEN)
    model = build(weights, layers)
    target = options.out / "encoder.onnx"
    if options.float:
        onnx.save(model, str(target))
    else:
        with tempfile.TemporaryDirectory() as folder:
            whole = Path(folder) / "whole.onnx"
            onnx.save(model, str(whole))
            quantize_dynamic(
                whole,
                target,
                op_types_to_quantize=["MatMul"],
                per_channel=True,
                reduce_range=not options.full_range,
                weight_type=QuantType.QInt8,
                extra_options={"DefaultTensorType": TensorProto.FLOAT},
            )
    base = np.load(options.base / "encoder.npz")
    words, scales = rows_to_int8(base["word"])
    np.savez_compressed(
        options.out / "words.npz", words=words, scales=scales, places=base["position"][:LONGEST].astype(np.float16)
    )
    np.savez_compressed(options.out / "heads.npz", **heads_of(weights))
    shutil.copyfile(options.base / "tokenizer.json", options.out / "tokenizer.json")
    if not (options.out / "settings.json").exists():
        (options.out / "settings.json").write_text(Settings().text(), encoding="utf-8")
    sizes = {file.name: round(file.stat().st_size / 1e6, 1) for file in sorted(options.out.iterdir())}
    print(f"epoch {kept['epoch']}, {layers} layers; MB: {sizes}, in all {sum(sizes.values()):.1f}")


if __name__ == "__main__":
    main()
