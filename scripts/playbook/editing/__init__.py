"""Adding and keeping pages and languages: files to fill in, what is out of date, renaming, what comes next.

Nothing here prints, exits or writes on its own: a function returns a `Plan`, which the command line shows and applies.
"""

from playbook.editing.plan import Change, Plan, Refusal, apply_plan, verify_plan

__all__ = ["Change", "Plan", "Refusal", "apply_plan", "verify_plan"]
