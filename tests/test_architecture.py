"""The house keeps its plan: imports go one way, and nothing private or foreign is named in the project."""

from __future__ import annotations

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "scripts" / "playbook"

ALLOWED: dict[str, set[str]] = {
    "files": set(),
    "kept": {"files", "keys"},
    "model": {"files", "keys", "kept"},
    "shown": {"files", "model"},
    "checks": {"files", "model", "shown"},
    "articles": {"files", "model"},
    "search": {"files", "model", "shown", "keys", "kept"},
    "keys": set(),
    "said": set(),
    "processes": set(),
    "packs": {"files", "model", "shown", "keys", "kept", "processes"},
    # What is recorded as done is judged first; what changed is told in the words that the search knows.
    "editing": {"files", "model", "shown", "checks", "search"},
    "exchange": {"files", "model", "shown", "editing"},
    # The site shows what these rooms make.
    "site": {"files", "model", "shown", "keys", "kept", "processes", "search", "packs", "editing"},
    "serve": {"files", "model", "shown", "checks", "editing", "site"},
    "studio": {"files", "model", "shown", "checks", "articles", "search", "packs", "editing", "site", "serve"},
    "report": {"files", "model"},
}
"""Room to the rooms it may import. `cli` may import any; nothing may import `cli`."""
FOR_ALL = {"said"}
"""What every room may import, as each has something to say."""


def _room(name: str) -> str:
    return name.split(".")[1] if name.count(".") >= 1 else ""


def _imports(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("playbook"):
            found.add(_room(node.module))
        elif isinstance(node, ast.Import):
            found |= {_room(alias.name) for alias in node.names if alias.name.startswith("playbook.")}
    return found - {""}


@pytest.mark.parametrize("file", sorted(PACKAGE.rglob("*.py")), ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_go_one_way(file: Path) -> None:
    room = file.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room in {"cli", "__init__", "__main__"}:
        return
    assert room in ALLOWED, f"{room} is not a room of the plan; change the plan in CONTRIBUTING.md first"
    wrong = _imports(file) - ALLOWED[room] - FOR_ALL - {room}
    assert not wrong, f"{room} may not import {wrong}"


def test_only_the_command_line_prints_or_exits() -> None:
    wrong = []
    for file in PACKAGE.rglob("*.py"):
        if "cli" in file.relative_to(PACKAGE).parts:
            continue
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                if name in {"print", "exit", "sys.exit", "click.echo"}:
                    wrong.append(f"{file.relative_to(ROOT)}:{node.lineno}: {name}")
    assert not wrong


def test_the_command_line_prints_in_one_place() -> None:
    """What others wrote becomes legible there; `print` and click's own way would let it command a terminal."""
    wrong = []
    for file in sorted((PACKAGE / "cli").glob("*.py")):
        calls = [node for node in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(node, ast.Call)]
        named = {ast.unparse(call.func) for call in calls}
        wrong += [file.name] if named & {"print", "click.echo", "click.secho", "click.style"} else []
    assert wrong == ["telling.py"]


def test_the_raw_articles_are_not_in_the_repository() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    articles = {file.stem for file in (ROOT / "taxonomy" / "sources").glob("*.yml")}
    assert articles
    for name in map(Path, listed.stdout.splitlines()):
        assert name.stem not in articles or name.parent == Path("taxonomy/sources"), name


def test_no_public_name_is_given_twice() -> None:
    """Of what stands at the top of modules; `check` and `fix` are what a rule is made of."""
    found: dict[str, list[str]] = {}
    for file in sorted(PACKAGE.rglob("*.py")):
        for name in _top_level_names(ast.parse(file.read_text("utf-8"))) - {"check", "fix"}:
            found.setdefault(name, []).append(file.relative_to(PACKAGE).as_posix())
    twice = {name: files for name, files in found.items() if len(files) > 1 and not name.startswith("_")}
    assert not twice


def _top_level_names(tree: ast.Module) -> set[str]:
    names = {node.name for node in tree.body if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    for node in tree.body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        names |= {target.id for target in targets if isinstance(target, ast.Name)}
    return names


def test_only_the_adapter_knows_of_mkdocs() -> None:
    """`hooks.py` does. Of Material the site takes files; `site/templates.py` imports nothing of it."""
    wrong = []
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [node.module] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            known = [name for name in names if name and name.partition(".")[0] in {"mkdocs", "material", "markdown"}]
            wrong += [str(file.relative_to(ROOT)) for _ in known]
    assert wrong == []
