from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from playbook.checks.problems import problem
from playbook.checks.prose import hits, visible
from playbook.model import Page, Problem
from playbook.said import said

_STEMS = """
    adım anlayış arıza artık ayrıntı başarı bildir bilgi bilmiyor birlikte bitir çağır çalış çıkar ciddi davranış değil
    değiştir deneyim dikkat dinle doğrudan düzelti eğitim ekip eksik elinizde eskiden fırsat fikir fiyat garanti gerçek
    getir gibi gider giriş gösterir güvenli hakkında hakkını hangi hayır hazır hiçbir hikâye iade içeri için ilgili
    ilginiz imkân inceley indirim insan internet istedi isteğ istemi istiyor itiraz iyi izin karşı kendi kesin kılavuz
    kızgın kişisel konuşmayı kullanıcı lütfedi mantık müdahale müşteri nasıl nazik niçin ödeyin özellikle personelin
    rahatsız sabırlı sağlıklı samimi satıcı satış sebebi seçenekleri sesini sıkıntı sırada sipariş şikayet şikâyet şimdi
    şirket sistem soğukkanlı söyleyin tamir tartışma taşıyın teklif teslim tıklay tüketici verdiğ vermiyor yabancı
    yalnız yanlış yanıt yapıcı yapın yardım yatıştı yönetici zayıf zihin
"""
"""Beginnings of words that have one spelling only, as far as i and ı go."""
_WORD = re.compile(r"[^\W\d_]+")


def check(page: Page) -> Iterator[Problem]:
    """A Turkish word has i where it needs ı, or ı where it needs i, in a word that has one spelling only.

    Words that exist in both spellings (sınır and sinir) are left alone.

    Bad:
        müşterı, hayir, Iyi, nasil
    Good:
        müşteri, hayır, İyi, nasıl
    """
    if page.language.split("-")[0] != "tr":
        return
    words = {word: _right(_lower(word)) for word in set(_WORD.findall(visible(page.body)))}
    for line, column, match in hits(page, _WORD) if any(words.values()) else ():
        if words[match[0]]:
            yield problem(
                page.path,
                line,
                said('"{word}" has i and ı mixed up', word=match[0]),
                said('write "{right}"', right=words[match[0]]),
                column,
            )


def _lower(word: str) -> str:
    return word.replace("I", "ı").replace("İ", "i").lower()


@cache
def _right(word: str) -> str:
    """How a lower-case word is written right; empty where it is right or not known."""
    if "i" not in word and "ı" not in word and "\u0307" not in word:
        return ""
    folded = word.replace("ı", "i")
    for bare, stem in _stems().get(folded[:_BEGINNING], ()):
        if folded.startswith(bare) and not word.startswith(stem):
            return stem + word[len(stem) :]
    return ""


_BEGINNING = 3
"""Letters by which stems are looked up: as many as the shortest has."""


@cache
def _stems() -> dict[str, list[tuple[str, str]]]:
    """The first letters of stems to (stem without dotless letters, stem), the shorter first."""
    found: dict[str, list[tuple[str, str]]] = {}
    for stem in sorted(_STEMS.split(), key=len):
        bare = stem.replace("ı", "i")
        found.setdefault(bare[:_BEGINNING], []).append((bare, stem))
    return found
