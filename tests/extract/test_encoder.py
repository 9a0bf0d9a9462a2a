"""The joint reader: offsets, windows, given spans, determinism; sentences and private names are invented."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from kg.extract.encoder import RELATIONS, TYPES, Encoder, Link, Reading, Span, without_loose_groups
from kg.extract.encoder.correct import Tables
from kg.extract.encoder.heads import gelu, log_softmax, mean_between, sigmoid
from kg.extract.encoder.likeness import FEATURES, abbreviates, candidate_pairs, number_in, pair_features
from kg.extract.encoder.linking import certain, merge
from kg.extract.encoder.pairing import BUCKETS, CLOSEST, pair_up
from kg.extract.encoder.pieces import Pieces, sentence_starts, spread
from kg.extract.encoder.schema import ALLOWED
from kg.extract.encoder.settings import Settings
from kg.extract.encoder.viterbi import best_path, spans_of, trim
from kg.extract.encoder.windows import fill, owners, rows, split

TEXT = (
    "BATAM – Kepala BP3MI Kepri, Kombes Sutarno Wirabuana, mengatakan 12 WNI asal Lombok Timur pulang dari Kamboja. "
    "Mereka sempat disekap di Sihanoukville oleh Bagas Purwolelono. Polda Kepri menangkap Bagas di Jakarta Barat."
)


@cache
def reader() -> Encoder:
    return Encoder.load()


def words(text: str) -> Pieces:
    """A word is a piece; enough to place spans by."""
    ends, starts, at = [], [], 0
    for word in text.split(" "):
        starts.append(at)
        at += len(word)
        ends.append(at)
        at += 1
    count = len(starts)
    whole = np.ones(count, dtype=np.bool_)
    return Pieces(np.arange(count), np.array(starts), np.array(ends), np.ones(count, dtype=np.int64), whole)


def at(text: str, part: str, kind: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part), kind)


# what needs no weights


def test_glued_words_are_spread_and_nothing_is_lost() -> None:
    wide, spaces = spread("diKamboja.Para korban")
    assert wide == "di Kamboja. Para korban"
    assert spaces.tolist() == [2, 11]
    assert "".join(c for n, c in enumerate(wide) if n not in set(spaces.tolist())) == "diKamboja.Para korban"


def test_sentences_begin_after_full_stops_and_lines() -> None:
    text = "Mereka pulang. Polisi menyelidiki.\nKeluarga menunggu."
    assert [text[start:].split()[0] for start in sentence_starts(text)] == ["Mereka", "Polisi", "Keluarga"]


@pytest.mark.parametrize("pieces", [1, 381, 382, 383, 700, 701, 1500, 5000])
def test_windows_cover_every_piece_and_overlap(pieces: int) -> None:
    stretches = split(pieces)
    assert stretches[0][0] == 0 and stretches[-1][1] == pieces
    assert all(b - a <= 382 for a, b in stretches)
    assert all(left[1] - right[0] >= 40 for left, right in pairwise(stretches))
    owner = owners(pieces, stretches)
    assert all(stretches[n][0] <= piece < stretches[n][1] for piece, n in enumerate(owner.tolist()))


def test_rows_lead_back_to_the_pieces() -> None:
    ids = np.arange(1000) + 10
    stretches = split(1000)
    width = 2 + max(b - a for a, b in stretches)
    table, mask = fill(ids, stretches, width=width, marks=(0, 2, 1))
    assert (table.ravel()[rows(1000, stretches, width)] == ids).all()
    assert mask.sum() == sum(b - a + 2 for a, b in stretches)


def test_a_label_goes_on_only_after_its_own_beginning() -> None:
    scores = np.log(np.array([[0.2, 0.1, 0.7], [0.3, 0.1, 0.6], [0.1, 0.8, 0.1]], dtype=np.float32))
    assert best_path(scores, np.ones(3, dtype=np.bool_), price=0.0) in ([1, 2, 1], [0, 0, 1])


def test_a_border_inside_a_word_has_its_price() -> None:
    scores = np.log(np.array([[0.1, 0.8, 0.1], [0.6, 0.1, 0.3]], dtype=np.float32))
    inside = np.array([True, False])
    assert best_path(scores, inside, price=0.0) == [1, 0]
    assert best_path(scores, inside, price=5.0) == [1, 2]


def test_spans_are_trimmed_of_punctuation() -> None:
    text = "( Sutarno )"
    assert trim(text, 0, len(text)) == (2, 9)
    assert trim("Balai (BP3MI),", 0, 14) == (0, 13)
    scores = log_softmax(np.zeros((1, 3), dtype=np.float32))
    assert spans_of("- !", words("- !"), np.repeat(scores, 2, axis=0), [1, 2], ("Group",)) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12 WNI", 12),
        ("5.300 warga", 5300),
        ("tiga belas korban", 13),
        ("dua puluh lima PMI", 25),
        ("para korban", None),
    ],
)
def test_numbers_in_groups(text: str, number: int | None) -> None:
    assert number_in(text) == number


def test_abbreviations() -> None:
    assert abbreviates("BP3MI", "Balai Pelayanan Pelindungan Pekerja Migran Indonesia")
    assert abbreviates("KBRI", "Kedutaan Besar Republik Indonesia")
    assert not abbreviates("Polri", "Kepolisian Republik Indonesia")
    assert not abbreviates("KBRI", "Kementerian Luar Negeri")


def test_bracketed_short_form_and_equal_names_need_no_model() -> None:
    text = "Balai Pelindungan Anak (BPA) dan BPA serta Lembaga Lain"
    spans = [at(text, "Balai Pelindungan Anak", "Agency"), at(text, "BPA", "Agency")]
    again = text.rindex("BPA")
    spans += [Span(again, again + 3, "Agency"), at(text, "Lembaga Lain", "Agency")]
    pairs = candidate_pairs(spans)
    assert certain(text, spans, pairs).tolist() == [True, False, False, True, False, False]
    features = pair_features(text, spans, pairs)
    assert features.shape == (6, FEATURES) and np.isfinite(features).all()


def test_average_linkage_joins_the_likeliest_first() -> None:
    pairs = np.array([[0, 1], [0, 2], [1, 2], [3, 4]])
    chances = np.array([0.9, 0.2, 0.7, 0.6], dtype=np.float32)
    types = ["Agency"] * 3 + ["Group"] * 2
    assert merge(pairs, chances, types, thresholds={"Agency": 0.5}) == [[0, 1], [2], [3, 4]]
    assert merge(pairs, chances, types, thresholds={"Agency": 0.4, "Group": 0.7}) == [[0, 1, 2], [3], [4]]
    assert merge(np.zeros((0, 2), dtype=np.int64), chances[:0], [], thresholds={}) == []


def test_candidates_keep_to_domain_and_range() -> None:
    text = "Polda Kepri menangkap Bagas di Batam bersama Bagas dan Bagas"
    spans = [at(text, "Polda Kepri", "Agency"), at(text, "Bagas", "Person"), at(text, "Batam", "City")]
    pairing = pair_up(words(text), spans, [[0], [1], [2]])
    types = [TYPES.index(span.type) for span in spans]
    assert all(ALLOWED[types[a], types[b]].any() for a, b in pairing.candidates.tolist())
    assert [0, 1] in pairing.candidates.tolist() and [2, 0] not in pairing.candidates.tolist()
    assert (pairing.low < pairing.high).all()
    assert all((bucket >= 0).all() and (bucket < BUCKETS[name]).all() for name, bucket in pairing.buckets.items())


def test_at_most_the_closest_mention_pairs_are_judged() -> None:
    text = " ".join(["Polda"] * 4 + ["Bagas"] * 4)
    pieces = words(text)
    spans = [
        Span(int(a), int(b), "Agency" if n < 4 else "Person")
        for n, (a, b) in enumerate(zip(pieces.starts, pieces.ends, strict=True))
    ]
    pairing = pair_up(pieces, spans, [[0, 1, 2, 3], [4, 5, 6, 7]])
    assert np.bincount(pairing.candidate).tolist() == [CLOSEST] * len(pairing.candidates)


def test_small_numerics() -> None:
    x = np.linspace(-6, 6, 25, dtype=np.float32)
    assert np.allclose(sigmoid(x), 1 / (1 + np.exp(-x)), atol=1e-6)
    assert abs(float(gelu(np.array([1.0], dtype=np.float32))[0]) - 0.8413) < 1e-3
    assert np.allclose(np.exp(log_softmax(np.ones((2, 5), dtype=np.float32))).sum(1), 1)
    values = np.arange(12, dtype=np.float32).reshape(4, 3)
    assert np.allclose(mean_between(values, np.array([1]), np.array([3])), values[1:3].mean(0))


def test_tables_know_kinds_of_place_and_what_is_never_a_mention() -> None:
    text = "Otoritas di Provinsi Henan, Kepri dan Asia Tenggara; Gubernur Kepri; Kabupaten Lain; Badan Lain"
    spans = [
        at(text, "Otoritas", "Agency"),
        at(text, "Provinsi Henan", "City"),
        at(text, "Kepri", "Country"),
        at(text, "Asia Tenggara", "Country"),
        at(text, "Gubernur Kepri", "Agency"),
        at(text, "Kabupaten Lain", "Place"),
        at(text, "Badan Lain", "Agency"),
    ]
    kinds = [(text[span.start : span.end], span.type) for span in Tables.load().correct(text, spans)]
    assert kinds == [
        ("Provinsi Henan", "Province"),
        ("Kepri", "Province"),
        ("Asia Tenggara", "Place"),
        ("Kabupaten Lain", "City"),
        ("Badan Lain", "Agency"),
    ]


@pytest.mark.parametrize(("text", "found"), [("diKambojatewas", True), ("Penangkapan", False), ("KAMBOJA", False)])
def test_known_names_glued_to_what_follows(text: str, found: bool) -> None:
    assert bool(Tables.load().glued.search(text)) is found


def test_groups_without_a_relation_are_left_out() -> None:
    spans = (Span(0, 3, "Agency"), Span(4, 9, "Group"), Span(10, 14, "Group"))
    reading = without_loose_groups(Reading(spans, ((0,), (1,), (2,)), (Link("REPORTS", 0, 2, 0.9, (0, 2)),)))
    assert reading == Reading((spans[0], spans[2]), ((0,), (1,)), (Link("REPORTS", 0, 1, 0.9, (0, 1)),))


def test_settings_are_written_as_they_are_read(tmp_path: Path) -> None:
    settings = Settings(3.0, 0.5, 0.4, (("Agency", 0.4),), (("REPORTS", (1.1, -0.2)),))
    file = tmp_path / "settings.json"
    file.write_text(settings.text(), encoding="utf-8")
    assert Settings.load(file) == settings


# what needs them


def test_reads_names_entities_and_relations() -> None:
    reading = reader().read(TEXT)
    names = {(TEXT[span.start : span.end], span.type) for span in reading.spans}
    assert {("Sutarno Wirabuana", "Person"), ("Kamboja", "Country"), ("Polda Kepri", "Agency")} <= names
    assert any(link.relation == "HOLDS_POSITION" for link in reading.links)


def test_a_reading_holds_together() -> None:
    reading = reader().read(TEXT)
    assert list(reading.spans) == sorted(reading.spans)
    assert sorted(n for own in reading.clusters for n in own) == list(range(len(reading.spans)))
    kinds = [{reading.spans[n].type for n in own} for own in reading.clusters]
    assert all(len(kind) == 1 for kind in kinds)
    for span in reading.spans:
        assert 0 <= span.start < span.end <= len(TEXT) and span.type in TYPES
        assert TEXT[span.start : span.end] == TEXT[span.start : span.end].strip()
    for link in reading.links:
        types = [TYPES.index(reading.spans[reading.clusters[n][0]].type) for n in (link.subject, link.object)]
        assert 0 <= link.score <= 1 and ALLOWED[types[0], types[1], RELATIONS.index(link.relation)]


def test_the_same_text_gives_the_same_reading() -> None:
    assert reader().read(TEXT) == reader().read(TEXT) == Encoder.load().read(TEXT)


@pytest.mark.parametrize("text", ["", " ", "\n\n", "…"])
def test_texts_without_words_give_nothing(text: str) -> None:
    assert reader().read(text) == Reading((), (), ())


def test_offsets_are_code_points_of_the_given_text() -> None:
    text = "🛬 Korban tiba di\u00a0Batam,lalu dijemput KBRI diKamboja."
    for span in reader().tag(text).spans:
        assert text[span.start : span.end] in {"Batam", "KBRI", "Kamboja", "Korban"}


def test_long_texts_are_read_in_windows() -> None:
    long = "\n".join([TEXT] * 30)
    tagged = reader().tag(long)
    assert tagged.states.shape[0] == len(tagged.pieces) > 1500
    found = sum(long[span.start : span.end] == "Sutarno Wirabuana" for span in tagged.spans)
    assert found >= 24


def test_given_spans_and_clusters_are_taken_as_they_are() -> None:
    model = reader()
    tagged = model.tag(TEXT)
    given = [
        at(TEXT, "Polda Kepri", "Agency"),
        at(TEXT, "Bagas Purwolelono", "Person"),
        at(TEXT, "Jakarta Barat", "City"),
    ]
    again = TEXT.rindex("Bagas")
    given.append(Span(again, again + 5, "Person"))
    clusters = model.cluster(tagged, given)
    assert sorted(n for own in clusters for n in own) == [0, 1, 2, 3]
    links = model.relate(tagged, given, [(0,), (1, 3), (2,)], floor=0.0)
    best = max((link for link in links if (link.subject, link.object) == (0, 1)), key=lambda link: link.score)
    assert best.relation == "ARRESTS"
    assert model.cluster(tagged, []) == () and model.relate(tagged, [], []) == ()


def test_missing_files_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"encoder\.onnx"):
        Encoder.load(tmp_path)
