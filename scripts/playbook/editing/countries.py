"""The plan behind `add-country`: a file in which every fact is still missing, so that nothing is guessed on the way."""

from __future__ import annotations

from collections.abc import Iterator

from playbook.editing.plan import Change, Plan, Refusal, changed, current_text
from playbook.model import Country, Playbook
from playbook.model.country import COUNTRIES, FACTS, country_name, is_country
from playbook.said import said

GUIDE = "docs/en/guides/adding-a-country.md"
_EXAMPLE = """#   goods:
#     withdrawal:
#       days: 14
#       source: {title: the law in its own language, section: § 1, publisher: who publishes it, lang: sv}
#       checked: 2026-01-31"""


def plan_add_country(playbook: Playbook, code: str) -> Plan:
    """Add a country with all its facts listed as missing. Raises Refusal."""
    if not is_country(code):
        hint = said(' (the United Kingdom is "GB")') if code == "UK" else ""
        raise Refusal(
            said(
                '"{code}" is not the code of a country; use the two capital letters of ISO 3166, such as SE{hint}',
                code=code,
                hint=hint,
            )
        )
    path, name = f"{COUNTRIES}{code}.yml", country_name(code)
    if current_text(playbook.root, path) is not None:
        raise Refusal(
            said(
                "{name} ({code}) is there already: {path}; what is missing in it: playbook status --countries",
                name=name,
                code=code,
                path=path,
            )
        )
    missing = "\n".join(f"  - {identifier}" for identifier in FACTS)
    text = f"""# {name}. Facts only: the sentences are messages of the catalogues. How to fill this in: {GUIDE}
# Each fact has the law or authority it comes from and the day on which you looked. What you cannot confirm stays below.
# Take a fact out of "missing" and put it under "facts", like so:
{_EXAMPLE}
facts: {{}}
missing:
{missing}
"""
    steps = (
        f"Open {path}. Begin with the numbers: emergency.general, police, ambulance and fire.",
        f"{GUIDE} says what each fact holds; the file of another country shows one.",
        "Check it: playbook check. See it: playbook serve, page where-you-work/",
        "What is missing or old: playbook status --countries",
    )
    return Plan(changed(playbook.root, [Change(path, text)]), (f"{name} ({code}) is there: {path}.",), steps)


def country_status(playbook: Playbook) -> Iterator[tuple[Country, str, int, int]]:
    """(country, its English name, facts given, facts missing) of each country, by name."""
    for country in sorted(playbook.countries.values(), key=lambda country: country_name(country.code)):
        yield country, country_name(country.code), len(country.facts), len(country.missing)
