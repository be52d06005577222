"""The playbook's search against the theme's own: same pages, same golden queries, same browser. And against MiniSearch
and Orama, which get the same texts cut into the same words: see bench_engines.mjs.

    python -m benchmarks.bench_search [--site DIR]

For each language: how many queries have a topic that answers them among the first five and first, how many without an
answer find nothing, bytes of scripts and data for searching that are transferred until the first result, and the time
from a key press to the results on the page once all is loaded (median and slowest of the second half of the queries).
Then the time from each key to the first result as queries are typed, also on a processor four times slower. Then bytes
and times at ten times the topics, the real ones with a quarter of their words changed.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import yaml
from playwright.sync_api import Browser, Page, Response, sync_playwright
from tests.server import SiteServer

from playbook.files import write_whole
from playbook.model import REFERENCE, Playbook, load_playbook
from playbook.search import GoldenQuery, read_golden
from playbook.search.analysis import Analyser
from playbook.search.documents import Document, Part, documents
from playbook.search.index import FOLDER, files_from
from playbook.search.vocabulary import word_list
from playbook.shown.addresses import page_address

ROOT = Path(__file__).parent.parent
START = "customers/angry-customer.md"
COPIES, CHANGED, SHOWN = 10, 0.25, 5
SYLLABLES = {
    "": ("ka", "ro", "mis", "tel", "von", "dar", "lim", "pe"),
    "el": ("κα", "ρο", "μισ", "τελ", "βον", "δαρ", "λιμ"),
}
"""What new words end with."""
NEW_WORDS = 6000
"""Other words there are for a language written without spaces; ten times the text has about three times the words."""
_TOPIC = re.compile(r"/[a-z]+/([a-z-]+)/(?:[?#].*)?$")

_FOR_SEARCH = re.compile(r"/search(?!.*/more\.json)|/lunr/|wordcut|tinyseg")
"""What is loaded until the first result; more.json follows it."""

# Types a query and waits until the list of results has been quiet for a moment; gives links and milliseconds.
_ASK = """async ([query, input, list, link, event]) => {
  const box = document.querySelector(input), target = document.querySelector(list);
  let last = 0;
  const start = performance.now();
  const seen = new MutationObserver(() => (last = performance.now()));
  seen.observe(target, {childList: true, subtree: true, characterData: true});
  box.value = query;
  box.dispatchEvent(new Event(event, {bubbles: true}));
  while (performance.now() - Math.max(last, start) < 250) await new Promise((done) => setTimeout(done, 10));
  seen.disconnect();
  return [[...target.querySelectorAll(link)].map((one) => one.getAttribute('href')), last ? last - start : null];
}"""


# Types queries key by key; gives for each key the milliseconds until something changes below the box.
_TYPE = """async ([queries, input, list, event]) => {
  const box = document.querySelector(input), target = document.querySelector(list);
  const times = [];
  for (const query of queries) {
    const letters = [...query];
    for (let size = 1; size <= letters.length; size++) {
      let first = 0;
      const seen = new MutationObserver(() => (first ||= performance.now()));
      seen.observe(target, {childList: true, subtree: true, characterData: true, attributes: true});
      const start = performance.now();
      box.value = letters.slice(0, size).join('');
      box.dispatchEvent(new Event(event, {bubbles: true}));
      while (!first && performance.now() - start < 2000) await new Promise((done) => setTimeout(done));
      seen.disconnect();
      times.push(first ? first - start : 2000);
    }
  }
  return times;
}"""
EVERY = 12
"""One golden query of so many is typed key by key."""
SLOWER = 4
"""So many times slower is the processor of a cheap phone."""


@dataclass(frozen=True)
class Box:
    """How one search box is reached: selectors of what opens it, its input, its list and a result, and its event."""

    name: str
    opener: str
    input: str
    list: str
    link: str
    event: str


OURS = Box("playbook", "a.pb-search-open", ".pb-search__input", ".pb-search__body", "a.pb-search__link", "input")
THEMES = Box("theme", ".md-search__input", ".md-search__input", ".md-search-result", ".md-search-result__link", "keyup")


def build_theme_site(folder: Path) -> Path:
    """The same pages with the theme as it comes, its search plugin on for every language it knows."""
    languages = [
        {"locale": code, "name": locale.name, "build": True, "default": code == REFERENCE}
        for code, locale in load_playbook(ROOT).locales.items()
    ]
    plugins = [
        {"search": {"lang": ["en", "tr", "fi", "no", "th"]}},
        {"i18n": {"docs_structure": "folder", "reconfigure_search": False, "languages": languages}},
    ]
    theme = {"name": "material", "font": False}
    plain = {"site_name": "x", "docs_dir": str(ROOT / "docs"), "theme": theme, "plugins": plugins}
    file = folder / "mkdocs.yml"
    file.write_text(yaml.safe_dump(plain), "utf-8")
    target = folder / "theme"
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(file), "-d", str(target)]
    subprocess.run(command, check=True, capture_output=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
    return target


def opened(browser: Browser, address: str, box: Box) -> tuple[Page, list[int]]:
    """A page with its search box open, and the list into which the bytes of all that is for searching go."""
    page = browser.new_context(service_workers="block", bypass_csp=True).new_page()
    sizes: list[int] = []

    def count(answer: Response) -> None:
        if _FOR_SEARCH.search(answer.url):
            sizes.append(int(answer.headers.get("content-length", "0")))

    page.on("response", count)
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.locator(box.opener).first.click()
    return page, sizes


def measure(browser: Browser, address: str, box: Box, queries: list[GoldenQuery]) -> tuple[str, list[str]]:
    """One row of the table: hits, bytes, times; and the queries that missed."""
    page, sizes = opened(browser, address, box)
    page.locator(box.input).fill(next(query.text for query in queries if query.topics))
    page.locator(box.input).press("End")  # the theme's search waits for a key
    page.locator(box.link).first.wait_for(timeout=60_000)
    until_first = sum(sizes)
    hits = first = nothing = 0
    times: list[float] = []
    missed = []
    for query in queries:
        links, milliseconds = page.evaluate(_ASK, [query.text, box.input, box.list, box.link, box.event])
        topics = list(dict.fromkeys(found.group(1) for link in links if (found := _TOPIC.search(link))))[:SHOWN]
        hits += any(topic in topics for topic in query.topics)
        first += bool(topics) and topics[0] in query.topics
        nothing += not query.topics and not links
        if not any(topic in topics for topic in query.topics) and query.topics:
            missed.append(query.text)
        if milliseconds is not None:
            times.append(milliseconds)
    page.context.close()
    asked = sum(1 for query in queries if query.topics)
    row = f"{hits:>3} of {asked}  {first:>3}  {nothing} of {len(queries) - asked}  {until_first / 1000:>7.0f} kB"
    # The first answers still load pieces of the index; the later ones are those of a box in use.
    later = sorted(times[len(times) // 2 :])
    return f"{row}  {statistics.median(later):>5.0f} ms  {later[-1]:>5.0f} ms", missed


def compare(browser: Browser, playbook: Playbook, sites: dict[Box, Path]) -> None:
    """Print the table of both searches."""
    print(f"{'language':<10}{'search':<10} first five  first  nothing  until first  key, median  slowest")
    for language in playbook.languages:
        for box, folder in sites.items():
            with SiteServer(folder, "/handbook") as server:
                address = server.url + page_address(language, START)
                row, _ = measure(browser, address, box, read_golden(ROOT, language))
            print(f"{language:<10}{box.name:<10} {row}", flush=True)


def key_by_key(browser: Browser, playbook: Playbook, site: Path) -> None:
    """Print the time from a key to the first change below our box, at full speed and on a slower processor."""
    print("\nkey by key  keys   median  slowest   on a processor", SLOWER, "times slower")
    for language in playbook.languages:
        queries = [query.text for query in read_golden(ROOT, language)][::EVERY]
        cells = []
        with SiteServer(site, "/handbook") as server:
            for rate in (1, SLOWER):
                page, _ = opened(browser, server.url + page_address(language, START), OURS)
                page.wait_for_timeout(1000)  # what is worked out ahead
                session = page.context.new_cdp_session(page)
                session.send("Emulation.setCPUThrottlingRate", {"rate": rate})
                times = sorted(page.evaluate(_TYPE, [queries, OURS.input, OURS.list, OURS.event]))
                cells.append(f"{len(times):>5} {statistics.median(times):>5.0f} ms {times[-1]:>5.0f} ms")
                page.context.close()
        print(f"{language:<10}", "  ".join(cells), flush=True)


def grown(playbook: Playbook, language: str) -> Iterator[Document]:
    """Ten times the topics of a language; in every copy a quarter of the words are others."""
    chance = random.Random(language)
    analyser = Analyser(language)
    spare = sorted(word_list(analyser.rules.dictionary)) if analyser.rules.dictionary else []
    spare = chance.sample(spare, min(NEW_WORDS, len(spare)))
    if spare:
        analyser = Analyser(language, spare)

    def change(text: str) -> str:
        if spare:  # written without spaces
            words = (chance.choice(spare) if chance.random() < CHANGED else word for word in analyser.words(text))
            return "".join(words)
        syllable = chance.choice(SYLLABLES.get(language, SYLLABLES[""]))
        return re.sub(r"\w{4,}", lambda word: word[0][:4] + syllable if chance.random() < CHANGED else word[0], text)

    for copy in range(COPIES):
        for one in documents(playbook, language, page_address):
            if not copy:
                yield one
                continue
            yield replace(
                one,
                topic=f"{one.topic}-{copy}",
                title=change(one.title),
                summary=change(one.summary),
                keywords=tuple(map(change, one.keywords)),
                said=tuple(map(change, one.said)),
                danger=(),
                parts=tuple(Part(part.id, part.heading, tuple(map(change, part.lines))) for part in one.parts),
            )


def at_ten_times(browser: Browser, playbook: Playbook, site: Path, folder: Path) -> None:
    """Print bytes and times with ten times the topics a language."""
    large = folder / "large"
    shutil.copytree(site, large, ignore=shutil.ignore_patterns(FOLDER))
    growth = {}
    for language in playbook.languages:
        files = files_from(language, tuple(grown(playbook, language)))
        for name, content in files.items():
            write_whole(large / FOLDER / name, content)
        for name in ("golden.json", "start.json"):
            shutil.copy(site / FOLDER / language / name, large / FOLDER / language / name)
        before = json.loads((site / FOLDER / language / "words.json").read_text("utf-8"))["typed"]
        after = json.loads(files[f"{language}/words.json"])["typed"]
        growth[language] = (after.count(" ") + 1) / (before.count(" ") + 1)
    print(f"\nten times the topics: {COPIES * sum(1 for _ in playbook.taxonomy.topics())} a language")
    with SiteServer(large, "/handbook") as server:
        for language in playbook.languages:
            address = server.url + page_address(language, START)
            row, _ = measure(browser, address, OURS, read_golden(ROOT, language))
            print(f"{language:<10}{'playbook':<10} {row}  {growth[language]:.1f} times the words", flush=True)
    engines(large)


def engines(site: Path) -> None:
    """Print the table of other engines, if they are installed."""
    node, modules = ROOT / ".venv/bin/node", ROOT / "build/bench/node_modules"
    if not (node.exists() and (modules / "minisearch").exists() and (modules / "@orama/orama").exists()):
        print("\nMiniSearch and Orama are not installed: scripts/setup.sh bench")
        return
    print("", flush=True)
    command = [node, ROOT / "benchmarks/bench_engines.mjs", site / FOLDER, modules, site / "assets"]
    subprocess.run(command, check=True)


def main() -> None:
    """Build both sites, compare them, then grow the index."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, help="a built site; without it, the site is built first")
    arguments = parser.parse_args()
    playbook = load_playbook(ROOT)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        site = arguments.site
        if site is None:
            site = folder / "site"
            command = [sys.executable, "-c", "from playbook.cli import main; main()", "build", "--site-dir", str(site)]
            subprocess.run(command, check=True, capture_output=True, cwd=ROOT)
        theme = build_theme_site(folder)
        executable = os.environ.get("PLAYBOOK_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox", "--disable-gpu"])
        compare(browser, playbook, {THEMES: theme, OURS: site})
        key_by_key(browser, playbook, site)
        engines(site)
        at_ten_times(browser, playbook, site, folder)
        browser.close()


if __name__ == "__main__":
    main()
