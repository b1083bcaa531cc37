"""The protocol finds what both hold and nothing else, and stops when the other side does not keep to it."""

from __future__ import annotations

import base64
import hashlib
import importlib.util
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.exchange.psi.commitment import holds
from ringfence.exchange.psi.frames import LARGEST_FRAME, Kind
from ringfence.exchange.psi.padding import is_padded
from ringfence.exchange.psi.protocol import Side
from ringfence.exchange.psi.ristretto import Secret, point_of
from ringfence.exchange.psi.terms import Compared
from ringfence.exchange.signing import canonical
from ringfence.words import InputError
from tests.unit.exchange.overlap.sides import AT, KEYS, elements, pair, play, terms

if TYPE_CHECKING:
    from random import Random

    from tests.unit.exchange.overlap.sides import Change

VALUES = st.text(min_size=1, max_size=40).filter(lambda text: text.isprintable())


def peer_says(ours: list[str], theirs: list[str]) -> set[str]:
    """Ask openmined-psi, where it is; elsewhere plain sets."""
    if importlib.util.find_spec("private_set_intersection") is None:
        return set(ours) & set(theirs)
    import private_set_intersection.python as psi

    client, server = psi.client.CreateWithNewKey(True), psi.server.CreateWithNewKey(True)
    setup = server.CreateSetupMessage(1e-9, len(ours), theirs, psi.DataStructure.RAW)
    response = server.ProcessRequest(client.CreateRequest(ours))
    return {ours[at] for at in client.GetIntersection(setup, response)}


@settings(max_examples=15)
@given(st.sets(VALUES, min_size=1, max_size=40), st.sets(VALUES, min_size=1, max_size=40), st.data())
def test_the_result_is_that_of_openmined_psi(mine: set[str], theirs: set[str], data: st.DataObject) -> None:
    theirs |= data.draw(st.sets(st.sampled_from(sorted(mine))))
    played = pair(elements(mine), elements(theirs))
    expected = peer_says(sorted(mine), sorted(theirs))
    for number in (0, 1):
        common = played.findings[number].common
        assert common is not None
        assert {one.value for one in common} == expected


def test_the_same_value_of_another_kind_is_not_in_common() -> None:
    played = pair(elements(["a"], "email"), elements(["a"], "handle"))
    assert played.findings[0].common == played.findings[1].common == ()


def test_empty_sets_have_nothing_in_common() -> None:
    assert pair([], elements(["a"])).findings[1].common == ()


def test_sets_of_several_messages_and_of_different_sizes_are_compared() -> None:
    first, second = [f"v{n}" for n in range(2100)], [f"v{n}" for n in range(2090, 2100)]
    sides = (
        Side(elements(first), terms(0, ceiling=3000), KEYS[0], AT),
        Side(elements(second), terms(1, ceiling=3000), KEYS[1], AT),
    )
    played = play(sides)
    assert [one.value for one in played.findings[0].common or ()] == second
    assert (played.findings[0].size, played.findings[0].partner_size) == (2560, 256)


def test_of_victims_only_a_number_in_tens_is_known_and_from_ten_on() -> None:
    many = [f"v{n}" for n in range(40)]
    some = pair(elements(many), elements(many[:17]), Compared.VICTIM).findings
    assert [(one.common, one.about) for one in some.values()] == [(None, 20)] * 2
    few = pair(elements(many), elements(many[:9]), Compared.VICTIM).findings
    assert [(one.common, one.about) for one in few.values()] == [(None, None)] * 2


def test_the_receipt_is_signed_by_both_and_names_sizes_roots_and_result() -> None:
    findings = pair(elements("abc"), elements("bcd")).findings
    assert findings[0].receipt == findings[1].receipt
    record = {name: value for name, value in findings[0].receipt.items() if name != "signatures"}
    signatures = findings[0].receipt["signatures"]
    assert isinstance(signatures, dict)
    for key in KEYS:
        assert key.public.verify(canonical(record), bytes.fromhex(signatures[key.public.fingerprint]))
    assert set(record) == {"act", "sides", "sent", "result"}


def test_an_auditor_sees_drawn_leaves_that_stand_under_the_committed_root() -> None:
    findings = pair(elements("abc"), elements("bcd"), opened=5).findings
    sides = findings[0].receipt["sides"]
    assert isinstance(sides, list)
    for number, finding in findings.items():
        own = next(row for row in sides if row["party"] == KEYS[number].public.fingerprint)
        assert len(finding.openings) == 5
        assert all(holds(bytes.fromhex(own["root"]), own["size"], one) for one in finding.openings)


def test_the_partner_never_gets_a_leaf() -> None:
    played = pair(elements("abc"), elements("bcd"), opened=256)
    sent = b"".join(played.said[0] + played.said[1])
    assert not any(one.leaf in sent for one in played.findings[0].openings)


def hashes(kind: str, value: str) -> list[bytes]:
    """Write a value in every way in which it might be told."""
    shown = []
    for text in (value, f"{kind}:{value}", f"{kind}{value}"):
        shown.append(text.encode())
        for name in ("md5", "sha1", "sha256", "sha512", "blake2b"):
            digest = hashlib.new(name, text.encode())
            shown += [digest.digest(), digest.hexdigest().encode(), base64.b64encode(digest.digest())]
    return shown


def test_what_goes_between_the_sides_holds_no_plain_or_hashed_value() -> None:
    first = [f"+1555555{n:04}" for n in range(40)]
    second = [f"+1555555{n:04}" for n in range(30, 70)]
    played = pair(elements(first), elements(second))
    sent = b"".join(played.said[0] + played.said[1])
    assert len(played.findings[0].common or ()) == 10
    for value in {*first, *second}:
        assert not [one for one in hashes("phone", value) if one in sent]
        assert point_of("phone", value) not in sent


def test_two_runs_over_the_same_sets_send_nothing_alike() -> None:
    runs = [pair(elements("abc"), elements("bcd")).said[0] for _ in range(2)]
    points = [
        {message[at : at + 32] for message in run[2:-1] for at in range(0, len(message), 32)} for run in runs
    ]
    assert not points[0] & points[1]


def test_how_many_elements_a_side_has_does_not_show() -> None:
    lengths = {
        tuple(len(message) for message in pair(elements(map(str, range(n))), []).said[0]) for n in (0, 7, 256)
    }
    assert len(lengths) == 1


def test_a_secret_is_gone_when_it_was_destroyed() -> None:
    secret = Secret()
    kept = secret._scalar
    assert kept is not None
    assert kept != bytes(32)
    secret.destroy()
    assert kept == bytes(32)
    with pytest.raises(ValueError, match="destroyed"):
        secret.mask([])


def test_the_secret_is_destroyed_also_when_the_run_fails() -> None:
    sides = [Side(elements("ab"), terms(n), KEYS[n], AT) for n in (0, 1)]
    play((sides[0], sides[1]), lambda _kind, nth, message: (1, message) if nth == 0 else None)
    assert sides[0]._secret._scalar is None


def test_little_in_common_of_a_large_set_raises_an_alarm() -> None:
    many = [f"v{n}" for n in range(1000)]
    guessed = [f"g{n}" for n in range(998)] + many[:2]
    findings = pair(elements(many), elements(guessed)).findings
    assert findings[0].alarm
    honest = pair(elements(many), elements(many)).findings
    assert not honest[0].alarm


def replaced(nth: int, made: bytes, kind: int | None = None) -> Change:
    return lambda was, at, message: (kind or was, made) if at == nth else (was, message)


WRONG = {
    "a commitment of noise": (replaced(0, b"\x01" * 400), "not signed with the key"),
    "an empty commitment": (replaced(0, b""), "not signed with the key"),
    "a commitment signed for something else": (
        replaced(0, KEYS[1].sign(b"{}") + b"{}"),
        "malformed",
    ),
    "a commitment that is no record": (replaced(0, KEYS[1].sign(b"[1]") + b"[1]"), "malformed"),
    "an opening by somebody else": (replaced(1, b"\x01" * 96), "cannot sign this run"),
    "a point that is none": (lambda k, n, m: (k, b"\xff" * 32 + m[32:]) if n == 2 else (k, m), "not a point"),
    "the neutral point": (lambda k, n, m: (k, bytes(32) + m[32:]) if n == 2 else (k, m), "not a point"),
    "a point twice": (lambda k, n, m: (k, m[32:64] + m[32:]) if n == 2 else (k, m), "a point twice"),
    "a point too few": (lambda k, n, m: (k, m[32:]) if n == 2 else (k, m), "another number of points"),
    "a point too many": (lambda k, n, m: (k, m + m[:32]) if n == 2 else (k, m), "another number of points"),
    "half a point": (lambda k, n, m: (k, m[:-1]) if n == 2 else (k, m), "another number of points"),
    "an answer with a point twice": (lambda k, n, m: (k, m[32:64] + m[32:]) if n == 3 else (k, m), "twice"),
    "a changed answer": (lambda k, n, m: (k, bytes(32) + m[32:]) if n == 3 else (k, m), "did not sign"),
    "a receipt of noise": (replaced(4, b"\x01" * 64), "did not sign"),
    "another message than is due": (
        lambda k, n, m: (int(Kind.RECEIPT), m) if n == 2 else (k, m),
        "than was due",
    ),
    "a message of no type": (lambda k, n, m: (99, m) if n == 2 else (k, m), "unknown type"),
    "a message that is too long": (replaced(2, bytes(LARGEST_FRAME + 1)), "too long"),
    "an end before the end": (lambda k, n, m: None if n == 2 else (k, m), "ended before"),
    "a refusal": (replaced(2, b"no\x1b[31m budget", int(Kind.REFUSED)), r"refused: no\[31m budget"),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_the_run_stops_at(name: str) -> None:
    change, said = WRONG[name]
    played = pair(elements("ab"), elements("bc"), change=change)
    assert 0 not in played.findings
    with pytest.raises(InputError, match=said):
        raise played.wrong[0]


def test_our_own_points_are_not_taken_back() -> None:
    sides = Side(elements("ab"), terms(0), KEYS[0], AT), Side(elements("bc"), terms(1), KEYS[1], AT)
    sides[1]._masked = sides[0]._masked  # type: ignore[method-assign] # a partner that plays our points back
    played = play(sides)
    assert "own points back" in played.wrong[0].message


def test_an_old_commitment_serves_nobody_without_the_key() -> None:
    old = pair(elements("ab"), elements("bc")).said[1]
    played = pair(elements("ab"), elements("bc"), change=lambda k, n, m: (k, old[n] if n < 2 else m))
    assert "cannot sign this run" in played.wrong[0].message


def test_a_partner_under_other_terms_is_refused() -> None:
    sides = (
        Side(elements("ab"), terms(0), KEYS[0], AT),
        Side(elements("b"), terms(1, Compared.VICTIM), KEYS[1], AT),
    )
    assert "other terms" in play(sides).wrong[0].message


def test_a_partner_whose_set_is_too_large_is_refused() -> None:
    large = elements(map(str, range(600)))
    sides = Side(elements("ab"), terms(0, ceiling=500), KEYS[0], AT), Side(large, terms(1), KEYS[1], AT)
    played = play(sides)
    assert "larger than the agreement allows" in played.wrong[0].message
    assert "refused" in played.wrong[1].message


def test_our_own_side_keeps_to_the_agreement() -> None:
    with pytest.raises(InputError, match="expired"):
        Side([], terms(0, expires_at=AT), KEYS[0], AT)
    with pytest.raises(InputError, match="more than the agreement's 2"):
        Side(elements("abc"), terms(0, ceiling=2), KEYS[0], AT)
    with pytest.raises(InputError, match="names no auditor"):
        Side([], terms(0, auditor=None), KEYS[0], AT, opened=1)


@given(st.integers(0, 200_000))
def test_every_set_is_filled_up_to_a_size_of_few(count: int) -> None:
    from ringfence.exchange.psi.padding import padded

    size = padded(count)
    assert size >= count
    assert is_padded(size)
    assert size <= max(256, count * 1.25)


@settings(max_examples=5)
@given(st.lists(VALUES, unique=True, min_size=1, max_size=20), st.randoms())
def test_the_order_of_a_set_changes_nothing(values: list[str], chance: Random) -> None:
    mixed = chance.sample(values, len(values))
    some = values[: len(values) // 2]
    first, second = pair(elements(values), elements(some)), pair(elements(mixed), elements(some[::-1]))
    assert first.findings[0].common == second.findings[0].common
    assert {one.value for one in first.findings[0].common or ()} == set(some)
