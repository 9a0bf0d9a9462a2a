"""One article in every format, as a user would have it, and what each format keeps of it."""

from __future__ import annotations

import io
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model import Article
from kg.read import read
from kg.read.fields import FIELDS
from kg.read.front import front_matter
from tests.read.reading import TEXT, article, articles, file, findings, problem
from tests.strategies import quick

KNOWN = {
    "title": "BP3MI Kepri pulangkan 12 pekerja",
    "publisher": "Kabar Contoh",
    "published": "2025-03-25",
    "url": "https://kabar.example/berita/1",
    "id": "k-1",
    "language": "id",
}
FRONT = "---\n" + "".join(f"{name}: {value}\n" for name, value in KNOWN.items()) + "---\n"
any_text = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1)
"""Any text that UTF-8 can write, newlines of all kinds and emoji among it."""


def is_known(found: Article) -> bool:
    kept = (found.title, found.publisher, found.published, found.url, found.input_id, found.language)
    return kept == (KNOWN["title"], "Kabar Contoh", date(2025, 3, 25), KNOWN["url"], "k-1", "id")


# ---- txt and md


def test_a_txt_without_front_matter_is_its_text_exactly(tmp_path: Path) -> None:
    text = "\r\n  BATAM\r\nBaris dua\rBaris tiga 🙏\n\n"
    path = file(tmp_path, "a.txt", text)
    (found,) = [found for found in read([str(path)]) if isinstance(found.item, Article)]
    assert isinstance(found.item, Article)
    assert found.item.text == text
    assert (found.source, found.single) == (str(path), True)
    assert (found.item.title, found.item.published, found.item.input_id) == (None, None, None)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_tells_what_is_known(tmp_path: Path, newline: str) -> None:
    path = file(tmp_path, "a.txt", (FRONT + "\n" + TEXT + "\n\nAlinea dua.\n").replace("\n", newline))
    found = article(path)
    assert is_known(found)
    assert found.text == f"{TEXT}{newline}{newline}Alinea dua."
    assert findings(path) == []


def test_front_matter_as_blogs_write_it(tmp_path: Path) -> None:
    block = (
        '---\njudul: "Contoh: sebuah judul"\ndate: 24 Maret 2025\ntags:\n  - satu\n- dua\n# catatan\n\nauthor: x\n---\n'
    )
    found = article(file(tmp_path, "a.md", block + TEXT))
    assert (found.title, found.published, found.text) == ("Contoh: sebuah judul", date(2025, 3, 24), TEXT)


@pytest.mark.parametrize(
    "text",
    [
        "---\nBATAM - Sebuah kalimat biasa.\n---\nLagi.\n",
        "---\ntitle: tidak ditutup\nTeks.\n",
        "\n---\ntitle: bukan di puncak\n---\nTeks.\n",
        "---\n---\nTeks.\n",
    ],
)
def test_what_is_no_front_matter_stays_in_the_text(tmp_path: Path, text: str) -> None:
    found = article(file(tmp_path, "a.txt", text))
    assert (found.text, found.title) == (text, None)


def test_the_first_heading_is_the_title_of_a_md_and_stays(tmp_path: Path) -> None:
    text = "Pengantar\n\n# Judul contoh #\n\n## Lain\n\nTeks *miring*.\n"
    found = article(file(tmp_path, "a.md", text))
    assert (found.title, found.text) == ("Judul contoh", text)
    assert article(file(tmp_path, "b.md", f"---\ntitle: Dari depan\n---\n{text}")).title == "Dari depan"


@quick
@given(any_text)
def test_front_matter_and_body_are_told_apart(body: str) -> None:
    known, text = front_matter(FRONT + body)
    assert known == KNOWN
    assert text == body.strip("\r\n")
    assert front_matter(body) == ({}, body) or body.startswith("---")


# ---- json, jsonl


def test_a_json_object_is_one_article_and_an_array_many(tmp_path: Path) -> None:
    one = file(tmp_path, "one.json", json.dumps(KNOWN | {"text": TEXT, "entities": [], "relations": []}))
    assert is_known(article(one))
    assert article(one).text == TEXT
    assert [found.single for found in read([str(one)])] == [True]
    records = [KNOWN | {"text": TEXT, "id": str(number), "url": ""} for number in range(3)]
    many = file(tmp_path, "many.json", json.dumps(records, indent=1))
    assert [found.input_id for found in articles(many)] == ["0", "1", "2"]
    assert {found.single for found in read([str(many)])} == {False}


def test_jsonl_from_a_file_and_from_stdin(tmp_path: Path) -> None:
    lines = "".join(json.dumps(KNOWN | {"text": TEXT, "id": f"n{n}", "url": None}) + "\n" for n in range(3))
    path = file(tmp_path, "a.jsonl", lines.replace("\n", "\n\n"))
    assert [found.input_id for found in articles(path)] == ["n0", "n1", "n2"]
    stdin = io.BytesIO(lines.encode())
    found = list(read(["-"], stdin=stdin))
    assert [(item.source, item.single) for item in found] == [("-", False)] * 3
    assert [item.item for item in found] == articles(path)
    assert not stdin.closed


def test_ids_that_are_numbers_and_names_in_indonesian(tmp_path: Path) -> None:
    record = {"id": 7, "Judul": "Contoh", "isi": TEXT, "tanggal": "Kamis, 18/12/2025", "sumber": "Kabar", "penulis": 1}
    found = article(file(tmp_path, "a.json", json.dumps(record)))
    assert (found.input_id, found.title, found.text) == ("7", "Contoh", TEXT)
    assert (found.published, found.publisher) == (date(2025, 12, 18), "Kabar")


def test_the_better_of_two_names_wins_and_an_empty_one_does_not(tmp_path: Path) -> None:
    record = {
        "content": "Ringkasan.",
        "text": TEXT,
        "title": "",
        "headline": "Judul",
        "url": "N/A",
        "date": "2025-01-02",
    }
    found = article(file(tmp_path, "a.json", json.dumps(record)))
    assert (found.text, found.title, found.url) == (TEXT, "Judul", None)


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".ndjson"])
@quick
@given(text=any_text, is_ascii=st.booleans())
def test_the_text_of_json_is_unchanged(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, text: str, is_ascii: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_text(json.dumps({"text": f"x{text}"}, ensure_ascii=is_ascii), encoding="utf-8", newline="")
    assert article(path).text == f"x{text}"


# ---- csv


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_the_columns_in_any_order(tmp_path: Path, delimiter: str) -> None:
    rows = [
        ("Tanggal", "judul", "isi", "media"),
        ("18 Desember 2025", "Satu", '"Baris, satu;\r\nBaris ""dua"""', "Kabar"),
    ]
    path = file(tmp_path, "a.csv", "\ufeff" + "".join(delimiter.join(row) + "\r\n" for row in rows))
    found = article(path)
    assert found.text == 'Baris, satu;\r\nBaris "dua"'
    assert (found.title, found.publisher, found.published) == ("Satu", "Kabar", date(2025, 12, 18))
    assert [item.single for item in read([str(path)])] == [False]


def test_a_text_beyond_the_usual_limit_of_csv(tmp_path: Path) -> None:
    text = "Kalimat contoh. " * 20_000
    assert article(file(tmp_path, "a.csv", f'id,text\n1,"{text}"\n')).text == text


@quick
@given(texts=st.lists(any_text.map(lambda text: f"x{text}"), min_size=1, max_size=5))
def test_the_text_of_csv_is_unchanged(tmp_path_factory: pytest.TempPathFactory, texts: list[str]) -> None:
    rows = "".join(f'{number},"{text.replace(chr(34), chr(34) * 2)}"\n' for number, text in enumerate(texts))
    path = file(tmp_path_factory.getbasetemp(), "any.csv", f"id,text\n{rows}")
    assert [found.text for found in articles(path)] == texts


# ---- pdf, docx


def pdf(*rows: str) -> bytes:
    """A PDF of one page with these lines, made by hand."""
    drawn = " T* ".join(f"({row}) Tj" for row in rows)
    content = f"BT /F1 11 Tf 14 TL 40 800 Td {drawn} ET" if rows else ""
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
    ]
    made, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<< /Size 5 /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n"
    return (made + f"xref\n0 5\n0000000000 65535 f \n{table}" + trailer).encode()


def test_pdf_joins_the_lines_of_a_paragraph(tmp_path: Path) -> None:
    path = file(
        tmp_path,
        "a.pdf",
        pdf(
            "Judul contoh",
            "BATAM - BP3MI Kepri memulangkan dua belas",
            "pekerja migran dari Kamboja pada hari Senin.",
            "Mereka tiba di Batam.",
        ),
    )
    assert article(path).text == (
        "Judul contoh\nBATAM - BP3MI Kepri memulangkan dua belas pekerja migran dari Kamboja pada hari Senin.\n"
        "Mereka tiba di Batam."
    )
    assert [finding.code for finding in findings(path)] == ["no-date"]


def test_docx_has_paragraphs_and_tables_in_order(tmp_path: Path) -> None:
    from docx import Document

    document = Document()
    document.core_properties.title = "Judul contoh"
    document.add_paragraph("Alinea satu.")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Bintan", "12 orang"
    document.add_paragraph("Alinea dua.")
    document.save(str(tmp_path / "a.docx"))
    found = article(tmp_path / "a.docx")
    assert (found.text, found.title, found.published) == (
        "Alinea satu.\nBintan\t12 orang\nAlinea dua.",
        "Judul contoh",
        None,
    )


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_document_that_is_none(tmp_path: Path, suffix: str) -> None:
    assert problem(file(tmp_path, f"a{suffix}", b"bukan dokumen \x00\x01")).code == "broken-document"


def test_documents_without_text(tmp_path: Path) -> None:
    from docx import Document

    Document().save(str(tmp_path / "a.docx"))
    assert problem(tmp_path / "a.docx").code == "no-text"
    assert problem(file(tmp_path, "a.pdf", pdf())).code == "no-text"


def test_a_locked_pdf_says_so(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Teks."))))
    writer.encrypt("rahasia", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    found = problem(tmp_path / "a.pdf")
    assert found.code == "broken-document"
    assert "password" in found.message


@pytest.mark.parametrize(("package", "module", "suffix"), [("pypdf", "pdf", ".pdf"), ("docx", "docx_", ".docx")])
def test_without_the_extra_a_document_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str, module: str, suffix: str
) -> None:
    import sys

    monkeypatch.delitem(sys.modules, f"kg.read.{module}", raising=False)
    for name in [name for name in sys.modules if name.split(".")[0] == package] or [package]:
        monkeypatch.setitem(sys.modules, name, None)
    found = findings(file(tmp_path, f"a{suffix}", b"x"), file(tmp_path, "b.txt", TEXT))
    assert [finding.code for finding in found] == ["extra-missing", "no-date"]
    assert "pip install 'jejaring[documents]'" in found[0].message


# ---- the table of names


def test_no_name_stands_for_two_fields() -> None:
    names = [name for names in FIELDS.values() for name in names]
    assert len(names) == len(set(names))
