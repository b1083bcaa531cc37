"""Check the rule of direction: the import contracts of pyproject.toml.

    python -m tools.contracts

import-linter itself cannot be started by ``python -m``; this can.
"""

from __future__ import annotations

from importlinter.cli import lint_imports_command

if __name__ == "__main__":
    lint_imports_command()
