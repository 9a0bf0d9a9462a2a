"""Small invented articles on disk, for tests that build a store."""

from __future__ import annotations

from pathlib import Path

ARTICLES = {
    "satu.txt": """---
title: BP3MI Kepri catat 24 laporan
publisher: Kabar Contoh
published: 2025-03-24
url: https://example.org/berita/satu
---
BATAM - Balai Pelayanan Pelindungan Pekerja Migran Indonesia (BP3MI) Kepri mencatat 24 laporan pengaduan. BP3MI Kepri
memulangkan 12 pekerja migran dari Kamboja pada Senin (24/3/2025), kata Kepala BP3MI Kepri, Wiratno Sulaksono.
""",
    "dua.txt": """---
title: Polda Kepri tangkap perekrut
publisher: Harian Contoh
published: 2025-03-26
url: https://example.org/berita/dua
---
BATAM - Polda Kepri menangkap Bondan Prakosa di Batam, Selasa (25/3/2025). Bondan diduga merekrut 12 pekerja migran
untuk bekerja di Kamboja. Polda Kepri bekerja sama dengan BP3MI Kepri.
""",
    "tiga.txt": """---
title: KBRI Phnom Penh selamatkan 31 WNI
publisher: Kabar Contoh
published: 2025-04-02
url: https://example.org/berita/tiga
---
JAKARTA - KBRI Phnom Penh menyelamatkan 31 WNI yang disekap di Sihanoukville, Kamboja. Kementerian Luar Negeri (Kemlu)
menyatakan KBRI Phnom Penh berkoordinasi dengan Kepolisian Kamboja.
""",
}


def write(folder: Path, *names: str) -> list[str]:
    """Write these articles, all of them by default; their paths, sorted."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names or ARTICLES:
        (folder / name).write_text(ARTICLES[name], encoding="utf-8")
    return sorted(str(folder / name) for name in names or ARTICLES)
