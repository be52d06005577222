"""`make bench`: every measurement, one after the other, each against a plain tool or a peer in the same run.

python -m benchmarks [check|search|packs|site|lighthouse …]
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
NODE = HERE.parent / "build" / "bench" / "node_modules" / ".bin"


def main() -> int:
    """Run the named benchmarks, or all; 1 if one of them failed."""
    names = sys.argv[1:] or sorted(file.stem.removeprefix("bench_") for file in HERE.glob("bench_*.py"))
    tools = {name.upper(): str(NODE / name) for name in ("linkinator", "lighthouse") if (NODE / name).exists()}
    environment = {**os.environ, **{key: value for key, value in tools.items() if key not in os.environ}}
    failed = []
    for name in names:
        print(f"== {name} ==", flush=True)
        command = [sys.executable, "-m", f"benchmarks.bench_{name}"]
        if subprocess.run(command, cwd=HERE.parent, env=environment, check=False).returncode:
            failed.append(name)
        print(flush=True)
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
