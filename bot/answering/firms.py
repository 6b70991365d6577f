"""What the firms of a chat are called, so that what is told of one is never held against another.

A firm goes by a letter ("A사", "the second client": b), by whose it is ("동생네", "my cousin's plant"), or it is the
writer's own. Once several are known, its place names it too ("창원 업체", "the one in Busan"), and "걔네" is the last
one that is not the writer's.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from itertools import pairwise

from bot.answering.company import KIN_KO, OTHERS_COMPANY, without_places
from rules.facts import Facts
from rules.facts import known as known_as
from rules.regions import Place

OURS = "us"  # the writer's own firm
NEXT = "+"  # one more than those that were told of, or the other one of two

# A second plant may be the same firm's.
_NOUN = r"(?:업체|회사|기업|법인|거래처|고객사?|집|군데|곳)"
_ENDS = r"(?=[는은이가도의를을랑로에만와과요,.:? ]|쪽|네|하고|부터|먼저|까지|한테|보다|처럼|거|건|요|$)"
_NOUN_EN = r"(?:one|client|company|firm|customer|business|manufacturer|maker)"
# "세번째로 서울에 물류회사도": a firm, where "두번째로 신청하는데" counts something else
_PARTICLE = r"(?:(?=[는은이가도,])|로는|으?로(?= [^.?!]{0,30}?(?:업체|회사|기업|법인|거래처|고객사|공장|[가-힣]+사)(?:[가이는은도]|인데|입니다|예요|이에요|[.,]|$)))"
_ORDINALS: tuple[tuple[str, str, str], ...] = (
    ("a", r"첫 ?(?:번째|번|째)", "first"),
    ("b", r"(?:두|둘) ?(?:번째|째)", "second"),
    ("c", r"(?:세|셋) ?(?:번째|째)", "third"),
    ("d", r"(?:네|넷) ?(?:번째|째)", "fourth"),
    ("e", r"다섯 ?(?:번째|째)", "fifth"),
)
# Firms that the writer calls by a letter or by their place in a list: "A사는", "company B", "the second client".
_LABEL = re.compile(
    rf"(?<![a-z가-힣])(?P<ko>[a-e]) ?(?:사|회사|업체|공장|법인|기업|거래처|고객사?){_ENDS}|"
    r"\b(?:company|client|firm|plant|customer|business|factory) (?P<en>[a-e])(?![a-z0-9])|"
    + "|".join(
        rf"(?P<{letter}>(?<![가-힣]){korean}(?: ?{_NOUN}{_ENDS}|{_PARTICLE})|\b{english} {_NOUN_EN}\b|"
        rf"(?:^|[.;:!?] |\bthe |\bmy |\band ){english}(?= (?:is|makes?|builds?|does|wants?|runs?|operates?|an?)\b|[:,?]))"
        for letter, korean, english in _ORDINALS
    )
    + r"|(?P<former>\bthe former\b|(?<![가-힣])(?:처음|맨 ?앞)(?:에)? ?(?:말한|말했던|말씀드린|얘기한|물어본|여쭌|여쭤본|그) ?"
    rf"{_NOUN})|(?P<latter>\bthe latter\b)"
    # "하나는 부산 …": the first of a list, or the next; "다른 한 곳은", "또 하나는", "the other one", "the last client"
    + rf"|(?P<one>(?<![가-힣])(?:하나|한 ?(?:곳|군데|업체|회사|집))(?:은|는)(?= )|\bone (?:of them |client |company |firm )?(?=(?:is|makes?|builds?|produces?|does|runs?|sells?|(?:just|only) \w+s)\b))|"
    rf"(?P<more>(?<![가-힣])(?:아까|앞에|앞서|먼저|이전에) ?(?:말한|말했던|말씀드린|얘기한|이야기한|물어본|물었던|여쭌|여쭤본|그) ?{_NOUN}|\b(?:the |my )?(?:earlier|previous) {_NOUN_EN}\b|(?<![가-힣])(?:(?:다른|또 ?다른|또|나머지|마지막|그 ?다음) ?(?:하나|한 ?(?:곳|군데|업체|회사|집)|{_NOUN}|데)|마지막)(?:은|는|으로는?|도)(?=[ ,?]|요)|"
    rf"\b(?:the )?(?:other|another|last|next|remaining) {_NOUN_EN}\b|\bthe (?:other|last|remaining)(?= (?:(?:just|only|merely|simply|mainly|mostly) )?[a-z]{{2,}}s\b))"
)
# The same once they are known: "what could B receive", "back to A".
_BARE_LABEL = re.compile(
    r"(?<![a-z가-힣])(?P<ko>[b-e])(?=[는은도의가](?: |\W*$)|[는은도]?요|\b)|\b(?:back to|what about|how about|and|about|for|of|does|can|could|is|would|will|was|why) (?P<en>a)(?=[?.:,]|$| (?:out|in|left|excluded|ineligible|get|gets|qualify|receive|have|be|fit|fits|too|also|instead)\b)|(?<![a-z가-힣])(?P<first>a)(?=[는은도](?:요| |$)|[의가] | (?:wants?|needs?|is|makes?|would|qualifies|gets|has)\b)|"
    + "|".join(
        rf"(?P<{letter}>(?<![가-힣]){korean} ?(?:공장|사업장)|\b{english} (?:plant|factory)\b)"
        for letter, korean, english in _ORDINALS
    )
)
_LETTERS = "abcde"

# Whose a firm is: the same word names it again.
_WHOSE = re.compile(
    rf"{KIN_KO}|거래처|고객사|납품처|외주|하청|협력|납품|도급|원청|경쟁|(?:옆|이웃|앞|건너편) ?(?:집|공장|회사|업체)|"
    r"\b(?:brother|sister|friend|nephew|niece|father|mother|uncle|aunt|cousin|wife|husband|son|daughter|parents|neighbou?r|competitor|rival|vendor|supplier|partner|customer|client|buyer|parent|next door)",
    re.IGNORECASE,
)
_ANYBODY = "other"
# "그건 친구 얘기고 저희는 …", "that was my sister's firm": what was told before is theirs.
THAT_WAS_THEIRS = re.compile(
    rf"(?:그건|그거는?|방금(?:은|건)?|앞(?:의|에)? ?(?:건|거는?|회사는)) ?(?:우리|저희|제|내)? ?(?P<ko>{KIN_KO}|형님|거래처|다른)[가-힣 ]{{0,8}}(?:얘기|이야기|회사|공장|거|것|꺼|건)|"
    r"\bthat (?:was|is|would be) (?:about )?(?:my|our|his|her|a) (?P<en>[a-z]+).s (?:\w+ )?(?:firm|company|plant|factory|business|shop|one)",
    re.IGNORECASE,
)
# Somebody who was spoken of: "걔네가 고도화로 돌리면", "could they switch to advanced?".
_THEY = re.compile(
    r"(?<![가-힣])(?:걔|쟤|그 ?친구|그 ?양반|그 ?분)(?:네|들)?(?:는|가|도|은|이|한테|네)?(?= |$|[?,.])|(?<![가-힣])(?:그|저) ?(?:집|회사|업체|공장)(?:은|는|이|가|도|에서|의)?(?= |$|[?,.])|"
    r"\b(?:(?:their|his|her) (?:\w+ )?(?:firm|company|plant|factory|business|shop)|that (?:firm|company|plant|business))\b",
    re.IGNORECASE,
)
_THEY_EN = re.compile(r"\b(?:they|them|he|she|him|theirs|his|hers)\b", re.IGNORECASE)
# A firm that is called by its place: "창원 업체가", "대구 쪽은", "the one in Busan", "the Busan plant".
_BY_PLACE = re.compile(
    rf" ?(?:광역시|시|군|도)?(?:에 ?있는|의|소재)? ?(?:{_NOUN}|공장|쪽|거래처|네)(?:[는은이가도의를을에 ?,.]|$)|(?:은|는|도)(?:요)?(?= |\?|$)| (?:{_NOUN_EN}|plant|factory)\b"
)
_BY_PLACE_EN = re.compile(
    rf"\b(?:(?:{_NOUN_EN}|plant|factory) (?:in|from|at)|(?:what|how) about|back (?:to|in|at)) (?:the )?$"
)


def labelled(
    text: str, known: Container[str] = (), called: Mapping[str, str] | None = None
) -> dict[str, str]:
    """What is told of each firm that has a label, by its letter; `known` labels are also heard without "company".

    Several firms that are `called` by what was told of them are labelled so: "금형공장은 기초, 사출공장은 고도화".
    Each text keeps its places, and has what stands before the first label but for the places there. What is told of
    one more firm goes by `NEXT`.
    """
    found = [(one.start(), _letter(one)) for one in _LABEL.finditer(text)]
    if known:
        bare = ((one.start(), _letter(one)) for one in _BARE_LABEL.finditer(text))
        taken = {letter for _, letter in found}
        found = sorted({*found, *(one for one in bare if one[1] in known and one[1] not in taken)})
    by_words = _called(text, called or {})
    if len({name for _, name in by_words}) > 1:
        found = sorted({*found, *by_words})
    found = _in_order(found, known)
    parts: dict[str, str] = {}
    for (start, letter), (end, _) in pairwise([*found, (len(text), "")]):
        shared = without_places(text[: found[0][0]]).ljust(start)[:start]
        before = parts.get(letter, shared).ljust(start)[:start]
        parts[letter] = before + text[start:end]
    return {letter: _finished(one, text) for letter, one in parts.items()}


# A firm that is called by what was said of it: "사출 쪽을 기초로 넣고 싶은데", "can the foundry one".
_COMES_BACK = re.compile(
    rf"(?<![가-힣])(?!기초|고도화|삼성|지자체|지원|신청|선정|다른)([가-힣]{{2,6}}?) ?(?:하는|만드는)? ?(?:쪽|{_NOUN}|공장)(?=[을를은는이가도만으의에 ,.?]|$)|\bthe (?!basic|advanced|other|first|second|same|samsung|only)([a-z-]{{3,}}) (?:{_NOUN_EN}|plant|factory|side)\b"
)
_ENGLISH_END = re.compile(r"(?<=[a-z]{4})(?:ing|er|s)$")  # "the painting company", which paints
_NOT_THIS_ONE = re.compile(r"[은는을를]? ?(?:말고|빼고|제외하)")
_SENTENCE = re.compile(r"(?<=[.?!]) +(?=\S)")


def come_back_to(text: str, parts: Mapping[str, str]) -> dict[str, str]:
    """The firm that the end of a message comes back to, after several: its letter and what is told of it."""
    ends = [one.end() for one in _SENTENCE.finditer(text)]
    if len(parts) < 2 or not ends:
        return {}
    before = {letter: part[: ends[-1]] for letter, part in parts.items()}
    letter = firm_called(text, before, ends[-1])
    return {letter: before[letter].ljust(ends[-1]) + text[ends[-1] :]} if letter else {}


def firm_called(text: str, told: Mapping[str, str], start: int = 0) -> str | None:
    """The one of several firms that is called, after `start`, by a word that was `told` of it and of no other."""
    found = {name for _, name in _called(text, told, start)}
    return found.pop() if len(found) == 1 else None


def _called(text: str, told: Mapping[str, str], start: int = 0) -> list[tuple[int, str]]:
    """Where firms are called by such words, and which."""
    found: list[tuple[int, str]] = []
    for one in _COMES_BACK.finditer(text, start) if told else ():
        if _NOT_THIS_ONE.match(text, one.end()):
            continue
        word = one[1] or _ENGLISH_END.sub("", one[2])
        names = [name for name, words in told.items() if word in words]
        found += [(one.start(), name) for name in names if len(names) == 1]
    return found


# "A사는 기초를, B사는 고도화를 원합니다": the verb comes once, after the last of them.
_NO_VERB = re.compile(r"[가-힣](?:[을를로은는도]|하고)[ ,]*$")
_LAST_VERB = re.compile(r"[가-힣]+(?:니다|[어아해예에]요|고요|구요|거든요|음|함|데요?)[ .!?~]*$")


def _finished(part: str, text: str) -> str:
    verb = _LAST_VERB.search(text)
    if verb is None or not _NO_VERB.search(part) or len(part) > verb.start():
        return part.ljust(len(text))
    return part.ljust(verb.start()) + verb.group()


def as_we(text: str) -> str:
    """A text with "we" for the label of a firm: "client A builds" tells what "we build" does."""
    return _LABEL_EN.sub(lambda found: "we".rjust(len(found.group())), text)


_LABEL_EN = re.compile(
    rf"\b(?:company|client|firm|plant|customer|business|factory) [a-e](?![a-z0-9])|\b(?:the )?(?:first|second|third|other|last|next|former|latter) {_NOUN_EN}\b|"
    r"\b(?:the )?(?:one|other|first|second|third|former|latter)(?= (?:(?:just|only|merely|mainly|mostly) )?(?:[a-z]{3,}s|is|does)\b)"
)


def _letter(label: re.Match[str]) -> str:
    group = label.lastgroup or ""
    named = {"first": "a", "former": "a", "latter": "b", "one": "", "more": NEXT}
    return label[group] if group in ("ko", "en") else named.get(group, group)


def _in_order(found: list[tuple[int, str]], known: Container[str]) -> list[tuple[int, str]]:
    """Labels with the letters of "하나는 …, 다른 하나는 …": the first, unless it is taken, and those that follow it."""
    ordered: list[tuple[int, str]] = []
    for start, letter in found:
        taken = {one for _, one in ordered}
        if letter == "" or (letter == NEXT and taken):
            follow = [one for one in _LETTERS if one not in taken and (letter or one not in known)]
            first = not letter and "a" not in taken and "a" not in known
            letter = "a" if first else follow[0] if taken and follow else NEXT
        ordered.append((start, letter))
    return ordered


def letter_after(known: Container[str]) -> str:
    """The letter of one more firm: the chat's first one may have none."""
    return next((one for one in _LETTERS[1:] if one not in known), _LETTERS[-1])


def whose_firm(theirs: str) -> str:
    """The name of somebody else's company by the words on it: "동생", "cousin"."""
    match = OTHERS_COMPANY.search(theirs)
    named = _WHOSE.search(match.group()) if match else None
    return named.group().lower().replace(" ", "") if named else _ANYBODY


def others_named(text: str) -> str | None:
    """Who what was told before belongs to, in "그건 친구 얘기고 저희는"; None where nothing says so."""
    match = THAT_WAS_THEIRS.search(text)
    return match and (match["ko"] or match["en"])


def firm_at(text: str, places: Sequence[Place], firms: Mapping[str, Facts]) -> str | None:
    """The one of several firms that is called by its place."""
    named = [
        place
        for place in places
        if _BY_PLACE.match(text, place.end) or _BY_PLACE_EN.search(text[: place.start])
    ]
    if len(named) != 1 or len(places) != 1:
        return None
    there = [
        one
        for one, facts in firms.items()
        if "region" in facts and set(map(str, facts["region"].possible)) & named[0].choices
    ]
    return there[0] if len(there) == 1 else None


# A firm that is called by what it does: "the caps factory", "제조하는 쪽은", "the reseller".
_THE_MAKER = re.compile(
    r"\b(?:the|my|our) (?:[a-z-]+ )?(?:factory|plant|manufacturer|maker|manufacturing (?:one|firm|company|business))\b|(?<![가-힣])(?:제조(?:하는|업)?|만드는|생산하는) ?(?:쪽|데|곳|회사|업체|법인)(?=[은는이가도만의,. ?]|$)"
)
_THE_SELLER = re.compile(
    r"\b(?:the|my|our) (?:[a-z-]+ )?(?:reseller|trader|dealer|trading (?:one|firm|company|business)|sales (?:one|firm|company|business))\b|(?<![가-힣])(?:유통|판매|도매|무역)(?:만)?(?:하는)? ?(?:쪽|데|곳|회사|업체|법인)(?=[은는이가도만의,. ?]|$)"
)


def firm_doing(text: str, firms: Mapping[str, Facts]) -> str | None:
    """The one of several firms that is called by what it does, where it is the only one that does so."""
    for makes, named in ((True, _THE_MAKER), (False, _THE_SELLER)):
        like = [one for one, facts in firms.items() if facts.get("manufacturer") == known_as(makes)]
        others = [one for one, facts in firms.items() if facts.get("manufacturer") == known_as(not makes)]
        if named.search(text) and len(like) == 1 and others:
            return like[0]
    return None


def is_named_alone(text: str, name: str) -> bool:
    """Whether a message is but the name of a known firm: "그럼 동생네는요?", "and my cousin?"."""
    return (
        re.fullmatch(rf"{_LEADS_TO}{re.escape(name)}{_AFTER_NAME}", text.strip(), re.IGNORECASE) is not None
    )


_LEADS_TO = r"(?:(?:그럼|그러면|근데|그리고|and|so|then|but|what about|how about|for)[, ]+)*(?:(?:my|our|the|우리|저희|제) )?"
_AFTER_NAME = r"(?:님|분)?(?:네|집)?(?:'s)?(?: ?(?:회사|공장|업체|쪽|firm|company|plant|factory|shop|one))?(?:은|는|도)?(?:요|여|예|유)?[ ?.!~]*"


def without_labels(words: str) -> str:
    """Words without the label of a firm: "두번째는요" names a place in a list, and no earlier support."""
    return _LABEL.sub("", words)


def points_at_them(text: str, *, of_firms: bool) -> bool:
    """Whether it points at somebody who was spoken of. `of_firms`: firms were what was spoken of last."""
    return bool(_THEY.search(text) or (of_firms and _THEY_EN.search(text)))
