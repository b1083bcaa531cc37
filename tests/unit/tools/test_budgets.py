from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING

import pytest

from tools import budgets

if TYPE_CHECKING:
    from pathlib import Path


def function_of(lines: int) -> str:
    return "def long() -> None:\n" + "    print()\n" * (lines - 1)


def test_a_function_of_sixty_lines_is_kept_and_one_of_sixty_one_is_named() -> None:
    assert list(budgets.sizes("a.py", function_of(60))) == []
    assert [str(one) for one in budgets.sizes("a.py", function_of(61))] == [
        "a.py:1: long has 61 lines; 60 is the most"
    ]


def test_a_method_and_an_inner_function_count_too() -> None:
    inner = "class A:\n    def outer(self) -> None:\n        def inner() -> None:\n            print()\n"
    assert [(one.name, one.lines) for one in budgets.functions(inner)] == [("outer", 3), ("inner", 2)]


def test_a_file_of_four_hundred_lines_is_kept_and_one_more_is_named() -> None:
    assert list(budgets.sizes("a.py", "x = 1\n" * 400)) == []
    assert [one.place for one in budgets.sizes("a.py", "x = 1\n" * 401)] == ["a.py"]


def test_five_long_functions_in_a_hundred_are_kept_and_seven_are_not() -> None:
    assert list(budgets.most_functions([10] * 95 + [50] * 5)) == []
    assert len(list(budgets.most_functions([10] * 93 + [50] * 7))) == 1
    assert list(budgets.most_functions([])) == []


def test_an_import_cycle_is_named_with_every_module_in_it() -> None:
    assert list(budgets.cycles({"a": {"b"}, "b": {"c"}, "c": set()})) == []
    (broken,) = budgets.cycles({"a": {"b"}, "b": {"c"}, "c": {"a"}})
    assert {"a", "b", "c"} <= set(re.findall(r"\b[abc]\b", broken.what))


def test_the_graph_of_ringfence_is_not_empty() -> None:
    assert "ringfence.words" in budgets.imports_of("ringfence")


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("x = 1  # noqa: S311 -- a made-up world wants a seed", False),
        ("x = 1  # noqa: S311, S108  # both are only a seed", False),
        ("x = 1  # type: ignore[attr-defined]  # the stub lags behind", False),
        ("x = 1  # noqa: S311", True),
        ("x = 1  # noqa", True),
        ("x = 1  # noqa -- because", True),
        ("x = 1  # type: ignore", True),
        ("except Exception:  # noqa: BLE001 -- it seemed easier", True),
        ('x = "# noqa"', False),
        ("x = 1", False),
    ],
)
def test_an_exception_names_its_rule_and_says_why(line: str, wrong: bool) -> None:  # noqa: FBT001 -- a column
    assert bool(list(budgets.exceptions("src/ringfence/a.py", line))) is wrong


def test_a_comment_above_may_carry_the_reason() -> None:
    source = "# The stub lags behind.\nx = 1  # type: ignore[attr-defined]\n"
    assert list(budgets.exceptions("a.py", source)) == []


def test_a_broad_except_may_stand_in_the_outermost_loop() -> None:
    line = "except Exception:  # noqa: BLE001 -- whatever it was, the person gets a sentence"
    assert list(budgets.exceptions(budgets.OUTERMOST[0], line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "--index-url x",
        "--extra-index-url x",
        "a @ https://host.example/a.whl",
        "--find-links here",
        "git+ssh://x",
    ],
)
def test_requirements_that_name_an_address_are_named(line: str) -> None:
    assert len(list(budgets.held("requirements-dev.txt", f"a==1\n{line}\n"))) == 1
    assert list(budgets.held("README.md", "see https://host.example/")) == []


def test_a_folder_of_the_writers_machine_is_named() -> None:
    home = "/" + "home/ben/ringfence"
    assert len(list(budgets.held("a.md", f"cd {home}"))) == 1
    assert len(list(budgets.held("a.md", "cd /somewhere/else/x", ["/somewhere/"]))) == 1
    assert list(budgets.held("a.md", "https://host.example/home/page and /report/")) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("src/vendor/thing.py", ""),
        ("src/static/htmx.min.js", ""),
        ("src/thing.py", "# Copyright (c) 2019 Someone\n"),
        ("src/thing.css", "/*! @license MIT */"),
    ],
)
def test_what_looks_like_someone_elses_code_is_named(name: str, text: str) -> None:
    assert len(list(budgets.held(name, text))) == 1


def test_every_exception_in_pyproject_carries_its_reason(root: Path) -> None:
    text = (root / "pyproject.toml").read_text()
    lint = tomllib.loads(text)["tool"]["ruff"]["lint"]
    codes = {*lint["ignore"], *(code for codes in lint["per-file-ignores"].values() for code in codes)}
    lines = text.split("\n")
    without = [code for code in codes if not any(f'"{code}"' in line and "# " in line for line in lines)]
    assert without == []


def test_no_folder_of_the_spine_is_let_off_its_docstrings(root: Path) -> None:
    lint = tomllib.loads((root / "pyproject.toml").read_text())["tool"]["ruff"]["lint"]
    let_off = [
        (folder, code)
        for folder, codes in lint["per-file-ignores"].items()
        for code in codes
        if folder.startswith("src") and (code == "D" or code.startswith("D1"))
    ]
    assert let_off == []
    assert lint["select"] == ["ALL"]


def test_the_repository_keeps_its_budgets() -> None:
    assert [str(one) for one in budgets.all_broken()] == []
