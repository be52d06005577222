"""Pages as shown: what the site generates, adds around a page and does once at the end. Knows nothing of mkdocs."""

from playbook.site.finish import finish_site
from playbook.site.site import Site

__all__ = ["Site", "finish_site"]
