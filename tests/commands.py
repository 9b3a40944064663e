"""The program as a clerk calls it, in this process or in one of its own."""

from __future__ import annotations

import compileall
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from subprocess import CompletedProcess

from click.testing import CliRunner, Result

from shinchoku.cli import group

SHINCHOKU = Path(sys.executable).with_name("shinchoku")


def run(*words: str | Path) -> Result:
    """Run a command in this process."""
    return CliRunner().invoke(group, [str(word) for word in words])


def run_apart(*words: str | Path, cwd: Path, **environment: str) -> CompletedProcess[str]:
    """Run a command in a process of its own, which must never end with a traceback."""
    result = subprocess.run(
        [SHINCHOKU, *words],
        cwd=cwd,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    assert "Traceback" not in result.stderr, result.stderr
    return result


def compile_bytecode(*names: str) -> None:
    """Compile modules beforehand: where no bytecode is written, imports would drown a figure."""
    for name in names:
        spec = find_spec(name)
        if spec and spec.origin:
            compileall.compile_dir(Path(spec.origin).parent, quiet=2)
