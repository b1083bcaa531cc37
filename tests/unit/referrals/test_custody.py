from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.referrals.custody import (
    Entry,
    added,
    check,
    check_against,
    checkpoint,
    merkle_root,
    read,
    write,
)
from ringfence.words import FormatError, InputError
from tests.unit.referrals.sealed_case import AT, KEY, OTHER, SCRIPT, history

if TYPE_CHECKING:
    from ringfence.exchange.signing import SigningKey

TEXTS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20).filter(str.strip)


def chain(actors: list[str], key: SigningKey = KEY) -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = ()
    for at, actor in enumerate(actors):
        one = added(
            entries,
            at=AT + timedelta(seconds=at),
            actor=actor,
            organisation="contoso",
            action="looked",
            object_digest=None,
            reason="A test",
            key=key,
        )
        entries = (*entries, one)
    return entries


def test_a_chain_as_it_was_written_holds() -> None:
    check(history(), KEY.public)
    assert read(write(history()).splitlines(keepends=True)) == history()


@pytest.mark.parametrize("row", [0, 1, 2])
def test_the_first_broken_entry_is_named(row: int) -> None:
    entries = list(history())
    entries[row] = replace(entries[row], reason="Another reason")
    with pytest.raises(InputError, match=rf"row {row + 1}: .*it was changed"):
        check(entries, KEY.public)


def test_a_chain_signed_by_another_key_is_refused() -> None:
    with pytest.raises(InputError, match=r"row 1: .*not by this key"):
        check(history(), OTHER.public)


def test_time_cannot_run_backwards_and_an_entry_says_something() -> None:
    with pytest.raises(InputError):
        added(
            history(),
            at=datetime(2020, 1, 1, tzinfo=UTC),
            actor="a",
            organisation="b",
            action="c",
            object_digest=None,
            reason="d",
            key=KEY,
        )
    with pytest.raises(InputError):
        chain([" "])


@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_whatever_is_said_comes_back_and_the_script_reads_it_alike(actors: list[str]) -> None:
    entries = chain(actors)
    content = write(entries)
    assert read(line + b"\n" for line in content.split(b"\n")[:-1]) == entries
    for row, line in enumerate(content.split(b"\n")[:-1], start=1):
        assert SCRIPT.entry_of(line, row)[1] == entries[row - 1].signed_bytes()


@given(st.integers(0, 10_000), st.integers(1, 255), st.binary(max_size=3))
def test_no_line_with_another_byte_is_the_same_entry(at: int, change: int, behind: bytes) -> None:
    line = bytearray(write(history()[:1]))
    line[at % (len(line) - 1)] ^= change
    line[-1:-1] = behind
    try:
        entries = read([bytes(line)])
    except FormatError:
        with pytest.raises(SCRIPT.WrongError):
            SCRIPT.entry_of(bytes(line[:-1]), 1)
        return
    with pytest.raises(InputError):
        check(entries, KEY.public)


def test_a_history_that_was_rewritten_shows_against_a_checkpoint() -> None:
    kept = checkpoint(history()[:2], KEY, AT)
    check_against(history(), kept, KEY.public)
    with pytest.raises(InputError, match="are not those of the checkpoint"):
        check_against(chain(["someone", "else", "wrote"]), kept, KEY.public)
    with pytest.raises(InputError, match="had 2"):
        check_against(history()[:1], kept, KEY.public)
    with pytest.raises(InputError, match="not signed"):
        check_against(history(), replace(kept, size=1), KEY.public)


def halves(hashes: list[str]) -> str:
    """Build the tree as the standard words it: split at the largest power of two below the length."""
    from hashlib import sha256

    if len(hashes) == 1:
        return sha256(b"\0" + bytes.fromhex(hashes[0][7:])).hexdigest()
    at = 1
    while at * 2 < len(hashes):
        at *= 2
    left, right = (bytes.fromhex(halves(half)) for half in (hashes[:at], hashes[at:]))
    return sha256(b"\1" + left + right).hexdigest()


@pytest.mark.parametrize("size", range(1, 20))
def test_the_merkle_root_is_the_standards(size: int) -> None:
    hashes = [f"sha256:{at:064x}" for at in range(size)]
    assert merkle_root(hashes) == f"sha256:{halves(hashes)}"
