"""Who holds which post: "Kepala BP3MI Kepri, Kombes Arman", "Arman, Kepala BP3MI Kepri", "Menlu Retno".

The title is the words of the text without the agency's name and without a country behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from kg.extract.names.persons import NAME, title_words, trim
from kg.extract.page import Page
from kg.extract.spans import Span
from kg.extract.tables import any_of, column
from kg.extract.things import Thing
from kg.extract.told.stated import Seen, Stated
from ontology.authority import authority

_NATION = re.compile(
    r"\s+(?:RI|Republik Indonesia|(?<!Migran )Indonesia)$|\s+(?:RI|Republik Indonesia)?\s*(?:untuk|di)\s+.*$"
)
_POST = re.compile(r"(?:Wakil\s+)?Menteri\b|Menko\b|Wamen\b|(?:Waka|Ka)pol(?:da|res|sek|ri)")
"""A body that is named by its head's title begins with it."""
_SPELT_OUT = re.compile(r"(?P<title>(?:Wakil\s+)?Menteri(?:\s+[A-Z]\w+|\s+dan)*)\s*\($")
"""What stands before "(Wamen P2MI)"."""
_THIS = re.compile(r"\s*(?:ini|itu|tersebut)\b")
_LEADS = r"(?:Plt\.?|Pj\.?|Wakil|Mantan|mantan|Pelaksana\s+[Tt]ugas)"
_WORD = r"(?:[A-Z][\w/-]*|dan|IV|III|II|untuk|Bidang)"


_CAPITALS = re.compile(
    r"(?P<title>[A-Z][\w/]*(?:\s+(?:[A-Z][\w/]*|dan|bidang|\([A-Z]\w*\))){0,7})\s*(?:pada\s+|di\s+|dari\s+)?$"
)
"""A title of no known word: capitals just before the agency."""
_NOT_TITLES = frozenset(("Kantor", "Gedung", "Markas", *column("words.tsv", "never"), *column("words.tsv", "no-name")))


@lru_cache(maxsize=1)
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    office = any_of((*column("titles.tsv", "office"),))
    more = rf"(?:\s+{_WORD}|\s*\([A-Za-z -]+\)|\s*,(?=\s[A-Z])){{0,10}}?"
    before = re.compile(rf"(?P<title>(?:{_LEADS}\s+)?\b(?:{office}){more})\s+(?:dari\s+|di\s+|pada\s+)?$")
    ranks = any_of(
        (*column("titles.tsv", "rank"), *column("titles.tsv", "honorific"), *column("titles.tsv", "academic"))
    )
    between = re.compile(
        rf"^\)?[\s,]*(?:\([A-Z][\w\s]*\)[\s,]*)?(?:(?:{ranks})[\s,.]*)*(?:yakni\s+|yaitu\s+|bernama\s+)?(?:(?:{ranks})[\s,.]*)*$"
    )
    return before, between


def offices(sentence: str, seen: list[Seen], floor_holder: Thing | None = None) -> Iterator[Stated]:
    """Posts that a sentence names; "politikus PKB itu" is who spoke before."""
    before, between = _patterns()
    named = [one for one in seen if one.type in ("Person", "Agency")]
    for index, agency in enumerate(named):
        if agency.type != "Agency":
            continue
        title = _own_title(sentence, agency)
        floor = named[index - 1].end if index else 0  # a title holds no other name
        match = None if title else before.search(sentence[floor : agency.start])
        start = floor + match.start("title") if match else agency.start
        if match or title:
            person = _holder(sentence, named, index, start, between)
            words = _tidy(match["title"]) if match else title
        else:
            person, start, words = _through(sentence, named, index)
        holder = person.thing if person is not None else None
        if holder is None and words and _THIS.match(sentence, agency.end):
            holder = floor_holder
        if holder is not None and holder.type == "Person":
            yield Stated(holder, "HOLDS_POSITION", agency.thing, start, agency.end, "office", title=words)


def title_of(sentence: str, agency: Seen, floor: int = 0) -> str | None:
    """The title of a post that is known to be held there: of the words before the agency's name, from `floor` on."""
    before, _ = _patterns()
    if own := _own_title(sentence, agency):
        return own
    match = before.search(sentence[floor : agency.start]) or _CAPITALS.search(sentence[floor : agency.start])
    title = _tidy(match["title"]) if match else ""
    words = title.split()
    while words and words[0] in _NOT_TITLES and words[0] not in title_words():
        words.pop(0)
    return " ".join(words) or None


def _own_title(sentence: str, agency: Seen) -> str | None:
    """The title of a mention that is one ("Menteri Luar Negeri RI" → "Menteri Luar Negeri")."""
    if agency.span.rule != "title" and not _POST.match(sentence, agency.start, agency.end):
        return None
    if spelt_out := _SPELT_OUT.search(sentence[: agency.start]):
        return _tidy(spelt_out["title"])
    lead = re.search(rf"\b{_LEADS}\s+$", sentence[: agency.start])
    title = _head(sentence, agency)
    return f"{lead.group().strip()} {title}" if lead else title


def _head(sentence: str, agency: Seen) -> str:
    """The title in the words of the mention, without what it says of the agency."""
    text = _tidy(re.sub(r"\s*\([A-Z][\w\s]*\)(?=\s|$)", "", sentence[agency.start : agency.end]))
    head = re.match(
        r"(?:Waka|Ka)pol(?:da|res\w*|sek|ri|tabes)|Ka(?:dis|kan)[a-z]+|Direktur\s+Jenderal|Dirjen|Duta\s+Besar|Dubes"
        r"|Konjen|Konsul\s+Jenderal|Konsul|Panglima",
        text,
    )
    if head:
        return head.group()
    office, _, last = text.rpartition(" ")
    abroad = last != "Indonesia" and authority().find(last, type="Country")
    return office if abroad else _NATION.sub("", text)


def _tidy(title: str) -> str:
    """Without line breaks, and without a word behind it that says what the agency is."""
    return re.sub(r"\s+(?:Mabes|LSM|NCB|PT)$", "", re.sub(r"\s+", " ", title).strip())


def _through(sentence: str, named: list[Seen], index: int) -> tuple[Seen | None, int, str | None]:
    """Who speaks for a body: "Kemlu melalui Juru Bicara Teuku"; the start of the title and the title."""
    following = named[index + 1] if index + 1 < len(named) else None
    if following is None or following.type != "Person":
        return None, 0, None
    match = _post().match(sentence[named[index].end : following.start])
    if match is None:
        return None, 0, None
    return following, named[index].end + match.start("title"), _tidy(match["title"])


@lru_cache(maxsize=1)
def _post() -> re.Pattern[str]:
    office, ranks = any_of(column("titles.tsv", "office")), any_of(column("titles.tsv", "rank"))
    more = rf"(?:\s+{_WORD}){{0,6}}?"
    return re.compile(rf"^,?\s*(?:melalui|lewat|diwakili)\s+(?P<title>(?:{office}){more}),?\s+(?:(?:{ranks})\s+)*$")


def _holder(sentence: str, seen: list[Seen], index: int, start: int, between: re.Pattern[str]) -> Seen | None:
    following = seen[index + 1] if index + 1 < len(seen) else None
    if (
        following is not None
        and following.type == "Person"
        and between.match(sentence[seen[index].end : following.start])
    ):
        return following
    previous = next((one for one in reversed(seen[:index]) if one.end <= start), None)
    if previous is not None and previous.type == "Person":
        gap = sentence[previous.end : start]
        if re.match(
            r"^\s*(?:\(\d+\))?\s*(?:,|selaku|sebagai|yang\s+menjabat(?:\s+sebagai)?|\()\s*(?:selaku\s+|sebagai\s+)?$",
            gap,
        ):
            return previous
    return None


def holders(page: Page, spans: list[Span]) -> Iterator[Span]:
    """The name behind an office and its agency: "Direktur Pelindungan WNI Kemlu Judha Nugraha"."""
    before, _ = _patterns()
    name = _name()
    for span in spans:
        if span.type != "Agency":
            continue
        is_title = span.rule == "title" or before.search(page.text[max(0, span.start - 120) : span.start])
        match = name.match(page.text, span.end) if is_title else None
        if match:
            found = trim(page.text, match.start("name"), match.end("name"), "office")
            if found is not None and found.start == match.start("name"):
                yield found


@lru_cache(maxsize=1)
def _name() -> re.Pattern[str]:
    ranks = any_of(
        (*column("titles.tsv", "rank"), *column("titles.tsv", "honorific"), *column("titles.tsv", "academic"))
    )
    return re.compile(
        rf"[\s,]*(?:\([A-Z]\w+\)[\s,]*)?(?:(?:yakni|yaitu|bernama)\s+)?(?:(?:{ranks})[\s,.]+)*(?P<name>{NAME})"
    )
