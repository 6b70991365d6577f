"""What people type, brought into a form that can be compared.

Spacing, typing slips, the wrong keyboard layout and laughter say nothing about the question; here they are
taken away. Pure functions of the text, linear in its length. Use them in this order: `clean`,
`repair_layout`, `Corrector.correct`, then `matching_form` or `squash`.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

_INITIALS: Final = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS: Final = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: Final = " ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
# Written with two keys each.
_PAIRS: Final = {
    "ㄳ": "ㄱㅅ", "ㄵ": "ㄴㅈ", "ㄶ": "ㄴㅎ", "ㄺ": "ㄹㄱ", "ㄻ": "ㄹㅁ", "ㄼ": "ㄹㅂ", "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ", "ㄿ": "ㄹㅍ", "ㅀ": "ㄹㅎ", "ㅄ": "ㅂㅅ", "ㅘ": "ㅗㅏ", "ㅙ": "ㅗㅐ", "ㅚ": "ㅗㅣ",
    "ㅝ": "ㅜㅓ", "ㅞ": "ㅜㅔ", "ㅟ": "ㅜㅣ", "ㅢ": "ㅡㅣ",
}  # fmt: skip
_JOINED: Final = {keys: jamo for jamo, keys in _PAIRS.items()}
_FIRST: Final = ord("가")

# --- cleaning -----------------------------------------------------------------------------------------------

# ㆍ must go before NFKC, which makes an old vowel (ᆞ) of it; texts that went through NFKC elsewhere have that.
_FOLDED: Final = str.maketrans(
    dict.fromkeys("ㆍ\u119e‧•・･∙⋅", "·")
    | dict.fromkeys("‘’‛ʼ′", "'")
    | dict.fromkeys("“”„″", '"')
    | dict.fromkeys("‐‑‒–—―−", "-")
    | {"〜": "~", "。": ".", "、": ",", "\u3164": " ", "\uffa0": " "}
    # printable by category, but nothing to see: fillers, joiners, variation selectors
    | dict.fromkeys("\u034f\u115f\u1160\u17b4\u17b5\u180b\u180c\u180d\u20e3", "")
    | dict.fromkeys(map(chr, range(0xFE00, 0xFE10)), "")
    | dict.fromkeys(map(chr, range(0xE0100, 0xE01F0)), "")
    # half-width jamo; NFKC would make conjoining ones of them
    | {chr(0xFFA1 + i): chr(0x3131 + i) for i in range(30)}
    | {chr(0xFFC2 + i + 2 * (i // 6)): chr(0x314F + i) for i in range(21)}
)
# Conjoining jamo that found no partner, as the lone jamo that a keyboard types.
_LONE: Final = str.maketrans(
    {chr(0x1100 + i): jamo for i, jamo in enumerate(_INITIALS)}
    | {chr(0x1161 + i): jamo for i, jamo in enumerate(_VOWELS)}
    | {chr(0x11A7 + i): jamo for i, jamo in enumerate(_FINALS) if i}
)
_JAMO_RUN: Final = re.compile(r"([ㄱ-ㅎㅏ-ㅣ]+)")
_MOST_MARKS: Final = 8
_LATEST: Final = 256  # texts whose forms are asked for again: one message and its parts, many times each


def clean(text: str) -> str:
    """The same words in one spelling of Unicode, on one line, without what cannot be seen.

    NFKC (lone jamo stay as typed), one kind of middle dot, quotation mark, hyphen and space; no control
    characters.
    """
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    text = text.translate(_FOLDED)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else " " if char.isspace() else "" for char in text)
    # NFKC would take lone jamo for parts of a syllable and join them: ㅎㅏ is one thing, ㅋㅋㅠㅠ another.
    text = "".join(
        part
        if number % 2
        else unicodedata.normalize("NFKC", _few_marks(part)).translate(_LONE).translate(_FOLDED)
        for number, part in enumerate(_JAMO_RUN.split(text))
    )
    return " ".join(text.split())


def _few_marks(text: str) -> str:
    """Without the marks that follow eight others: sorting them takes normalisation quadratic time."""
    if text.isascii() or len(text) <= _MOST_MARKS:
        return text
    kept: list[str] = []
    marks = 0
    for char in text:
        marks = marks + 1 if unicodedata.combining(char) else 0
        if marks <= _MOST_MARKS:
            kept.append(char)
    return "".join(kept)


_EMOJI: Final = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2460-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001fbff]+"
)
_LAUGHTER: Final = re.compile(
    # "ㄱㄴㅋㅋ" keeps its ㄱㄴ
    r"(?<![ㄱ-ㅣ])[ㅋㅎㅠㅜㅡ]++(?![ㄱ-ㅣ])|(?<![ㅋㅎㅠㅜ])[ㅋㅎㅠㅜ]{2,}+(?![ㄱ-ㅣ])"
)
_JAMO_WORDS: Final = re.compile(
    r"(?<![ㄱ-ㅣ])(?:[ㅋㅎㅠㅜㅡ]|ㅇ{2,}+|ㄷ{2,}+|ㄱㅅ|ㅊㅋ|ㅅㄱ|ㅈㅅ)++(?![ㄱ-ㅣ])"
)
_ASKED_OR_CALLED: Final = re.compile(r"[?!]{2,}")
_REPEATED: Final = re.compile(r"([.,/()\-+:;%·'\"*=_#&@])\1+")
_LOOSE_SIGN: Final = re.compile(r"\^+[_.oㅇ]?\^*|~+(?! ?\d)")


@lru_cache(maxsize=_LATEST)
def matching_form(text: str) -> str:
    """Clean, in lower case, without laughter, tears, emoji and repeated punctuation.

    What is said in lone jamo alone ("ㅇㅇ") stays: there it is the answer, after other words it is a tail.
    """
    text = clean(text).lower()
    text = _LOOSE_SIGN.sub(" ", _EMOJI.sub(" ", text))
    text = _ASKED_OR_CALLED.sub(lambda run: "?" if "?" in run[0] else "!", text)
    text = _REPEATED.sub(r"\1", text)
    if _JAMO_RUN.search(text):
        text = " ".join(_LAUGHTER.sub(" ", text).split())
        text = " ".join(_JAMO_WORDS.sub(" ", text).split()) or text
        return _join(text)
    return " ".join(text.split())


_NOT_A_WORD: Final = re.compile(r"(?<=\d)[.·+/](?=\d)|([^\w%]|_)")


@lru_cache(maxsize=_LATEST)
def squash(text: str) -> str:
    """The matching form without spaces and punctuation: Korean spacing is free.

    Percent signs stay, and between two digits also . · + / (1.5, 3·1, 80+105, 3/31).
    """
    words = "".join(matching_form(text).split())
    return _NOT_A_WORD.sub(lambda sign: "" if sign[1] else sign[0], words)


# --- language -----------------------------------------------------------------------------------------------

_HANGUL_WORD: Final = re.compile(r"[가-힣]+")
_LATIN_WORD: Final = re.compile(r"[A-Za-z]+(?:'[a-z]+)?")
_PREDICATE: Final = re.compile(r"(?:[요까죠다니임함음줘지네됨됌가나여용야해]|는데|은데|인데|면)$")
# What only a Korean sentence ends in.
_ENDS_KOREAN: Final = re.compile(r"(?:요|까|죠|니다|[는은인던]데|[을를]지)[.?!~ ]*$")
_SENTENCE_WORDS: Final = frozenset((
    "what", "when", "where", "which", "who", "whose", "why", "how", "is", "are", "was", "do", "does", "did",
    "can", "could", "may", "will", "would", "should", "must", "the", "of", "for", "to", "from", "in", "my",
    "our", "we", "i", "you", "it", "if", "there", "have", "has", "get", "need", "tell", "explain",
    "and", "with", "an", "am", "they", "then", "than", "also", "total", "form", "today",
))  # fmt: skip
_FEW_WORDS: Final = 5
_NOTABLE: Final = 0.2


def language_of(text: str) -> Literal["ko", "en"] | None:
    """The language a message is written in; None for digits, signs and other scripts.

    English words in a Korean sentence leave it Korean, and the other way round ("How much is 자부담?").
    """
    hangul, latin = _HANGUL_WORD.findall(text), _LATIN_WORD.findall(text)
    if not hangul:
        return "ko" if _JAMO_RUN.search(text) and not latin else "en" if latin else None
    if (
        len(latin) > len(hangul)
        and any(word.lower() in _SENTENCE_WORDS for word in latin)
        and not any(_PREDICATE.search(word) for word in hangul if len(word) > 1)
    ):
        return "en"
    if _ENDS_KOREAN.search(text):
        return "ko"  # "Ulsan도 basic track 10개 local government에 included라던데 맞아요?"
    syllables = sum(map(len, hangul))
    share = syllables / (syllables + sum(map(len, latin)))
    return "ko" if share >= _NOTABLE or len(latin) <= _FEW_WORDS else "en"


# --- jamo and the keyboard ----------------------------------------------------------------------------------

_KEYS: Final = dict(
    zip(
        "qwertasdfgzxcvyuiophjklbnmQWERTOP",
        "ㅂㅈㄷㄱㅅㅁㄴㅇㄹㅎㅋㅌㅊㅍㅛㅕㅑㅐㅔㅗㅓㅏㅣㅠㅜㅡㅃㅉㄸㄲㅆㅒㅖ",
        strict=True,
    )
)
_TYPED: Final = str.maketrans(
    _KEYS | {key.upper(): jamo for key, jamo in _KEYS.items() if key.upper() not in _KEYS}
)
_LETTERS: Final = {jamo: key for key, jamo in _KEYS.items()}
# What an input method does: a consonant belongs to the vowel that follows it, else to the one before.
_SYLLABLE: Final = re.compile(
    r"([ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ])"
    r"(ㅗ[ㅏㅐㅣ]|ㅜ[ㅓㅔㅣ]|ㅡㅣ|[ㅏ-ㅣ])"
    r"((?:ㄱㅅ|ㄴ[ㅈㅎ]|ㄹ[ㄱㅁㅂㅅㅌㅍㅎ]|ㅂㅅ|[ㄱ-ㄷㄹ-ㅂㅄ-ㅈㅊ-ㅎ])(?![ㅏ-ㅣ]))?"
)


def _join(text: str) -> str:
    """Lone jamo joined to syllables where they make any."""
    return _SYLLABLE.sub(_syllable, text)


def _syllable(found: re.Match[str]) -> str:
    initial, vowel, final = found[1], found[2], found[3] or " "
    return chr(
        _FIRST
        + _INITIALS.index(initial) * 588
        + _VOWELS.index(_JOINED.get(vowel, vowel)) * 28
        + _FINALS.index(_JOINED.get(final, final))
    )


def _jamo_of(char: str) -> str:
    """The jamo of one character: vowels as one, doubled finals as two; other characters are their own."""
    number = ord(char) - _FIRST
    if not 0 <= number < 11172:
        return _PAIRS.get(char, char) if char <= "ㅎ" else char
    final = _FINALS[number % 28].strip()
    return _INITIALS[number // 588] + _VOWELS[number // 28 % 21] + _PAIRS.get(final, final)


_JAMO: Final = {char: _jamo_of(char) for char in map(chr, range(_FIRST, _FIRST + 11172))}


def jamo(text: str) -> str:
    """Syllables taken apart (값 -> ㄱㅏㅂㅅ); other characters as they are."""
    return "".join([_JAMO.get(char) or _jamo_of(char) for char in text])


def from_english_layout(text: str) -> str:
    """What the same keys give on a Korean keyboard (두벌식): "tmakxmrhdwkd" is 스마트공장."""
    return _join(text.translate(_TYPED))


def _to_english_layout(text: str) -> str:
    return "".join(_LETTERS.get(key, key) for part in jamo(text) for key in _PAIRS.get(part, part))


_LATIN_RUN: Final = re.compile(r"[A-Za-z]+")
_HANGUL_RUN: Final = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+")
_LONGEST_TYPED: Final = 80
_MESSAGE: Final = 3  # words


def repair_layout(text: str, vocabulary: AbstractSet[str]) -> str:
    """Korean typed with the English layout, and the other way round, put right; anything else as it is.

    A Latin word is read as Korean if all its keys make whole, usual syllables and the reading holds a word of
    the vocabulary (two syllables or more), or if another word of an all-Latin message did, or if all of its words
    (three or more) read as Korean: English never does.
    """
    hangul = _HANGUL_RUN.search(text)
    if hangul and _JAMO_RUN.search(text):
        text = _HANGUL_RUN.sub(lambda run: _as_english(run[0], vocabulary), text)
    readings = {
        word: reading for word in set(_LATIN_RUN.findall(text)) if (reading := _reading(word, vocabulary))
    }
    typed = _LATIN_RUN.findall(text)
    wholly = not hangul and len(typed) >= _MESSAGE and all(one in readings for one in typed)
    if not wholly and not any(known for _, known in readings.values()):
        return text

    def read(run: re.Match[str]) -> str:
        reading, known = readings.get(run[0], (run[0], True))
        return reading if known or not hangul else run[0]

    return _LATIN_RUN.sub(read, text)


def _reading(word: str, vocabulary: AbstractSet[str]) -> tuple[str, bool] | None:
    """A Latin word as Korean, and whether the vocabulary knows it; None where it cannot be Korean."""
    if len(word) > _LONGEST_TYPED or word.lower() in _SENTENCE_WORDS:
        return None
    usual = [
        reading
        # phones write the first letter large, and Caps Lock all of them
        for typed in dict.fromkeys((word, word.lower()))
        if _HANGUL_WORD.fullmatch(reading := from_english_layout(typed)) and _is_usual(reading)
    ]
    if not usual:
        return None
    known = [_longest_known(reading, vocabulary) for reading in usual]
    return usual[known.index(max(known))], max(known) > 0


def _longest_known(reading: str, vocabulary: AbstractSet[str]) -> int:
    """Syllables of the longest word of the vocabulary in a reading, two at least; 0 when there is none."""
    for length in range(len(reading), 1, -1):
        if any(reading[start : start + length] in vocabulary for start in range(len(reading) - length + 1)):
            return length
    return 0


def _is_usual(reading: str) -> bool:
    # The 2,350 syllables of KS X 1001 take two bytes; the codec spells all others out in eight.
    return len(reading.encode("euc_kr")) == 2 * len(reading)


def _as_english(run: str, vocabulary: AbstractSet[str]) -> str:
    if not _JAMO_RUN.search(run) or len(run) > _LONGEST_TYPED:
        return run
    typed = _to_english_layout(run)
    return typed if len(typed) > 2 and typed.lower() in vocabulary else run


# --- typing slips -------------------------------------------------------------------------------------------

_MOST_CORRECTED: Final = 1000
_SHORTEST_CORRECTED: Final = 3
_LONG: Final = 5
# A word plus one of these is no slip of a longer word: 신청을 is not 신청일, 협력하는 not 협력사는.
_PARTICLES: Final = frozenset(
    "은는이가을를의에와과도로만나랑고요야여인일임들뿐께니다라서며면든던데까죠하한할함해했합되된될됨됐돼시"
)
# How what is asked about a word begins, where no space stands between: 얼마, 언제, 몇, 되나요.
_QUESTIONS: Final = frozenset("얼언어몇뭐무머왜누되돼있없가안못")
# ... but these are slips all the same: right, typed.
_CONFUSED: Final = frozenset({("화", "하"), ("률", "율"), ("율", "률")})
# Endings of nouns: other words, not slips, where the whole is short.
_SUFFIXES: Final = frozenset(
    "사자비금률율장원처팀측용형별회권차세수전후중상내외간때적성법값분및등수곳것건점화제소업인"
)


# Letters that sound alike, or nearly so: ㅐ and ㅔ, ㅚ and ㅙ, tense and plain consonants, finals said as one.
_VOWEL_SOUNDS: Final = {"ㅐ": "ㅔ", "ㅖ": "ㅔ", "ㅒ": "ㅔ", "ㅚ": "ㅔ", "ㅙ": "ㅔ", "ㅞ": "ㅔ", "ㅢ": "ㅣ"}
_AFTER_J: Final = {"ㅑ": "ㅏ", "ㅕ": "ㅓ", "ㅛ": "ㅗ", "ㅠ": "ㅜ"}  # 신쳥 is said 신청
_LOOSE_VOWELS: Final = {**_AFTER_J, "ㅡ": "ㅜ"}
_INITIAL_SOUNDS: Final = {"ㄲ": "ㄱ", "ㄸ": "ㄷ", "ㅃ": "ㅂ", "ㅆ": "ㅅ", "ㅉ": "ㅈ"}
_FINAL_SOUNDS: Final = {
    "ㄲ": "ㄱ", "ㅋ": "ㄱ", "ㄳ": "ㄱ", "ㄺ": "ㄱ", "ㄵ": "ㄴ", "ㄶ": "ㄴ", "ㅅ": "ㄷ", "ㅆ": "ㄷ", "ㅈ": "ㄷ",
    "ㅊ": "ㄷ", "ㅌ": "ㄷ", "ㅎ": "ㄷ", "ㄼ": "ㄹ", "ㄽ": "ㄹ", "ㄾ": "ㄹ", "ㅀ": "ㄹ", "ㄻ": "ㅁ", "ㅍ": "ㅂ",
    "ㅄ": "ㅂ", "ㄿ": "ㅂ",
}  # fmt: skip


def _sound_of(char: str) -> str:
    number = ord(char) - _FIRST
    if not 0 <= number < 11172:
        return char
    initial, vowel, final = _INITIALS[number // 588], _VOWELS[number // 28 % 21], _FINALS[number % 28]
    if initial in "ㅈㅉㅊㅅㅆ":
        vowel = _AFTER_J.get(vowel, vowel)
    initial, final = _INITIAL_SOUNDS.get(initial, initial), _FINAL_SOUNDS.get(final, final)
    vowel = _VOWEL_SOUNDS.get(vowel, vowel)
    return chr(_FIRST + _INITIALS.index(initial) * 588 + _VOWELS.index(vowel) * 28 + _FINALS.index(final))


_SOUNDS: Final = str.maketrans(
    {char: heard for char in map(chr, range(_FIRST, _FIRST + 11172)) if (heard := _sound_of(char)) != char}
)


def _loose_sound_of(char: str) -> str:
    number = ord(char) - _FIRST
    if not 0 <= number < 11172:
        return char
    initial, vowel, final = number // 588, _VOWELS[number // 28 % 21], number % 28
    return chr(_FIRST + initial * 588 + _VOWELS.index(_LOOSE_VOWELS.get(vowel, vowel)) * 28 + final)


_LOOSE_SOUNDS: Final = str.maketrans(
    {
        char: heard
        for char in map(chr, range(_FIRST, _FIRST + 11172))
        if (heard := _loose_sound_of(_sound_of(char))) != char
    }
)


def loose_sound(text: str) -> str:
    """The same where a glide is left out, too, or ㅡ and ㅜ are one: 비옹 and 비용, 지굼 and 지금."""
    return text.translate(_LOOSE_SOUNDS)


def sound(text: str) -> str:
    """Syllables written as they sound, one for one: 신쳥 and 신청, 부가새 and 부가세 are the same."""
    return text.translate(_SOUNDS)


# Verbs, endings and small words as they sound or as dialects have them. Each is a form that no right word has where
# it stands: what surrounds it is looked at for nouns in a text without spaces (중소기업고도화, 하는디지털, 지원수업어디).
_PAST: Final = "(?=[어는던다고지나네습을으음])"  # follows ㅆ
_LACKING: Final = (
    "(?:(?<![가-힣])|(?<=[도이가은는을를만적거게돈])|(?<=[할될갈낼볼쓸을줄]수)|"
    "(?<=필요)|(?<=상관)|(?<=거래)|(?<=관계)|(?<=문제)|(?<=경험)|(?<=실적)|(?<=이력)|(?<=계획)|(?<=생각))"
)
_NO_PAST: Final = "(?<![았었였했됐겠하되있없])"
_AS_USUAL: Final = tuple(
    (frozenset(marks), re.compile(pattern), right)
    # letters of which one stands in every such form, the form, the usual one
    for marks, pattern, right in (
        # how a clause ends: 하는대, 공장인디, 중소기업인대요
        ("대디", r"(?<=[가-힣][는은던])[대디](?=$|[\s,.?!])|(?<=[가-힣]인)대(?=[요여유예]|$|[\s,.?!])", "데"),
        ("디", r"(?<=[가-힣][는은던인한란할])디(?![지자스언아오렉테바에야귿젤저피카커럭])", "데"),
        ("새", r"(?<=[가-힣])새[요여](?![가-힣])", "세요"),
        ("여", r"(?<=[세나까죠지네가데고라어아해돼되든군])여(?![가-힣])", "요"),
        ("슴", r"(?<=[가-힣])(?<![가사머])슴니?(?=[다까])", "습니"),
        ("임", r"임니(?=[다까])|(?<![모책담위신선역후전부])임(?=[다까](?![가-힣]))", "입니"),
        ("함", r"함니(?=[다까])|(?<![포편])함(?=[다까](?![가-힣]))", "합니"),
        ("더", r"(?<=[습입합됩듭급]니)더(?![가-힣])", "다"),
        ("임", r"(?<=[업사체장])임더(?![가-힣])", "입니다"),
        ("심", r"(?<=[깎볶찍뽑엮빚삶굽접받있없했았었])심더(?![가-힣])", "습니다"),
        # what the firm is: 중소기업이우다, 제조업체마씸
        ("우유여마", r"(?<=[기회조공][업사장])(?:이(?:우다|유|여)|마씸)(?![가-힣])", "이에요"),
        ("꺼껴", r"(?<=[습입합됩]니)[꺼껴](?![가-힣])", "까"),
        ("겨", r"(?<=[는던은을된한인할될갈]) ?겨(?![가-힣])", " 거야"),
        ("교껴유", r"(?<=[가-힣])(?:[는능]교|니껴|남유|나유|는감유)(?![가-힣])", "나요"),
        ("교", r"(?<=[가-힣])[은인]교(?![가-힣])", "인가요"),
        # asked politely, which is no wish of a company: 설명해 주시기 바랍니다
        ("시", r"주시(?:기(?:를)? ?바랍니다|길 ?바랍니다|면 ?(?:감사하|고맙|좋)겠습니다)", "주세요"),
        ("당", r"(?<=[있없겠었았했됐])당가(?![가-힣])|(?<=[있없겠었았했됐])당가(?=[요유](?![가-힣]))", "나"),
        (
            "당",
            r"(?<=[는한된준본간온인든뽑진])당가(?![가-힣])|(?<=[는한된준본간온인든진])당가(?=[요유](?![가-힣]))",
            "대",
        ),
        # the next time, how
        ("담", r"(?<![가-힣])담(?=(?:번|차례|회차)|[에엔](?![가-힣]{2})|에[는도]|은 ?[언은원]제)", "다음"),
        ("우으", r"(?<![가-힣])[우으]짜(?=[는나면])", "어떻게 하"),
        ("우으", r"(?<![가-힣])[우으][째예](?= ?[가-힣])", "어떻게 "),
        # there is, there is none
        ("읎웂", r"[읎웂](?=[어으는다이고지네])", "없"),
        (
            "업",
            rf"{_LACKING}업(?=[는고습음]|으[면니시]|을[까때수거것듯]|어(?![디떻떤느])|지(?![원역자금침정방도])|다(?![양른시음])|"
            r"네(?![가-힣])|나요)",
            "없",
        ),
        ("잇", r"(?<![가-힣])잇(?=[는은을으어고지습음다]|나[요여])", "있"),
        ("잇", r"(?<=[도이가은는만에고어아여해돼])잇(?=[는은을으어고지습음]|다(?!른)|나[요여])", "있"),
        ("써", r"업써", "없어"),
        ("써", r"잇써|(?<![가-힣])이써(?=[요서여]|도)", "있어"),
        # what was
        ("갯겟", r"(?<=[가-힣])[갯겟](?=[습어네지죠는다고])", "겠"),
        ("햇", rf"햇{_PAST}", "했"),
        ("써", r"(?<=[가-힣])해써(?=[요여는])", "했어"),
        ("됫됬", rf"[됫됬]{_PAST}", "됐"),
        ("앗", rf"(?<=[가-힣])앗{_PAST}", "았"),
        ("엇", rf"(?<=[가-힣])엇{_PAST}", "었"),
        ("엿", rf"엿{_PAST}", "였"),
        # to become, not, to want, to get, to make
        ("됄", r"됄", "될"),
        ("댈", r"(?:(?<![가-힣])|(?<=[도안상격이가만면]))(?<![을를돈] )댈(?=[까런지랑수])", "될"),
        ("대", r"(?<=[청원능정당여함용상격수입감락복안도면])대(?=나[요여?]|는[지가교])", "되"),
        ("않", r"않(?= ?[되돼된될됩해하])", "안"),
        ("안", r"(?<=지) ?안(?=[아았고습]|는(?![가-힣])|나요)", "않"),
        ("십시싶", r"(?<=고)( ?)(?:십은|[시싶]픈)", r"\1싶은"),
        ("십시싶", r"(?<=고)( ?)(?:십어|[시싶]퍼)", r"\1싶어"),
        ("십", r"(?<=고)( ?)십(?=[다습네지])", r"\1싶"),
        ("밧", r"밧(?=[나는고습을은아았])", "받"),
        ("바", r"바다(?= ?[주줘줄준])", "받아"),
        (
            "닷닸",
            r"(?:(?<![가-힣])|(?<=[을를원금도택초화]))바[닷닸](?=[어는던다네습음슴서써었]|고(?![기동])|지(?!역))",
            "받았",
        ),
        ("써씀", r"(?:(?<![가-힣])|(?<=[을를원금도택초화]))바다(?=[써씀])", "받았"),
        ("든", r"(?:(?<![가-힣])|(?<=[을를원금도택초화]))바든(?= ?[적거게건일회업기])", "받은"),
        ("조", r"(?<=[해려어아내])조(?=[요여](?![가-힣]))", "줘"),
        (
            "글들길",
            r"(?:[맹멩]글|맨들|맹들|맹길|만글)(?:[아어][예유]|구[마만]|제|[암엄]수다)(?![가-힣])",
            "만들어요",
        ),
        ("당", r"(?:[맹멩][근든]|[맨만]든)당[께게](?![가-힣])", "만들어요"),
        ("유예", r"(?<=[깎볶뽑삶])[아어][유예](?![가-힣])", "아요"),
        ("유예", r"(?<=[찍엮빚접])[아어][유예](?![가-힣])", "어요"),
        ("글들길", r"(?:[맹멩]글|맨들|맹들|맹길|만글)(?=[어고지면던기])", "만들"),
        ("맹맨드", r"맹[그기]러|맨드러|만드러", "만들어"),
        ("맹맨만", r"(?:맹[글그드들기길]|맨[드들]|만그)(?=[는니])|(?:맹글|맨들)(?=으는)", "만드"),
        ("맹맨", r"(?:맹[급듭]|맨듭)니다", "만듭니다"),
        ("맹맨", r"(?:맹[근든]|맨든)(?=[ 거것]|다)", "만든"),
        ("갈가알아", r"(?:갈[켜쳐]|가르켜|알켜|아르켜)(?= ?[주줘달])", "알려"),
        # left open: 기초던 고도화던, 뭐던지
        ("던", rf"{_NO_PAST}던(?=지? ?[가-힣]{{1,8}}{_NO_PAST}던지?(?: |상관|다|,|$))", "든"),
        ("던", r"(?<=든)(지? ?[가-힣]{1,8})던(?=지?(?: |상관|다|,|$))", r"\1든"),
        ("던", r"(?<=[뭐디구제])던(?=지?(?: |상관|다|,|$))", "든"),
        ("매", r"(?:얼|(?<![가-힣])[을월울])매(?=[나까를고여요예교만씩였 ?]|$)", "얼마"),
        # how many, much, right, all right
        (
            "멫멪맻몃멧",
            r"[멫멪맻몃]|멧(?= ?(?:[명개사곳주달월년일대번가]|프로|퍼센|군데|사람|업체|회사))",
            "몇",
        ),
        ("니", r"(?<![가-힣])마니(?=[ 주받드뽑])", "많이"),
        ("마맏맛", r"(?<![가-힣])(?:마즌|맏는|맛는)(?=[가건지데])", "맞는"),
        ("마", r"(?<![가-힣])마자(?=[요여]?\?)", "맞아"),
        ("찬찮", r"[갠괜]찬(?=[아은습나])|갠찮", "괜찮"),
        # here, where, when, what, we
        ("그", r"(?<![가-힣])([여거저])그(?=[가-힣]? |[서는가도]|$)", r"\1기"),
        ("데워", r"어데|워디|(?<![가-힣])오데(?=[서로에다 ])", "어디"),
        ("은운원", r"(?<![가-힣])[은운원]제(?=[까부 ?]|$)", "언제"),
        ("머모", r"(?<![가-힣])(?:머(?=[하에예가라를죠야 ])|모(?=하[는나]|[에예]요))", "뭐"),
        (
            "히덜이",
            r"(?<![가-힣])(?:저히(?=[는가도 ]|회사|공장)|저[이의](?= ?(?:회사|공장|업체|가게|사업장))|우덜)",
            "저희",
        ),
        (
            "두",
            r"(?<=[업사체장])두(?= (?:본 |이 )?(?:참여|신청|지원|가능|되|돼|대나|할 ?수|해당|포함|낄))",
            "도",
        ),
    )
)


_UNSPACED: Final = re.compile(r"[가-힣0-9A-Za-z]{14,}")
# Ends of sentences, and no end of a word: 필요, 중요, 개요, 수요, 주요, 소요 stay whole.
_SENTENCE_ENDS: Final = re.compile(
    r"(?:(?:(?:[나까지네데]|[어아여해돼되예에줘봐와워려래써])요)|(?:습|입|합|됩|랍|립|줍|갑|옵|십)니(?:까|다))(?=[가-힣]{4})"
)


def part_sentences(text: str) -> str:
    """Blanks after the sentences of what is typed without any: "마감이언제였어요내년에도하나요"."""
    return _UNSPACED.sub(lambda run: _SENTENCE_ENDS.sub(r"\g<0> ", run[0]), text)


def mend_endings(text: str) -> str:
    """Verbs and their endings written as they sound or in dialect, in the usual spelling: 하는대, 거래업고, 맹그는."""
    there = set(text)
    for marks, pattern, right in _AS_USUAL:
        if not marks.isdisjoint(there):
            text = pattern.sub(right, text)
    return text


@dataclass(frozen=True, slots=True)
class _Change:
    start: int
    end: int
    right: str

    def touches(self, other: "_Change") -> bool:
        return self.start == other.start or (self.start < other.end and other.start < self.end)


_Rank = tuple[int, int, int]  # edits, syllables more or less, minus the length of the word: best is least


class Corrector:
    """Puts right slips in the words of a vocabulary, and touches nothing else.

    A slip is one wrong, missing, doubled or swapped jamo in a word of three or four syllables, at most two in
    a longer one; shorter words are too like one another. Two neighbouring syllables must be right, or two
    with one between. Words of any length are put right where they are written as they sound (신쳥, 언재) and stand
    at the beginning of a word, or after one that is right. Built once, then only read: safe for threads.
    """

    def __init__(
        self, vocabulary: Collection[str], protected: Collection[str] = (), names: Collection[str] = ()
    ) -> None:
        """Words to correct to, without regard to their spaces, and words that must stay as they are.

        `names` stay, too, but what sounds like one is none: 계산 is not 괴산.
        """
        words = {"".join(word.split()) for word in vocabulary}
        self._anchors: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._exact: dict[str, list[str]] = defaultdict(list)
        for text in sorted(words):
            if len(text) >= _SHORTEST_CORRECTED and _HANGUL_WORD.fullmatch(text):
                for key, position, _ in _keys(text):
                    self._anchors[key].append((text, position))
        self._sounding: dict[str, str] = {}
        for text in sorted(words.union(protected, names)):
            if len(text) > 1:
                self._exact[text[:2]].append(text)
        # What sounds like a protected word is one: 스마트공빵 is no slip of 스마트공장.
        spoken = [
            one for one in sorted(words.union(protected)) if len(one) > 1 and _HANGUL_WORD.fullmatch(one)
        ]
        for text in spoken:
            self._sounding.setdefault(sound(text), text)
        loosely = Counter(map(loose_sound, spoken))
        self._loosely = {loose_sound(one): one for one in spoken if loosely[loose_sound(one)] == 1}
        self._lengths = sorted({len(one) for one in self._sounding}, reverse=True)

    def correct(self, text: str) -> str:
        """The text with slips put right, in its first 1,000 characters."""
        head = _HANGUL_RUN.sub(lambda run: self._corrected(run[0]), text[:_MOST_CORRECTED])
        return head + text[_MOST_CORRECTED:]

    def _as_spelt(self, run: str) -> str:
        """Words of the vocabulary that are written as they sound, in their own spelling."""
        heard, loosely, known = sound(run), loose_sound(run), self._known(run)
        start = 0
        while start < len(run) - 1:
            for length in self._lengths:
                end = start + length
                right = self._sounding.get(heard[start:end]) or self._loosely.get(loosely[start:end])
                free = (
                    end <= len(run)
                    and not any(known[start:end])
                    and (start == 0 or known[start - 1] or length > 2)
                )
                if right is not None and free:
                    run = run[:start] + right + run[end:]
                    known[start:end] = b"\1" * length
                    start = end - 1
                    break
            start += 1
        return run

    def _corrected(self, run: str) -> str:
        run = self._as_spelt(run)
        known = self._known(run)
        if 0 not in known:
            return run
        ranks: dict[_Change, _Rank] = {}
        for word, start, end in set(self._windows(run)):
            if 0 in known[start:end] and (slip := _slip(word, run, start, end, known)):
                change, rank = slip
                ranks[change] = min(rank, ranks.get(change, rank))
        # Two equal readings leave the slip as it is.
        best = [
            change
            for change, rank in ranks.items()
            if not any(other != change and ranks[other] <= rank and other.touches(change) for other in ranks)
        ]
        for change in sorted(best, key=lambda change: -change.start):
            run = run[: change.start] + change.right + run[change.end :]
        return run

    def _known(self, run: str) -> bytearray:
        """Which characters stand in words that are right, or protected."""
        known = bytearray(len(run))
        for start in range(len(run) - 1):
            for word in self._exact.get(run[start : start + 2], ()):
                if run.startswith(word, start):
                    known[start : start + len(word)] = b"\1" * len(word)
        return known

    def _windows(self, run: str) -> Iterator[tuple[str, int, int]]:
        """Where a word may stand with a slip: two of its syllables are there, and what one cannot touch."""
        for key, position, gap in _keys(run):
            for word, offset in self._anchors.get(key, ()):
                start, end = position - offset, position - offset + len(word)
                left = start >= 0 and run.startswith(word[:offset], start)
                right = run.startswith(word[offset + gap + 1 :], position + gap + 1)
                if left and right and gap == 1:
                    continue  # the word itself
                if start >= 0 and end <= len(run) and ((left and right) or len(word) >= _LONG):
                    yield word, start, end
                if gap == 1 and left:
                    yield from (
                        (word, start, other) for other in (end, end - 1, end + 1) if other <= len(run)
                    )
                if gap == 1 and right:
                    yield from ((word, other, end) for other in (start, start - 1, start + 1) if other >= 0)


def _keys(text: str) -> Iterator[tuple[str, int, int]]:
    """Every two characters that are neighbours, or have one between them: position and distance."""
    for position in range(len(text) - 1):
        yield text[position : position + 2], position, 1
    for position in range(len(text) - 2):
        yield f"{text[position]}_{text[position + 2]}", position, 2


def _slip(word: str, run: str, start: int, end: int, known: bytearray) -> tuple[_Change, _Rank] | None:
    """What makes a window the word; None where it differs too much or is more likely to be another word."""
    short = len(word) < _LONG
    prefix, suffix = _shared(word, run[start:end])
    first, last = start + prefix, end - suffix
    right, typed = word[prefix : len(word) - suffix], run[first:last]
    if any(known[first:last]):
        return None
    edits = _edits(jamo(right), jamo(typed), 1 if short else 2)
    if edits is None:
        return None
    if not (right and typed):
        # a syllable more or less: only inside a word, and not between two that are right
        if not (prefix and suffix) or all(known[first - 1 : first + 1]):
            return None
    elif edits == 2 and len(right) == len(typed) == 1:
        return None  # with one jamo left, it is another syllable
    if short and not (_may_begin(run, start, known, prefix) and (suffix or _may_end(run, end, known))):
        return None
    ending = _PARTICLES | _SUFFIXES if short else _PARTICLES
    if typed[:1] in ending and edits and not suffix and prefix > 1 and (right, typed) not in _CONFUSED:
        return None
    return _Change(first, last, right), (edits, abs(end - start - len(word)), -len(word))


def _may_begin(run: str, start: int, known: bytearray, prefix: int) -> bool:
    # What looks like a wrong first syllable may end the word before.
    return not start or bool(known[start - 1]) or (prefix > 0 and run[start - 1] in _PARTICLES)


def _may_end(run: str, end: int, known: bytearray) -> bool:
    # 상생협력 is not 상생형 with a slip.
    return end == len(run) or bool(known[end]) or run[end] in _PARTICLES or run[end] in _QUESTIONS


def _shared(a: str, b: str) -> tuple[int, int]:
    """How many characters two texts share at the beginning, and after that at the end."""
    least = min(len(a), len(b))
    prefix = 0
    while prefix < least and a[prefix] == b[prefix]:
        prefix += 1
    suffix = 0
    while suffix < least - prefix and a[-1 - suffix] == b[-1 - suffix]:
        suffix += 1
    return prefix, suffix


def _edits(a: str, b: str, most: int) -> int | None:
    """Insertions, deletions, substitutions and swaps of neighbours between two texts; None beyond `most`."""
    if abs(len(a) - len(b)) > most:
        return None
    prefix, suffix = _shared(a, b)
    a, b = a[prefix : len(a) - suffix], b[prefix : len(b) - suffix]
    longest = max(len(a), len(b))
    if longest <= 1 or not (a and b):
        return longest
    if most == 1:
        return 1 if len(a) == len(b) == 2 and a == b[::-1] else None
    two_above: list[int] = []
    above: list[int] = []
    row = list(range(len(b) + 1))
    for i, char in enumerate(a, 1):
        two_above, above, row = above, row, [i]
        for j, other in enumerate(b, 1):
            edits = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (char != other))
            if i > 1 and j > 1 and char == b[j - 2] and other == a[i - 2]:
                edits = min(edits, two_above[j - 2] + 1)
            row.append(edits)
    return row[-1] if row[-1] <= most else None


# --- clauses ------------------------------------------------------------------------------------------------

_CLAUSE_END: Final = re.compile(
    r"[?!]+[?!.\s]*"
    r"|[\n;]\s*"
    r"|(?<=[가-힣])\.+(?![A-Za-z.)])\s*"
    # not in smart-factory.kr, e.g. and Co., Ltd.
    r"|(?<![\d.])(?<!\.[A-Za-z])\.+(?![A-Za-z0-9.,)])\s*"
    r"|(?<=\d)\.\s+(?=[A-Za-z])"
    r"|(?<=[고구]요),\s*"
    # "중간1은 그럼 어느 쪽": what stands before is only what is spoken of
    r"|(?<!\s)\s++(?=(?:그리고|글고|또한)(?:\s|,))|(?<![\s은는도])\s++(?=(?:그럼|그러면)(?:\s|,))"
    r"|(?<=[요까나니죠지냐노교고며가])\s++(?=또(?:\s|,))"  # "얼마고 또 언제", not "올해 안에 또 나오나"
)
_MOST_CLAUSES: Final = 20


def split_clauses(text: str) -> tuple[str, ...]:
    """The parts of a message that say or ask one thing each, at most 20; the last has all the rest.

    Question marks and connectors (그리고, 그럼) stay with their clause: they tell what it is.
    """
    clauses: list[str] = []
    start = 0
    for end in _CLAUSE_END.finditer(text):
        if len(clauses) == _MOST_CLAUSES - 1:
            break
        clause = text[start : end.end()].strip().rstrip(".;,").strip()
        if clause:
            clauses.append(clause)
        start = end.end()
    rest = text[start:].strip().rstrip(".;,").strip()
    return (*clauses, rest) if rest else tuple(clauses)
