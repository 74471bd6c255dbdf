from pathlib import Path

from kg.training.corpora import CORPORA, SCHEMES, Corpus, corpus_examples, read_conll, rejoin, repaired
from tests.training.builders import tokenizer


def words(sentence: list[tuple[str, str]]) -> str:
    return " ".join(word for word, _ in rejoin(sentence))


def test_a_split_conjunction_joins_the_next_word():
    assert rejoin([("و", "O"), ("تعتبر", "O")]) == [("وتعتبر", "O")]


def test_a_joined_name_keeps_its_tag():
    assert rejoin([("و", "O"), ("بكين", "B-LOC")]) == [("وبكين", "B-LOC")]


def test_a_split_pronoun_joins_the_word_before_it():
    assert words([("عاصمة", "O"), ("ها", "O")]) == "عاصمتها"


def test_the_preposition_li_swallows_the_alif_of_the_article():
    assert words([("ل", "O"), ("الصين", "B-LOC")]) == "للصين"


def test_a_conjunction_at_the_end_stays():
    assert words([("هو", "O"), ("و", "O")]) == "هو و"


def test_a_stray_inside_tag_begins_a_name():
    assert [tag for _, tag in repaired([("بوتين", "I-PER"), ("شي", "I-PER")], {"PER": "PER"})] == [
        "B-PER",
        "I-PER",
    ]


def test_labels_outside_the_scheme_are_no_names():
    assert repaired([("أمس", "B-DATE")], {"PER": "PER"}) == [("أمس", "O")]


def test_of_nested_tags_the_outermost_counts(tmp_path: Path):
    path = tmp_path / "a.conll"
    path.write_text("ضد\tI-ORG\nالأسد\tI-ORG B-PERS\n\nنعم\tO\n", encoding="utf-8")
    assert list(read_conll(path)) == [[("ضد", "I-ORG"), ("الأسد", "I-ORG")], [("نعم", "O")]]


def test_examples_carry_a_tag_for_every_piece(tmp_path: Path):
    (tmp_path / "a.conll").write_text(
        "زار\tO\nفلاديمير\tB-PERS\nبوتين\tI-PERS\n\nشي\tB-PERS\n\n", encoding="utf-8"
    )
    corpus = Corpus("a", "a.conll", "anercorp", {"PERS": "PERS"}, 1.0)
    (example,) = corpus_examples(corpus, tmp_path, tokenizer())
    assert [SCHEMES["anercorp"][tag] for tag in example.tags] == ["O", "B-PERS", "I-PERS", "B-PERS"]
    assert len(example.ids) == len(example.tags) + 2


def test_only_training_parts_are_read():
    assert all(Path(corpus.path).name == "train.conll" for corpus in CORPORA)
