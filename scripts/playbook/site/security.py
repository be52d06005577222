"""The headers that the site is served with, and the files in which common hosts want them.

The policy allows what comes from the site itself and nothing else: no other host, no inline script or style, no frame.
Every page also has it in a `<meta>`, for hosts that send no headers of one's own.

The header alone lets a program be compiled, which the worker that sets packs does: a worker has the policy of its own
answer, a page that of its `<meta>` too, where it is not allowed.
"""

from __future__ import annotations

import json

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",  # the theme's style sheet has its small icons as data
    "font-src": "'self'",
    "connect-src": "'self'",
    "manifest-src": "'self'",
    "worker-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
_NOT_IN_META = {"frame-ancestors"}
"""Browsers leave this out of account in a `<meta>`, and complain."""


def policy(meta: bool = False, frames: bool = False, compiles: bool = False) -> str:
    """The Content-Security-Policy as a header; with `meta`, as a `<meta>` in a page takes it.

    With `frames` a page may show others of the same server in a frame, as the studio does; the site itself never does.
    With `compiles` a worker may compile a program that comes from the site.
    """
    rules = {**_POLICY, "frame-src": "'self'", "frame-ancestors": "'self'"} if frames else {**_POLICY}
    if compiles:
        rules["script-src"] += " 'wasm-unsafe-eval'"
    return "; ".join(f"{name} {value}" for name, value in rules.items() if not (meta and name in _NOT_IN_META))


PRESS_WORKER = "/assets/press-worker.mjs"
"""The end of the address of the worker that compiles."""

HEADERS = {
    "Content-Security-Policy": policy(compiles=True),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    # File names stay the same from one version to the next, so a browser asks whether a file has changed.
    "Cache-Control": "no-cache",
}
"""Sent with every answer. Clipboard and full screen stay allowed: readers copy phrases and show them to customers."""


def hosting_files() -> dict[str, str]:
    """The headers as common hosts want them, by their path on the site: see docs/en/guides/publishing.md."""
    return {
        "_headers": netlify(),
        ".htaccess": apache(),
        "vercel.json": vercel(),
        "staticwebapp.config.json": azure(),
    }


def nginx() -> str:
    """The headers as lines for nginx; they belong into the `location` or `server` that serves the site."""
    return "".join(f'add_header {name} "{value}" always;\n' for name, value in HEADERS.items())


def netlify() -> str:
    """The `_headers` file that Netlify and Cloudflare Pages read."""
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in HEADERS.items())


def apache() -> str:
    """The `.htaccess` that Apache reads where AllowOverride permits it."""
    lines = [f'  Header always set {name} "{value}"' for name, value in HEADERS.items()]
    types = ["AddType text/javascript .mjs", "AddType application/manifest+json .webmanifest"]
    return "\n".join(["<IfModule mod_headers.c>", *lines, "</IfModule>", *types, ""])


def vercel() -> str:
    """The `vercel.json` that Vercel reads."""
    headers = [{"key": name, "value": value} for name, value in HEADERS.items()]
    settings = {"trailingSlash": True, "headers": [{"source": "/(.*)", "headers": headers}]}
    return json.dumps(settings, indent=1)


def azure() -> str:
    """The `staticwebapp.config.json` that Azure Static Web Apps reads."""
    types = {".mjs": "text/javascript", ".webmanifest": "application/manifest+json"}
    missing = {"404": {"rewrite": "/404.html"}}
    return json.dumps({"globalHeaders": HEADERS, "mimeTypes": types, "responseOverrides": missing}, indent=1)
