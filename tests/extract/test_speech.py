"""Who speaks, with which word, in quotation marks or not."""

from __future__ import annotations

import pytest

from tests.extract.reading import extract

SPOKEN = [
    ('"Ada 12 WNI di sana," kata Arman Wirayuda.', "Arman Wirayuda", "kata", "direct"),
    ('"Ada 12 WNI di sana," ujar Kombes Arman Wirayuda.', "Arman Wirayuda", "ujar", "direct"),
    ("Arman Wirayuda mengatakan, ada 12 WNI di sana.", "Arman Wirayuda", "mengatakan", "indirect"),
    ("Menurut Arman Wirayuda, ada 12 WNI di sana.", "Arman Wirayuda", "Menurut", "indirect"),
    ("BP3MI Kepri menyatakan ada 12 WNI di sana.", "BP3MI Kepri", "menyatakan", "indirect"),
]


@pytest.mark.parametrize(("sentence", "speaker", "cue", "kind"), SPOKEN)
def test_speaker(sentence: str, speaker: str, cue: str, kind: str) -> None:
    extraction = extract(sentence)
    name = {cluster.id: cluster.name for cluster in extraction.clusters}
    (found,) = [statement for statement in extraction.statements if statement.relation == "REPORTS"]
    assert name[found.subject] == speaker
    assert found.attributed_to == found.subject
    assert (found.attribution_cue, found.quote_type) == (cue, kind)


@pytest.mark.parametrize(
    "second", ['"Ada 12 WNI di sana," ujarnya.', "Ia menyebut 12 WNI sakit.", '"Ada 12 WNI di sana," kata dia.']
)
def test_who_spoke_last_holds_the_floor(second: str) -> None:
    extraction = extract(f"Arman Wirayuda mengatakan hal itu benar. {second}")
    name = {cluster.id: cluster.name for cluster in extraction.clusters}
    (found,) = [statement for statement in extraction.statements if statement.relation == "REPORTS"]
    assert name[found.subject] == "Arman Wirayuda"


def test_where_nobody_speaks_nothing_is_attributed() -> None:
    (found,) = extract("KBRI Phnom Penh memulangkan 12 WNI.").statements
    assert (found.attributed_to, found.attribution_cue, found.quote_type) == (None, None, None)
