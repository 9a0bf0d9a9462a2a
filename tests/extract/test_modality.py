"""How sure a sentence is, with the cue in scope only."""

from __future__ import annotations

import pytest

from kg.extract.told.modality import modality
from ontology.vocabulary import vocabulary
from tests.extract.reading import statements

SCOPE = [
    ("PT Angin Lalu merekrut 14 warga.", "RECRUITS", "asserted"),
    ("PT Angin Lalu diduga merekrut 14 warga.", "RECRUITS", "alleged"),
    ("PT Angin Lalu disinyalir merekrut 14 warga.", "RECRUITS", "alleged"),
    ("PT Angin Lalu disebut-sebut merekrut 14 warga.", "RECRUITS", "alleged"),
    ("PT Angin Lalu disebut telah merekrut 14 warga.", "RECRUITS", "alleged"),
    ("KBRI Phnom Penh akan memulangkan 12 WNI.", "REPATRIATES", "planned"),
    ("KBRI Phnom Penh berencana memulangkan 12 WNI.", "REPATRIATES", "planned"),
    ("KBRI Phnom Penh mengupayakan pemulangan 12 WNI.", "REPATRIATES", "planned"),
    ("KBRI Phnom Penh berhasil mengupayakan pemulangan 12 WNI.", "REPATRIATES", "asserted"),
    ("KBRI Phnom Penh mendata mereka untuk memulangkan 12 WNI.", "REPATRIATES", "planned"),
    ("KBRI Phnom Penh belum memulangkan 12 WNI.", "REPATRIATES", "denied"),
    ("Bondan Prakosa membantah merekrut 12 WNI.", "RECRUITS", "denied"),
    ("Bondan Prakosa tidak merekrut 12 WNI.", "RECRUITS", "denied"),
    ("Tidak hanya itu, KBRI Phnom Penh memulangkan 12 WNI.", "REPATRIATES", "asserted"),
    ("Penyidik tidak tinggal diam; KBRI Phnom Penh memulangkan 12 WNI.", "REPATRIATES", "asserted"),
    ("KBRI Phnom Penh memulangkan 12 WNI yang diduga korban perdagangan orang.", "REPATRIATES", "asserted"),
]


@pytest.mark.parametrize(("sentence", "relation", "expected"), SCOPE)
def test_modality_of_the_relation(sentence: str, relation: str, expected: str) -> None:
    (found,) = statements(sentence, relation)
    assert found.modality == expected
    assert found.polarity == ("negated" if expected == "denied" else "affirmed")


def test_a_post_is_held_whatever_is_said_beside_it() -> None:
    (found,) = statements("Kepala BP3MI Kepri, Arman Wirayuda, membantah menerima laporan.", "HOLDS_POSITION")
    assert (found.modality, found.position_title) == ("asserted", "Kepala")


@pytest.mark.parametrize("name", ["alleged", "denied", "planned"])
def test_cues_of_the_ontology_are_heard(name: str) -> None:
    for cue in vocabulary().codes[name].cues:
        sentence = f"PT Angin Lalu {cue} memulangkan 12 WNI."
        start = sentence.index("memulangkan")
        assert modality(sentence, start, start + len("memulangkan")) == name, cue
