"""What makes the site installable: a web app manifest for each language. `scripts/guides.py` draws its icons."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playbook.model import Locale
from playbook.shown.addresses import page_address

THEME_COLOUR = "#14514b"
BACKGROUND = "#ffffff"
ICON_SIZES = (192, 512)
"""Pixels: what Android asks for; iOS asks for 180 and finds it in the page's head."""


def manifests(locales: Mapping[str, Locale]) -> dict[str, str]:
    """The manifest of each language, by its path on the site."""
    return {
        f"{code}.webmanifest": json.dumps(manifest(locale), ensure_ascii=False, indent=1)
        for code, locale in locales.items()
    }


def manifest(locale: Locale) -> dict[str, Any]:
    """The web app manifest of a language; its addresses are relative to the site's root, wherever that is."""
    home = "./" + page_address(locale.code, "index.md")
    name = locale.text("Customer Care Playbook")
    icons = [
        {"src": f"assets/icons/icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in ICON_SIZES
    ]
    maskable = {"src": "assets/icons/icon-512-maskable.png", "sizes": "512x512", "type": "image/png"}
    return {
        "id": home,
        "name": name,
        "short_name": name,
        "description": locale.text("What to do and say when a customer is difficult"),
        "lang": locale.code,
        "dir": locale.direction,
        "start_url": home,
        "scope": "./",
        "display": "standalone",
        "theme_color": THEME_COLOUR,
        "background_color": BACKGROUND,
        "icons": [*icons, {**maskable, "purpose": "maskable"}],
    }
