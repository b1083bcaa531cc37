"""VERIFY.txt, followed word by word: its own lines are run, in a shell."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from ringfence.referrals import bag
from tests.unit.referrals.sealed_case import FINGERPRINT, sealed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def case(tmp_path: Path) -> Path:
    return sealed(tmp_path).folder


def lines(case: Path, heading: str) -> list[str]:
    section = (case / bag.READ_ME).read_text().split(f"\n{heading}\n")[1]
    kept: list[str] = []
    for line in section.splitlines():
        if line.isupper() and not line.startswith(" "):
            break
        if line.startswith("    "):
            kept.append(line.strip())
    return kept


def run(case: Path, line: str) -> tuple[int, str]:
    ran = subprocess.run(["bash", "-c", line], cwd=case, capture_output=True, text=True, check=False)
    return ran.returncode, ran.stdout + ran.stderr


def test_an_untouched_case_file_gives_the_answers_that_the_page_tells(case: Path) -> None:
    fingerprint, seal, tags, payload, listed, counted, links = lines(case, "ON LINUX")
    assert run(case, fingerprint)[1].split()[-1] == FINGERPRINT.removeprefix("SHA256:")
    assert "Signature Verified Successfully" in run(case, seal)[1]
    for line in (tags, payload):
        code, said = run(case, line)
        assert code == 0
        assert all(one.endswith(": OK") for one in said.splitlines())
    assert run(case, listed)[1].strip() == run(case, counted)[1].strip() == "13"
    assert run(case, links) == (0, "")


def test_the_same_lines_hold_with_the_tool_of_macos(case: Path) -> None:
    for line in lines(case, "ON LINUX")[2:4]:
        assert run(case, line.replace("sha256sum", "shasum -a 256"))[0] == 0


def findings(case: Path) -> list[int]:
    """Tell which of the page's six steps give another answer than they must."""
    fingerprint, seal, tags, payload, listed, counted, links = lines(case, "ON LINUX")
    wrong = [
        FINGERPRINT.removeprefix("SHA256:") not in run(case, fingerprint)[1],
        run(case, seal)[0] != 0,
        run(case, tags)[0] != 0,
        run(case, payload)[0] != 0,
        run(case, listed)[1] != run(case, counted)[1],
        run(case, links)[1] != "",
    ]
    return [at for at, one in enumerate(wrong, start=1) if one]


def test_each_kind_of_change_gives_another_answer_at_the_step_that_is_named(case: Path) -> None:
    pdf, manifest, signature = case / "data/case.pdf", case / bag.MANIFEST, case / bag.SIGNATURE
    kept = {path: path.read_bytes() for path in (pdf, manifest, signature)}
    assert findings(case) == []
    pdf.write_bytes(kept[pdf] + b" ")
    assert findings(case) == [4]
    pdf.write_bytes(kept[pdf])
    manifest.write_bytes(kept[manifest] + b"a line that plain -c passes over\n")
    assert findings(case) == [3, 4, 5]
    manifest.write_bytes(kept[manifest])
    signature.write_bytes(bytes(64))
    assert findings(case) == [2]
    signature.write_bytes(kept[signature])
    (case / "data/added").write_bytes(b"")
    assert findings(case) == [5]
    (case / "data/added").unlink()
    pdf.rename(case.parent / "case.pdf")
    pdf.symlink_to(case.parent / "case.pdf")
    assert findings(case) == [5, 6]


def script(case: Path, *asked: str, path: str | None = None) -> tuple[int, str]:
    line = [sys.executable, "-I", "-B", "verify.py", *asked]
    env = {**os.environ, **({} if path is None else {"PATH": path})}
    ran = subprocess.run(line, cwd=case, capture_output=True, text=True, check=False, env=env)
    return ran.returncode, ran.stdout


def test_the_script_in_the_bag_says_what_the_page_tells_and_leaves_nothing(case: Path) -> None:
    code, said = script(case, "--key", FINGERPRINT)
    assert (code, said.splitlines()[-1]) == (0, "INTACT, SIGNER VERIFIED")
    code, said = script(case)
    assert code == 1
    assert said.splitlines()[-1].startswith("INTACT, SIGNER UNVERIFIED")
    assert script(case, "--key", "nonsense")[0] == 2
    assert len([path for path in case.rglob("*") if path.is_file()]) == 13


def test_without_openssl_the_script_says_that_the_signature_is_not_checked(
    case: Path, tmp_path: Path
) -> None:
    code, said = script(case, "--key", FINGERPRINT, path=str(tmp_path / "nothing"))
    assert code == 1
    assert "SIGNATURE NOT CHECKED" in said


def test_an_openssl_that_lies_in_the_case_file_is_not_asked(case: Path) -> None:
    liar = case / "openssl"
    liar.write_text("#!/bin/sh\necho OpenSSL 3.0.0\n")
    liar.chmod(0o755)
    code, said = script(case, "--key", FINGERPRINT, path=str(case))
    assert code == 1
    assert "no openssl" in said


def test_a_module_that_lies_in_the_case_file_is_not_run(case: Path) -> None:
    (case / "json.py").write_text("raise SystemExit(0)")
    code, said = script(case, "--key", FINGERPRINT)
    assert code == 1
    assert "added json.py" in said
