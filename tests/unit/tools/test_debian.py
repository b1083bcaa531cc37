from __future__ import annotations

from typing import TYPE_CHECKING

from tools import debian

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_without_leave_nothing_is_installed_and_what_is_absent_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    gone = debian.Package("fonts-of-nowhere", str(tmp_path / "absent"), "nothing at all")
    monkeypatch.setattr(debian, "PACKAGES", (gone,))
    monkeypatch.delenv("RINGFENCE_APT", raising=False)
    assert debian.main() is None
    said = capsys.readouterr().out
    assert "fonts-of-nowhere: nothing at all" in said
    assert "apt-get install fonts-of-nowhere" in said


def test_where_all_is_there_nothing_is_said(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    there = debian.Package("here", str(tmp_path), "a test")
    monkeypatch.setattr(debian, "PACKAGES", (there,))
    monkeypatch.setenv("RINGFENCE_APT", "1")
    assert debian.main() is None
    assert capsys.readouterr().out == ""


def test_every_package_has_a_reason() -> None:
    assert all(package.reason and package.shown_by.startswith("/usr/") for package in debian.PACKAGES)


def test_make_test_asks_for_the_packages_before_the_tests(root: Path) -> None:
    lines = (root / "Makefile").read_text().split("\n")
    assert lines.index("\t@$(RUN) tools.debian") < lines.index(
        "\t@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder"
    )
