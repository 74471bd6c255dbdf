"""How fast names are found, beside peers on the same texts in one run, so that the ratios can be compared.

    pip install -e ".[train]" && python benchmarks/names.py                       # the bundled sample
    python benchmarks/names.py --data training-dev                                # any set of `kg evaluate`

- kg: the whole names stage (sentences, network in 8 bits, lexicons, rules), one thread
- network: the network alone, as it ships (8 bits), and the same weights in 32 bits
- spaCy: a blank Arabic pipeline with the default convolutional NER, trained from scratch on the bundled
  sample for a few passes: enough to predict names, not to predict them well

Words are what white space separates; the median of several runs over all texts, after one that does not
count; processor time, so that a busy machine changes little.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import onnx
import spacy
from onnx import TensorProto, helper, numpy_helper
from spacy.language import Language
from spacy.training import Example

from kg.evaluation.datasets import texts
from kg.evaluation.gold import read_benchmark
from kg.evaluation.predictions import as_document
from kg.evaluation.speed import machine
from kg.extraction.joint.network import JointModel
from kg.extraction.joint.windows import split_sentences
from kg.extraction.pipeline import ExtractionSettings, load
from kg.resources import resource_path

_LAST_OF_NAMES = "kg_names"
_PASSES = 5


def names_stage() -> Callable[[str], object]:
    """Return what finds names as a build does."""
    nlp = load("ar", ExtractionSettings())
    components = [part for _, part in nlp.pipeline][: nlp.component_names.index(_LAST_OF_NAMES) + 1]

    def read(text: str) -> object:
        with nlp.memory_zone():
            doc = nlp.tokenizer(text)
            doc._.kg_document = as_document(text, "benchmark")
            for component in components:
                doc = component(doc)
        return None

    return read


def network(folder: Path) -> Callable[[str], object]:
    """Return the network of a folder, without the pipeline around it."""
    model = JointModel.load(folder)
    return lambda text: model.names(text, split_sentences(text))


def in_32_bits(source: Path, folder: Path) -> Path:
    """Write the network of `source` to `folder` with its 8-bit products as products of floats."""
    shutil.copytree(source, folder)
    for name in ("text.onnx", "pairs.onnx"):
        model = onnx.load(str(source / name))
        held = {one.name: one for one in model.graph.initializer}
        nodes = []
        for node in model.graph.node:
            if node.op_type != "DynamicQuantizeMatMul":
                nodes.append(node)
                continue
            x, weight, scale, _, bias = node.input
            if held[weight].data_type == TensorProto.INT8:
                levels, steps = numpy_helper.to_array(held[weight]), numpy_helper.to_array(held[scale])
                held[weight] = numpy_helper.from_array(levels.astype("float32") * steps, weight)
            nodes.append(helper.make_node("MatMul", [x, weight], [f"{node.name}/product"]))
            nodes.append(helper.make_node("Add", [f"{node.name}/product", bias], node.output))
        del model.graph.node[:], model.graph.initializer[:]
        model.graph.node.extend(nodes)
        model.graph.initializer.extend(held.values())
        onnx.save(model, str(folder / name))
    return folder


def convolutional() -> Language:
    """Return spaCy's default NER, trained on the bundled sample."""
    nlp = spacy.blank("ar")
    nlp.add_pipe("ner")
    examples = []
    for document in read_benchmark():
        doc = nlp.make_doc(document.text)
        types = {entity.id: str(entity.type) for entity in document.entities}
        spans = [
            doc.char_span(m.start, m.end, label=types[m.entity], alignment_mode="expand")
            for m in document.mentions
        ]
        doc.ents = spacy.util.filter_spans([span for span in spans if span is not None])
        examples.append(Example(nlp.make_doc(document.text), doc))
    optimizer = nlp.initialize(lambda: examples)
    chance = random.Random(0)  # noqa: S311 - an order, no secret
    for _ in range(_PASSES):
        chance.shuffle(examples)
        nlp.update(examples, sgd=optimizer)
    return nlp


def words_a_second(read: Callable[[str], object], chosen: list[str], runs: int) -> float:
    """Return the median over runs."""
    seconds = []
    for _ in range(runs + 1):
        began = time.process_time()
        for text in chosen:
            read(text)
        seconds.append(time.process_time() - began)
    return sum(len(text.split()) for text in chosen) / median(seconds[1:])


def main() -> None:
    """Time all and print a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", default="sample")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    chosen = list(texts(arguments.data, arguments.shared))
    shipped = resource_path("joint")
    with tempfile.TemporaryDirectory() as folder:
        readers = {
            "kg, names stage": names_stage(),
            "network, 8 bits": network(shipped),
            "network, 32 bits": network(in_32_bits(shipped, Path(folder) / "joint")),
            "spaCy, convolutional": convolutional(),
        }
        found = {name: words_a_second(read, chosen, arguments.runs) for name, read in readers.items()}
    here = machine()
    print(f"{here.processor}, {here.python}; {len(chosen)} texts; words a second of one processor's time")
    for name, speed in found.items():
        print(f"  {name:<22} {speed:>8,.0f}   {speed / found['kg, names stage']:.2f} of kg")


if __name__ == "__main__":
    main()
