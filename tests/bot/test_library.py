"""The documents that answer, while what they are indexed in is taken away."""

from __future__ import annotations

import shutil
from pathlib import Path

from bot.wiring import Library, full_pack


def test_an_index_deleted_while_running_does_not_stop_the_answers(tmp_path: Path) -> None:
    library = Library(full_pack(), tmp_path)
    library.open()
    before = [one.id for one in library.search("멘토링은 누가 하나요", "ko")]
    shutil.rmtree(tmp_path / "index")
    after = [one.id for one in library.search("멘토링은 누가 하나요", "ko")]
    library.close()
    library.open()
    again = [one.id for one in library.search("멘토링은 누가 하나요", "ko")]
    library.close()

    assert before[0] == after[0]
    assert again == before


def test_an_index_that_cannot_be_read_any_more_is_begun_anew(tmp_path: Path) -> None:
    library = Library(full_pack(), tmp_path)
    library.open()
    before = library.search("멘토링은 누가 하나요", "ko")
    store = library._index.store
    assert store is not None
    store._index._client.delete_collection("passages-ko")
    words_only = library.search("멘토링은 누가 하나요", "ko")
    mended = library.search("멘토링은 누가 하나요", "ko")
    library.close()

    assert words_only
    assert [one.score for one in mended] == [one.score for one in before]
