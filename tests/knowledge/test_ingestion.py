import pytest

from knowledge.documents import DocumentError
from knowledge.index import IndexBusy, IndexUnavailable
from knowledge.ingestion import build_store

KOREAN = "## 금액\n\n고도화는 1억 5천만원\n\n## 기간\n\n접수는 3월 31일부터\n"


@pytest.fixture
def documents(make_document):
    return [make_document(KOREAN), make_document("Mentoring by experts", language="en")]


def test_a_second_start_with_nothing_changed_embeds_nothing(tmp_path, make_encoder, documents):
    build_store(documents, tmp_path, make_encoder()).close()

    encoder = make_encoder()
    store = build_store(documents, tmp_path, encoder)

    assert encoder.embedded == []
    assert len(store.report.same) == 3
    assert store.search("고도화 금액", "ko").kept[0].passage.text == "고도화는 1억 5천만원"
    store.close()


def test_only_what_changed_is_embedded_again(tmp_path, make_encoder, make_document, documents):
    build_store(documents, tmp_path, make_encoder()).close()

    encoder = make_encoder()
    edited = make_document(KOREAN.replace("1억 5천만원", "8천만원"))
    store = build_store([edited, make_document("새 문서", id="new")], tmp_path, encoder)

    assert store.report.changed == ("notice.ko#금액-1",)
    assert store.report.added == ("new.ko#1",)
    assert store.report.removed == ("notice.en#1",)
    assert store.report.same == ("notice.ko#기간-1",)
    assert len(encoder.embedded) == 2
    store.close()


def test_the_report_tells_the_same_by_document(make_document, encoder, documents):
    store = build_store(
        [*documents, make_document("끝", id="old"), make_document("늘", id="same")], None, encoder
    )

    report = store.ingest(
        [
            make_document(KOREAN + "\n## 문의\n\n전화\n"),
            make_document("늘", id="same"),
            make_document("새", id="new"),
        ]
    ).documents

    assert report.added == ("new.ko",)
    assert report.changed == ("notice.ko",)
    assert report.removed == ("notice.en", "old.ko")
    assert report.same == ("same.ko",)
    store.close()


def test_a_removed_document_stops_answering_at_once(make_document, encoder, documents):
    store = build_store(documents, None, encoder)
    before = store.search("고도화 금액", "ko")

    store.ingest([make_document("다른 이야기", id="other")])

    assert before.kept[0].passage.document == "notice"
    found = store.search("고도화 금액", "ko")
    assert {hit.passage.document for hit in (*found.kept, *found.rejected)} <= {"other"}
    store.close()


def test_a_search_that_began_before_a_removal_does_not_fail(make_document, encoder, documents):
    store = build_store(documents, None, encoder)
    old = store.retriever

    store.ingest([])

    assert all(hit.dense is None for hit in old.search("고도화 금액", "ko").kept)
    store.close()


def test_two_documents_of_one_id_and_language_leave_what_was_there(encoder, documents):
    store = build_store(documents, None, encoder)

    with pytest.raises(DocumentError, match="second document"):
        store.ingest([*documents, documents[0]])

    assert store.search("고도화 금액", "ko").kept
    store.close()


def test_another_encoder_means_everything_is_embedded_anew(tmp_path, make_encoder, documents):
    build_store(documents, tmp_path, make_encoder()).close()

    encoder = make_encoder(name="another", dimension=48)
    store = build_store(documents, tmp_path, encoder)

    assert len(encoder.embedded) == 3
    store.close()


@pytest.mark.parametrize("name", ["store-*/chroma.sqlite3", "ko.lexical", "current.json"])
def test_a_damaged_folder_is_built_anew_from_the_documents(tmp_path, make_encoder, documents, name):
    build_store(documents, tmp_path, make_encoder()).close()
    next(tmp_path.glob(name)).write_bytes(b"\x00garbage" * 500)

    store = build_store(documents, tmp_path, make_encoder())

    assert store.search("고도화 금액", "ko").kept[0].passage.text == "고도화는 1억 5천만원"
    store.close()
    encoder = make_encoder()
    build_store(documents, tmp_path, encoder).close()
    assert encoder.embedded == []


def test_a_folder_in_use_or_unusable_is_named_and_memory_still_works(tmp_path, encoder, documents):
    store = build_store(documents, tmp_path / "a", encoder)
    (tmp_path / "file").write_text("")

    with pytest.raises(IndexBusy):
        build_store(documents, tmp_path / "a", encoder)
    with pytest.raises(IndexUnavailable):
        build_store(documents, tmp_path / "file", encoder)

    beside = build_store(documents, None, encoder)
    assert beside.search("고도화 금액", "ko") == store.search("고도화 금액", "ko")
    beside.close()
    store.close()


def test_a_failed_start_lets_go_of_the_folder(tmp_path, make_encoder, documents):
    class Unreachable(make_encoder):
        def embed_documents(self, texts):
            raise ConnectionError("no encoder")

    with pytest.raises(ConnectionError):
        build_store(documents, tmp_path, Unreachable())

    build_store(documents, tmp_path, make_encoder()).close()
