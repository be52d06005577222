"""The reference pictures: how each kind of page looks on a phone and at a desk, in Latin, Greek and Thai letters.

    make pictures

renews them in `tests/site/reference/` from the site as it is now; look at what changed before you commit it.
`test_reference_pictures.py` compares. Words may change and a line may move: what must not change unseen is the layout.
"""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from playbook.model import REFERENCE, load_playbook
from playbook.shown.addresses import page_address
from playbook.shown.generated import generated_pages
from playbook.site.security import HEADERS
from tests.conftest import BUILT_FOR, ROOT, find_chromium, run_playbook
from tests.server import SiteServer

FOLDER = Path(__file__).parent / "reference"
LANGUAGES = {"en": "Latin", "el": "Greek", "th": "Thai"}
SCREENS: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1360, "height": 800}}
TOPIC = "customers/angry-customer.md"
FONTS = ("Noto Sans", "Noto Sans Thai")
"""The fonts of the pictures, which scripts/setup.sh installs: others have other widths."""
LOOK = f":root, body {{ --md-text-font: {', '.join(map(repr, FONTS))} !important; }} * {{ caret-color: transparent; }}"
STILL = "Math.random = () => 0;"

COLOURS = 24
CELL = 16
"""Pixels of a side of what is compared as one."""
REACH = 2
"""Cells by which something may have moved up or down: a line of text."""
TONE = 20
"""How far two cells may differ in a colour, of 255."""
TOLERATED = 0.08
"""How many cells may look like nothing near their place in the other picture, for each that is not empty.

Measured in Greek and Thai: other words in the same places and a line more come to at most 0.03, the least of the broken
layouts in the tests to 0.12.
"""


def missing_fonts() -> list[str]:
    """The fonts of the pictures that this machine does not have."""
    listed = subprocess.run(["fc-list", ":", "family"], capture_output=True, text=True, check=True).stdout
    families = {name.strip() for line in listed.splitlines() for name in line.split(",")}
    return [name for name in FONTS if name not in families]


def kinds(language: str) -> dict[str, tuple[str, Callable[[Page], object] | None]]:
    """The kinds of pages of a language: where each is, and what is done before its picture is taken."""
    found: dict[str, tuple[str, Callable[[Page], object] | None]] = {}
    for page in generated_pages(load_playbook(ROOT)):
        if language == REFERENCE or not page.editors:
            found.setdefault(page.kind, (page_address(language, page.source), None))
    topic = page_address(language, TOPIC)
    other = "th" if language != "th" else "en"
    found["rehearse"] = (found["rehearse"][0], lambda page: page.wait_for_selector(".pb-cards__front:visible"))
    found["topic"] = (topic, None)
    found["phrases"] = (f"{topic}#phrases", None)
    found["rehearse-topic"] = (f"{topic}?mode=rehearse", lambda page: page.wait_for_selector(".pb-reveal"))
    found["side-by-side"] = (f"{topic}?with={other}", lambda page: page.wait_for_selector(".pb-pair"))
    found["show"] = (topic, _show)
    found["guide"] = (page_address(language, "guides/staff.md"), None)
    found["not-found"] = (f"{page_address(language, 'index.md')}gone/", None)
    found["offline"] = ("offline.html", None)
    for kind in ("search-report", "packs"):  # times, and what was printed on this machine: they differ
        found.pop(kind, None)
    return found


def _show(page: Page) -> None:
    page.locator("#phrases-1 .pb-show-customer").first.evaluate("(button) => button.click()")
    page.wait_for_selector(".pb-show__text:not(:empty)")


def pictures(browser: Browser, url: str, language: str) -> Iterator[tuple[str, Image.Image]]:
    """(name, picture) of every kind of page of a language, on each screen."""
    context = browser.new_context(
        viewport=SCREENS["phone"], locale=language, service_workers="block", reduced_motion="reduce", bypass_csp=True
    )
    context.add_init_script(STILL)
    page = context.new_page()
    for kind, (address, act) in kinds(language).items():
        for screen, size in SCREENS.items():
            page.set_viewport_size(size)
            if screen == "phone":
                page.goto("about:blank")
                page.goto(url + address, wait_until="networkidle")
                page.add_style_tag(content=LOOK)
                if act:
                    act(page)
            page.wait_for_timeout(60)
            yield f"{kind}-{language}-{screen}", taken(page)
    context.close()


def taken(page: Page) -> Image.Image:
    """What is seen of a page."""
    return Image.open(io.BytesIO(page.screenshot())).convert("RGB")


def unlike(one: Image.Image, other: Image.Image) -> float:
    """How many cells of either picture look like nothing near their place in the other, for each that is not empty."""
    if one.size != other.size:
        return 1.0
    first, second = _sketch(one), _sketch(other)
    return max(_unfound(first, second) / _filled(first), _unfound(second, first) / _filled(second))


def _sketch(image: Image.Image) -> Image.Image:
    size = (image.width // CELL, image.height // CELL)
    return image.convert("RGB").resize(size, Image.Resampling.BOX)


def _difference(one: Image.Image, other: Image.Image) -> Image.Image:
    red, green, blue = ImageChops.difference(one, other).split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)


def _otherwise(tones: Image.Image) -> int:
    return sum(tones.histogram()[TONE + 1 :])


def _filled(cells: Image.Image) -> int:
    data = cells.tobytes()
    colours = Counter(zip(data[::3], data[1::3], data[2::3], strict=True))
    ground = Image.new("RGB", cells.size, colours.most_common(1)[0][0])
    return max(1, _otherwise(_difference(cells, ground)))


def _unfound(cells: Image.Image, where: Image.Image) -> int:
    nearest = Image.new("L", cells.size, 255)
    for down in range(-REACH, REACH + 1):
        for along in (-1, 0, 1):
            moved = where.transform(where.size, Image.Transform.AFFINE, (1, 0, along, 0, 1, down))
            nearest = ImageChops.darker(nearest, _difference(cells, moved))
    return _otherwise(nearest)


def save(picture: Image.Image, file: Path) -> None:
    """Keep a picture in few colours, which look the same and weigh a quarter."""
    file.parent.mkdir(parents=True, exist_ok=True)
    few = picture.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    few.save(file, optimize=True)


def main() -> None:
    """Renew all reference pictures."""
    if missing := missing_fonts():
        raise SystemExit(f"the pictures need the fonts {', '.join(missing)}: run scripts/setup.sh test")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        outcome = run_playbook("build", "--site-dir", site, "--url", BUILT_FOR)
        if outcome.returncode:
            raise SystemExit(outcome.stdout + outcome.stderr)
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox", "--disable-gpu"])
        shutil.rmtree(FOLDER, ignore_errors=True)
        with SiteServer(site, "/handbook", HEADERS) as server:
            for language in LANGUAGES:
                for name, picture in pictures(browser, server.url, language):
                    save(picture, FOLDER / f"{name}.png")
        browser.close()
    files = list(FOLDER.glob("*.png"))
    print(f"{len(files)} pictures, {sum(file.stat().st_size for file in files) // 1024} kB, in {FOLDER}")


if __name__ == "__main__":
    main()
