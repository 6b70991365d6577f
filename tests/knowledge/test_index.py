import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from knowledge.index import IndexBusy, IndexDamaged, IndexUnavailable, open_index
from knowledge.passages import Passage, split

TEXT = "고도화 유형은 최대 1억5천만원\n\n기초 유형은 열 개 지자체\n\n멘토링은 현직 전문가"


@pytest.fixture
def passages(make_document):
    return [*split(make_document(TEXT)), *split(make_document("Mentoring by experts", language="en"))]


@pytest.fixture(params=["memory", "folder"])
def index(request, tmp_path, encoder):
    opened = open_index(tmp_path / "index" if request.param == "folder" else None, encoder)
    yield opened
    opened.close()


def test_the_nearest_passage_of_the_language_comes_first(index, encoder, passages):
    index.upsert(passages)

    hits = index.search(encoder.embed_query("기초 지자체"), "ko", 10)

    assert hits[0][0] == "notice.ko#2"
    assert len(hits) == 3
    assert hits == sorted(hits, key=lambda hit: (-hit[1], hit[0]))
    assert index.search(encoder.embed_query("기초 지자체"), "en", 10)[0][0] == "notice.en#1"


def test_a_known_id_is_replaced_and_a_removed_one_is_not_found(index, encoder, passages, make_document):
    index.upsert(passages)
    index.upsert(split(make_document("엑스포는 서울에서")))

    index.remove(["notice.ko#2", "unknown"])

    hits = dict(index.search(encoder.embed_query("엑스포는 서울에서\n안내"), "ko", 10))
    assert set(hits) == {"notice.ko#1", "notice.ko#3"}
    assert hits["notice.ko#1"] == 1.0
    assert set(index.digests()) == {"notice.ko#1", "notice.ko#3", "notice.en#1"}


def test_vectors_are_given_for_known_ids(index, encoder, passages):
    index.upsert(passages)

    vectors = index.vectors(["notice.ko#2", "unknown", "notice.ko#1"], "ko")

    assert set(vectors) == {"notice.ko#1", "notice.ko#2"}
    assert list(vectors["notice.ko#1"]) == pytest.approx(encoder.embed_query(passages[0].indexed))
    assert index.vectors([], "ko") == {}


def test_an_empty_index_finds_nothing(index, encoder):
    assert index.search(encoder.embed_query("기초"), "ko", 5) == []
    assert index.digests() == {}
    index.remove([])
    index.verify()


def test_indexes_in_memory_do_not_see_each_other(encoder, passages):
    one, other = open_index(None, encoder), open_index(None, encoder)
    one.upsert(passages)

    assert other.digests() == {}
    other.close()
    assert len(one.digests()) == 4
    one.close()


def test_an_index_is_found_again_after_closing(tmp_path, encoder, passages):
    index = open_index(tmp_path, encoder)
    index.upsert(passages)
    index.close()

    again = open_index(tmp_path, encoder)

    assert again.digests() == {passage.id: passage.digest for passage in passages}
    again.close()


def test_a_second_use_of_the_folder_is_refused_until_the_first_ends(tmp_path, encoder):
    index = open_index(tmp_path, encoder)
    with pytest.raises(IndexBusy):
        open_index(tmp_path, encoder)
    program = (
        "import sys; from pathlib import Path; from filelock import FileLock, Timeout\n"
        "try: FileLock(Path(sys.argv[1]) / 'index.lock', timeout=0).acquire()\n"
        "except Timeout: print('busy')"
    )
    other = [sys.executable, "-c", program, str(tmp_path)]
    assert subprocess.run(other, capture_output=True, text=True, check=True).stdout.strip() == "busy"

    with ThreadPoolExecutor(1) as elsewhere:  # closing from another thread lets go as well
        elsewhere.submit(index.close).result()

    open_index(tmp_path, encoder).close()


def test_a_folder_that_cannot_be_written_is_named(tmp_path, encoder):
    file = tmp_path / "file"
    file.write_text("")

    for folder in (file, file / "below", Path("/proc/gongo")):
        with pytest.raises(IndexUnavailable, match=str(folder)):
            open_index(folder, encoder)


@pytest.mark.parametrize("change", [{"name": "another"}, {"dimension": 48}])
def test_an_index_of_another_encoder_is_begun_anew(tmp_path, encoder, make_encoder, passages, change):
    index = open_index(tmp_path, encoder)
    index.upsert(passages)
    index.close()

    other = make_encoder(**change)
    again = open_index(tmp_path, other)

    assert again.digests() == {}
    again.upsert(passages)
    assert len(again.search(other.embed_query("기초"), "ko", 3)) == 3
    again.close()
    assert len(list(tmp_path.glob("store-*"))) == 1


def overwrite(path: Path, start: int = 0) -> None:
    content = path.read_bytes()
    path.write_bytes(content[:start] + bytes(range(256)) * (max(len(content) - start, 256) // 256))


def halve(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


DAMAGES = {
    "database is garbage": lambda store: overwrite(store / "chroma.sqlite3"),
    "database is garbage behind its header": lambda store: overwrite(store / "chroma.sqlite3", 20_000),
    "database is cut": lambda store: halve(store / "chroma.sqlite3"),
    "database is a folder": lambda store: (
        (store / "chroma.sqlite3").unlink() or (store / "chroma.sqlite3").mkdir()
    ),
    "database is gone": lambda store: (store / "chroma.sqlite3").unlink(),
    "database is empty": lambda store: (store / "chroma.sqlite3").write_bytes(b""),
    "vectors are garbage": lambda store: [overwrite(path) for path in store.glob("*/*.bin")],
    "vectors are gone": lambda store: [path.unlink() for path in store.glob("*/*")],
    "names of vectors are cut": lambda store: [halve(path) for path in store.glob("*/*.pickle")],
}


@pytest.fixture(scope="module")
def written(tmp_path_factory, make_encoder):
    """A closed index, large enough that Chroma keeps its vectors in files and not in the database."""
    folder = tmp_path_factory.mktemp("written")
    index = open_index(folder, make_encoder())
    index.upsert(numbered(1100))
    index.close()
    return folder


def numbered(count):
    return [Passage(f"a.ko#{n}", "a", "ko", (), f"문단 {n}", str(n)) for n in range(count)]


def copied(written, folder):
    shutil.copytree(written, folder, dirs_exist_ok=True)
    return next(folder.glob("store-*"))


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_a_damaged_index_is_begun_anew_and_works(tmp_path, written, encoder, damage):
    store = copied(written, tmp_path)
    damage(store)

    index = open_index(tmp_path, encoder)

    assert index.digests() == {}
    index.upsert(numbered(3))
    assert len(index.search(encoder.embed_query("문단"), "ko", 5)) == 3
    index.close()
    assert len(list(tmp_path.glob("store-*"))) == 1
    again = open_index(tmp_path, encoder)
    assert len(again.digests()) == 3
    again.close()


def test_an_undamaged_copy_is_used_as_it_is(tmp_path, written, encoder):
    copied(written, tmp_path)

    index = open_index(tmp_path, encoder)

    assert len(index.digests()) == 1100
    index.close()


@pytest.mark.parametrize("content", [b"", b"\xff", b'"../elsewhere"', b"[1]"])
def test_an_unreadable_record_of_the_store_means_a_new_one(tmp_path, written, encoder, content):
    copied(written, tmp_path)
    (tmp_path / "current.json").write_bytes(content)

    index = open_index(tmp_path, encoder)

    assert index.digests() == {}
    index.close()


def test_a_store_that_ended_the_process_while_it_was_opened_is_not_opened_again(tmp_path, written, encoder):
    copied(written, tmp_path)
    (tmp_path / "current.json").unlink()  # what opening leaves behind when it does not come back

    index = open_index(tmp_path, encoder)

    assert index.digests() == {}
    index.close()


def test_vectors_are_at_hand_after_a_restart_and_gone_when_removed(tmp_path, encoder, passages):
    index = open_index(tmp_path, encoder)
    index.upsert(passages)
    before = index.vectors(["notice.ko#1"], "ko")["notice.ko#1"].tolist()
    index.close()

    again = open_index(tmp_path, encoder)

    assert again.vectors(["notice.ko#1"], "ko")["notice.ko#1"].tolist() == pytest.approx(before)
    again.remove(["notice.ko#1"])
    assert again.vectors(["notice.ko#1"], "ko") == {}
    again.close()


def test_damage_while_open_is_named(tmp_path, encoder, passages):
    index = open_index(tmp_path, encoder)
    index.upsert(passages)
    index.close()

    with pytest.raises(IndexDamaged):
        index.digests()


def test_an_error_of_the_encoder_is_not_taken_for_damage(tmp_path, make_encoder, passages):
    class Unreachable(make_encoder):
        def embed_documents(self, texts):
            raise ConnectionError("no encoder")

    index = open_index(tmp_path, Unreachable())

    with pytest.raises(ConnectionError):
        index.upsert(passages)
    index.close()
