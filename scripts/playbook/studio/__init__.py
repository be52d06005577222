"""The studio: editing in the browser, for people who have never seen a terminal.

Its screens stand in `screens/`; what they do is done by the functions of the other rooms, and ends as the same files.
"""

from playbook.studio.screens import studio_routes

__all__ = ["studio_routes"]
