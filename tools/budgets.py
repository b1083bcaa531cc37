"""Check the budgets that keep the code small enough to read, beyond what ruff and mypy check.

    python -m tools.budgets

Function: 60 lines at most, and 95 of 100 in `src` within 35. File: 400 lines at most. No import cycle. An
exception to a rule (``noqa``, ``type: ignore``) names the rule and says why; a broad ``except`` is only in
the outermost loop. Requirements name no address; no file names a folder of its writer's machine.
"""

from __future__ import annotations

import ast
import graphlib
import itertools
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import grimp

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ROOT = Path(__file__).resolve().parent.parent
CODE = ("src", "tests", "benchmarks", "tools")
FUNCTION_LINES = 60
MOST_FUNCTIONS_LINES = 35
FILE_LINES = 400
OUTERMOST = ("src/ringfence/cli/__init__.py", "src/ringfence/jobs.py", "src/ringfence/web/serving.py")

_EXCEPTION = re.compile(r"#\s*(noqa|type:\s*ignore|mypy:\s*ignore)\b(?P<rest>.*)")
_CODES = re.compile(r"^(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|\[[a-z, -]+\])")
_BROAD = re.compile(r"\b(BLE001|E722)\b")
_ADDRESS = re.compile(r"\w+://|--(?:extra-)?index|--find-links|--trusted-host")
_HOME_FOLDER = re.compile(r"(?<![\w.:/])/(?:home|root|Users)/\w")
_SOMEONES = re.compile(
    r"copyright \(c\)|copyright ©|all rights reserved|@license|spdx-license", re.IGNORECASE
)
_VENDORED = re.compile(r"(^|/)(_?vendor(ed)?|third_party|node_modules)/|\.min\.\w+$|\.(so|whl|jar|dll|exe)$")


@dataclass(frozen=True, slots=True)
class Broken:
    """A budget that is broken.

    Attributes:
        place: File, and line where there is one.
        what: A sentence that says what is wrong and what would be right.
    """

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


@dataclass(frozen=True, slots=True)
class Function:
    """A function's name, where it starts, and how many lines it has."""

    name: str
    line: int
    lines: int


def functions(source: str) -> list[Function]:
    """List the functions of a module's source, methods and inner ones too; decorators are not counted."""
    return [
        Function(node.name, node.lineno, (node.end_lineno or node.lineno) - node.lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def sizes(name: str, source: str) -> Iterator[Broken]:
    """Check the size of one file and of the functions in it."""
    lines = source.count("\n")
    if lines > FILE_LINES:
        yield Broken(name, f"{lines} lines; a file has {FILE_LINES} at most, so divide it by what it does")
    for function in functions(source):
        if function.lines > FUNCTION_LINES:
            place = f"{name}:{function.line}"
            yield Broken(place, f"{function.name} has {function.lines} lines; {FUNCTION_LINES} is the most")


def most_functions(lengths: Iterable[int]) -> Iterator[Broken]:
    """Check that 95 of 100 functions are short."""
    ordered = sorted(lengths)
    if ordered and (at_95 := ordered[int(0.95 * (len(ordered) - 1))]) > MOST_FUNCTIONS_LINES:
        said = f"95 of 100 functions have up to {at_95} lines; {MOST_FUNCTIONS_LINES} is the most"
        yield Broken("src", said)


def cycles(imports: dict[str, set[str]]) -> Iterator[Broken]:
    """Check that no module imports itself, through however many others; names one cycle at a time."""
    try:
        graphlib.TopologicalSorter(imports).prepare()
    except graphlib.CycleError as cycle:
        yield Broken("src", "an import cycle: " + " imports ".join(reversed(cycle.args[1])))


def imports_of(package: str) -> dict[str, set[str]]:
    """Read which module imports which, in functions too; what only the type checker reads is left out."""
    graph = grimp.build_graph(package, exclude_type_checking_imports=True, cache_dir=None)
    return {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}


def exceptions(name: str, source: str) -> Iterator[Broken]:
    """Check that each exception to a rule names the rule and says why, there or in a comment just above."""
    lines = source.split("\n")
    for number, (above, line) in enumerate(itertools.pairwise(["", *lines]), 1):
        found = _EXCEPTION.search(line)
        if found is None or line[: found.start()].count('"') % 2:
            continue
        rest = found["rest"]
        codes = _CODES.match(rest)
        if codes is None:
            yield Broken(f"{name}:{number}", "an exception names the rule, as in `noqa: S311`")
            continue
        if _BROAD.search(rest) and name not in OUTERMOST:
            yield Broken(f"{name}:{number}", "a broad `except` stands only in the outermost loop")
        reason = re.findall(r"[a-z]{2,}", rest[codes.end() :])
        if not reason and not above.lstrip().startswith("#"):
            yield Broken(f"{name}:{number}", "an exception says why, after the rule's name")


def held(name: str, text: str, own_folders: Iterable[str] = ()) -> Iterator[Broken]:
    """Check one committed text for what a repository must not hold.

    Args:
        name: The file's path in the repository.
        text: What it holds.
        own_folders: Folders of the machine that runs this, which no file may name.
    """
    if _VENDORED.search(name):
        yield Broken(name, "looks like someone else's code; depend on a package instead")
    requirements = Path(name).name.startswith("requirements")
    for number, line in enumerate(text.split("\n"), 1):
        place = f"{name}:{number}"
        if requirements and _ADDRESS.search(line):
            yield Broken(place, "requirements name no address; pip knows its own")
        if _HOME_FOLDER.search(line) or any(folder in line for folder in own_folders):
            yield Broken(place, "names a folder of the machine it was written on")
        if _SOMEONES.search(line) and name not in {
            "LICENSE",
            "tools/budgets.py",
            "tests/unit/tools/test_budgets.py",
        }:
            yield Broken(place, "looks like someone else's code; depend on a package instead")


def committed(root: Path = ROOT) -> dict[str, str]:
    """Read every text file that git keeps or would keep here: path in the repository to text."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(listing, cwd=root, check=True, capture_output=True, text=True).stdout
    texts = {}
    for name in sorted(set(listed.split("\0")) - {""}):
        if "/migrations/0" in name:  # written by makemigrations
            continue
        content = (root / name).read_bytes() if (root / name).is_file() else b"\0"
        if b"\0" not in content:
            texts[name] = content.decode("utf-8", errors="replace")
    return texts


def all_broken(root: Path = ROOT) -> list[Broken]:
    """Check every budget over the repository.

    Returns:
        What is broken, in the order of the files; empty when all is well.
    """
    own_folders = [f"{folder}/" for folder in (root, root.parent) if len(folder.parts) > 1]
    own_folders = [folder for folder in own_folders if folder != "/tmp/"]  # noqa: S108 -- pages may name it
    broken: list[Broken] = []
    lengths: list[int] = []
    for name, text in committed(root).items():
        broken += held(name, text, own_folders)
        if name.endswith(".py") and name.startswith(CODE):
            broken += [*sizes(name, text), *exceptions(name, text)]
            if name.startswith("src/"):
                lengths += [function.lines for function in functions(text)]
    return [*broken, *most_functions(lengths), *cycles(imports_of("ringfence"))]


def main() -> int:
    """Print what is broken; 0 when nothing is, else 1."""
    broken = all_broken()
    for one in broken:
        print(one)
    print(f"Budgets: {len(broken)} broken" if broken else "Budgets: kept")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
