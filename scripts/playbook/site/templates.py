"""One environment for the site's templates, in which every value is text: nothing that an editor wrote becomes markup.

The theme's own templates, which `base.html` brings along, were written for an environment that escapes nothing. They
stay so; what they print of ours are words that our templates have escaped already.
"""

from __future__ import annotations

import posixpath
import re
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Undefined, pass_context
from jinja2.runtime import Context

from playbook.shown.addresses import relative_address
from playbook.shown.links import is_outside

THEME = Path(__file__).with_name("theme")


@cache
def environment(*folders: str) -> Environment:
    """The environment, its templates compiled once; `folders` are those of the whole theme, ours the first.

    Without them it has the templates of a page's content alone, which need nothing of the theme.
    """
    env = Environment(
        loader=FileSystemLoader(folders or (str(THEME),)),
        autoescape=_is_ours,
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=Undefined if folders else StrictUndefined,
    )
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.filters |= {"url": _url, "phone": _phone}
    return env


def _is_ours(name: str | None) -> bool:
    return name is not None and (THEME / name).is_file()


def _phone(number: str) -> str:
    """A telephone number as a `tel:` address has it."""
    return re.sub(r"[^\d+]", "", number)


@pass_context
def _url(context: Context, address: str) -> str:
    """An address, counted from the site's root, as the page being made has it."""
    if is_outside(address) or address.startswith("#"):
        return address
    here = context.get("here")
    return posixpath.join(context["base_url"], address) if here is None else relative_address(address, here)
