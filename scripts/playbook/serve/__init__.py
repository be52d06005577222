"""The server of site and studio: one program at one port of this machine, for whoever writes.

`run_server` starts it with the `Desk` that all of it reads from.
"""

from playbook.serve.course import Starter
from playbook.serve.desk import Desk
from playbook.serve.guard import HOST, Access
from playbook.serve.locked import LANGUAGE, wanted_locale
from playbook.serve.overlay import STUDIO_WORDS
from playbook.serve.server import run_server, take_port

__all__ = [
    "HOST",
    "LANGUAGE",
    "STUDIO_WORDS",
    "Access",
    "Desk",
    "Starter",
    "run_server",
    "take_port",
    "wanted_locale",
]
