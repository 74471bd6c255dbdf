"""The whole way on a tiny network: train, stop, go on, cool down, export, read (needs torch, onnx)."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")
pytest.importorskip("onnxruntime", reason="the extra `train` is not installed")

from kg.extraction.joint.network import EntityInText, JointModel  # noqa: E402
from kg.extraction.joint.windows import BEGIN, END, PAD, split_sentences  # noqa: E402
from kg.training.average import average  # noqa: E402
from kg.training.data import load_data  # noqa: E402
from kg.training.evaluation import Reader  # noqa: E402
from kg.training.export import export, load_model  # noqa: E402
from kg.training.exported import read_exported  # noqa: E402
from kg.training.grouping import Grouping  # noqa: E402
from kg.training.joint import Log, Trainer, train  # noqa: E402
from kg.training.losses import adaptive_threshold, hide_words, pointer_scores  # noqa: E402
from kg.training.settings import Settings  # noqa: E402
from tests.training.builders import TEXT, shared, tokenizer  # noqa: E402


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return shared(tmp_path_factory.mktemp("world") / "shared")


def settings(world: Path, steps: int, **changes: object) -> Settings:
    plain: dict[str, object] = {
        "shared": str(world), "steps": steps, "tag_share": 0.0, "bf16": False, "warm_up": 2, "rate": 1e-3,
        "standoff": False, "composed_share": 0.0, "save_every": 1000, "evaluate_every": 1000, "log_every": 2,
    }  # fmt: skip
    return Settings(**(plain | changes))  # type: ignore[arg-type]


def weights(folder: Path) -> dict[str, torch.Tensor]:
    return torch.load(folder / "last.pt", weights_only=True)["model"]


def test_a_resumed_run_takes_the_steps_of_an_unbroken_one(world: Path, tmp_path: Path):
    train(settings(world, 6), tmp_path / "whole")
    train(settings(world, 3), tmp_path / "broken")
    train(settings(world, 6), tmp_path / "broken")
    whole, broken = weights(tmp_path / "whole"), weights(tmp_path / "broken")
    assert whole.keys() == broken.keys()
    assert all(torch.equal(whole[name], broken[name]) for name in whole)


def test_asking_it_to_stop_saves_and_ends(world: Path, tmp_path: Path):
    chosen = settings(world, 0)
    trainer = Trainer(chosen, tmp_path, load_data(chosen))
    trainer.stop()
    trainer.run(Log(tmp_path))
    assert (tmp_path / "last.pt").exists()
    assert json.loads((tmp_path / "log.jsonl").read_text().splitlines()[-1])["event"] == "stopped"


def test_a_gradient_of_unusual_length_is_skipped_until_it_is_usual(world: Path, tmp_path: Path):
    chosen = settings(world, 1)
    trainer = Trainer(chosen, tmp_path, load_data(chosen))
    assert all(trainer._is_sound(norm) for norm in (5.0, 4.0, 6.0))
    assert not trainer._is_sound(500.0)
    assert not trainer._is_sound(float("nan"))
    assert any(trainer._is_sound(500.0) for _ in range(300))


def test_training_lowers_the_loss_and_scores_the_development_files(world: Path, tmp_path: Path):
    train(settings(world, 60, evaluate_every=60, log_every=20), tmp_path)
    events = [json.loads(line) for line in (tmp_path / "log.jsonl").read_text().splitlines()]
    steps = [event for event in events if event["event"] == "step"]
    assert steps[-1]["relation"] < steps[0]["relation"]
    (scored,) = (event for event in events if event["event"] == "evaluation")
    assert 0 <= scored["news_dev"]["triple_f1"] <= 1


def test_a_cool_down_ends_at_rate_zero_and_leaves_the_run_alone(world: Path, tmp_path: Path):
    train(settings(world, 4), tmp_path)
    before = (tmp_path / "last.pt").read_bytes()
    train(settings(world, 4), tmp_path, cool_down=4)
    assert (tmp_path / "last.pt").read_bytes() == before
    events = [json.loads(line) for line in (tmp_path / "cooldown" / "log.jsonl").read_text().splitlines()]
    assert events[-1]["step"] == 8
    assert (tmp_path / "cooldown" / "model.safetensors").exists()


def test_a_cool_down_needs_a_checkpoint(world: Path, tmp_path: Path):
    with pytest.raises(FileNotFoundError, match="train first"):
        train(settings(world, 4), tmp_path / "none", cool_down=2)


@pytest.fixture(scope="module")
def trained(world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run")
    train(settings(world, 300), folder)
    return folder / "model.safetensors"


@pytest.fixture(scope="module")
def exported(world: Path, trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("model")
    export(trained, world / "models" / "e5-small-ar-en", folder)
    return folder


def test_the_exported_files_read_what_torch_reads(world: Path, trained: Path, exported: Path):
    grouping = Grouping.load(world / "data" / "gazetteers")
    model = load_model(trained, world / "models" / "e5-small-ar-en")
    by_torch = Reader(model, tokenizer(), grouping).read(TEXT)
    shipped = JointModel.load(exported)
    read = shipped.read(TEXT, split_sentences(TEXT))
    assert [(n.start, n.end, n.label) for n in read.names] == [
        (n.start, n.end, n.label) for n in by_torch.names
    ]
    assert any(TEXT[n.start : n.end] == "فلاديمير بوتين" for n in read.names)
    np.testing.assert_allclose([n.score for n in read.names], [n.score for n in by_torch.names], atol=0.05)


def test_claims_are_read_between_the_callers_entities(exported: Path):
    model = JointModel.load(exported)
    read = model.read(TEXT, split_sentences(TEXT))

    def entity(name: str, type_: str, surface: str) -> EntityInText:
        start = TEXT.index(surface)
        return EntityInText(name, type_, ((start, start + len(surface)),))

    entities = [entity("p", "Person", "فلاديمير بوتين"), entity("c", "Country", "الصين")]
    claims = {(c.subject, c.relation, c.object): c for c in model.claims(read, entities)}
    visit = claims["p", "VISITED", "c"]
    assert (visit.polarity, visit.modality, visit.sentence) == ("asserted", "actual", 0)
    assert TEXT[slice(*visit.subject_mention)] == "فلاديمير بوتين"
    assert not list(model.claims(read, entities, bias=1e6))


def test_the_graphs_share_their_weights(exported: Path):
    import onnx

    def places(name: str) -> set[tuple[str, str]]:
        model = onnx.load(str(exported / name), load_external_data=False)
        return {
            tuple(entry.value for entry in tensor.external_data if entry.key != "location")
            for tensor in model.graph.initializer
            if tensor.external_data
        }

    shared_places = places("text.onnx") & places("pairs.onnx")
    assert len(shared_places) >= 2 * 4  # four matrices in each of two layers


def test_training_goes_on_from_exported_files(world: Path, trained: Path, exported: Path):
    encoder = world / "models" / "e5-small-ar-en"
    model = load_model(trained, encoder)
    names = dict(model.named_parameters()).keys() - {"encoder.embeddings.words.weight"}
    state = read_exported(exported, load_model(trained, encoder))
    assert state.keys() == names
    for name in names:
        own = model.get_parameter(name).detach()
        torch.testing.assert_close(state[name], own, atol=float(own.abs().max()) / 60, rtol=0, msg=name)


def test_the_mean_of_a_network_with_itself_is_itself(world: Path, trained: Path, tmp_path: Path):
    encoder = world / "models" / "e5-small-ar-en"
    average([trained, trained], encoder, tmp_path / "mean.safetensors")
    one, mean = load_model(trained, encoder), load_model(tmp_path / "mean.safetensors", encoder)
    assert all(torch.equal(one.state_dict()[name], tensor) for name, tensor in mean.state_dict().items())


def test_the_mean_lies_between(world: Path, trained: Path, exported: Path, tmp_path: Path):
    encoder = world / "models" / "e5-small-ar-en"
    average([trained, exported], encoder, tmp_path / "mean.safetensors")
    name = "encoder.layers.0.up.weight"
    one, mean = (
        load_model(path, encoder).state_dict()[name] for path in (trained, tmp_path / "mean.safetensors")
    )
    other = read_exported(exported, load_model(trained, encoder))[name]
    torch.testing.assert_close(mean, (one + other) / 2)


def test_hidden_words_are_neither_ends_nor_padding():
    ids = torch.tensor([[BEGIN, 7, 8, 9, END, PAD]])
    random = np.random.default_rng(0)
    assert hide_words(ids, 0.0, 99, random).equal(ids)
    assert hide_words(ids, 1.0, 99, random).tolist() == [[BEGIN, 99, 99, 99, END, PAD]]


def test_composed_articles_are_trained_on_if_asked_for(world: Path):
    without, with_composed = (load_data(settings(world, 1, composed_share=s)) for s in (0.0, 0.5))
    assert not without.composed.examples
    assert len(with_composed.composed.examples) > len(with_composed.joint.examples)
    assert len(with_composed.exchanged.examples) > len(without.exchanged.examples)


def test_exporting_twice_gives_the_same_bytes(world: Path, trained: Path, exported: Path, tmp_path: Path):
    export(trained, world / "models" / "e5-small-ar-en", tmp_path)
    for name in ("text.onnx", "pairs.onnx", "joint.weights", "words.npz", "joint.json"):
        assert (tmp_path / name).read_bytes() == (exported / name).read_bytes(), name


def test_what_the_keys_of_a_pointer_have_in_common_neither_scores_nor_learns():
    random = torch.Generator().manual_seed(0)
    queries, keys = (torch.randn(n, 64, generator=random) for n in (3, 5))
    common = torch.full((64,), 100.0, requires_grad=True)
    with torch.autocast("cpu", torch.bfloat16):
        scores = pointer_scores(queries, keys + common)
    expected = torch.softmax(queries @ keys.T / 8, dim=1)
    torch.testing.assert_close(torch.softmax(scores, dim=1), expected, atol=1e-3, rtol=0)
    scores[:, 0].sum().backward()
    assert common.grad is not None
    assert float(common.grad.abs().max()) < 1e-4


def test_the_adaptive_threshold_is_low_where_relations_stand_above_it_and_others_below():
    gold = torch.tensor([[0.0, 1.0, 0.0]])
    right = adaptive_threshold(torch.tensor([[0.0, 5.0, -5.0]]), gold)
    wrong = adaptive_threshold(torch.tensor([[0.0, -5.0, 5.0]]), gold)
    assert float(right) < 0.1 < float(wrong)
