"""Scripts: texts that say the same come together, others do not, and names stay as the corpus grows."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.actions.said import Pile
from ringfence.indicators import scripts

if TYPE_CHECKING:
    from pathlib import Path

POPUP = (
    "windows defender has found a trojan on this computer your bank details photos and passwords are being "
    "stolen right now do not shut down or restart the machine call our certified engineers at 888-555-0123 "
    "within ten minutes or your access will be disabled to protect our network from further harm thank you "
    "for your patience"
)
CALL = (
    "hello this is the billing department of amazon we noticed an order of a phone for nine hundred dollars "
    "on your account if you did not place this order press one to speak to an agent who will cancel it and "
    "refund you at once goodbye"
)


def grouped(said: scripts.Said) -> list[int]:
    columns = scripts.bands(said.signature)
    return [int(group) for group in scripts.group(said.size, said.name, said.signature, columns)]


def groups(texts: list[str]) -> list[int]:
    said = scripts.signatures(texts)
    assert said.row.tolist() == list(range(len(texts)))
    return grouped(said)


def test_numbers_addresses_and_masks_do_not_part_the_same_words() -> None:
    other = POPUP.replace("888-555-0123", "(844) 555 0147").replace("thank you", "████████ thank you")
    assert scripts.words(POPUP)[40:44] != []
    assert groups([POPUP, other, CALL]) == [0, 0, 2]


def test_a_recording_that_was_cut_still_belongs() -> None:
    words = POPUP.split()
    assert groups([POPUP, " ".join(words[12:]), " ".join(words[:-14]), CALL]) == [0, 0, 0, 3]


def test_most_of_what_is_left_of_recordings_that_were_cut_to_a_third_meets_them() -> None:
    rng = random.Random(1)  # noqa: S311 - test texts, no secret
    met = 0
    for _ in range(40):
        whole = rng.sample([f"word{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(400)], 75)
        begin = rng.randrange(50)
        met += groups([" ".join(whole), CALL, " ".join(whole[begin : begin + 25])]) == [0, 1, 0]
    assert met >= 28


def test_a_text_like_one_of_a_group_but_not_like_its_oldest_takes_one_step_and_no_chain() -> None:
    words = [f"word{chr(97 + at // 26)}{chr(97 + at % 26)}" for at in range(130)]
    steps = [" ".join(words[at : at + 50]) for at in range(0, 70, 12)]
    found = groups(steps)
    assert found[:2] == [0, 0]
    assert len(set(found)) > 1, "the last has no word of the first"
    assert all(found[group] == group for group in found)


def test_a_stock_phrase_ties_nothing_together() -> None:
    stock = " please stay on the line and thank you for calling "
    assert groups([POPUP + stock, CALL + stock]) == [0, 1]


def test_what_is_quoted_is_what_was_said() -> None:
    told = f'I was reading the news when this came: "{POPUP}" and then I phoned my son who knows computers.'
    other = f'My screen froze in the evening. It read "{POPUP}" in red letters, with a siren, for an hour.'
    said = scripts.signatures([told, other])
    assert grouped(said) == [0, 0]
    assert told[said.start[0] : said.end[0]] == POPUP


def test_a_few_words_are_no_script() -> None:
    assert len(scripts.signatures(["call us now", "", "my computer is broken"]).row) == 0


def test_only_what_two_reports_share_is_kept_once_for_each() -> None:
    assert scripts.shared(np.array([0, 0, 0, 3, 4, 4]), np.array([7, 7, 8, 8, 9, 9])).tolist() == [0, 2]


def rows_of(said: scripts.Said, rows: list[int]) -> scripts.Said:
    row, start, end, size, name, signature = said
    return scripts.Said(row[rows], start[rows], end[rows], size[rows], name[rows], signature[rows])


@pytest.mark.parametrize("form", ["report-{:020x}", "partner-{:04}"])
def test_what_lies_on_disk_is_grouped_as_in_memory(tmp_path: Path, form: str) -> None:
    cut = " ".join(POPUP.split()[:-14])
    texts = [" ".join(POPUP.split()[12:]), CALL, POPUP, f"{CALL} and goodbye", cut, CALL]
    hours = [4, 1, 3, 5, 6, 2]  # not in the order in which they are read
    said = scripts.signatures(texts)
    schema = pa.schema([("report_id", pa.string()), ("at", pa.timestamp("us", "UTC"))])
    ids = [form.format(number) for number in range(len(texts))]
    whose = pa.record_batch([ids, [hour * 3_600_000_000 for hour in hours]], schema=schema)
    pile = Pile(tmp_path, schema)
    for some in ([0, 1], [2, 3, 4, 5]):
        pile.add(rows_of(said, some), whose.take(pa.array(some)))
    (found,) = pile.grouped()
    order = [hours.index(hour) for hour in sorted(hours)]
    oldest = grouped(rows_of(said, order))
    assert found.who["report_id"].to_pylist() == [ids[at] for at in order]
    assert found.name.tolist() == [int(said.name[order[group]]) for group in oldest]
    assert found.end.tolist() == [len(texts[at]) for at in order]


def test_nothing_grouped_is_nothing() -> None:
    said = scripts.signatures([])
    assert grouped(said) == []


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30))
def test_a_group_keeps_its_name_as_newer_texts_come(seed: int, cut: int) -> None:
    rng = random.Random(seed)  # noqa: S311 - test texts, no secret
    words = [*POPUP.split(), *CALL.split()]
    texts = []
    for _ in range(40):
        base = rng.choice([POPUP, CALL, " ".join(rng.sample(words, 40))]).split()
        texts.append(" ".join(word for word in base if rng.random() > rng.choice([0, 0.03, 0.1])))
    assert groups(texts)[:cut] == groups(texts[:cut])
