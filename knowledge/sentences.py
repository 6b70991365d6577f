"""Sentences of a text with their lines, and the words by which a sentence states a condition.

A condition is a requirement, restriction, exclusion, obligation, permission or preference. Words only: what a sentence
means is for whoever reads it. Rather one too many is found than one too few.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from knowledge.documents import heading_of

# After a digit a full stop may belong to a date ("2025. 3. 31.") or to a number.
SENTENCE_END: Final = re.compile(r"(?<=[^\d\s][.!?…])\s+|(?<=[。！？])\s*")
_DELIMITER: Final = re.compile(r"\s*\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """`line` counts from 1, `start` is its place in the text."""

    line: int
    start: int
    text: str


@dataclass(frozen=True, slots=True)
class Marker:
    """A word or phrase that states a condition, and its place in the sentence."""

    text: str
    start: int
    end: int


_KOREAN: Final = (
    r"에 한(?:하여|해|함|합|한다)|한정|국한|까지만",  # only
    # 만 is "only" after a noun, but not in 6천만, 하지만, 다만, 불만, 그만.
    r"(?<=[가-힣)])(?<![천백십억조지다불그])만(?=[ ,.)]|$|으로|이 |을 |은 |의 |도 )|(?<=\d)만으로",
    r"(?:^|[ (])다만|(?:^|[ (※])단(?=[,:])|예외|경우|이면 |아니면|않으면|없으면",  # unless, if
    r"야 ?(?:합니|한다|함|하며|하고|하는|할|됩니|된다|됨)|반드시|필수|필요|의무|제출",  # must
    r"제외|배제|불가|금지|결격|취소|환수|안 ?[됩된돼되]|되지 않|수 없|못 ?[합한하함]",  # must not
    r"가능|수 있|도 [됩된됨]",  # may
    r"무관|상관 ?없|관계 ?없|구애|없이|없어도|아니어도|않아도",  # whether or not
    r"대상|자격|요건|조건|제한|해당(?=하|되|함|됨)|[업자체][을를] 위한|포함|들어 있지|영위|보유|갖[추춘춰]",  # who
    r"이상|이하|미만|초과|이내|원칙|우대|우선|가점",  # how much, and who first
)
_ENGLISH: Final = (
    r"only|limit(?:s|ed)?|restrict\w*|open to|(?:is|are) for",
    r"unless|if|except\w*|provided that|conditions?|as a rule",
    r"must|shall|should|ha(?:s|ve) to|requir\w+|need(?:s|ed)?|oblig\w+",
    r"exclu\w+|includ\w+|prohibit\w+|(?:in)?eligib\w+|cannot|disqualif\w+|revoked?",
    r"can|(?-i:may)|allowed|permitted",  # not May
    r"regardless|whether or not|with(?:out| no)|no need",
    r"at (?:least|most)|no (?:more|less|fewer) than|or (?:more|less|fewer|above|below|later|earlier)|within",
    r"priorit\w+|prefer\w+",
)
_MARKERS: Final = re.compile("|".join((*_KOREAN, rf"\b(?:{'|'.join(_ENGLISH)})\b")), re.IGNORECASE)


def sentences(text: str) -> Iterator[Sentence]:
    """What a text says, a line at a time: a table row is one sentence. Headings, also of tables, say nothing."""
    lines = text.splitlines(keepends=True)
    begin = 0
    for number, line in enumerate(lines, 1):
        for start, end in () if _names_only(lines, number - 1) else _parts(line):
            if said := line[start:end].strip():
                yield Sentence(number, begin + line.index(said, start), said)
        begin += len(line)


def conditions(sentence: str) -> list[Marker]:
    """The words of a Korean or English sentence that state a condition, in its order."""
    return [Marker(one[0].strip(" ("), *one.span()) for one in _MARKERS.finditer(sentence)]


def table_at(lines: Sequence[str], number: int) -> bool:
    """Whether a table's heading stands at a place."""
    below = lines[number + 1] if number + 1 < len(lines) else ""
    return "|" in lines[number] and "|" in below and bool(_DELIMITER.fullmatch(below))


def _names_only(lines: Sequence[str], number: int) -> bool:
    line = lines[number].rstrip("\r\n")
    is_delimiter = "|" in line and bool(_DELIMITER.fullmatch(line))
    return is_delimiter or heading_of(line) is not None or table_at(lines, number)


def _parts(line: str) -> Iterator[tuple[int, int]]:
    start = 0
    for end in () if line.lstrip().startswith("|") else SENTENCE_END.finditer(line):
        yield start, end.start()
        start = end.end()
    yield start, len(line)
