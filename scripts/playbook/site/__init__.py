"""Pages as shown: what the site generates, adds around a page, and how it is built."""

from playbook.site.build import build_parts, build_site, join_parts
from playbook.site.frame import show_page
from playbook.site.site import Site, page_content
from playbook.site.templates import environment

__all__ = ["Site", "build_parts", "build_site", "environment", "join_parts", "page_content", "show_page"]
