"""The second half of the main job, on the demo: case files that stand up, and leak nothing."""

from __future__ import annotations

import csv
import filecmp
import json
import re
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import bagit
import polars as pl
import pypdfium2
import pytest

from ringfence.actions.refer import Options, refer
from ringfence.actions.signing_keys import signing_key
from ringfence.cli.sequel import REFERRED_AT
from ringfence.words import UsageError
from tools import pages

if TYPE_CHECKING:
    from pathlib import Path

    from tools.pages import Demo


@pytest.fixture(scope="module")
def made(demo: Demo) -> Path:
    """Give the folder of everything that the demo made."""
    return demo.folder / "demo"


@pytest.fixture(scope="module")
def referrals(made: Path) -> list[Path]:
    return sorted(path for path in (made / "case-files").iterdir() if path.is_dir())


def ringfence(*words: object, ends_with: int = 0) -> str:
    done = subprocess.run(
        [sys.executable, "-m", "ringfence", *map(str, words)], capture_output=True, text=True, check=False
    )
    assert done.returncode == ends_with, f"{words}: {done.stderr}\n{done.stdout}"
    return done.stdout + done.stderr


@cache
def told_in(folder: Path) -> str:
    """Read every byte of a case file as text, the pages too; no test changes one."""
    said = []
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".pdf":
            pages = pypdfium2.PdfDocument(path)
            said += [page.get_textpage().get_text_range() for page in pages]
        if path.is_file():
            said.append(path.read_bytes().decode("utf-8", "replace"))
    return "\n".join(said)


def own_details(made: Path) -> set[str]:
    """Give what the partners' files hold of their reporters: names, numbers, addresses for mail."""
    found: set[str] = set()
    with (made / "inbox" / "company-a.csv").open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            found |= {row["Customer Name"], row["Customer Email"], row["Customer Phone"]}
    for line in (made / "inbox" / "company-b.jsonl").read_text(encoding="utf-8").splitlines():
        ticket = json.loads(line)
        found |= {ticket.get(f"customer_{field}") or "" for field in ("name", "email", "phone")}
    # Callers show the number of some innocent person: such a one stands there as what was shown.
    truth = pl.read_parquet(made / "inbox" / "value_truth.parquet").filter(pl.col("role") == "caller_id")
    shown = {value.removeprefix("+") for value in truth["value"]}
    return {one for one in found if len(one) > 6 and re.sub(r"[ ()+.-]", "", one) not in shown}


def test_there_is_a_joint_one_and_a_lead_for_six_countries(made: Path, referrals: list[Path]) -> None:
    forces = {path.name.split("-", 2)[2] for path in referrals}
    assert forces == {"in-cbi", "us-fbi", "gb-nca", "ca-rcmp", "au-afp", "de-bka", "es-policia-nacional"}
    assert len({path.name.split("-")[1] for path in referrals}) == len(referrals)


def test_public_tools_alone_verify_every_one(referrals: list[Path]) -> None:
    for folder in referrals:
        for command in (
            ["sha256sum", "--strict", "--quiet", "-c", "manifest-sha256.txt"],
            ["sha256sum", "--strict", "--quiet", "-c", "tagmanifest-sha256.txt"],
            [
                *("openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-inkey", "signer.pem"),
                *("-sigfile", "tagmanifest-sha256.txt.sig", "-in", "tagmanifest-sha256.txt"),
            ],
            [sys.executable, "verify.py", "--key", str(folder.parent.parent / "signing.pub.pem")],
        ):
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
            assert done.returncode == 0, f"{folder.name}: {command[0]}: {done.stdout}{done.stderr}"
        assert bagit.Bag(str(folder)).is_valid()


def test_the_reference_names_every_file_of_the_payload(root: Path, referrals: list[Path]) -> None:
    page = (root / "docs/reference/case-file.md").read_text(encoding="utf-8")
    for folder in referrals:
        names = {str(path.relative_to(folder / "data")) for path in (folder / "data").rglob("*.*")}
        known = {
            name
            for name in names
            if f"`{name}`" in page
            or f"`{name.split('/')[0]}/`" in page
            or name.startswith("evidence/originals/")
            or re.fullmatch(r"case\.[a-z]{2}\.pdf", name)
        }
        assert known | {"custody.jsonl"} == names


def test_without_a_key_from_elsewhere_the_signer_is_unverified(made: Path, referrals: list[Path]) -> None:
    assert "signer unverified" in ringfence("verify", referrals[0], ends_with=1)
    ringfence("verify", referrals[0], "--key", made / "signing.pub.pem")


def test_no_reporter_stands_in_any_case_file(made: Path, referrals: list[Path]) -> None:
    own = own_details(made)
    assert len(own) > 2_000
    reporters = set(pl.read_parquet(made / "reports.parquet")["reporter"].drop_nulls())
    for folder in referrals:
        said = told_in(folder)
        assert [one for one in own if one in said] == []
        assert [one for one in reporters if one in said] == []


def test_what_victims_told_goes_along_only_where_they_agreed(made: Path, referrals: list[Path]) -> None:
    reports = pl.read_parquet(made / "reports.parquet")
    agreed = set(reports.filter(pl.col("consents").list.contains("share_police"))["report_id"])
    held_back = set(reports.filter(~pl.col("report_id").is_in(list(agreed)))["text"]) - {""}
    for folder in referrals:
        lines = (folder / "data/evidence/reports.jsonl").read_text(encoding="utf-8").splitlines()
        rows = [json.loads(line) for line in lines]
        assert {row["report_id"] for row in rows if row["text"] is not None} <= agreed
        assert all(row["withheld"] for row in rows if row["text"] is None)
        said = told_in(folder)
        assert [text for text in held_back if len(text) > 80 and text in said] == []


def test_no_path_of_the_senders_machine_stands_in_a_case_file(made: Path, referrals: list[Path]) -> None:
    for folder in referrals:
        run = json.loads((folder / "data/run.json").read_text(encoding="utf-8"))
        assert all(str(digest).startswith("sha256:") for digest in run["inputs"].values())
        assert ".parquet" not in (folder / "data/run.json").read_text(encoding="utf-8")
        assert str(made) not in told_in(folder)


def test_a_lead_points_to_victims_of_its_country_alone(made: Path, referrals: list[Path]) -> None:
    for folder in referrals:
        with (folder / "data/victims.csv").open(encoding="utf-8") as rows:
            countries = {row["country"] for row in csv.DictReader(rows)}
        force = folder.name.split("-", 2)[2]
        assert countries == {force[:2].upper()} or force == "in-cbi"


def test_the_same_ring_at_the_same_time_is_the_same_bytes(
    made: Path, referrals: list[Path], tmp_path: Path
) -> None:
    (first,) = (path for path in referrals if path.name.endswith("us-fbi"))
    described = (first / "bag-info.txt").read_text(encoding="utf-8")
    (ring,) = re.findall(r"ring-[0-9a-f]+", described)
    options = Options(
        organisation="Company A and Company B",
        actor="Asha Menon",
        contact="referrals@company-a.example",
        at=REFERRED_AT,
    )
    key = signing_key(made / "signing.pem")
    (again,) = refer(made / "rings", ring, tmp_path, to=["us-fbi"], key=key, options=options)
    names = sorted(str(path.relative_to(first)) for path in first.rglob("*") if path.is_file())
    assert again.sealed.folder.name == first.name
    assert filecmp.cmpfiles(first, again.sealed.folder, names, shallow=False) == (names, [], [])
    with pytest.raises(UsageError, match="there already"):
        refer(made / "rings", ring, tmp_path, to=["us-fbi"], key=key, options=options)


def test_a_ring_goes_nowhere_that_nothing_leads_to(made: Path, tmp_path: Path) -> None:
    ring = pl.read_parquet(made / "rings" / "rings.parquet").sort("core_reports")["ring_id"][-1]
    asked = ("refer", ring, "--in", made / "rings", "-o", tmp_path / "out", "--key", made / "signing.pem")
    assert "nothing in this ring leads to" in ringfence(*asked, "--to", "jp-npa", ends_with=2)
    assert "no force is known" in ringfence(*asked, "--to", "atlantis", ends_with=2)
    assert not list((tmp_path / "out").glob("*"))


def test_what_the_demo_tells_of_its_second_half(demo: Demo) -> None:
    assert "7 of 7 case files are intact" in demo.printed
    assert "one bit was changed: found" in demo.printed.replace("\n", " ")
    assert "these are 5 call centres" in demo.printed.replace("\n", " ")


def test_the_ledger_that_the_demo_fills_tells_the_next_person_the_same(demo: Demo) -> None:
    told = demo.printed.split("13. What the next person is told")[1].split("14. Kept")
    assert re.search(r"2,450 reports and [\d,]+ sightings were kept", told[1])
    (number,) = re.findall(r"Someone looks up (\S+) before", told[0])
    said = pages.run(["check", number], demo.folder, demo.folder / "demo" / "home").stdout
    for line in re.findall(r"People [^.]+times[^.]*\.", " ".join(told[0].split())):
        assert line in " ".join(said.split())
