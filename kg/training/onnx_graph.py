"""A small writer of ONNX graphs whose weights lie in one file that several graphs share."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

OPSET: Final = 20
CONTRIB: Final = "com.microsoft"
_ALIGNMENT: Final = 4096
_SMALLEST_SHARED: Final = 1024
"""Arrays of fewer bytes stay inside the graph."""

QUANTISED_LEVELS: Final = 64
"""Weights lie in -64 … 63: with 7 bits, sums of two products fit 16 bits on processors without VNNI."""


@dataclass(slots=True)
class SharedWeights:
    """The bytes of all large arrays; equal arrays are kept once."""

    name: str
    content: bytearray = field(default_factory=bytearray)
    places: dict[str, tuple[int, int]] = field(default_factory=dict)

    def place(self, raw: bytes) -> tuple[int, int]:
        """Return offset and length of `raw` in the file; append it if it is new."""
        key = hashlib.sha256(raw).hexdigest()
        if key not in self.places:
            self.content.extend(bytes(-len(self.content) % _ALIGNMENT))
            self.places[key] = (len(self.content), len(raw))
            self.content.extend(raw)
        return self.places[key]

    def save(self, folder: Path) -> None:
        """Write the file."""
        (folder / self.name).write_bytes(self.content)


class Graph:
    """Builds one ONNX graph node by node; every method returns the names of the results."""

    def __init__(self, name: str, weights: SharedWeights, levels: int = QUANTISED_LEVELS) -> None:
        self.name = name
        self.weights = weights
        self.levels = levels
        self.nodes: list[onnx.NodeProto] = []
        self.initializers: dict[str, onnx.TensorProto] = {}
        self.inputs: list[onnx.ValueInfoProto] = []
        self.outputs: list[onnx.ValueInfoProto] = []
        self.renamed: dict[str, str] = {}

    def input(self, name: str, kind: type[np.generic], shape: Sequence[int | str]) -> str:
        """Declare an input; a word in `shape` names a free dimension."""
        self.inputs.append(helper.make_tensor_value_info(name, _element(kind), list(shape)))
        return name

    def output(self, result: str, name: str, kind: type[np.generic], shape: Sequence[int | str]) -> None:
        """Declare `result` an output under the name `name`."""
        self.renamed[result] = name
        self.outputs.append(helper.make_tensor_value_info(name, _element(kind), list(shape)))

    def constant(self, name: str, array: NDArray[Any]) -> str:
        """Store an array; the name decides, a second array of the same name is not stored again."""
        if name not in self.initializers:
            tensor = numpy_helper.from_array(np.ascontiguousarray(array), name)
            if len(tensor.raw_data) >= _SMALLEST_SHARED:
                offset, length = self.weights.place(tensor.raw_data)
                tensor.ClearField("raw_data")
                tensor.data_location = TensorProto.EXTERNAL
                for key, value in (("location", self.weights.name), ("offset", offset), ("length", length)):
                    tensor.external_data.add(key=key, value=str(value))
            self.initializers[name] = tensor
        return name

    def ints(self, *values: int) -> str:
        """Store a vector of integers (a shape, axes, indices)."""
        return self.constant("ints/" + ",".join(map(str, values)), np.array(values, dtype=np.int64))

    def op(self, kind: str, *inputs: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one result."""
        return self.ops(kind, 1, *inputs, domain=domain, **attributes)[0]

    def ops(self, kind: str, results: int, *inputs: str, domain: str = "", **attributes: Any) -> list[str]:
        """Add a node with several results."""
        name = f"{kind}_{len(self.nodes)}"
        outputs = [f"{name}:{k}" for k in range(results)]
        self.nodes.append(
            helper.make_node(kind, list(inputs), outputs, name=name, domain=domain, **attributes)
        )
        return outputs

    def linear(self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """x [n, in] times weight [out, in] plus bias, in 8-bit integers.

        Weights have one scale for each output, activations one for each call (dynamic quantisation).
        """
        scale = np.maximum(np.abs(weight).max(1), 1e-8) / self.levels
        levels = np.clip(np.rint(weight / scale[:, None]), -self.levels, self.levels - 1).astype(np.int8)
        return self.op(
            "DynamicQuantizeMatMul",
            x,
            self.constant(f"{name}.weight", levels.T),
            self.constant(f"{name}.scale", scale.astype(np.float32)),
            "",
            self.constant(f"{name}.bias", bias),
            domain=CONTRIB,
        )

    def exact_linear(self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32]) -> str:
        """x [n, in] times weight [out, in] plus bias, in float32: for small heads."""
        product = self.op("MatMul", x, self.constant(f"{name}.weight", weight.T))
        return self.op("Add", product, self.constant(f"{name}.bias", bias))

    def norm(
        self, x: str, name: str, weight: NDArray[np.float32], bias: NDArray[np.float32], epsilon: float
    ) -> str:
        """Normalise the last axis of `x`."""
        scale, shift = self.constant(f"{name}.weight", weight), self.constant(f"{name}.bias", bias)
        return self.op("LayerNormalization", x, scale, shift, axis=-1, epsilon=epsilon)

    def model(self) -> onnx.ModelProto:
        """Return the model; its large arrays are references to the shared file."""
        nodes = [self._with_output_names(node) for node in self.nodes]
        graph = helper.make_graph(
            nodes, self.name, self.inputs, self.outputs, initializer=list(self.initializers.values())
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=10, producer_name="kg.training")

    def _with_output_names(self, node: onnx.NodeProto) -> onnx.NodeProto:
        """Return `node` with results that are outputs of the graph under the outputs' names."""
        named = onnx.NodeProto()
        named.CopyFrom(node)
        for names in (named.input, named.output):
            names[:] = [self.renamed.get(name, name) for name in names]
        return named

    def save(self, folder: Path) -> Path:
        """Write ``NAME.onnx``."""
        path = folder / f"{self.name}.onnx"
        path.write_bytes(self.model().SerializeToString(deterministic=True))
        return path


def _element(kind: type[np.generic]) -> int:
    return int(helper.np_dtype_to_tensor_dtype(np.dtype(kind)))
