"""Pages as shown: what the site generates, adds around a page and does once at the end. Knows nothing of mkdocs."""

from playbook.site.finish import finish_site
from playbook.site.guides import clean, name_title
from playbook.site.site import Site, page_content
from playbook.site.templates import environment

__all__ = ["Site", "clean", "environment", "finish_site", "name_title", "page_content"]
