"""Each dependency has its line of reason, and a licence that the product may carry."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import sys
import tomllib
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

# SPDX names that an Apache-2.0 product may depend on; the MPL only for files used unchanged.
ALLOWED = {"Apache-2.0", "CC0-1.0", "MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "MPL-2.0"}
# Django's only driver for PostgreSQL, in an extra of its own, used unchanged; the page says so.
ALONE = {"psycopg": "LGPL-3.0-only"}
FORBIDDEN = re.compile(r"\b[AL]?GPL|GNU (Affero|Lesser|General)|SSPL|BUSL|Commons Clause", re.IGNORECASE)


def on_the_page(root: Path) -> dict[str, tuple[str, str]]:
    text = (root / "docs/explanation/dependencies.md").read_text().split("## Considered")[0]
    rows = re.findall(r"^\| `([\w-]+)` \| (.+) \| ([\w.-]+) \|$", text, re.MULTILINE)
    return {package: (reason, licence) for package, reason, licence in rows}


def in_the_project(root: Path) -> set[str]:
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    wanted = [
        *project["dependencies"],
        *(one for extra in project["optional-dependencies"].values() for one in extra),
    ]
    return {re.split(r"[^\w-]", requirement)[0] for requirement in wanted}


def licence_of(package: str) -> str:
    """What the installed package says of itself, in all the places where it may say it."""
    facts = importlib.metadata.metadata(package).json
    said = [str(facts.get("license_expression", "")), str(facts.get("license", "")).split("\n")[0]]
    return " ".join([*said, *(one for one in facts.get("classifier", []) if one.startswith("License"))])


def locked(root: Path) -> list[str]:
    files = ("requirements.txt", "requirements-images.txt", "requirements-spark.txt")  # web: see ALONE
    text = "".join((root / name).read_text() for name in files)
    return sorted(set(re.findall(r"^([\w-]+)==", text, re.MULTILINE)))


def test_every_dependency_has_its_reason_and_every_reason_its_dependency(root: Path) -> None:
    assert set(on_the_page(root)) == in_the_project(root)
    assert [package for package, (reason, _) in on_the_page(root).items() if len(reason) < 10] == []


def test_every_dependency_names_a_licence_that_we_allow(root: Path) -> None:
    named = on_the_page(root)
    assert {package: named[package][1] for package in ALONE} == ALONE
    assert {licence for package, (_, licence) in named.items() if package not in ALONE} <= ALLOWED


def test_the_licence_on_the_page_is_the_one_that_the_package_names(root: Path) -> None:
    wrong = []
    for package, (_, licence) in on_the_page(root).items():
        try:
            said = licence_of(package)
        except importlib.metadata.PackageNotFoundError:
            continue  # not for this platform
        family = licence.split("-")[0]
        also = {"MPL": "Mozilla", "CC0": "Public Domain"}.get(family, family)
        if said.strip() and family not in said and also not in said:  # pyrage's wheel names none
            wrong.append(f"{package}: {licence} on the page, {said!r} in the package")
    assert wrong == []


def test_nothing_that_is_installed_is_under_a_licence_that_spreads(root: Path) -> None:
    spreads = []
    for package in locked(root):
        try:
            said = licence_of(package)
        except importlib.metadata.PackageNotFoundError:
            continue  # not for this platform
        if FORBIDDEN.search(said):
            spreads.append(f"{package}: {said}")
    assert spreads == []


@pytest.mark.parametrize("package", ["duckdb", "scipy", "mypy"])
def test_a_package_says_its_licence(package: str) -> None:
    assert licence_of(package).strip()


def test_what_the_product_imports_is_what_it_depends_on(root: Path) -> None:
    imported: set[str] = set()
    for path in (root / "src").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                imported |= {alias.name.split(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported.add(node.module.split(".")[0])
            elif isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PACKAGE":
                imported.add(ast.literal_eval(node.value))  # its files are read, it is not imported
            elif path.name == "settings.py" and isinstance(node, ast.Constant):
                imported.add(str(node.value).split(".")[0])  # Django imports what its settings name
                imported |= {"argon2"} & {str(node.value).rpartition(".")[2].lower()[:6]}  # its hasher does
    by_module = importlib.metadata.packages_distributions()
    project = tomllib.loads((root / "pyproject.toml").read_text())["project"]
    declared = {re.split(r"[^\w-]", requirement)[0] for requirement in project["dependencies"]}
    # Where another package is installed in the place of one (eldc for eld), its name is that of its module.
    here = {
        by_module.get(module, [module])[0]
        for module in imported - sys.stdlib_module_names - {"ringfence"}
        if module in by_module or module in declared
    }
    extras = project["optional-dependencies"]
    chosen = [*extras["images"], *extras["spark"], *extras["postgres"]]
    optional = {re.split(r"[^\w-]", requirement)[0] for requirement in chosen}
    assert {re.sub(r"[_.]", "-", package.lower()) for package in here} - optional == declared
