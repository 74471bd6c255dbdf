"""A tiny world to train in: tokenizer, encoder, gazetteers and annotated documents, all made by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, models, pre_tokenizers

WORDS = (
    *("<s>", "<pad>", "</s>", "<unk>", "زار", "الرئيس", "الروسي", "فلاديمير", "بوتين", "الصين", "والتقى"),
    *("شي", ".", "قالت", "روسيا", "إن", "وبكين", "تعاون", "بين", "موسكو", "و", "أعلن", "لم", "يلتق", "ان"),
    *("اعلن", "<mask>"),
)

TEXT = "زار الرئيس الروسي فلاديمير بوتين الصين . \nقالت روسيا إن موسكو والتقى شي وبكين تعاون ."


def tokenizer() -> Tokenizer:
    """Return a tokenizer that knows `WORDS` and splits at white space."""
    vocabulary = {word: k for k, word in enumerate(WORDS)}
    made = Tokenizer(models.WordLevel(vocabulary, unk_token="<unk>"))
    made.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    return made


def mention(text: str, surface: str, entity: str) -> dict[str, Any]:
    """Annotate the first place of `surface`."""
    start = text.index(surface)
    return {"start": start, "end": start + len(surface), "surface": surface, "entity": entity}


def claim(subject: str, relation: str, object_: str, sentence: list[int], **changes: Any) -> dict[str, Any]:
    """Return an asserted, actual claim."""
    plain = {
        "subject": subject, "relation": relation, "object": object_, "polarity": "asserted",
        "modality": "actual", "attributed_to": None, "date": None, "sentences": [sentence],
    }  # fmt: skip
    return plain | changes


def document(name: str = "d1") -> dict[str, Any]:
    """Return an annotated document of two sentences."""
    first = [0, TEXT.index("\n") - 1]
    second = [first[1] + 2, len(TEXT)]
    return {
        "document": name,
        "source": "made up",
        "text": TEXT,
        "entities": [
            {"id": "russia", "type": "Country", "name_ar": "روسيا", "name_en": "Russia"},
            {"id": "china", "type": "Country", "name_ar": "الصين", "name_en": "China"},
            {"id": "putin", "type": "Person", "name_ar": "فلاديمير بوتين", "name_en": "Vladimir Putin"},
            {"id": "xi", "type": "Person", "name_ar": "شي", "name_en": "Xi"},
        ],
        "mentions": [
            mention(TEXT, "الروسي", "russia"),
            mention(TEXT, "فلاديمير بوتين", "putin"),
            mention(TEXT, "الصين", "china"),
            mention(TEXT, "روسيا", "russia"),
            mention(TEXT, "شي", "xi"),
            mention(TEXT, "بكين", "china"),
        ],
        "claims": [
            claim("putin", "VISITED", "china", first),
            claim("putin", "LEADS", "russia", first),
            claim("russia", "COOPERATES_WITH", "china", second, attributed_to="russia", modality="planned"),
        ],
    }


def gazetteers(folder: Path) -> Path:
    """Write the three lists that demonyms and countries are told from."""
    folder.mkdir(parents=True)
    russian = {
        "male": "روسي", "males": "روس", "female": "روسية", "females": "روسيات", "en": "russia", "ar": "روسيا",
    }  # fmt: skip
    syrian = {
        "male": "سوري", "males": "سوريون", "female": "سورية",
        "females": "سوريات", "en": "syria", "ar": "سوريا",
    }  # fmt: skip
    files: dict[str, Any] = {
        "arwikicats_nationalities_MIT.json": {"russian": russian, "syrian": syrian},
        "cldr_territories_ar.json": {
            "RU": {"en": "Russia", "ar": "روسيا"},
            "SY": {"en": "Syria", "ar": "سوريا"},
            "CN": {"en": "China", "ar": "الصين"},
        },
        "world_countries_ar_MIT.json": [{"iso2": "RU", "name": "روسيا", "capital": "موسكو"}],
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return folder


def encoder(folder: Path) -> Path:
    """Write a Hugging Face BertModel of two layers with random weights (needs torch)."""
    import torch
    from safetensors.torch import save_file

    hidden, inner, layers = 64, 128, 2
    config = {
        "vocab_size": len(WORDS),
        "hidden_size": hidden,
        "num_hidden_layers": layers,
        "num_attention_heads": 2,
        "intermediate_size": inner,
        "max_position_embeddings": 200,
        "layer_norm_eps": 1e-12,
    }
    generator = torch.Generator().manual_seed(1)

    def normal(*shape: int) -> torch.Tensor:
        return torch.randn(*shape, generator=generator) * 0.3

    state = {
        "embeddings.word_embeddings.weight": normal(len(WORDS), hidden),
        "embeddings.position_embeddings.weight": normal(200, hidden),
        "embeddings.token_type_embeddings.weight": normal(2, hidden),
        "embeddings.LayerNorm.weight": torch.ones(hidden),
        "embeddings.LayerNorm.bias": torch.zeros(hidden),
    }
    sizes = {
        "attention.self.query": (hidden, hidden),
        "attention.self.key": (hidden, hidden),
        "attention.self.value": (hidden, hidden),
        "attention.output.dense": (hidden, hidden),
        "intermediate.dense": (inner, hidden),
        "output.dense": (hidden, inner),
    }
    for k in range(layers):
        for name, (out, into) in sizes.items():
            state[f"encoder.layer.{k}.{name}.weight"] = normal(out, into)
            state[f"encoder.layer.{k}.{name}.bias"] = normal(out)
        for name in ("attention.output.LayerNorm", "output.LayerNorm"):
            state[f"encoder.layer.{k}.{name}.weight"] = torch.ones(hidden)
            state[f"encoder.layer.{k}.{name}.bias"] = torch.zeros(hidden)
    folder.mkdir(parents=True)
    save_file(state, str(folder / "model.safetensors"))
    (folder / "config.json").write_text(json.dumps(config), encoding="utf-8")
    tokenizer().save(str(folder / "tokenizer.json"))
    return folder


def shared(folder: Path) -> Path:
    """Write a whole shared folder: encoder, gazetteers, documents to train on and to score (needs torch)."""
    gazetteers(folder / "data" / "gazetteers")
    encoder(folder / "models" / "e5-small-ar-en")
    (folder / "training").mkdir()
    for name, count in (("news_train", 3), ("written_train", 1), ("news_dev", 1), ("saudi_dev", 1)):
        lines = [json.dumps(document(f"{name}-{k}"), ensure_ascii=False) for k in range(count)]
        (folder / "training" / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder
