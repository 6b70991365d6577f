import json

import pyarrow as arrow
import pyarrow.parquet as parquet
import pytest

from knowledge.retrieval_sets import MOST_QUESTIONS, SetUnreadable, read_sets


def squad(*paragraphs):
    """SQuAD's form: each paragraph its text and its questions."""
    told = [
        {"context": text, "qas": [{"question": question, "answers": []} for question in questions]}
        for text, *questions in paragraphs
    ]
    return json.dumps({"version": "1", "data": [{"title": "any", "paragraphs": told}]})


def only(folder):
    (found,) = read_sets(folder).sets
    return found


def test_squad_asks_for_the_paragraph_of_the_question(tmp_path):
    (tmp_path / "some.json").write_text(squad(("가", "하나?", "둘?"), ("나", "셋?"), ("가", "넷?")))

    found = only(tmp_path)

    assert found.name == "some"
    assert sorted(found.passages.values()) == ["가", "나"]
    asked = [(one.text, [found.passages[id] for id in one.right]) for one in found.questions]
    assert asked == [("하나?", ["가"]), ("둘?", ["가"]), ("셋?", ["나"]), ("넷?", ["가"])]


def test_of_very_many_questions_some_are_drawn_the_same_each_time(tmp_path):
    many = [f"{number}?" for number in range(MOST_QUESTIONS + 10)]
    (tmp_path / "many.json").write_text(squad(("가", *many)))

    drawn = [one.text for one in only(tmp_path).questions]

    assert len(drawn) == len(set(drawn)) == MOST_QUESTIONS
    assert drawn == [one.text for one in only(tmp_path).questions]


def test_sentence_pairs_ask_where_people_found_the_same_meaning(tmp_path):
    pairs = [("비가 온다", "비 온다", 4.2), ("눈이 온다", "해가 뜬다", 1.0), ("춥다", "추워요", 4.0)]
    entries = [
        {"sentence1": one, "sentence2": other, "labels": {"label": score, "real-label": score}}
        for one, other, score in pairs
    ]
    (tmp_path / "sts.json").write_text(json.dumps(entries))

    found = only(tmp_path)

    assert list(found.passages.values()) == ["비 온다", "해가 뜬다", "추워요"]
    assert [one.text for one in found.questions] == ["비가 온다", "춥다"]
    assert [found.passages[id] for one in found.questions for id in one.right] == ["비 온다", "추워요"]


def test_questions_in_parquet_go_with_the_pages_that_answer_them(tmp_path):
    write = lambda name, **columns: parquet.write_table(arrow.table(columns), tmp_path / name)  # noqa: E731
    write("a_pages.parquet", doc_id=["x"], contents=["다른 것"])
    write("pages.parquet", doc_id=["p1", "p2"], contents=["하나", "둘"])
    write("qa.parquet", qid=["q"], query=["어디?"], retrieval_gt=[[["p2"], ["p1"]]])

    found = read_sets(tmp_path)

    assert [(one.name, one.passages) for one in found.sets] == [("qa", {"p1": "하나", "p2": "둘"})]
    assert found.sets[0].questions[0].right == {"p1", "p2"}
    assert [path.name for path in found.unknown] == ["a_pages.parquet"]


def test_lines_ask_for_the_line_of_the_same_number(tmp_path):
    (tmp_path / "some.kor-eng.kor").write_text("비가 온다\n춥다\n", encoding="utf-8")
    (tmp_path / "some.kor-eng.eng").write_text("It rains\nIt is cold\n", encoding="utf-8")

    found = only(tmp_path)

    assert found.name == "some.kor-eng"
    assert [(one.text, *(found.passages[id] for id in one.right)) for one in found.questions] == [
        ("비가 온다", "It rains"),
        ("춥다", "It is cold"),
    ]


def test_what_belongs_to_no_set_is_named(tmp_path):
    (tmp_path / "README.md").write_text("text")
    (tmp_path / "other.json").write_text('{"a": 1}')
    (tmp_path / "half.kor-eng.kor").write_text("하나\n")
    (tmp_path / "folder").mkdir()

    found = read_sets(tmp_path)

    assert found.sets == ()
    assert [path.name for path in found.unknown] == ["README.md", "half.kor-eng.kor", "other.json"]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"a.json": "{"}, "a.json: is no JSON"),
        ({"a.json": '{"data": [{"title": "x"}]}'}, "a.json: KeyError 'paragraphs'; expected SQuAD"),
        ({"a.json": '[{"sentence1": "x"}]'}, "KLUE-STS"),
        ({"a.parquet": "text"}, "a.parquet: is no Parquet"),
        ({"a.kor-eng.kor": "하나\n둘\n", "a.kor-eng.eng": "one\n"}, "2 lines, but a.kor-eng.eng has 1"),
    ],
)
def test_a_set_that_cannot_be_used_is_named_with_what_is_expected(tmp_path, files, told):
    for name, content in files.items():
        (tmp_path / name).write_text(content, encoding="utf-8")

    with pytest.raises(SetUnreadable) as caught:
        read_sets(tmp_path)

    assert told in str(caught.value)


def test_a_sample_keeps_the_passages_that_its_questions_need(tmp_path):
    (tmp_path / "some.json").write_text(squad(*[(f"문단 {n}", f"{n}?") for n in range(50)]))

    sample = only(tmp_path).sample(3)

    assert len(sample.questions) == 3
    assert len(sample.passages) == 6
    assert all(one.right <= sample.passages.keys() for one in sample.questions)
