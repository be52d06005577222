"""What comes from outside is locked by hash, its licence is listed, and the workflow may do no more than it needs."""

from __future__ import annotations

import importlib.util
import json
import re
from types import ModuleType

import pytest
import yaml

from tests.conftest import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))


@pytest.fixture(scope="module")
def licences() -> ModuleType:
    spec = importlib.util.spec_from_file_location("licences", ROOT / "scripts/licences.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("lock", LOCKS, ids=lambda file: file.name)
def test_every_python_package_is_hashed(lock: object) -> None:
    text = lock.read_text("utf-8")  # type: ignore[attr-defined]
    entries = re.findall(r"^[^\s#].*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[\w.\[\],-]+==", entry), entry[:60]
        assert "--hash=sha256:" in entry, entry[:60]


def test_every_npm_package_is_hashed() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    assert len(packages) > 2
    for path, package in packages.items():
        assert not path or package["integrity"].startswith("sha512-"), path


def test_everything_locked_for_use_and_tests_has_its_licence_listed(licences: ModuleType) -> None:
    listed = licences.listed()
    assert listed.keys() == licences.locked().keys(), "run: python scripts/licences.py"
    assert not [name for name, licence in listed.items() if not licence]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
def test_a_workflow_is_pinned_and_may_only_read(file: object) -> None:
    text = file.read_text("utf-8")  # type: ignore[attr-defined]
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert job["permissions"] == {"contents": "read"}
        for step in job["steps"]:
            used = step.get("uses")
            assert used is None or re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", used)
            assert "checkout" not in str(used) or step["with"]["persist-credentials"] is False
            for line in step.get("run", "").splitlines():
                assert "pip install" not in line or "--require-hashes" in line or "--no-deps" in line


def test_what_is_locked_is_audited() -> None:
    texts = [file.read_text("utf-8") for file in WORKFLOWS]
    assert any("pip-audit" in text and "npm audit" in text for text in texts)
