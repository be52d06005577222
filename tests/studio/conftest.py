"""The studio for tests."""

from tests.serve.conftest import served

__all__ = ["served"]
