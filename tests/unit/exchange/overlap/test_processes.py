"""Two children, one file each: what goes between them, what is in their memory, what they leave behind."""

from __future__ import annotations

import hashlib
import json
import mmap
import os
import signal
import sys
import threading
from array import array
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl
import pytest
from click.testing import CliRunner

from ringfence.actions import overlap_side
from ringfence.actions.overlap import Under, overlap
from ringfence.cli.overlap import command
from ringfence.exchange.agreement import draft, read, signed, to_json
from ringfence.exchange.overlap import chosen
from ringfence.exchange.psi.agreed import terms_of
from ringfence.exchange.psi.budget import read_charges, spend
from ringfence.exchange.psi.padding import padded
from ringfence.exchange.psi.terms import Commitment, Compared
from ringfence.exchange.signing import from_seed
from ringfence.words import InputError, UsageError
from tests.cast import CONTOSO, NORTHWIND
from tests.unit.exchange.overlap.folders import ring_folder
from tests.unit.exchange.overlap.sides import AT, terms, write_sightings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringfence.exchange.agreement import Shares

KEYS = from_seed(bytes(32)), from_seed(bytes(31) + b"b")
OWN = "only-at-{}-{}.example"
BOTH = "at-both-{}.example"
PAGE = mmap.PAGESIZE


def rows(side: str, own: int = 60, both: int = 20) -> Iterable[tuple[str, str, str, str]]:
    values = [OWN.format(side, number) for number in range(own)]
    values += [BOTH.format(number) for number in range(both)]
    for number, value in enumerate(values):
        yield str(number), "domain", value, "visited"
        yield str(number), "phone", f"+1555555{number:04}", "caller_id"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return (
        write_sightings(tmp_path / CONTOSO / "sightings.parquet", CONTOSO, rows("contoso")),
        write_sightings(tmp_path / NORTHWIND / "sightings.parquet", NORTHWIND, rows("northwind")),
    )


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))


def hidden_from(side: int) -> list[bytes]:
    """Write what only the other side holds: what all of it has in it, and digests of some of it."""
    other = "northwind" if side == 0 else "contoso"
    needles = [f"only-at-{other}".encode()]
    value = OWN.format(other, 59)
    for text in (value, f"domain:{value}"):
        for name in ("md5", "sha1", "sha256", "sha512"):
            digest = hashlib.new(name, text.encode())
            needles += [digest.digest(), digest.hexdigest().encode()]
    return needles


def memory(process: int) -> bytes:
    """Read all that a process has written to: the pages that are there, not what is reserved."""
    found = []
    with (
        Path(f"/proc/{process}/mem").open("rb", buffering=0) as whole,
        Path(f"/proc/{process}/pagemap").open("rb", buffering=0) as pages,
    ):
        for line in Path(f"/proc/{process}/maps").read_text().splitlines():
            span, rights = line.split(" ", 2)[:2]
            if not rights.startswith("rw"):
                continue
            begin, end = (int(part, 16) // PAGE for part in span.split("-"))
            pages.seek(begin * 8)
            flags = array("Q", pages.read((end - begin) * 8))
            there = [at for at, flag in enumerate(flags, begin) if flag >> 62]
            for start, count in in_a_row(there):
                whole.seek(start * PAGE)
                found.append(whole.read(count * PAGE))
    return b"".join(found)


def in_a_row(numbers: list[int]) -> list[tuple[int, int]]:
    """Put numbers that follow each other together: the first, and how many."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1] = runs[-1][0], runs[-1][1] + 1
        else:
            runs.append((number, 1))
    return runs


def test_both_find_the_same_and_neither_child_knows_what_only_the_other_holds(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    said: list[bytes] = []
    found_in: dict[str, list[bytes]] = {}

    def look(processes: tuple[int, int]) -> None:
        if sys.platform != "linux":
            return
        for side, process in enumerate(processes):
            held = memory(process)
            own = hidden_from(1 - side)[0]
            assert own in held  # otherwise the search would prove nothing
            assert b"at-both-0.example" in held
            found_in[f"memory {side}"] = [one for one in hidden_from(side) if one in held]

    out = tmp_path / "out"
    processes: list[int] = []
    result = overlap(
        files,
        output=out,
        opened=4,
        listen=lambda _side, message: said.append(message),
        begin=processes.extend,
        pause=look,
    )
    assert result.trial
    assert result.by_kind == {"domain": 20}
    both = {BOTH.format(number) for number in range(20)}
    assert [{one.value for one in side} for side in result.shared] == [both] * 2
    sides = [(side.name, side.elements, side.padded) for side in result.sides]
    assert sides == [(CONTOSO, 80, 256), (NORTHWIND, 80, 256)]
    assert not any(alive(process) for process in processes)
    sent = b"".join(said)
    for side, name in enumerate("ab"):
        found_in[f"sent {side}"] = [one for one in hidden_from(side) if one in sent]
        written = b"".join(path.read_bytes() for path in (out / name).rglob("*") if path.is_file())
        assert b"at-both-0.example" in written
        found_in[f"files {side}"] = [one for one in hidden_from(side) if one in written]
    assert not any(found_in.values()), [where for where, found in found_in.items() if found]


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_child_that_is_killed_is_named_and_the_other_ends(files: tuple[Path, Path]) -> None:
    processes: list[int] = []

    def kill_second(side: str, _message: bytes) -> None:
        if side == "A":
            os.kill(processes[1], signal.SIGKILL)

    with pytest.raises(InputError, match=r"side B was ended from outside \(SIGKILL\)"):
        overlap(files, begin=processes.extend, listen=kill_second)
    assert not any(alive(process) for process in processes)


def test_sides_that_fall_silent_are_ended(files: tuple[Path, Path]) -> None:
    processes: list[int] = []

    def stop_second(both: tuple[int, int]) -> None:
        processes.extend(both)
        os.kill(both[1], signal.SIGSTOP)

    with pytest.raises(InputError, match="neither side has said anything"):
        overlap(files, begin=stop_second, patience=0.5)
    assert not any(alive(process) for process in processes)


def test_runs_at_the_same_time_spend_a_budget_once(tmp_path: Path) -> None:
    budget, limits = tmp_path / "home" / "partner.jsonl", terms(0)
    theirs = Commitment("", "", "", padded(limits.ceiling), "", "", 0, "")
    ready = threading.Barrier(8)

    def ask(_nth: int) -> bool:
        ready.wait()
        try:
            overlap_side._charge(budget, limits, theirs, AT)
        except InputError:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(ask, range(8))) == 1
    assert len(read_charges(budget.read_text().splitlines())) == 1


def test_what_only_called_or_is_not_valid_is_not_compared(tmp_path: Path) -> None:
    number = "+15555550100"
    told = [("1", "phone", number, "caller_id"), ("2", "domain", "seen.example", "visited")]
    rows = pl.read_parquet(write_sightings(tmp_path / "a.parquet", CONTOSO, told))
    assert [one.value for one in chosen(rows.lazy(), Compared.INDICATOR, AT).elements] == ["seen.example"]
    for change in (
        pl.lit("invalid").alias("validity"),
        pl.lit(0.0).alias("strength"),
        pl.lit(AT).alias("at"),  # told of at the very time of the run: not held before it
    ):
        assert chosen(rows.lazy().with_columns(change), Compared.INDICATOR, AT).elements == ()


def test_a_file_that_is_none_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken.parquet").write_text("no")
    with pytest.raises(InputError, match=r"broken\.parquet: this cannot be read as Parquet"):
        overlap_side.holdings(tmp_path / "broken.parquet")


def agreed(tmp_path: Path, **changes: object) -> Under:
    """Sign an agreement of both; ``signers`` says who signs."""
    shares: Shares = "victim" if changes.pop("victims", False) else "indicator"
    signers = changes.pop("signers", KEYS)
    terms = draft(
        [("Contoso", KEYS[0].public), ("Northwind", KEYS[1].public)],
        purpose="find the rings that defraud customers of both",
        shares=shares,
        starts_at=AT - timedelta(days=1),
        ends_at=AT + timedelta(days=60),
        **changes,  # type: ignore[arg-type] # each is one of its terms
    )
    assert isinstance(signers, tuple)
    for key in signers:
        terms = signed(terms, key)
    (tmp_path / "agreement.json").write_text(to_json(terms))
    for name, key in zip("ab", KEYS, strict=True):
        (tmp_path / f"{name}.pem").write_bytes(key.pem)
        (tmp_path / f"{name}.pem").chmod(0o600)
    return Under(tmp_path / "agreement.json", tmp_path / "a.pem", tmp_path / "b.pem")


def test_under_an_agreement_the_receipt_names_it_and_budgets_are_kept(tmp_path: Path) -> None:
    folders = ring_folder(tmp_path / "a", CONTOSO), ring_folder(tmp_path / "b", NORTHWIND)
    under = agreed(tmp_path, size_ceiling=100, budget=256, auditor="Fabrikam")
    result = overlap(folders, under=under, at=AT, opened=3, output=tmp_path / "out")
    assert not result.trial
    receipts = [json.loads((tmp_path / "out" / side / "receipt.json").read_text()) for side in "ab"]
    assert receipts[0] == receipts[1]
    assert set(receipts[0]["signatures"]) == {key.public.fingerprint for key in KEYS}
    budgets = sorted((tmp_path / "home" / "overlap").rglob("*.jsonl"))
    assert len(budgets) == 2
    with pytest.raises(InputError, match="left of its 30 days"):
        overlap(folders, under=under, at=AT + timedelta(days=1))
    for side, name in enumerate("ab"):
        written = (tmp_path / "out" / name / "for-the-auditor.json").read_text()
        assert len(json.loads(written)["leaves"]) == 3
        assert f"alone-{(NORTHWIND, CONTOSO)[side]}" not in written


def test_under_an_agreement_bare_sightings_are_refused_before_anything_is_sent(
    files: tuple[Path, Path], tmp_path: Path
) -> None:
    said: list[bytes] = []
    with pytest.raises(UsageError, match="sightings tell neither") as refused:
        overlap(files, under=agreed(tmp_path), at=AT, listen=lambda _side, message: said.append(message))
    assert "linked with --reports" in str(refused.value.advice)
    assert not any(b"example" in message for message in said)
    assert not list((tmp_path / "home").rglob("*.jsonl"))


def test_an_agreement_that_does_not_hold_is_refused(files: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"side A: .*Northwind has not signed"):
        overlap(files, under=agreed(tmp_path, signers=KEYS[:1]), at=AT)


def test_an_agreement_allows_what_it_says_and_nothing_else(tmp_path: Path) -> None:
    agreement = read(agreed(tmp_path, size_ceiling=50, auditor="Fabrikam").agreement.read_bytes())
    own, partner = (key.public.fingerprint for key in KEYS)
    limits = terms_of(agreement, own, partner, Compared.INDICATOR, AT)
    assert (limits.ceiling, limits.auditor, limits.agreement) == (50, "Fabrikam", agreement.digest)
    with pytest.raises(InputError, match="it ended at"):
        terms_of(agreement, own, partner, Compared.INDICATOR, AT + timedelta(days=90))
    with pytest.raises(InputError, match="about indicators, not about victims"):
        terms_of(agreement, own, partner, Compared.VICTIM, AT)
    stranger = from_seed(bytes(31) + b"c").public.fingerprint
    for ours, theirs in ((own, own), (own, stranger), (stranger, partner)):
        with pytest.raises(UsageError, match=r"no party|no other party"):
            terms_of(agreement, ours, theirs, Compared.INDICATOR, AT)


def test_victims_are_counted_in_tens_once_a_week_and_never_named(tmp_path: Path) -> None:
    people = [("1", "email", f"person{n}@mail.example", "reporter") for n in range(30)]
    files = (
        write_sightings(tmp_path / "va.parquet", CONTOSO, people),
        write_sightings(tmp_path / "vb.parquet", NORTHWIND, people[:17]),
    )
    under = agreed(tmp_path, victims=True)
    found = overlap(files, under=under, compared=Compared.VICTIM, at=AT, output=tmp_path / "out")
    assert (found.values, found.about, found.shared) == (None, 20, ((), ()))
    written = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*.json"))
    assert b"person" not in written
    assert b"17" not in (tmp_path / "out" / "a" / "result.json").read_bytes()
    kept = [path.read_text() for path in (tmp_path / "home" / "overlap").rglob("*.jsonl")]
    assert [[charge.common for charge in read_charges(one.splitlines())] for one in kept] == [[0, 0]] * 2
    with pytest.raises(InputError, match="less than a week ago"):
        spend(read_charges(kept[0].splitlines()), 256, terms(0, Compared.VICTIM), AT + timedelta(days=3))


@pytest.mark.parametrize("signed_terms", [True, False])
def test_where_nobody_could_be_counted_it_says_what_such_a_file_needs(
    files: tuple[Path, Path], tmp_path: Path, *, signed_terms: bool
) -> None:
    people = [("1", "email", f"person{n}@mail.example", "reporter") for n in range(3)]
    counted = write_sightings(tmp_path / "people.parquet", CONTOSO, people)
    under = agreed(tmp_path, victims=True) if signed_terms else None
    with pytest.raises(UsageError, match=r"side B: .*sightings\.parquet: .* role reporter") as refused:
        overlap((counted, files[1]), under=under, compared=Compared.VICTIM, at=AT)
    assert "own contact in the role reporter" in str(refused.value.advice)
    assert not list((tmp_path / "home").rglob("*.jsonl"))


def said_by(arguments: list[str]) -> str:
    ran = CliRunner().invoke(command, arguments, catch_exceptions=False)
    assert ran.exit_code == 0
    return ran.output


def test_the_command_wants_an_agreement_with_both_keys(files: tuple[Path, Path], tmp_path: Path) -> None:
    under = agreed(tmp_path)
    with pytest.raises(UsageError, match="needs the keys of both sides"):
        said_by([*(str(path) for path in files), "--agreement", str(under.agreement)])
