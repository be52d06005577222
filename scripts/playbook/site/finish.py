"""What is done once, when every language is built."""

from __future__ import annotations

from pathlib import Path

from playbook.site.site import Site


def finish_site(site: Site, folder: Path) -> None:
    """Complete the built site in `folder`."""
    del site, folder
