"""``python -m kg.training``: train, cool down, evaluate, export, describe.

    python -m kg.training joint RUN                       train in the folder RUN, or go on there
    python -m kg.training joint RUN --cooldown 2000       let the rate fall to zero from RUN's checkpoint
    python -m kg.training average A B --out C.safetensors       the mean of the weights of related runs
    python -m kg.training export RUN/model.safetensors MODEL   write the files that ship
    python -m kg.training filter MODEL                    learn which pairs are not worth reading
    python -m kg.training calibrate MODEL                 fit the confidence of claims on news_dev
    python -m kg.training evaluate MODEL --out RUN/evaluation.json   score them on all development documents
    python -m kg.training curve MODEL RUN RUN …           note a learning curve over the real articles
    python -m kg.training card RUN MODEL                  write the model card

The memory allocator matters on CPUs: with jemalloc preloaded a step takes a fraction of the time. See `joint
--help`.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import sys
import types
import typing
from pathlib import Path
from typing import Any

from kg.training.evaluation import Reader
from kg.training.grouping import Grouping
from kg.training.joint import train
from kg.training.settings import Settings


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Give `parser` one option for each field of :class:`Settings` that has a plain type."""
    hints = typing.get_type_hints(Settings)
    for field in dataclasses.fields(Settings):
        option = "--" + field.name.replace("_", "-")
        hint = hints[field.name]
        if hint is bool:
            parser.add_argument(option, action=argparse.BooleanOptionalAction, default=field.default)
        elif hint in (int, float, str):
            parser.add_argument(option, type=hint, default=field.default)
        elif isinstance(hint, types.GenericAlias):
            parser.add_argument(option, nargs="+", default=field.default)


def settings_from(arguments: argparse.Namespace) -> Settings:
    """Build the settings from parsed options."""
    given: dict[str, Any] = {
        field.name: getattr(arguments, field.name)
        for field in dataclasses.fields(Settings)
        if hasattr(arguments, field.name)
    }
    plain: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in given.items()}
    return Settings(**plain)


def run_joint(arguments: argparse.Namespace) -> None:
    """Train."""
    command = " ".join(["python -m kg.training", *sys.argv[1:]])
    train(settings_from(arguments), arguments.run, arguments.cooldown, command)


def run_export(arguments: argparse.Namespace) -> None:
    """Export."""
    from kg.training.export import export

    encoder = Settings(shared=arguments.shared, encoder=arguments.encoder).encoder_folder()
    for name, size in export(arguments.weights, encoder, arguments.model).items():
        print(f"{size / 1e6:8.2f} MB  {name}")


def run_average(arguments: argparse.Namespace) -> None:
    """Average, and note it in the log of the run whose folder the mean is written to."""
    from kg.training.average import average
    from kg.training.joint import Log

    encoder = Settings(shared=arguments.shared, encoder=arguments.encoder).encoder_folder()
    average(arguments.networks, encoder, arguments.out)
    Log(arguments.out.parent).write("average", command=" ".join(["python -m kg.training", *sys.argv[1:]]))


def run_evaluate(arguments: argparse.Namespace) -> None:
    """Score exported files, or weights with torch, on development documents."""
    from kg.extraction.joint.network import JointModel
    from kg.training.demonyms import Demonyms
    from kg.training.documents import read_jsonl
    from kg.training.evaluation import ReadsText, evaluate
    from kg.training.grouping import Grouping
    from kg.training.shipped import ShippedReader, words_a_second

    settings = Settings(shared=arguments.shared, encoder=arguments.encoder)
    gazetteers = settings.folder("data/gazetteers")
    grouping = Grouping.load(gazetteers)
    shipped = arguments.model.is_dir()
    reader: ReadsText = (
        ShippedReader(JointModel.load(arguments.model, arguments.threads), grouping, arguments.bias)
        if shipped
        else torch_reader(arguments, settings, grouping)
    )
    result: dict[str, Any] = {"model": str(arguments.model), "bias": arguments.bias}
    for name in settings.development:
        documents = read_jsonl(settings.folder("training") / f"{name}.jsonl")
        result[name] = evaluate(reader, documents, Demonyms.load(gazetteers).is_demonym)
        if isinstance(reader, ShippedReader) and name == settings.development[0]:
            result["speed"] = {"threads": arguments.threads, **words_a_second(reader, documents)}
    text = json.dumps(result, ensure_ascii=False, indent=1)
    print(text)
    if arguments.out:
        arguments.out.write_text(text + "\n", encoding="utf-8")


def run_curve(arguments: argparse.Namespace) -> None:
    """Write the learning curve beside the shipped network."""
    from kg.evaluation.reports import CURVE_FILE
    from kg.training.curve import collect

    text = json.dumps(collect(arguments.runs, arguments.shared), ensure_ascii=False, indent=1)
    (arguments.model / CURVE_FILE).write_text(text + "\n", encoding="utf-8")
    print(text)


def run_filter(arguments: argparse.Namespace) -> None:
    """Fit the filter of pairs."""
    from kg.training.data import annotated_documents
    from kg.training.documents import read_jsonl
    from kg.training.pair_filter import EVERY, add_filter

    settings = Settings(shared=arguments.shared)
    development = {
        name: read_jsonl(settings.folder("training") / f"{name}.jsonl") for name in settings.development
    }
    training = annotated_documents(settings)[::EVERY]
    print(json.dumps(add_filter(arguments.model, training, development), indent=1))


def run_calibrate(arguments: argparse.Namespace) -> None:
    """Fit the confidence of claims on the first development file and show how it holds on every one."""
    from kg.evaluation.gold import read_gold
    from kg.training.confidence import fit_confidence, judge, reliability, store

    settings = Settings(shared=arguments.shared)
    judged = {
        name: judge(read_gold(settings.folder("training") / f"{name}.jsonl"), arguments.model)
        for name in settings.development
    }
    curve = fit_confidence(judged[settings.development[0]])
    store(curve, arguments.model)
    tables = {name: reliability(curve, found) for name, found in judged.items()}
    print(json.dumps({**dataclasses.asdict(curve), "reliability": tables}, indent=1))


def torch_reader(arguments: argparse.Namespace, settings: Settings, grouping: Grouping) -> Reader:
    """Return a reader over trained weights."""
    import torch

    from kg.extraction.joint.windows import open_tokenizer
    from kg.training.export import load_model

    torch.set_num_threads(arguments.threads)
    tokenizer = open_tokenizer(str(settings.encoder_folder() / "tokenizer.json"))
    return Reader(load_model(arguments.model, settings.encoder_folder()), tokenizer, grouping, arguments.bias)


def run_card(arguments: argparse.Namespace) -> None:
    """Write the model card."""
    from kg.training.card import write_card

    print(write_card(arguments.run, arguments.model, arguments.averaged))


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    top = argparse.ArgumentParser(
        prog="python -m kg.training",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    commands = top.add_subparsers(required=True, metavar="COMMAND")

    joint = commands.add_parser(
        "joint", help="train the network of names and claims", description=JOINT_HELP,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    joint.add_argument("run", type=Path, help="folder of checkpoint and log")
    joint.add_argument(
        "--cooldown", type=int, default=0, metavar="N", help="from the checkpoint, N steps to rate zero"
    )
    add_settings(joint)
    joint.set_defaults(do=run_joint)

    averaging = commands.add_parser("average", help="write the mean of the weights of related runs")
    averaging.add_argument("networks", type=Path, nargs="+", help="*.safetensors, or folders of `export`")
    averaging.add_argument("--out", type=Path, required=True, help="*.safetensors to write")
    averaging.set_defaults(do=run_average)

    exporting = commands.add_parser("export", help="write the 8-bit ONNX files that ship")
    exporting.add_argument("weights", type=Path, help="*.safetensors that `joint` wrote")
    exporting.add_argument("model", type=Path, help="folder to write to")
    exporting.set_defaults(do=run_export)

    evaluating = commands.add_parser(
        "evaluate", help="score exported files or weights on development documents"
    )
    evaluating.add_argument("model", type=Path, help="folder that `export` wrote, or *.safetensors")
    evaluating.add_argument(
        "--bias", type=float, default=0.0, help="margin above the threshold class (default 0)"
    )
    evaluating.add_argument("--threads", type=int, default=1)
    evaluating.add_argument("--out", type=Path, help="write the figures as JSON, too")
    evaluating.set_defaults(do=run_evaluate)

    calibrating = commands.add_parser(
        "calibrate", help="fit the confidence of claims on development documents"
    )
    calibrating.add_argument("model", type=Path, help="folder that `export` wrote")
    calibrating.add_argument("--threads", type=int, default=1)
    calibrating.set_defaults(do=run_calibrate)

    filtering = commands.add_parser("filter", help="learn which pairs of entities are not worth reading")
    filtering.add_argument("model", type=Path, help="folder that `export` wrote")
    filtering.set_defaults(do=run_filter)

    for command in (averaging, exporting, filtering, evaluating, calibrating):
        command.add_argument("--shared", default=Settings().shared, help="folder of data and encoders")
        command.add_argument(
            "--encoder", default="", help="folder of the encoder (default: the one in SHARED)"
        )

    curve = commands.add_parser("curve", help="note what runs with parts of the real articles reach")
    curve.add_argument("model", type=Path, help="folder that `export` wrote")
    curve.add_argument("runs", type=Path, nargs="+", help="folders of `joint --real-share`, each scored")
    curve.add_argument("--shared", default=Settings().shared, help="folder of data and encoders")
    curve.set_defaults(do=run_curve)

    card = commands.add_parser("card", help="write the model card from a run's log")
    card.add_argument("run", type=Path, help="folder that `joint` trained in")
    card.add_argument("model", type=Path, help="folder that `export` wrote")
    card.add_argument(
        "--averaged", type=Path, nargs="*", default=[], help="further runs whose weights are in the mean"
    )
    card.set_defaults(do=run_card)
    return top


JOINT_HELP = """Train in the folder RUN, or go on from its checkpoint. SIGTERM saves and ends.

On Linux with jemalloc (apt-get install libjemalloc2) a step takes a fraction of the time:

    LD_PRELOAD=libjemalloc.so.2 OMP_NUM_THREADS=1 OMP_WAIT_POLICY=passive \\
    MALLOC_CONF=narenas:1,dirty_decay_ms:30000,muzzy_decay_ms:30000,oversize_threshold:0,thp:always \\
    python -m kg.training joint RUN

--no-bf16 for processors without bfloat16 instructions.
"""


def main() -> None:
    """Run the command that was given."""
    arguments = parser().parse_args()
    arguments.do(arguments)


if __name__ == "__main__":
    main()
