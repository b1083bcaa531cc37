"""Agreements: what can be agreed to, who has signed, whether it is in force, what a changed file shows."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from ringfence.actions.signing_keys import new_key_file
from ringfence.cli.agreement import command
from ringfence.exchange.agreement import (
    Agreement,
    Signature,
    as_record,
    check,
    draft,
    objections,
    read,
    signed,
    to_json,
)
from ringfence.exchange.psi.padding import LARGEST, padded
from ringfence.exchange.signing import from_seed
from ringfence.words import FormatError, InputError, RingfenceError, Tlp, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

CONTOSO, NORTHWIND, STRANGER = (from_seed(bytes(31) + bytes([number])) for number in range(3))
START, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
AT = datetime(2026, 6, 1, tzinfo=UTC)
PURPOSE = "find the rings that defraud customers of both"


def terms(**changes: object) -> Agreement:
    said: dict[str, object] = {"purpose": PURPOSE, "shares": "indicator", "starts_at": START, "ends_at": END}
    parties = [("Contoso", CONTOSO.public), ("Northwind", NORTHWIND.public)]
    return draft(parties, **{**said, **changes})  # type: ignore[arg-type] # each is one of its terms


def by_both(agreement: Agreement | None = None) -> Agreement:
    return signed(signed(agreement or terms(), CONTOSO), NORTHWIND)


def test_it_is_in_force_from_its_first_moment_until_just_before_its_last() -> None:
    agreement = by_both()
    assert check(agreement, START) == check(agreement, END - timedelta(seconds=1)) == ()
    assert check(agreement, END) == ("it ended at 2027-01-01 00:00 UTC",)
    before = START - timedelta(seconds=1)
    assert check(agreement, before) == ("it does not hold before 2026-01-01 00:00 UTC",)


def test_the_digest_is_the_same_before_and_after_it_is_signed_in_whatever_order() -> None:
    other = signed(signed(terms(), NORTHWIND), CONTOSO)
    assert terms().digest == by_both().digest == other.digest
    assert other == by_both()
    assert signed(by_both(), CONTOSO) == by_both()


def test_who_is_no_party_cannot_sign() -> None:
    with pytest.raises(UsageError, match="no party"):
        signed(terms(), STRANGER)


@pytest.mark.parametrize(
    "change",
    [
        {"purpose": "anything"},
        {"shares": "victim"},
        {"ceiling": Tlp.RED},
        {"countries": ("US",)},
        {"size_ceiling": 90_000},
        {"budget": 300_000},
        {"auditor": "Fabrikam"},
        {"starts_at": START - timedelta(days=1)},
        {"ends_at": END + timedelta(days=1)},
    ],
)
def test_a_term_that_is_changed_after_signing_breaks_every_signature(change: dict[str, object]) -> None:
    changed = replace(by_both(), **change)  # type: ignore[arg-type] # each is one of its terms
    assert check(changed, AT) == (
        "the signature of Contoso is not over these terms",
        "the signature of Northwind is not over these terms",
    )


def test_a_signature_of_another_key_or_for_another_party_is_told() -> None:
    agreement = by_both()
    theirs = agreement.signatures[1].value
    swapped = replace(
        agreement, signatures=(Signature(CONTOSO.public.fingerprint, theirs), agreement.signatures[1])
    )
    assert check(swapped, AT) == ("the signature of Contoso is not over these terms",)
    stranger = Signature(STRANGER.public.fingerprint, STRANGER.sign(agreement.terms()).hex())
    more = replace(agreement, signatures=(*agreement.signatures, stranger))
    assert check(more, AT) == ("a key that is of no party has signed",)


def test_a_key_that_is_not_the_one_of_its_fingerprint_is_told() -> None:
    one, other = terms().parties
    changed = replace(terms(), parties=(replace(one, pem=STRANGER.public.pem.decode()), other))
    assert "the key of Contoso has another fingerprint than the one named" in objections(changed)
    assert objections(replace(terms(), parties=(replace(one, pem="no"), other))) == (
        "what stands as the key of Contoso is no Ed25519 key",
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ends_at": START}, "ends before it begins"),
        ({"size_ceiling": 0}, "size ceiling is not from 1 to 16,777,216"),
        ({"size_ceiling": LARGEST + 1}, "size ceiling is not from 1"),
        ({"budget": 100_000}, "too small for one comparison: .* 100,000 is filled up to 114,688"),
        ({"purpose": " "}, "the purpose is not one line"),
        ({"purpose": "one\nother"}, "the purpose is not one line"),
        ({"countries": ("Germany",)}, "code of two letters"),
    ],
)
def test_what_cannot_be_meant_cannot_be_drafted(change: dict[str, object], said: str) -> None:
    with pytest.raises(InputError, match=said):
        terms(**change)


@given(st.integers(1, LARGEST))
def test_the_smallest_budget_is_one_full_set(ceiling: int) -> None:
    size = padded(ceiling)
    assert terms(size_ceiling=ceiling, budget=size).budget == size
    with pytest.raises(InputError, match="too small for one comparison"):
        terms(size_ceiling=ceiling, budget=size - 1)


def test_one_party_or_the_same_key_twice_is_no_agreement() -> None:
    for parties in (
        [("Contoso", CONTOSO.public)],
        [("Contoso", CONTOSO.public), ("contoso", NORTHWIND.public)],
        [("Contoso", CONTOSO.public), ("Northwind", CONTOSO.public)],
    ):
        with pytest.raises(InputError, match="cannot be agreed to"):
            draft(parties, purpose=PURPOSE, shares="indicator", starts_at=START, ends_at=END)


LINES = st.text(st.characters(codec="utf-8"), min_size=1, max_size=30).filter(
    lambda text: text.isprintable() and text == text.strip() != ""
)


@given(LINES, st.sampled_from(Tlp), st.sets(st.sampled_from(["US", "DE", "GB"])), LINES | st.none())
def test_an_agreement_is_read_as_it_was_written(
    purpose: str, ceiling: Tlp, countries: set[str], auditor: str | None
) -> None:
    written = by_both(terms(purpose=purpose, ceiling=ceiling, countries=countries, auditor=auditor))
    assert read(to_json(written)) == written
    assert check(read(to_json(written).encode()), AT) == ()


@given(st.binary(max_size=300) | st.text(max_size=300))
def test_whatever_is_read_is_an_agreement_or_a_clear_refusal(noise: bytes | str) -> None:
    with pytest.raises(FormatError):
        read(noise)


PLACES = st.sampled_from(list(as_record(terms())))
VALUES = st.none() | st.integers() | st.text(max_size=9) | st.lists(st.text(max_size=3), max_size=2)


@given(PLACES, VALUES)
def test_a_field_of_another_shape_is_refused_or_breaks_the_signatures(field: str, value: object) -> None:
    row = as_record(by_both())
    same = row[field] == value
    try:
        agreement = read(json.dumps({**row, field: value}))
    except RingfenceError:
        return
    assert same or check(agreement, AT) != ()


def test_the_page_names_every_field_of_the_file(root: Path) -> None:
    page = (root / "docs/reference/agreements.md").read_text()
    row = as_record(by_both())
    fields = set()
    for name, value in row.items():
        fields.add(name)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            fields |= {f"{name}.{inner}" for inner in value[0]}
    assert set(re.findall(r"^\| `([a-z_.]+)` \|", page, re.MULTILINE)) == fields


def said(*words: object, code: int = 0) -> Result:
    ran = CliRunner().invoke(command, [str(word) for word in words], catch_exceptions=False)
    assert ran.exit_code == code, ran.output
    return ran


def drafted(folder: Path, *more: object) -> Path:
    for name in ("contoso", "northwind"):
        if not (folder / f"{name}.pem").exists():
            new_key_file(folder / f"{name}.pem", name.title())
    file = folder / "agreement.json"
    parties = ["--party", "Contoso", folder / "contoso.pub.pem"]
    parties += ["--party", "Northwind", folder / "northwind.partner.json"]
    days = ["--from", "2020-01-01", "--to", "2999-01-01"]
    said("draft", file, *parties, "--purpose", PURPOSE, *days, *more)
    return file


def test_the_command_drafts_signs_and_shows(tmp_path: Path) -> None:
    file = drafted(
        tmp_path, "--country", "de", "--country", "US", "--auditor", "Fabrikam", "--ceiling", Tlp.GREEN
    )
    shown = said("show", file, code=1).output
    assert "Contoso has not signed." in shown
    said("sign", file, "--key", tmp_path / "contoso.pem")
    half = json.loads(said("show", file, "--json", code=1).output)
    assert (half["in_force"], half["problems"]) == (False, ["Northwind has not signed"])
    assert "It is in force." in said("sign", file, "--key", tmp_path / "northwind.pem").output
    shown = " ".join(said("show", file).output.split())
    for part in (PURPOSE, "TLP:GREEN or wider", "DE, US", "Fabrikam", "100,000", "2999-01-01 00:00 UTC"):
        assert part in shown
    assert "it ended at" in said("show", file, "--on", "2999-01-01", code=1).output
    assert json.loads(said("show", file, "--json").output)["digest"] == half["digest"]


def test_the_command_overwrites_no_agreement_and_signs_none_that_nobody_could_act_under(
    tmp_path: Path,
) -> None:
    file = drafted(tmp_path)
    with pytest.raises(UsageError, match="never overwritten"):
        drafted(tmp_path)
    row = json.loads(file.read_text())
    file.write_text(json.dumps({**row, "budget": 500}))
    with pytest.raises(InputError, match="this cannot be agreed to: its budget of 500 is too small"):
        said("sign", file, "--key", tmp_path / "contoso.pem")
    file.write_text(json.dumps({**row, "ends_at": "2020-01-02T00:00:00Z"}))
    with pytest.raises(InputError, match="it has ended already"):
        said("sign", file, "--key", tmp_path / "contoso.pem")


def test_a_secret_key_in_the_place_of_a_public_one_is_refused(tmp_path: Path) -> None:
    drafted(tmp_path)
    words = ["--party", "A", tmp_path / "contoso.pem", "--party", "B", tmp_path / "northwind.pub.pem"]
    with pytest.raises(InputError):
        said("draft", tmp_path / "b.json", *words, "--purpose", PURPOSE, "--to", "2999-01-01")
