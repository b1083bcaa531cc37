from __future__ import annotations

import io
import json
import tarfile
from typing import TYPE_CHECKING

import pyrage
import pytest
from click.testing import CliRunner

from ringfence.actions.verify import add_hand, hands_file, verify_case
from ringfence.cli.verify import command
from ringfence.referrals.parcel import encrypted, tarred, unpacked
from ringfence.words import FormatError, InputError, UsageError
from tests.cast import RAO
from tests.unit.referrals.sealed_case import AT, FINGERPRINT, KEY, OTHER, sealed

if TYPE_CHECKING:
    from pathlib import Path


def test_the_tar_of_a_case_file_is_always_the_same_and_comes_back_whole(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    tarred(made.folder, tmp_path / "one.tar")
    tarred(made.folder, tmp_path / "two.tar")
    assert (tmp_path / "one.tar").read_bytes() == (tmp_path / "two.tar").read_bytes()
    assert verify_case(tmp_path / "one.tar", FINGERPRINT).ok


def test_only_the_addressee_opens_an_encrypted_case_file(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    theirs, someone = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    parcel = tmp_path / "case.tar.age"
    encrypted(made.folder, [str(theirs.to_public())], parcel)
    (tmp_path / "rao.key").write_text(f"# made up\n{theirs}\n")
    (tmp_path / "ben.key").write_text(f"{someone}\n")
    assert verify_case(parcel, FINGERPRINT, identity=tmp_path / "rao.key").ok
    with pytest.raises(InputError, match="cannot be decrypted"):
        verify_case(parcel, FINGERPRINT, identity=tmp_path / "ben.key")
    with pytest.raises(UsageError, match="Decrypt it first"):
        verify_case(parcel, FINGERPRINT)
    parcel.write_bytes(parcel.read_bytes()[:-1])
    with pytest.raises(InputError):
        verify_case(parcel, FINGERPRINT, identity=tmp_path / "rao.key")


def test_a_recipient_that_is_none_is_refused(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    for wrong in ([], ["age1nobody"], ["ssh-ed25519 nobody"]):
        with pytest.raises(UsageError):
            encrypted(made.folder, wrong, tmp_path / "case.age")
    assert [path.name for path in tmp_path.iterdir()] == ["case"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("../evil", tarfile.REGTYPE),
        ("/evil", tarfile.REGTYPE),
        ("case/../../evil", tarfile.REGTYPE),
        ("evil", tarfile.REGTYPE),
        ("case/link", tarfile.SYMTYPE),
        ("case/hard", tarfile.LNKTYPE),
        ("case/pipe", tarfile.FIFOTYPE),
        ("case/device", tarfile.CHRTYPE),
        ("case/sparse", tarfile.GNUTYPE_SPARSE),
    ],
)
def test_nothing_comes_out_of_a_hostile_tar_but_plain_files(tmp_path: Path, name: str, kind: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.type, member.linkname = kind, "/etc/hostname"
    with tarfile.open(tmp_path / "evil.tar", "w") as tar:
        tar.addfile(member, io.BytesIO())
    (tmp_path / "into").mkdir()
    with pytest.raises(FormatError):
        unpacked(tmp_path / "evil.tar", tmp_path / "into")
    assert list((tmp_path / "into").rglob("*")) == []


@pytest.mark.parametrize("content", [b"", b"no tar", b"\x1f\x8b\x08", bytes(10240)])
def test_what_is_no_tar_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.tar").write_bytes(content)
    with pytest.raises(FormatError):
        verify_case(tmp_path / "x.tar")


def received(folder: Path) -> None:
    add_hand(
        folder, at=AT, actor=RAO.name, organisation="Police", action="received", reason="By hand", key=OTHER
    )


def test_later_hands_stand_beside_the_case_file_and_hang_on_its_root(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    received(made.folder)
    received(made.folder)
    found = verify_case(made.folder, FINGERPRINT)
    assert (found.ok, [hand.known for hand in found.hands]) == (True, [False, False])
    found = verify_case(made.folder, FINGERPRINT, hands=[OTHER.public.fingerprint])
    assert [hand.known for hand in found.hands] == [True, True]


def test_a_later_hand_that_was_changed_or_is_another_case_files_is_found(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    received(made.folder)
    received(made.folder)
    beside = hands_file(made.folder)
    whole = beside.read_bytes()
    first, second = whole.splitlines(keepends=True)
    other = sealed_elsewhere(tmp_path)
    for changed in (second, second + first, whole.replace(b"Rao", b"Roa"), whole[:-1], b"{}\n", other):
        beside.write_bytes(changed)
        found = verify_case(made.folder, FINGERPRINT)
        assert found.broken is not None
        assert not found.ok


def sealed_elsewhere(tmp_path: Path) -> bytes:
    (tmp_path / "else").mkdir()
    made = sealed(tmp_path / "else")
    (made.folder / "bag-info.txt").write_bytes(b"")
    with pytest.raises(InputError, match="not intact"):
        received(made.folder)
    return b"[" * 60_000 + b"\n"


def test_the_command_prints_the_steps_and_leaves_with_what_it_found(tmp_path: Path) -> None:
    made = sealed(tmp_path)
    public = tmp_path / "contoso.pub.pem"
    public.write_bytes(KEY.public.pem)
    received(made.folder)
    spelled = FINGERPRINT.removeprefix("SHA256:").upper()
    for key in (FINGERPRINT, spelled, f"SHA256: {spelled[:32]} {spelled[32:]}", str(public)):
        assert CliRunner().invoke(command, [str(made.folder), "--key", key]).exit_code == 0
    asked = CliRunner().invoke(command, [str(made.folder)])
    assert asked.exit_code == 1
    assert "Intact, signer unverified" in asked.output
    asked = CliRunner().invoke(command, [str(made.folder), "--json"])
    said = json.loads(asked.output)
    assert (said["verdict"], said["ok"], len(said["checks"])) == ("unverified", False, 12)
    with pytest.raises(UsageError):
        CliRunner().invoke(command, [str(made.folder), "--key", "x"], catch_exceptions=False)
