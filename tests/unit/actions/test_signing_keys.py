"""Signing keys in files: made once, never overwritten, the secret half its owner's alone."""

from __future__ import annotations

import json
import stat
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from ringfence.actions.signing_keys import (
    new_key_file,
    public_path,
    read_public_file,
    show_key_file,
    signing_key,
)
from ringfence.cli import main
from ringfence.words import InputError, UsageError
from tests.cast import CONTOSO

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_key_is_its_owners_alone_and_its_public_half_is_for_anyone(tmp_path: Path) -> None:
    made = new_key_file(tmp_path / "contoso.pem", CONTOSO)
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert made.public_path is not None
    assert b"PRIVATE" not in made.public_path.read_bytes()
    assert made.partner_path is not None
    assert "PRIVATE" not in made.partner_path.read_text()
    prints = {show_key_file(one).fingerprint for one in (made.path, made.public_path, made.partner_path)}
    assert prints == {made.fingerprint}
    assert show_key_file(made.partner_path).organisation == CONTOSO
    assert read_public_file(made.partner_path).fingerprint == made.fingerprint


@pytest.mark.parametrize("there", ["contoso.pem", "contoso.pub.pem", "contoso.partner.json"])
def test_what_stands_there_is_never_overwritten(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine")
    with pytest.raises(UsageError, match="never overwritten"):
        new_key_file(tmp_path / "contoso.pem", CONTOSO)
    assert (tmp_path / there).read_text() == "mine"
    assert [path.name for path in tmp_path.iterdir()] == [there]


def test_a_link_that_leads_nowhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "contoso.pem").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(UsageError):
        new_key_file(tmp_path / "contoso.pem")
    assert not (tmp_path / "elsewhere").exists()


def test_a_name_that_is_not_one_line_makes_no_key(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        new_key_file(tmp_path / "contoso.pem", "Con\ntoso")
    assert not list(tmp_path.iterdir())


def test_the_nodes_own_key_is_made_at_its_first_use_and_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    first = signing_key()
    assert signing_key().public.fingerprint == first.public.fingerprint
    assert stat.S_IMODE((tmp_path / "home").stat().st_mode) == 0o700
    assert show_key_file().public_path == public_path(tmp_path / "home" / "signing.pem")


def test_a_key_that_others_may_read_is_refused(tmp_path: Path) -> None:
    made = new_key_file(tmp_path / "contoso.pem")
    made.path.chmod(0o640)
    with pytest.raises(UsageError, match="others than its owner"):
        signing_key(made.path)


@pytest.mark.parametrize("mode", [0o644, 0o600])
def test_the_public_half_is_named_as_such_where_a_key_must_sign(tmp_path: Path, mode: int) -> None:
    made = new_key_file(tmp_path / "contoso.pem", CONTOSO)
    for half in (made.public_path, made.partner_path):
        assert half is not None
        half.chmod(mode)
        with pytest.raises(UsageError, match="this is the public half") as refused:
            signing_key(half)
        assert "key file itself" in str(refused.value.advice)
    assert signing_key(made.path).public.fingerprint == made.fingerprint


def test_what_is_no_key_is_refused_and_not_repeated(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("a letter")
    file.chmod(0o600)
    for read in (signing_key, read_public_file, show_key_file):
        with pytest.raises(InputError) as refused:
            read(file)
        assert "a letter" not in str(refused.value)
    with pytest.raises(UsageError, match="cannot be read"):
        signing_key(tmp_path / "absent.pem")
    with pytest.raises(InputError):
        read_public_file(new_key_file(tmp_path / "contoso.pem").path)


def test_a_file_that_is_too_large_for_a_key_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "large.pem"
    file.write_bytes(bytes((1 << 20) + 1))
    with pytest.raises(InputError, match="too large"):
        read_public_file(file)


def test_from_the_command_line_a_key_is_made_once_and_shown(tmp_path: Path) -> None:
    file = str(tmp_path / "contoso.pem")
    made = CliRunner().invoke(main, ["keys", "new", file, "--organisation", CONTOSO, "--json"])
    assert made.exit_code == 0, made.output
    shown = CliRunner().invoke(main, ["keys", "show", str(public_path(tmp_path / "contoso.pem")), "--json"])
    assert json.loads(shown.output)["fingerprint"] == json.loads(made.output)["fingerprint"]
    assert CliRunner().invoke(main, ["keys", "new", file]).exit_code == 2
