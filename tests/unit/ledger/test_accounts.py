"""Accounts of the desk: made with a password that is kept as Argon2 makes it, and taken out of use."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ringfence.actions import accounts
from ringfence.cli import admin
from ringfence.ledger.opened import models
from ringfence.words import InputError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

DAY = datetime(2026, 3, 2, 12, tzinfo=UTC)
PASSWORD = "seven grey herons"  # noqa: S105 - made up
pytestmark = pytest.mark.usefixtures("node")


def test_the_password_is_kept_as_argon2_makes_it() -> None:
    accounts.add("asha", PASSWORD, email="asha@desk.example", at=DAY)
    row = models.Account.objects.get(username="asha")
    assert row.password.startswith("argon2$argon2id$")
    assert row.check_password(PASSWORD)
    assert [(one.name, one.email, one.active) for one in accounts.every()] == [
        ("asha", "asha@desk.example", True)
    ]


def test_a_name_is_taken_once_and_comes_back_after_it_was_removed() -> None:
    accounts.add("asha", PASSWORD, at=DAY)
    with pytest.raises(InputError, match="already"):
        accounts.add("asha", PASSWORD, at=DAY)
    assert not accounts.remove("asha").active
    assert not models.Account.objects.get(username="asha").check_password(PASSWORD)
    with pytest.raises(InputError, match="admin list"):
        accounts.remove("asha")
    assert accounts.add("asha", PASSWORD + "!", at=DAY).active
    assert models.Account.objects.count() == 1


@pytest.mark.parametrize("bad", ["heron", "qwerty123456", ""])
def test_a_weak_password_is_refused_and_not_repeated(bad: str) -> None:
    with pytest.raises(UsageError, match="Choose another") as wrong:
        accounts.add("asha", bad, at=DAY)
    assert not bad or bad not in str(wrong.value)
    assert models.Account.objects.count() == 0


def test_a_name_or_an_address_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="Choose another"):
        accounts.add("asha asha/", PASSWORD, at=DAY)
    with pytest.raises(UsageError, match="Choose another"):
        accounts.add("asha", PASSWORD, email="nowhere", at=DAY)


def test_the_password_comes_from_a_file_or_from_standard_input(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(admin, "prepare", lambda: None)
    (tmp_path / "secret").write_text(PASSWORD + "\n")
    run = CliRunner()
    assert (
        run.invoke(admin.command, ["add", "asha", "--password-file", str(tmp_path / "secret")]).exit_code == 0
    )
    done = run.invoke(admin.command, ["add", "ben"], input=PASSWORD + "\n")
    assert done.exit_code == 0
    assert PASSWORD not in done.output
    assert all(row.check_password(PASSWORD) for row in models.Account.objects.all())
