"""The tools behind the Customer Care Playbook: one shared tree of guidance topics in every language."""
