"""Frames, commitments and budgets by themselves."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.exchange.psi.budget import Charge, left, read_charges, spend
from ringfence.exchange.psi.commitment import Opening, Tree, drawn, holds
from ringfence.exchange.psi.frames import CHUNK, Channel, Kind, read_frame
from ringfence.exchange.psi.padding import padded
from ringfence.exchange.psi.terms import Compared
from ringfence.words import FormatError, InputError
from tests.unit.exchange.overlap.sides import AT, terms

KINDS = st.sampled_from([kind for kind in Kind if kind is not Kind.REFUSED])


@given(st.lists(st.tuples(KINDS, st.binary(max_size=300))))
def test_messages_come_out_as_they_went_in(messages: list[tuple[Kind, bytes]]) -> None:
    pipe = io.BytesIO()
    for kind, message in messages:
        Channel(pipe, pipe).send(kind, message)
    pipe.seek(0)
    assert [read_frame(pipe) for _ in messages] == messages
    assert read_frame(pipe) is None


@given(st.binary(max_size=400))
def test_whatever_comes_in_is_a_message_or_a_clear_refusal(noise: bytes) -> None:
    pipe = io.BytesIO(noise)
    try:
        while read_frame(pipe) is not None:
            pass
    except InputError:
        return


@given(KINDS, st.binary(min_size=1, max_size=60), st.data())
def test_a_message_cut_short_anywhere_is_refused(kind: Kind, message: bytes, data: st.DataObject) -> None:
    pipe = io.BytesIO()
    Channel(pipe, pipe).send(kind, message)
    whole = pipe.getvalue()
    cut = data.draw(st.integers(1, len(whole) - 1))
    with pytest.raises(InputError, match="in the middle of a message"):
        read_frame(io.BytesIO(whole[:cut]))


@given(st.lists(st.binary(min_size=32, max_size=32), max_size=4), st.integers(0, 6))
def test_points_that_were_not_promised_are_refused(points: list[bytes], promised: int) -> None:
    pipe = io.BytesIO()
    Channel(io.BytesIO(), pipe).send(Kind.MASKED, b"".join(points))
    pipe.seek(0)
    channel = Channel(pipe, io.BytesIO())
    if promised == len(points) == len(set(points)) or not promised:
        assert channel.swap(Kind.MASKED, [], promised) == points[:promised]
    else:
        with pytest.raises(InputError):
            channel.swap(Kind.MASKED, [], promised)


def test_a_chunk_is_the_longest_message() -> None:
    pipe = io.BytesIO()
    points = [number.to_bytes(32, "big") for number in range(CHUNK + 1)]
    Channel(io.BytesIO(), pipe).swap(Kind.MASKED, points, 0)
    pipe.seek(0)
    assert Channel(pipe, io.BytesIO()).swap(Kind.MASKED, [], len(points)) == points


def test_a_partner_that_goes_on_after_the_end_is_refused() -> None:
    pipe = io.BytesIO()
    Channel(pipe, pipe).send(Kind.MASKED, b"")
    pipe.seek(0)
    with pytest.raises(InputError, match="after the end"):
        Channel(pipe, pipe).finished()


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=40), st.data())
def test_each_leaf_and_no_other_opens_at_its_place(leaves: list[bytes], data: st.DataObject) -> None:
    tree = Tree(leaves)
    index = data.draw(st.integers(0, len(leaves) - 1))
    opened = tree.opening(index)
    assert holds(tree.root, len(leaves), opened)
    assert not holds(tree.root, len(leaves), Opening(index, opened.leaf + b"x", opened.path))
    assert not holds(tree.root, len(leaves), Opening(index, opened.leaf, (*opened.path, bytes(32))))
    assert not holds(tree.root, len(leaves), Opening(len(leaves), opened.leaf, opened.path))
    if opened.path:
        assert not holds(tree.root, len(leaves), Opening(index, opened.leaf, opened.path[1:]))


def test_the_tree_is_that_of_rfc_6962() -> None:
    import hashlib

    def of(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return hashlib.sha256(b"\x00" + leaves[0]).digest()
        half = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\x01" + of(leaves[:half]) + of(leaves[half:])).digest()

    for size in range(1, 20):
        leaves = [bytes([number]) for number in range(size)]
        assert Tree(leaves).root == of(leaves)


@given(st.binary(min_size=64, max_size=64), st.integers(1, 300), st.integers(0, 400))
def test_the_draw_is_fixed_by_its_seed(seed: bytes, size: int, count: int) -> None:
    chosen = drawn(seed, size, count)
    assert chosen == drawn(seed, size, count)
    assert len(set(chosen)) == len(chosen) == min(size, count)
    assert all(0 <= one < size for one in chosen)


def test_a_budget_lasts_one_full_run_and_grows_with_what_is_true() -> None:
    size = padded(1_000)
    first = spend([], size, terms(0), AT)
    with pytest.raises(InputError, match="left of its 30 days"):
        spend([first], size, terms(0), AT + timedelta(days=1))
    told = Charge(AT, Compared.INDICATOR, 0, 110)
    assert spend([first, told], size, terms(0), AT + timedelta(days=1)).elements == size
    assert spend([first], size, terms(0), AT + timedelta(days=30)).elements == size


def test_a_budget_never_passes_what_the_agreement_names() -> None:
    rows = [Charge(AT, Compared.INDICATOR, 1_024, 1_000)]
    assert left(rows, 1_000, 2_000, AT) == 2_000 - 1_024


def test_victims_are_compared_once_a_week() -> None:
    first = spend([], 256, terms(0, Compared.VICTIM), AT)
    with pytest.raises(InputError, match="less than a week ago"):
        spend([first], 256, terms(0, Compared.VICTIM), AT + timedelta(days=6))
    assert spend([first], 256, terms(0, Compared.VICTIM), AT + timedelta(days=7))


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.sampled_from(Compared))
def test_charges_are_read_as_they_were_written(elements: int, common: int, compared: Compared) -> None:
    charge = Charge(AT, compared, elements, common)
    assert read_charges([charge.line(), "\n"]) == [charge]


@pytest.mark.parametrize("line", ["{", "[]", '{"at": 1}', '{"at": "x", "compared": "indicator"}', "null"])
def test_a_budget_that_cannot_be_read_stops_the_run(line: str) -> None:
    with pytest.raises(FormatError, match="cannot be read"):
        read_charges([line])
