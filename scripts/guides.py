"""Make what the editors' guides show: the pages of checks and house rules, pictures of the real terminal and site.

Run it when a command or a page looks different: .venv/bin/python scripts/guides.py
For the two pages alone, which takes a second: .venv/bin/python scripts/guides.py checks
It works on a copy of the project; only docs/en/guides is written. Needs the test environment and Chromium.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from playbook.checks.manual import as_page, house_rules_as_page
from playbook.files import write_whole
from playbook.model import load_playbook

ROOT = Path(__file__).parent.parent
ICONS = ROOT / "scripts/playbook/site/theme/assets/icons"
GUIDES = ROOT / "docs" / "en" / "guides"
WIDTH = 100
"""Columns of the terminal in the pictures."""
README_PAGES = ("", "customers/angry-customer/", "th/customers/angry-customer/")
"""What the README shows of the site, side by side, as on a phone."""

_THEME = TerminalTheme(
    (255, 255, 255),
    (28, 40, 38),
    [
        (28, 40, 38),
        (166, 29, 29),
        (20, 101, 55),
        (133, 84, 0),
        (20, 76, 140),
        (120, 40, 120),
        (0, 95, 110),
        (90, 90, 90),
    ],
)
_SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {terminal_width} {height}" role="img">
<style>
.{unique_id}-matrix {{
  font-family: ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", "Noto Sans Mono", monospace;
  font-size: {char_height}px; line-height: {line_height}px;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect width="100%" height="100%" rx="8" fill="#fff" stroke="#9aa5a3"/>
<g transform="translate(10, 10)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""


def main() -> None:
    """Make everything."""
    write_whole(GUIDES / "checks.md", f"{as_page()}\n")
    write_whole(GUIDES / "house-rules.md", f"{house_rules_as_page(load_playbook(ROOT))}\n")
    if sys.argv[1:] == ["checks"]:
        return
    with tempfile.TemporaryDirectory(prefix="guides-") as name:
        copy = Path(name) / "project"
        _copy(copy)
        _terminal_pictures(copy)
        _screens(copy)


def _copy(target: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for folder in ("docs", "locales", "taxonomy", "scripts"):
        shutil.copytree(ROOT / folder, target / folder, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", target)
    _playbook(target, "translated", "--all", "--again", "--yes")
    _git(target, "init", "--quiet")
    _git(target, "add", "-A")
    _git(target, "commit", "--quiet", "-m", "as it was")


def _terminal_pictures(copy: Path) -> None:
    article = copy.parent / "articles" / "queue-tips.txt"
    article.parent.mkdir()
    found = re.search(r"^```text\n(.*?)^```", (GUIDES / "adding-an-article.md").read_text("utf-8"), re.M | re.S)
    article.write_text(found[1] if found else "", "utf-8")
    _picture(copy, "articles-read", "articles", "read", "../articles/queue-tips.txt", "--language", "en")
    _picture(copy, "add-language", "add-language", "pl")
    (copy / "docs/th/customers/angry-customer.md").unlink()
    _picture(copy, "translate", "translate", "angry-customer", "th")
    _picture(copy, "check", "check", "docs/th/customers/angry-customer.md", "--select", "unfinished-page", lines=14)
    _git(copy, "checkout", "--quiet", "--", "docs/th/customers")
    english = copy / "docs/en/customers/angry-customer.md"
    text = english.read_text("utf-8")
    numbered = re.sub(r"^(1\. .*?)\.$", r"\1, even if it takes five minutes.", text, count=1, flags=re.MULTILINE)
    english.write_text(numbered, "utf-8")
    _picture(copy, "diff", "diff", "angry-customer", "th")
    _picture(copy, "status", "status", lines=24)


def _picture(copy: Path, name: str, *arguments: str, lines: int = 60) -> None:
    shown = _playbook(copy, *arguments)
    text = f"$ playbook {' '.join(arguments)}\n" + "\n".join(shown.rstrip().split("\n")[:lines])
    console = Console(record=True, width=WIDTH, file=io.StringIO(), force_terminal=True, legacy_windows=False)
    console.print(Text.from_ansi(text), soft_wrap=False)
    svg = console.export_svg(theme=_THEME, code_format=_SVG, unique_id=name, title="")
    wider = re.sub(r'viewBox="0 0 ([\d.]+) ', lambda found: f'viewBox="0 0 {float(found[1]) + 20:g} ', svg, count=1)
    write_whole(GUIDES / "images" / f"{name}.svg", wider)


def _screens(copy: Path) -> None:
    _playbook(copy, "build", "--site-dir", str(copy.parent / "site"))
    site = copy.parent / "site"
    with _served(site) as address, sync_playwright() as playwright:
        executable = os.environ.get("PLAYBOOK_CHROMIUM") or shutil.which("chromium")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1200, "height": 800}, service_workers="block")
        page.goto(f"{address}/status/")
        page.evaluate("document.querySelector('h2#topics').scrollIntoView()")
        _save(page.screenshot(), "status-page")
        page.set_viewport_size({"width": 700, "height": 520})
        page.goto(f"{address}/fi/customers/angry-customer/")
        page.evaluate("document.querySelector('.pb-stale').scrollIntoView({block: 'center'})")
        _save(page.screenshot(), "notice")
        _icons(page)
        _save(_side_by_side([_phone(page, f"{address}/{path}") for path in README_PAGES]), "readme")
        browser.close()


def _icons(page: Page) -> None:
    """The icons of the installed site, from its favicon; what a phone may cut round stands small on a plain ground."""
    drawing = (ICONS / "favicon.svg").read_text("utf-8")
    ground = re.findall(r'fill="(#\w+)"', drawing)[0]
    for name, size, part in (("180", 180, 1), ("192", 192, 1), ("512", 512, 1), ("512-maskable", 512, 0.72)):
        page.set_viewport_size({"width": size, "height": size})
        style = f"margin: {size * (1 - part) / 2}px; background: {ground if part < 1 else 'none'}"
        page.set_content(f'<body style="{style}"><div style="width: {size * part}px">{drawing}</div></body>')
        _save_few(Image.open(io.BytesIO(page.screenshot(omit_background=True))), 32, ICONS / f"icon-{name}.png")


def _phone(page: Page, address: str) -> bytes:
    """The first screen of a page on a phone."""
    page.set_viewport_size({"width": 390, "height": 760})
    page.goto(address)
    return page.screenshot()


def _side_by_side(pictures: list[bytes]) -> bytes:
    images = [Image.open(io.BytesIO(picture)).convert("RGB") for picture in pictures]
    gap = 24
    whole = Image.new("RGB", (sum(image.width + gap for image in images) - gap, images[0].height), "white")
    for number, image in enumerate(images):
        whole.paste(image, (number * (image.width + gap), 0))
    out = io.BytesIO()
    whole.save(out, "PNG")
    return out.getvalue()


@contextmanager
def _served(folder: Path) -> Iterator[str]:
    """The site at an address of this computer, as modules are not loaded from files."""

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


def _save(png: bytes, name: str) -> None:
    _save_few(Image.open(io.BytesIO(png)).convert("RGB"), 64, GUIDES / "images" / f"{name}.png")


def _save_few(image: Image.Image, colours: int, file: Path) -> None:
    """Keep a picture in few colours, which look the same and weigh a third."""
    out = io.BytesIO()
    image.quantize(colours).save(out, "PNG", optimize=True)
    write_whole(file, out.getvalue())


def _playbook(copy: Path, *arguments: str) -> str:
    """What the command prints, in colours, as in a terminal."""
    # click leaves colours out where nobody looks; here somebody will.
    code = "import click.utils, click._compat; click.utils.should_strip_ansi = lambda *_: False; "
    code += "from playbook.cli import main; main()"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=copy, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


def _git(copy: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Editor", "-c", "user.email=editor@localhost"]
    day = {"GIT_AUTHOR_DATE": "2026-11-22T12:00:00Z", "GIT_COMMITTER_DATE": "2026-11-22T12:00:00Z"}
    subprocess.run(["git", *who, *arguments], cwd=copy, check=True, env=os.environ | day)


if __name__ == "__main__":
    main()
