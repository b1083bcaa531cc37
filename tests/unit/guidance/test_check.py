"""The public check says how often, never who, never too soon, and the same before an operation and after."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringfence.actions import corrections
from ringfence.actions.check import check, correct, held_in
from ringfence.guidance.check import MOST_VALUES, Answer, asked, brand_name, lines, record, shown
from ringfence.guidance.signs import NAMES, Sign
from ringfence.guidance.verdict import KINDS, LONGEST, ROLES, SHORTEST, Standing, delay
from ringfence.guidance.wording import LANGUAGES
from ringfence.words import FormatError, UsageError
from tests.cast import HARBOUR, LANTERN, NODE_KEY
from tests.unit.guidance.desk import (
    ARRIVED,
    LATER,
    PHONE,
    VALUES,
    Told,
    ask,
    bands,
    desk,
    one_verdict,
    people,
)

if TYPE_CHECKING:
    from pathlib import Path

_OURS = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
_SOON = "+18775550166"
"""A number whose delay is six hours under this key."""


def test_what_nobody_reported_is_not_called_harmless(tmp_path: Path) -> None:
    answer = ask(desk(tmp_path))
    assert [one.standing for one in answer.verdicts] == [Standing.NOTHING]
    assert not answer.bad
    (line,) = lines(answer, "en")
    assert line.text == "+1 888-555-0123: no reports that we can show, which does not mean that it is safe."


@pytest.mark.parametrize(
    ("many", "told"),
    [(1, None), (2, None), (3, "3–9"), (9, "3–9"), (10, "10–49"), (49, "10–49"), (50, "50+")],
)
def test_three_people_are_needed_and_the_number_is_a_band(
    tmp_path: Path, many: int, told: str | None
) -> None:
    folder = desk(tmp_path, *people(many))
    assert bands(folder) == ({} if told is None else {"callback": told})


def test_the_same_person_counts_once_however_often_they_report(tmp_path: Path) -> None:
    again = [Told("reporter-1", at=ARRIVED + timedelta(days=day)) for day in range(5)]
    assert bands(desk(tmp_path, Told("reporter-2"), *again)) == {}


def test_all_the_anonymous_of_a_source_count_as_one(tmp_path: Path) -> None:
    unknown = [Told(None) for _ in range(40)]
    assert bands(desk(tmp_path / "a", *unknown)) == {}
    assert bands(desk(tmp_path / "b", *unknown, Told("reporter-1"))) == {}
    assert bands(desk(tmp_path / "c", *unknown, *people(2))) == {"callback": "3–9"}


def test_roles_never_add_up(tmp_path: Path) -> None:
    spread = [
        replace(one, role=role) for one, role in zip(people(4), ("callback", "caller_id") * 2, strict=True)
    ]
    assert bands(desk(tmp_path, *spread)) == {}


def test_a_number_that_was_only_displayed_is_said_to_be_often_faked(tmp_path: Path) -> None:
    answer = ask(desk(tmp_path, *people(12, Told(None, role="caller_id"))))
    (line,) = lines(answer, "en")
    assert line.text.startswith("People report calls that showed the number +1 888-555-0123: 10–49 times.")
    assert line.text.endswith("Displayed numbers are often faked and may belong to someone innocent.")


def test_reports_count_only_after_the_delay(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(3))
    due = ARRIVED + delay(NODE_KEY, "phone", PHONE)
    assert bands(folder, at=due - timedelta(seconds=1)) == {}
    assert bands(folder, at=due) == {"callback": "3–9"}
    assert bands(folder, at=ARRIVED + SHORTEST - timedelta(seconds=1)) == {}
    assert bands(folder, at=ARRIVED + LONGEST) == {"callback": "3–9"}


def test_the_month_is_that_since_which_three_people_reported(tmp_path: Path) -> None:
    old = people(5, Told(None, at=ARRIVED - timedelta(days=90)))
    assert one_verdict(desk(tmp_path / "a", *old, Told("new"))).reported[0].month == "2025-12"
    fresh = [Told(f"new-{number}") for number in range(3)]
    assert one_verdict(desk(tmp_path / "b", *old, *fresh)).reported[0].month == "2026-03"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_that_is_told_is_found_again_as_it_is_shown_to_us(tmp_path: Path, kind: str) -> None:
    folder = desk(tmp_path, *people(3, Told(None, kind=kind, value=VALUES[kind], role="contact")))
    written = {"handle": "zelle to pay@harbour-helpline.example", "remote_access": "AnyDesk ID 999 041 772"}
    plain = {"wallet": VALUES["wallet"][4:], "bank_account": "IBAN DE89 3704 0044 0532 0130 00"}
    text = (written | plain).get(kind, VALUES[kind])
    told = [one for one in ask(folder, text).verdicts if one.kind == kind]
    assert [one.standing for one in told] == [Standing.REPORTED]


@pytest.mark.parametrize(
    ("source", "tlp", "counts"),
    [
        ("public-desk", "TLP:AMBER", True),
        ("public-desk", "TLP:CLEAR", True),
        ("public-desk", "TLP:AMBER+STRICT", True),
        ("public-desk", "TLP:RED", False),
        ("company-a", "TLP:CLEAR", True),
        ("company-a", "TLP:GREEN", False),
        ("company-a", "TLP:AMBER", False),
        ("company-a", "TLP:RED", False),
    ],
)
def test_only_the_public_desk_and_what_is_clear_count(
    tmp_path: Path, source: str, tlp: str, *, counts: bool
) -> None:
    folder = desk(tmp_path, *people(3, Told(None, source=source, tlp=tlp)))
    assert bands(folder) == ({"callback": "3–9"} if counts else {})


def test_a_companys_reports_do_not_lift_a_value_over_the_threshold(tmp_path: Path) -> None:
    theirs = [Told(f"customer-{number}", source="company-a") for number in range(60)]
    assert bands(desk(tmp_path / "a", *people(2), *theirs)) == {}
    assert bands(desk(tmp_path / "b", *people(3), *theirs)) == {"callback": "3–9"}


@pytest.mark.parametrize(
    "told", [Told(None, role="genuine"), Told(None, role="reporter"), Told(None, validity="possible")]
)
def test_what_is_genuine_hers_or_uncertain_is_not_told(tmp_path: Path, told: Told) -> None:
    assert bands(desk(tmp_path, *people(5, told))) == {}


def test_an_official_number_is_official_however_often_it_is_reported(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(60, Told(None, value="+18006427676", role="caller_id")))
    answer = ask(folder, "+1 800 642 7676")
    assert [(one.standing, one.brand) for one in answer.verdicts] == [(Standing.OFFICIAL, "microsoft")]
    assert answer.verdicts[0].reported == ()
    (line,) = lines(answer, "en")
    assert "listed as an official contact of Microsoft, but callers can fake it" in line.text
    assert not answer.bad


def test_a_host_that_serves_everyone_is_never_told(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(20, Told(None, kind="domain", value="github.io", role="visited")))
    assert one_verdict(folder, "github.io").standing is Standing.NOTHING


def test_a_message_that_names_a_brand_and_not_its_contact_gets_the_listed_contacts(tmp_path: Path) -> None:
    answer = ask(desk(tmp_path), f"Microsoft asks you to call {HARBOUR.callback}")
    assert {one.brand for one in answer.contacts} == {"microsoft"}
    assert any(line.about == "contacts" for line in lines(answer, "en"))
    assert ask(desk(tmp_path), "Microsoft: call +1 800 642 7676").contacts == ()


# Corrections


def test_what_someone_asks_to_correct_is_hidden_until_decided(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(5))
    request = correct(PHONE, folder, why="It is our shop's.", at=LATER)
    assert bands(folder, at=LATER - timedelta(seconds=1)) == {"callback": "3–9"}
    pending = ask(folder, at=LATER + timedelta(days=300))
    assert pending == ask(desk(tmp_path / "nothing"), at=LATER)
    corrections.decide(folder, request, "rejected", by="asha", why="It is not.", at=LATER + timedelta(days=1))
    assert bands(folder, at=LATER + timedelta(days=2)) == {"callback": "3–9"}


def test_after_an_upheld_correction_only_later_reports_count(tmp_path: Path) -> None:
    fresh = [Told(f"new-{number}", at=LATER + timedelta(days=5)) for number in range(3)]
    folder = desk(tmp_path, *people(50), *fresh)
    request = correct(PHONE, folder, why="It is our shop's.", at=LATER)
    corrections.decide(folder, request, "upheld", by="asha", why="Their bill.", at=LATER + timedelta(days=1))
    assert bands(folder, at=LATER + timedelta(days=3)) == {}
    assert bands(folder, at=LATER + timedelta(days=8)) == {"callback": "3–9"}


def test_a_site_and_its_domain_are_corrected_together_and_two_numbers_are_not(tmp_path: Path) -> None:
    folder = desk(tmp_path)
    correct(f"https://{HARBOUR.domain}/fix", folder, why="Ours.", at=LATER)
    assert {row.kind for row in corrections.read(folder)} == {"domain", "url"}
    for text in (f"{PHONE} and {LANTERN.callback}", "nothing here", f"{PHONE} {HARBOUR.domain}"):
        with pytest.raises(UsageError, match="one number"):
            correct(text, folder, why="Ours.", at=LATER)


def test_a_correction_of_a_domain_covers_the_pages_on_it_but_not_those_of_a_shared_host(
    tmp_path: Path,
) -> None:
    page, shop = f"https://{HARBOUR.domain}/fix", "https://sites.google.com/harbour-fix"
    told = [replace(one, kind="url", value=url, role="visited") for url in (page, shop) for one in people(3)]
    folder = desk(tmp_path, *told)
    correct(HARBOUR.domain, folder, why="Ours.", at=LATER)
    correct("google.com", folder, why="Ours.", at=LATER)
    standing = {one.value: one.standing for url in (page, shop) for one in ask(folder, url).verdicts}
    assert standing[page] is Standing.NOTHING
    assert standing[shop] is Standing.REPORTED


# The same before an operation and after


def test_nothing_that_happens_to_a_ring_changes_an_answer(tmp_path: Path) -> None:
    alone = desk(tmp_path / "alone", *people(4))
    folder = desk(tmp_path / "raided", *people(4))
    before = ask(folder)
    for name, row in (
        ("judgements.jsonl", {"decision": "different", "a": "report-1", "b": "report-2"}),
        ("outcomes.jsonl", {"kind": "raid", "ring_id": "ring-0123456789ab", "public_from": None, "count": 9}),
    ):
        (folder / name).write_text(f"{json.dumps(row)}\n", encoding="utf-8")
    for name in ("members.parquet", "rings.parquet", "links.parquet", "values.parquet"):
        (folder / name).write_bytes(b"not even a table")
    (folder / "case-0123456789ab" / "data").mkdir(parents=True)
    (folder / "case-0123456789ab" / "bagit.txt").write_text("BagIt-Version: 1.0\n", encoding="utf-8")
    assert ask(folder) == before == ask(alone)
    assert all(lines(ask(folder), lang) == lines(before, lang) for lang in LANGUAGES)


def test_linking_the_same_reports_into_other_rings_changes_no_answer(tmp_path: Path) -> None:
    desk(tmp_path, *people(4))
    answers = []
    for run in ("one", "two"):
        rings = tmp_path / f"rings-{run}"
        rings.mkdir()
        inputs = {
            name: {"path": f"../{name}.parquet", "digest": "sha256:0"} for name in ("reports", "sightings")
        }
        (rings / "run.json").write_text(json.dumps({"run": f"run-{run}", "inputs": inputs}), encoding="utf-8")
        (rings / "members.parquet").write_text(run, encoding="utf-8")
        answers.append(ask(rings))
    assert answers == [ask(tmp_path)] * 2


def test_a_folder_without_reports_or_with_a_broken_run_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"reports\.parquet"):
        held_in(tmp_path)
    for written in ("[]", "{", '{"inputs": {"reports": 3}}'):
        (tmp_path / "run.json").write_text(written, encoding="utf-8")
        with pytest.raises(FormatError, match="linked from"):
            held_in(tmp_path)


def test_what_is_asked_is_written_nowhere(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(3))
    held = {one: (one.read_bytes(), one.stat().st_mtime_ns) for one in folder.rglob("*")}
    ask(folder, f"Is this real: {LANTERN.callback} {LANTERN.domain}")
    assert {one: (one.read_bytes(), one.stat().st_mtime_ns) for one in folder.rglob("*")} == held


# Triage within the check


def test_a_flood_by_one_person_does_not_count_from_when_it_has_come(tmp_path: Path) -> None:
    """The eleventh report of a day makes a flood; until it has arrived, the day's reports count."""
    midnight = ARRIVED.replace(hour=0)
    due = midnight + delay(NODE_KEY, "phone", _SOON)
    assert due < midnight + timedelta(hours=23)
    flood = [Told("reporter-0", value="+18775550167", at=due + timedelta(minutes=n + 1)) for n in range(10)]
    folder = desk(tmp_path, *people(3, Told(None, value=_SOON, at=midnight)), *flood)
    assert bands(folder, _SOON, at=due) == {"callback": "3–9"}
    assert bands(folder, _SOON, at=flood[-1].at - timedelta(seconds=1)) == {"callback": "3–9"}
    assert bands(folder, _SOON, at=flood[-1].at) == {}


def test_a_companys_reports_make_no_flood_at_the_desk(tmp_path: Path) -> None:
    theirs = [Told("reporter-0", value="+18775550167", source="company-a") for _ in range(30)]
    assert bands(desk(tmp_path, *people(3), *theirs)) == {"callback": "3–9"}


def test_copies_of_one_text_count_once(tmp_path: Path) -> None:
    copied = [
        replace(one, text="They said that my computer has been locked and I must call them.")
        for one in people(9)
    ]
    assert bands(desk(tmp_path, *copied)) == {}


# What is shown


def test_addresses_are_disarmed_wherever_an_answer_is_written(tmp_path: Path) -> None:
    ours = HARBOUR.domain
    text = f"https://{ours}/fix support@{ours} zelle to pay@{ours} rnicrosoft-help.example"
    answer = ask(desk(tmp_path), text)
    written = json.dumps(record(answer), default=str) + " ".join(line.text for line in lines(answer, "en"))
    assert HARBOUR.domain not in written
    assert "rnicrosoft-help.example" not in written
    assert "hxxps://harbour-helpline[.]example/fix" in written
    rows = record(ask(desk(tmp_path), f"{PHONE} {HARBOUR.domain}"))["verdicts"]
    assert isinstance(rows, list)
    assert [(row["value"], row["shown"]) for row in rows] == [
        (PHONE, "+1 888-555-0123"),
        (None, "harbour-helpline[.]example"),
    ]


def test_only_a_brands_own_address_stays_whole() -> None:
    assert shown("domain", "microsoft.com", armed=True) == "microsoft.com"
    assert shown("email", "a.b@harbour.example") == "a[.]b[at]harbour[.]example"
    assert brand_name("best-buy-geek-squad") == "Best Buy Geek Squad"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_can_be_said_in_every_language(tmp_path: Path, lang: str) -> None:
    told = [replace(one, role=role) for role in ROLES for one in people(3)]
    answer = ask(desk(tmp_path, *told))
    signs = tuple(Sign(name, "domain", "rnicrosoft.example", "microsoft") for name in NAMES)
    texts = [line.text for line in lines(Answer(answer.verdicts, signs, answer.contacts), lang)]
    assert len(texts) == len(ROLES) + len(NAMES)
    assert not [text for text in texts if "{" in text or "  " in text]
    assert all("3–9" in text and "2026" in text and "888-555-0123" in text for text in texts[: len(ROLES)])


def test_a_text_asks_about_no_more_than_twenty_values() -> None:
    text = " ".join(f"+1 888 555 {number:04}" for number in range(100, 160))
    found = asked(text, "US")
    assert len(found.values) == MOST_VALUES
    assert found.more


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_was_not_looked_up_for_want_of_room_is_told(lang: str) -> None:
    for many in (MOST_VALUES, MOST_VALUES + 1):
        text = " ".join(f"+1 888 555 {number:04}" for number in range(100, 100 + many))
        found = asked(text, "US")
        told = [one.text for one in lines(Answer((), found.signs, found.contacts, found.more), lang)]
        assert any(str(MOST_VALUES) in one for one in told) == (many > MOST_VALUES)


@_OURS
@given(text=st.text(max_size=400))
def test_no_text_breaks_the_check(tmp_path: Path, text: str) -> None:
    folder = tmp_path if (tmp_path / "reports.parquet").exists() else desk(tmp_path, *people(3))
    answer = ask(folder, text)
    for lang in LANGUAGES:
        assert lines(answer, lang)
    json.dumps(record(answer), default=str)


_PIECES = st.sampled_from(
    (
        *("call", "AnyDesk", "@", "bitcoin", "[bold]", "{shown}", "\u202e", "\x1b[31m", "999 041 772"),
        *("+1 888 555 0123", "xn--mcrosoft-e1a.example", "http://a.b@c.example:99999/", "microsoft.com"),
        *("DE89370400440532013000", "ⓜicrosoft.example"),
    )
)


@_OURS
@given(pieces=st.lists(_PIECES, max_size=25))
def test_no_mixture_of_values_breaks_the_check(tmp_path: Path, pieces: list[str]) -> None:
    folder = tmp_path if (tmp_path / "reports.parquet").exists() else desk(tmp_path, *people(3))
    told = lines(ask(folder, " ".join(pieces)), "en")
    assert not [line for line in told if "\x1b" in line.text or "\u202e" in line.text]


@_OURS
@given(
    reports=st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 72), st.sampled_from(ROLES)), min_size=1, max_size=20
    ),
    cut=st.integers(0, 200),
)
def test_a_later_answer_never_needs_reports_that_came_after_it(
    tmp_path_factory: pytest.TempPathFactory, reports: list[tuple[int, int, str]], cut: int
) -> None:
    """Leaving out what came later gives the same answer: the past is answered from the past."""
    told = [
        Told(f"reporter-{who}", role=role, at=ARRIVED + timedelta(hours=hour)) for who, hour, role in reports
    ]
    at = ARRIVED + timedelta(hours=cut)
    whole = desk(tmp_path_factory.mktemp("whole"), *told)
    until = desk(tmp_path_factory.mktemp("until"), *[one for one in told if one.at <= at])
    assert bands(whole, at=at) == bands(until, at=at)


def test_the_time_of_asking_may_stand_in_any_zone(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(3))
    assert check(PHONE, folder, at=LATER.astimezone(UTC), node_key=NODE_KEY).bad
