"""One environment for the site's templates, in which every value is text: nothing that was written becomes markup."""

from __future__ import annotations

import os
import posixpath
import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from jinja2 import (
    Environment,
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    pass_context,
)
from jinja2.runtime import Context
from markupsafe import Markup

from playbook.shown.addresses import relative_address
from playbook.shown.links import is_outside
from playbook.shown.pictograms import SPRITE, mark_of

THEME = Path(__file__).with_name("theme")
_COMPILED = Path(__file__).with_name("__pycache__")
"""Where compiled templates are kept, as Python keeps its own modules; Jinja looks whether they are of the same text."""


@cache
def material() -> Path:
    """The folder of Material for MkDocs, of which the site has two style sheets; nothing of it is run."""
    found = find_spec("material")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("mkdocs-material is not installed; make serve installs it", name="material")
    return Path(found.origin).with_name("templates")


@cache
def environment() -> Environment:
    """The environment, its templates compiled once."""
    kept = os.access(_COMPILED, os.W_OK)
    env = Environment(
        loader=FileSystemLoader(THEME),
        autoescape=True,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        bytecode_cache=FileSystemBytecodeCache(str(_COMPILED)) if kept else None,
        cache_size=-1,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.filters |= {"url": _url, "phone": _phone, "pictogram": _pictogram}
    return env


def compile_templates() -> None:
    """Compile every template that is not compiled yet, before processes are forked that all need them."""
    for name in FileSystemLoader(THEME).list_templates():
        if name.endswith((".html", ".xml")):
            environment().get_template(name)


def _phone(number: str) -> str:
    """A telephone number as a `tel:` address has it."""
    return re.sub(r"[^\d+]", "", number)


@pass_context
def _url(context: Context, address: str) -> str:
    """An address, counted from the site's root, as the page being made has it."""
    if is_outside(address) or address.startswith("#"):
        return address
    here: str | None = context.get("here")
    return posixpath.join(context["base"], address) if here is None else relative_address(address, here)


@pass_context
def _pictogram(context: Context, name: str) -> Markup:
    """A pictogram, drawn in the one file that has them all."""
    address = f"{_url(context, f'assets/{SPRITE}')}#{mark_of(name)}"
    return Markup('<svg class="pb-pictogram" aria-hidden="true"><use href="{}"/></svg>').format(address)
