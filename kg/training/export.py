"""Trained weights to the files that ship: two 8-bit ONNX graphs over one weights file, word table, labels.

text.onnx   word vectors [L, H] of one window -> tag scores, hidden states, keys and values of every layer
pairs.onnx  those keys and values, markers of P pairs -> relation, status, evidence and source scores
joint.weights  what both read; words.npz  the frozen word table; joint.json  labels and sizes; tokenizer.json

One window a call: the 8-bit scale of the activations is taken over a call, so results would otherwise depend
on which windows happen to share a batch.
"""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from torch import nn

from kg.extraction.joint.windows import WINDOW_PIECES
from kg.extraction.joint.word_table import WordTable
from kg.training.checkpoint import load_weights
from kg.training.corpora import SCHEMES
from kg.training.encoder import EncoderLayer
from kg.training.files import sha256
from kg.training.labels import label_sets, legal_mask
from kg.training.model import CLASSES, QUERY_SIZE, STATUS_OUTPUTS, STATUS_SIZE, JointModel, PairQuery
from kg.training.onnx_graph import CONTRIB, QUANTISED_LEVELS, Graph, SharedWeights
from kg.training.start import encoder_shape, load_encoder

Float = NDArray[np.float32]


def array(tensor: nn.Parameter | object) -> Float:
    """Return a parameter as an array."""
    assert isinstance(tensor, nn.Parameter)
    return tensor.detach().float().numpy()


def linear(graph: Graph, x: str, name: str, layer: nn.Linear) -> str:
    """Add a linear layer in 8 bits."""
    return graph.linear(x, name, array(layer.weight), array(layer.bias))


def exact(graph: Graph, x: str, name: str, layer: nn.Linear) -> str:
    """Add a linear layer in float32."""
    return graph.exact_linear(x, name, array(layer.weight), array(layer.bias))


def norm(graph: Graph, x: str, name: str, layer: nn.LayerNorm) -> str:
    """Add a layer normalisation."""
    return graph.norm(x, name, array(layer.weight), array(layer.bias), layer.eps)


def gelu(graph: Graph, x: str) -> str:
    """Add the exact Gaussian error linear unit."""
    return graph.op("Gelu", x, domain=CONTRIB)


@dataclass(frozen=True, slots=True)
class Exporter:
    """Builds the graphs of one model."""

    model: JointModel
    weights: SharedWeights
    levels: int = QUANTISED_LEVELS

    @property
    def heads(self) -> int:
        """Number of attention heads."""
        return self.model.encoder.shape.num_attention_heads

    @property
    def hidden(self) -> int:
        """Size of the hidden states."""
        return self.model.encoder.shape.hidden_size

    def layers(self) -> list[EncoderLayer]:
        """Return the encoder's layers."""
        return [layer for layer in self.model.encoder.layers if isinstance(layer, EncoderLayer)]

    def positions(self) -> Float:
        """Return the position vectors that a window can need."""
        return array(self.model.encoder.embeddings.positions.weight)[: WINDOW_PIECES + 2]

    def project(self, graph: Graph, x: str, k: int, layer: EncoderLayer) -> list[str]:
        """x [n, H] -> queries, keys and values, each [n, heads, d]."""
        size = self.hidden // self.heads
        weight, bias = array(layer.qkv.weight).copy(), array(layer.qkv.bias).copy()
        weight[: self.hidden] *= size**-0.5
        bias[: self.hidden] *= size**-0.5
        joined = graph.linear(x, f"layer.{k}.qkv", weight, bias)
        parts = graph.ops("Split", 3, joined, axis=-1, num_outputs=3)
        return [graph.op("Reshape", part, graph.ints(-1, self.heads, size)) for part in parts]

    def finish(self, graph: Graph, x: str, context: str, k: int, layer: EncoderLayer) -> str:
        """Mix the attended context [n, H] into x [n, H] and add the feed-forward part."""
        name = f"layer.{k}"
        x = graph.op("Add", x, linear(graph, context, f"{name}.mix", layer.mix))
        x = norm(graph, x, f"{name}.norm_attention", layer.norm_attention)
        up = gelu(graph, linear(graph, x, f"{name}.up", layer.up))
        x = graph.op("Add", x, linear(graph, up, f"{name}.down", layer.down))
        return norm(graph, x, f"{name}.norm_output", layer.norm_output)

    def text(self) -> Graph:
        """Build the graph that encodes a window and names what is in it."""
        graph = Graph("text", self.weights, self.levels)
        words = graph.input("words", np.float32, ["length", self.hidden])
        embeddings = self.model.encoder.embeddings
        table = graph.constant("embeddings.positions", self.positions())
        length = graph.op("Shape", words, start=0, end=1)
        place = graph.op("Slice", table, graph.ints(0), length, graph.ints(0))
        x = graph.op("Add", words, place)
        x = graph.op("Add", x, graph.constant("embeddings.segment", array(embeddings.segment)))
        x = norm(graph, x, "embeddings.norm", embeddings.norm)
        size = self.hidden // self.heads
        for k, layer in enumerate(self.layers()):
            queries, keys, values = self.project(graph, x, k, layer)
            queries = graph.op("Transpose", queries, perm=[1, 0, 2])
            keys = graph.op("Transpose", keys, perm=[1, 2, 0])
            values = graph.op("Transpose", values, perm=[1, 0, 2])
            attention = graph.op("Softmax", graph.op("MatMul", queries, keys), axis=-1)
            context = graph.op("Transpose", graph.op("MatMul", attention, values), perm=[1, 0, 2])
            x = self.finish(graph, x, graph.op("Reshape", context, graph.ints(-1, self.hidden)), k, layer)
            graph.output(keys, f"keys.{k}", np.float32, [self.heads, size, "length"])
            graph.output(values, f"values.{k}", np.float32, [self.heads, "length", size])
        graph.output(x, "hidden", np.float32, ["length", self.hidden])
        heads: dict[str, nn.Module] = {"tags": self.model.tag, "peel": self.model.peel}
        heads |= {f"tags.{scheme}": head for scheme, head in self.model.other_tags.items()}
        for name, head in heads.items():
            assert isinstance(head, nn.Linear)
            graph.output(exact(graph, x, name, head), name, np.float32, ["length", head.out_features])
        return graph

    def pairs(self) -> Graph:
        """Build the graph that reads pairs of entities of one window."""
        graph = Graph("pairs", self.weights, self.levels)
        positions = graph.input("positions", np.int64, ["pairs", 2])
        types = graph.input("types", np.int64, ["pairs", 2])
        vectors = graph.input("vectors", np.float32, ["pairs", 2, self.hidden])
        distance = graph.input("distance", np.int64, ["pairs"])
        sentences = graph.input("sentences", np.float32, ["sentences", self.hidden])
        entities = graph.input("entities", np.float32, ["entities", self.hidden])
        x = self._start(graph, positions, types, vectors)
        for k, layer in enumerate(self.layers()):
            context = self._read_text(graph, x, k, layer)
            x = self.finish(graph, x, context, k, layer)
        features = self._features(graph, x, vectors)
        reader = self.model.reader
        near = graph.op("Gather", graph.constant("reader.distance", array(reader.distance.weight)), distance)
        joined = graph.op("Concat", features, near, axis=-1)
        graph.output(
            exact(graph, joined, "reader.relation", reader.relation),
            "relations",
            np.float32,
            ["pairs", CLASSES],
        )
        graph.output(self._status(graph, features), "status", np.float32, ["pairs", CLASSES, STATUS_OUTPUTS])
        key = exact(graph, sentences, "reader.evidence.key", reader.evidence.key)
        evidence = self._pointer(graph, features, "reader.evidence", reader.evidence, key)
        graph.output(evidence, "evidence", np.float32, ["pairs", CLASSES, "sentences"])
        none = graph.constant("reader.no_source", array(reader.no_source)[None])
        key = graph.op("Concat", none, exact(graph, entities, "reader.source.key", reader.source.key), axis=0)
        source = self._pointer(graph, features, "reader.source", reader.source, key)
        graph.output(source, "sources", np.float32, ["pairs", CLASSES, "candidates"])
        return graph

    def _start(self, graph: Graph, positions: str, types: str, vectors: str) -> str:
        """Embed the markers -> [2 P, H], subject and object of a pair next to each other."""
        embeddings = self.model.encoder.embeddings
        flat = graph.op("Reshape", vectors, graph.ints(-1, self.hidden))
        told = linear(graph, flat, "told", self.model.told)
        role = array(self.model.role) + array(embeddings.words.weight)[-1] + array(embeddings.segment)
        type_ = graph.op(
            "Gather", graph.constant("marker.entity_type", array(self.model.entity_type.weight)), types
        )
        place = graph.op("Gather", graph.constant("embeddings.positions", self.positions()), positions)
        fixed = graph.op("Add", graph.op("Add", type_, place), graph.constant("marker.role", role))
        x = graph.op("Add", graph.op("Reshape", fixed, graph.ints(-1, self.hidden)), told)
        return norm(graph, x, "embeddings.norm", embeddings.norm)

    def _read_text(self, graph: Graph, x: str, k: int, layer: EncoderLayer) -> str:
        """Let the markers attend to the text and to their partners; x and the result are [2 P, H]."""
        size = self.hidden // self.heads
        text_keys = graph.input(f"keys.{k}", np.float32, [self.heads, size, "length"])
        text_values = graph.input(f"values.{k}", np.float32, [self.heads, "length", size])
        queries, keys, values = (
            graph.op("Transpose", part, perm=[1, 0, 2]) for part in self.project(graph, x, k, layer)
        )
        two = graph.ints(self.heads, -1, 2, size)
        own_queries, own_keys, own_values = (
            graph.op("Reshape", part, two) for part in (queries, keys, values)
        )
        to_pair = graph.op("MatMul", own_queries, graph.op("Transpose", own_keys, perm=[0, 1, 3, 2]))
        to_pair = graph.op("Reshape", to_pair, graph.ints(self.heads, -1, 2))
        scores = graph.op("Concat", graph.op("MatMul", queries, text_keys), to_pair, axis=-1)
        attention = graph.op("Softmax", scores, axis=-1)
        last, end = graph.ints(-2), graph.ints(1 << 31)
        axis, start = graph.ints(-1), graph.ints(0)
        from_text = graph.op("MatMul", graph.op("Slice", attention, start, last, axis), text_values)
        own = graph.op(
            "Reshape", graph.op("Slice", attention, last, end, axis), graph.ints(self.heads, -1, 2, 2)
        )
        from_pair = graph.op("Reshape", graph.op("MatMul", own, own_values), graph.ints(self.heads, -1, size))
        context = graph.op("Transpose", graph.op("Add", from_text, from_pair), perm=[1, 0, 2])
        return graph.op("Reshape", context, graph.ints(-1, self.hidden))

    def _features(self, graph: Graph, markers: str, vectors: str) -> str:
        wide = graph.ints(-1, 2 * self.hidden)
        joined = graph.op(
            "Concat", graph.op("Reshape", markers, wide), graph.op("Reshape", vectors, wide), axis=-1
        )
        reader = self.model.reader
        return gelu(
            graph,
            linear(graph, norm(graph, joined, "reader.norm", reader.norm), "reader.feature", reader.feature),
        )

    def _with_relations(self, graph: Graph, features: str, name: str, layer: nn.Linear, table: Float) -> str:
        """Add the vector of every relation to the projected features: [P, classes, size]."""
        pair = graph.op("Unsqueeze", exact(graph, features, f"{name}.pair", layer), graph.ints(1))
        return gelu(graph, graph.op("Add", pair, graph.constant(f"{name}.relation", table)))

    def _status(self, graph: Graph, features: str) -> str:
        reader = self.model.reader
        table = array(reader.status_relation.weight)
        joined = self._with_relations(graph, features, "reader.status", reader.status_pair, table)
        flat = graph.op("Reshape", joined, graph.ints(-1, STATUS_SIZE))
        status = exact(graph, flat, "reader.status.out", reader.status)
        return graph.op("Reshape", status, graph.ints(-1, CLASSES, STATUS_OUTPUTS))

    def _pointer(self, graph: Graph, features: str, name: str, query: PairQuery, keys: str) -> str:
        """Score candidates with keys [n, Q] for every pair and relation -> [P, classes, n]."""
        queries = self._with_relations(graph, features, name, query.pair, array(query.relation.weight))
        flat = graph.op("Reshape", queries, graph.ints(-1, QUERY_SIZE))
        scores = graph.op("MatMul", flat, graph.op("Transpose", keys, perm=[1, 0]))
        count = graph.op("Shape", keys, start=0, end=1)
        shape = graph.op("Concat", graph.ints(-1, CLASSES), count, axis=0)
        return graph.op("Reshape", scores, shape)


def load_model(weights: Path, encoder: Path) -> JointModel:
    """Load trained weights over the frozen word table of `encoder`."""
    model = JointModel(encoder_shape(encoder), {name: len(tags) for name, tags in SCHEMES.items()})
    load_encoder(model, encoder)
    missing = (
        set(dict(model.named_parameters())) - set(load_weights(weights)) - {"encoder.embeddings.words.weight"}
    )
    if missing:
        raise ValueError(
            f"{weights}: lacks {', '.join(sorted(missing)[:3])}; give weights that `joint` wrote"
        )
    model.load_state_dict(load_weights(weights), strict=False)
    return model.eval()


def export(weights: Path, encoder: Path, folder: Path, levels: int = QUANTISED_LEVELS) -> dict[str, int]:
    """Write the files that ship to `folder` and return the size of each in bytes."""
    model = load_model(weights, encoder)
    folder.mkdir(parents=True, exist_ok=True)
    shared = SharedWeights("joint.weights")
    exporter = Exporter(model, shared, levels)
    for graph in (exporter.text(), exporter.pairs()):
        graph.save(folder)
    shared.save(folder)
    WordTable.pack(array(model.encoder.embeddings.words.weight)).save(folder / "words.npz")
    shutil.copyfile(encoder / "tokenizer.json", folder / "tokenizer.json")
    description = {
        "labels": label_sets(),
        "schemes": {name: list(tags) for name, tags in SCHEMES.items()},
        "legal": legal_mask()[:, :, 1:].astype(int).tolist(),
        "layers": len(exporter.layers()),
        "hidden": exporter.hidden,
        "window_pieces": WINDOW_PIECES,
        "calibration": {"slope": 1.0, "intercept": 0.0, "rule": 0.0, "rule_intercept": 0.0},
        "weights_sha256": sha256(weights),
    }
    text = json.dumps(description, ensure_ascii=False, indent=1)
    (folder / "joint.json").write_text(text + "\n", encoding="utf-8")
    return {path.name: path.stat().st_size for path in sorted(folder.iterdir()) if path.is_file()}
