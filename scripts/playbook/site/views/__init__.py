"""What the templates show, one module a group of pages. Built per page and language, all words localised."""
