"""Telling languages apart: by script, and within a script by the small words that only one of them has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from playbook.checks.shared import Shared
from playbook.model.script import script_of

SCRIPTS = {
    "Latn": "A-Za-zÀ-ɏ",
    "Grek": "\u0370-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u052f",
    "Thai": "\u0e00-\u0e7f",
    "Arab": "\u0600-\u06ff",
    "Hebr": "\u0590-\u05ff",
    "Deva": "\u0900-\u097f",
    "Hans": "\u3400-\u9fff",
    "Hang": "\uac00-\ud7af",
    "Jpan": "\u3040-\u30ff",
}
"""ISO 15924 code to the letters of the script, as they stand inside a pattern's brackets."""

SMALL_WORDS = {
    "en": """some one two more most always only over no never each other every people may too now here again up
        down off still such those these its yourself someone something anything nothing make makes
        take give gives tell ask asks need needs want wants right away first last another both few
        little much many small big good better best even the and of to a in is you that it for not
        are with this be they have from or an if then your when what do who will can their them was
        has before after about there which so we i he she would could should does did out into than
        how why where his her our my me any been were just as by but because while until""",
    "tr": """bazı bazıları hep hiç asla kez kere daima insan insanlar kişi kendi diğer başka küçük büyük iyi ilk
        son yine tekrar ister istiyor verin sorun yapın alın olur dört iki üç ve bir on ya bu da de
        için ile ne çok daha ama gibi kadar sonra önce değil olarak var yok her en veya ki mi mı mu
        mü siz size sizi sizin biz ben onu ona onun o şu nasıl neden niçin diye olan oldu olduğu
        hemen şey müşteri müşteriye müşterinin edin eder etmeyin söyleyin bunu buna bunun şimdi
        artık bile zaman""",
    "fi": """jotkut aina koskaan ihmiset ihminen moni enemmän eniten pieni iso hyvä parempi ensin viimeinen taas
        uudelleen haluaa haluavat tarvitsee anna kysy ota tee itse oma toinen toisen kaikki joku
        jotain mitään ja on ei se että niin kuin mutta tai jos kun sinä hän he me te ne nyt myös
        vain ole olla älä mitä mikä miten miksi jo sitten sen sitä siitä hänen heidän sinun minä
        joka jotka jonka ovat oli olet voi kuitenkin ennen jälkeen kanssa tämä tämän tätä asiakas
        asiakkaan asiakasta asiakkaalle vielä koska ettei eikä sano heti""",
    "nb": """over under noen andre alltid aldri bare hver mye mange flere mer mest folk ta gi få får kommer selv
        etter igjen nå her der små stor god bedre best første siste spør trenger og i ja jo det er
        en som på til av for ikke med den de at et han hun du deg din ditt dine jeg vi har kan vil
        skal må så om når da hva hvem hvor hvorfor hvordan fra men eller hvis før også være blir noe
        seg sin sitt ham henne dem kunden kunder kundens dette disse si gjør ut opp""",
    "sv": """och att det som är inte på med för av en ett jag du vi har kan ska så om när vad hur från men eller
        också bara vara blir något någon sig sin honom henne dem kunden detta dessa säg gör upp
        efter""",
    "de": """und der die das ist nicht ein eine mit für auf den dem sie er es wir ich zu von im wenn dann auch
        wie was oder aber haben sind wird kann soll nach vor bei kunde kunden""",
    "fr": """et le la les des un une est pas que qui dans pour avec sur vous il elle nous ce cette sont mais ou
        si quand comme plus votre client""",
    "es": """y el la los las de que en un una es no por con para su al lo como más pero si cuando cliente usted""",
}

KIN = (frozenset({"nb", "nn", "no", "da"}), frozenset({"es", "gl", "ast", "pt"}), frozenset({"de", "nds", "gsw"}))
"""Languages whose small words are too much alike to tell one from the other."""
WORD = re.compile(r"\w+")


@cache
def foreign_script(language: str) -> re.Pattern[str]:
    """Words of another script than the language's own and the Latin one, which loan words have everywhere."""
    own = script_of(language)
    others = "".join(letters for script, letters in SCRIPTS.items() if script not in {own, "Latn"})
    if own == "Jpan":
        others = others.replace(SCRIPTS["Hans"], "")
    return re.compile(f"[{others}]{{3,}}")


_LATIN = f"{SCRIPTS['Latn']}’'"
LATIN_SENTENCE = re.compile(rf"[{_LATIN}](?<![{_LATIN}].)[{_LATIN}]*+(?:[ ,;:.–]++[{_LATIN}]++){{4,}}")
"""Five words in Latin letters in a row. It begins at a word and never goes back, so that it takes little time."""


@lru_cache(maxsize=1)  # the same for all pages of a check
def small_words(shared: Shared) -> Mapping[str, frozenset[str]]:
    """Language to the small words that only it has, for all known languages of the Latin script.

    Of a language that is not listed here, the commonest words of its pages are taken.
    """
    lists = {code: frozenset(words.split()) for code, words in SMALL_WORDS.items()}
    unlisted = [code for code in shared.languages if code not in SMALL_WORDS and code.split("-")[0] not in SMALL_WORDS]
    lists.update(shared.common_words(unlisted))
    return {
        code: words - frozenset().union(*(other for name, other in lists.items() if name != code))
        for code, words in lists.items()
    }
