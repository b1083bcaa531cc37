"""Partner records: an organisation, its key, the address of a role."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.exchange.partner import Partner, read_partner, to_json
from ringfence.exchange.signing import from_seed
from ringfence.words import FormatError, InputError
from tests.cast import ASHA, CONTOSO

PUBLIC = from_seed(bytes(32)).public
OTHER = from_seed(bytes(range(32))).public


def written(**changed: object) -> str:
    return json.dumps(json.loads(to_json(Partner(CONTOSO, PUBLIC, "fraud@contoso.example"))) | changed)


@given(
    st.text(st.characters(categories=("L", "N")), min_size=1, max_size=40),
    st.sampled_from([None, "abuse@c.example"]),
)
def test_a_record_comes_back_as_it_was_written(name: str, contact: str | None) -> None:
    partner = Partner(name, PUBLIC, contact)
    read = read_partner(to_json(partner))
    assert (read.organisation, read.contact) == (name, contact)
    assert read.public.fingerprint == PUBLIC.fingerprint


@pytest.mark.parametrize("name", ["", " Contoso", "Contoso ", "Con\ntoso", "Con\x1btoso", "\u202eosotnoC"])
def test_a_name_that_is_not_one_line_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        Partner(name, PUBLIC)


@pytest.mark.parametrize(
    "contact", [ASHA.email, "asha.menon@contoso.example", "fraud", "fraud@", "fraud@@x.example"]
)
def test_a_persons_address_is_no_contact_and_is_not_repeated(contact: str) -> None:
    with pytest.raises(InputError) as refused:
        Partner(CONTOSO, PUBLIC, contact)
    assert contact not in refused.value.message


@pytest.mark.parametrize(
    "changed",
    [
        {"version": 2},
        {"type": "ringfence-agreement"},
        {"fingerprint": OTHER.fingerprint},
        {"pem": OTHER.pem.decode()},
        {"pem": "no key"},
        {"organisation": ""},
        {"contact": ASHA.email},
        {"contact": 3},
        {"more": "unknown"},
    ],
)
def test_a_changed_record_is_refused(changed: dict[str, object]) -> None:
    with pytest.raises(FormatError):
        read_partner(written(**changed))


@pytest.mark.parametrize("field", ["version", "organisation", "fingerprint", "pem", "contact"])
def test_a_record_that_lacks_a_field_is_refused_by_its_name(field: str) -> None:
    row = json.loads(written())
    del row[field]
    with pytest.raises(FormatError, match=field):
        read_partner(json.dumps(row))
