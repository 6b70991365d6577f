import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.readers.names import UnsafeName, safe_name


@pytest.mark.parametrize(
    "name", ["notice.pdf", "2025년 공고문 (최종).docx", "a.b.txt", "construction.txt", "ＡＢ.txt"]
)
def test_an_ordinary_name_stays(name):
    assert safe_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        " ",
        ".",
        "..",
        ".hidden.txt",
        "../notice.txt",
        "..\\notice.txt",
        "/etc/passwd.txt",
        "C:notice.txt",
        "notice.txt:stream.txt",
        "．．／notice.txt",
        "a∕b.txt",
        "notice\x00.txt",
        "notice\n.txt",
        "notice\u202etxt.pdf",
        "no\u200btice.txt",
        "\ud800.txt",
        "CON",
        "nul.txt",
        "com1.pdf",
        "가" * 201,
        " notice.txt",
    ],
)
def test_a_name_that_may_lead_anywhere_is_refused(name):
    with pytest.raises(UnsafeName, match=r"rename the file|give it one like"):
        safe_name(name)


@settings(deadline=None)
@given(st.text())
def test_no_name_raises_anything_else_and_what_is_safe_stays_safe(name):
    try:
        safe = safe_name(name)
    except UnsafeName:
        return
    assert safe_name(safe) == safe
    assert not set(safe) & set("/\\\0")
