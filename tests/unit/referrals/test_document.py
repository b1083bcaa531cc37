from __future__ import annotations

import io
import json
import shutil
import subprocess
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringfence.referrals.document import Subject, pages, subject_of
from ringfence.referrals.fonts import DEBIAN
from ringfence.referrals.force import force
from ringfence.referrals.pages.subject import Enabler, Group, Known, Land, Line, Payment, Pointer
from ringfence.referrals.pages.words import LANGS, spoken
from ringfence.referrals.readiness import readiness
from ringfence.referrals.routing import Route
from ringfence.words import InputError, UsageError
from tests.unit.referrals.dossiers import REACHABLE, START, WITNESS, Told, dossier, paid

if TYPE_CHECKING:
    from pathlib import Path

NEEDS = {"hi": "fonts-noto-core", "ja": "fonts-noto-cjk"}
AT = datetime(2026, 3, 24, 9, 30, tzinfo=UTC)
MARKING = SimpleNamespace(tlp="TLP:AMBER", siena="H1", source_grade="B", information_grade=2)
ACCOUNT = ("bank_account", "us:990000149/3758015841", "payee")
SITE = ("domain", "harbour-helpline.example", "visited")


def fonts_or_skip(lang: str) -> None:
    package = NEEDS.get(lang)
    file = {"fonts-noto-core": DEBIAN[0], "fonts-noto-cjk": DEBIAN[1]}
    if package is not None and not any(file[package].glob("NotoSerif*")):
        pytest.skip(f"Debian's {package} is not here: python -m tools.debian")


@cache
def subject() -> Subject:
    told = [
        Told(person=f"person-{n}", country=("US", "DE", None)[n % 3], day=n, consents=WITNESS, values=(SITE,))
        for n in range(6)
    ]
    told.append(Told(person="cleo", consents=REACHABLE, paid=paid(123_450), values=(ACCOUNT, SITE), day=8))
    told.append(Told(person="dora", paid=paid(5_000, "JPY"), values=(ACCOUNT,), source="northwind", day=9))
    ring = dossier(*told)
    route = Route(
        force=force("in-cbi"),
        as_="joint",
        via=(force("interpol"),),
        reasons=("because",),
        reports=8,
        victims=8,
    )
    return subject_of(
        ring,
        route.force,
        route,
        readiness(ring, at=AT),
        at=AT,
        organisation="Contoso",
        reference="RF-2026-0001",
        marking=MARKING,
    )


def text_of(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def stray(pdf: bytes) -> list[tuple[int, str, tuple[float, ...]]]:
    """Find characters that stand outside the page's margins."""
    found: list[tuple[int, str, tuple[float, ...]]] = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        width, height = page.get_size()
        text = page.get_textpage()
        for place in range(text.count_chars()):
            left, bottom, right, top = text.get_charbox(place)
            if right > left and (left < 40 or right > width - 40 or bottom < 20 or top > height - 20):
                found.append((number, text.get_text_range(place, 1), (left, bottom, right, top)))
    return found


@pytest.mark.parametrize("lang", LANGS)
def test_the_pages_can_be_read_in_every_language(lang: str) -> None:
    fonts_or_skip(lang)
    pdf = pages(subject(), lang, fonts=None)
    told, words = text_of(pdf), spoken(lang)
    first = "".join(told[0].split())
    for key in ("ask.heading", "ask.by_when", "ask.verify", "ask.joint"):
        said = "".join(words.say(key).split())[:12]
        if lang == "hi":  # a reader may take the signs of one syllable in another order
            assert set(said) <= set(first)
        else:
            assert said in first.replace("\ufffe", "").replace("-", "")
    whole = " ".join(told)
    assert "+1 888-555-0123" in whole
    assert "Central Bureau of Investigation" in told[0]
    assert stray(pdf) == []


@pytest.mark.parametrize("lang", LANGS)
def test_the_marking_the_reference_and_the_number_stand_on_every_page(lang: str) -> None:
    fonts_or_skip(lang)
    told = text_of(pages(subject(), lang, fonts=None))
    for number, text in enumerate(told, 1):
        assert text.count("TLP:AMBER · H1 · B2") == 2
        assert "RF-2026-0001" in text
        said = spoken(lang).say("page.page_of", page=str(number), pages=str(len(told)))
        assert "".join(said.split())[-3:] in "".join(text.split())


def test_the_pdf_is_sound_tagged_and_says_which_standard_it_keeps() -> None:
    pdf = pages(subject(), "de", fonts=None)
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert opened.Root.MarkInfo.Marked
        assert "/StructTreeRoot" in opened.Root
        assert str(opened.Root.Lang) == "de"
        with opened.open_metadata() as told:
            assert (told["pdfaid:part"], told["pdfaid:conformance"], told["pdfuaid:part"]) == ("2", "A", "1")
            assert "Tätergruppe" in told["dc:title"]
        assert "/JavaScript" not in str(opened.Root)


def test_qpdf_finds_nothing_wrong(tmp_path: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("Debian's qpdf is not here: python -m tools.debian")
    path = tmp_path / "case.pdf"
    path.write_bytes(pages(subject(), "en", fonts=None))
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_only_fonts_that_we_named_are_in_it() -> None:
    fonts_or_skip("hi")
    names = set()
    with pikepdf.open(io.BytesIO(pages(subject(), "hi", fonts=None))) as opened:
        for thing in opened.objects:
            if isinstance(thing, pikepdf.Dictionary) and "/FontName" in thing:
                names.add(str(thing.FontName).split("+")[-1].split("-")[0])
    assert names == {"LibertinusSerif", "DejaVuSansMono", "NotoSerifDevanagari"}


def test_the_same_subject_gives_the_same_bytes() -> None:
    once, again = pages(subject(), "en", fonts=None), pages(subject(), "en", fonts=None)
    assert once == again
    assert once != pages(replace(subject(), at=AT + timedelta(seconds=1)), "en", fonts=None)


def test_suspicious_addresses_cannot_be_opened_by_mistake() -> None:
    pdf = pages(subject(), "en", fonts=None)
    whole = "".join(text_of(pdf))
    assert "harbour-helpline[.]example" in whole
    assert "harbour-helpline.example" not in whole
    assert b"/URI" not in pdf


def test_no_prose_and_no_reporter_stands_in_the_pages() -> None:
    whole = " ".join(" ".join(text_of(pages(subject(), "en", fonts=None))).split())
    assert "took over" not in whole
    assert "person-1" not in whole
    assert "cleo" not in whole


def test_english_uses_no_font_from_outside(tmp_path: Path) -> None:
    assert pages(subject(), "en", fonts=tmp_path) == pages(subject(), "en", fonts=None)


def test_a_missing_font_is_an_error_that_names_the_package(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="fonts-noto-core"):
        pages(subject(), "hi", fonts=tmp_path)
    with pytest.raises(InputError, match="fonts-noto-cjk"):
        pages(subject(), "ja", fonts=tmp_path)


def test_a_language_without_wording_is_refused_and_a_region_is_not() -> None:
    with pytest.raises(UsageError, match="Choose one of en"):
        pages(subject(), "tlh", fonts=None)
    assert pages(subject(), "en-IN", fonts=None) == pages(subject(), "en", fonts=None)


HOSTILE = (
    "x" * 10_000,
    "W@W" * 3_000,
    '#import "x" $x^2$ *b* _i_ `c` <l> @l \\ #eval("1") // ] } #panic()',
    "\x00\x07\x1b[31m\u202e\u2066evil\u2069\u202c\r\n\t\x7f",
    "😀👩‍👩‍👧‍👦🏴‍☠️" * 200,
    "a" + "\u0301" * 500 + "b",
    "{who} {value} {{}} {0}",
    "\ud800\udfff",
    "אבגד " * 500,
    "مرحبا" * 500,
    "ᚠᛇᚻ᛫ 𒀀𒀁 ",
    "",
)


def poisoned(text: str, base: Subject) -> Subject:
    known = [
        Known(kind, text, "callback", 3, 4, date(2026, 3, 12), date(2026, 3, 20), 2)
        for kind in ("phone", "url", "email", "wallet", text)
    ] * 3
    pointer = Pointer(text, text, text, text, date(2026, 3, 12), ((text[:9], 5),) * 3, (text, "testify"))
    return replace(
        base,
        reference=text,
        ring_id=text,
        run=text,
        organisation=text,
        force=text,
        via=(text, text),
        reasons=(text,) * 3,
        sources=(text, "a"),
        brands=(text,),
        countries=(text, "US"),
        because=(
            Line(f"A {text} b", None, (), text),
            Line(
                text,
                "said.pattern",
                (
                    ("use", text),
                    ("people", 1),
                    ("first", date(2026, 3, 1)),
                    ("last", date(2026, 3, 2)),
                    ("sources", 2),
                ),
                text,
            ),
        ),
        against=(Line(text), Line(text, "said.both", (("part", 1), ("whole", 2), ("other", text)))),
        known=tuple(known),
        drawn=tuple(range(12)),
        groups=(Group((0, 1, 3), 4), Group((2, 8), 100_000)),
        payees=tuple(known),
        recent=(Payment(text, text, text, text, text, 10**15, date(2026, 3, 12)),),
        lands=(Land(text, 10**9, ((text[:5], 10**17),) * 9, 1, 1, 1),),
        pointers=(pointer,) * 3,
        enablers=(Enabler(text, text, 3, 2),),
        weak=(text,),
    )


@pytest.mark.parametrize("lang", ["en", "ja"])
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_stays_within_the_page(text: str, lang: str) -> None:
    fonts_or_skip(lang)
    fonts_or_skip("hi")
    pdf = pages(poisoned(text, subject()), lang, fonts=None)
    assert stray(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert opened.check_pdf_syntax() == []
        assert len(opened.pages) < 20


@settings(max_examples=25)
@given(text=st.text(st.characters(codec="utf-8", max_codepoint=0x24F), max_size=300))
def test_any_latin_text_becomes_a_page(text: str) -> None:
    assert pages(poisoned(text, subject()), "en", fonts=None).startswith(b"%PDF")


def test_ten_thousand_reports_take_seconds() -> None:
    one = subject().pointers[0]
    many = replace(
        subject(),
        reports=10_000,
        weeks=tuple(range(400)),
        last_on=date(2033, 10, 1),
        pointers=tuple(replace(one, report=f"report-{n:020x}") for n in range(10_000)),
        recent=tuple(Payment("r", "a", "b", "cash", "USD", n, date(2026, 3, 12)) for n in range(10_000)),
    )
    began = time.perf_counter()
    pdf = pages(many, "en", fonts=None)
    assert time.perf_counter() - began < 15
    assert len(pdf) < 2_000_000
    assert "9,940 more: data/victims.csv" in " ".join(text_of(pdf))


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_says_the_same_things_with_the_same_gaps(lang: str) -> None:
    english, words = spoken("en").words, spoken(lang).words
    assert words.keys() == english.keys()
    assert len(spoken(lang).months) == 12
    gaps = {key: sorted(part.split("}")[0] for part in text.split("{")[1:]) for key, text in english.items()}
    mine = {key: sorted(part.split("}")[0] for part in text.split("{")[1:]) for key, text in words.items()}
    del gaps["date"], mine["date"]
    assert mine == gaps


def test_the_wording_counts_are_those_of_the_dossier() -> None:
    told = subject()
    assert (told.reports, sum(land.reports for land in told.lands)) == (8, 8)
    assert sum(land.testify for land in told.lands) == told.testify == 6
    assert [(paid.currency, paid.minor) for paid in told.paid] == [("JPY", 5_000), ("USD", 123_450)]
    assert told.newest_paid_on == (START + timedelta(days=9)).date()
    assert sum(group.reports for group in told.groups) + told.undrawn == 8
    assert json.dumps([line.text for line in told.because])
    assert all(line.key == "said.pattern" for line in told.because)


@pytest.mark.parametrize("lang", LANGS)
def test_the_ask_says_whom_to_ask_and_how(lang: str) -> None:
    fonts_or_skip(lang)
    told = replace(subject(), contact="Asha Menon, referrals@contoso.example")
    first = "".join(text_of(pages(told, lang, fonts=None))[0].split())
    comma = spoken(lang).words["list_join"].strip()
    assert f"AshaMenon,referrals@contoso.example{comma}Contoso" in first


def test_a_very_long_name_of_the_sender_stands_whole_once_and_leaves_the_ask_on_one_page() -> None:
    name = "Contoso Trust of the Four Harbours " * 9
    told = replace(subject(), organisation=name[:300], contact="Asha Menon, referrals@contoso.example")
    usual, long = (text_of(pages(one, "en", fonts=None)) for one in (subject(), told))
    assert len(long) == len(usual)
    assert "".join(name[:300].split()) in "".join(long[0].split())
    assert "Contoso Trust of the Four Harbours" in long[1]
    assert name[:60] not in " ".join(long[1].split())


def test_only_reports_that_the_police_may_see_stand_in_the_table_and_the_others_are_counted() -> None:
    told = text_of(pages(subject(), "en", fonts=None))
    whole = " ".join(" ".join(told).split())
    asked = next(page for page in told if "Reports to ask for" in page).split("Reports to ask for")[1]
    assert "C-6" in asked
    assert "C-7" not in whole
    assert whole.count("1 more in reports whose victims have not agreed that they go to the police") == 2
    assert "originals 0 · texts 1" in whole


def test_a_lead_tells_of_one_country_and_says_that_the_figures_are_the_rings() -> None:
    base = subject()
    home = tuple(land for land in base.lands if land.country == "DE")
    asked = tuple(one for one in base.pointers if one.country == "DE")
    whole = []
    for role in ("lead", "joint"):
        told = replace(base, role=role, lands=home, pointers=asked)
        whole.append(" ".join(" ".join(text_of(pages(told, "en", fonts=None))).split()))
    lead, joint = whole
    assert "Reports from Germany to ask for" in lead
    assert "Only victims in Germany stand here" in lead
    assert "The ring in five figures" in lead
    assert "All 2" in lead
    assert "6 willing to testify" in lead
    assert "Only victims in" not in joint


@pytest.mark.parametrize("lang", ["en", "hi", "ja"])
def test_what_is_copied_from_the_pages_holds_no_sign_that_cannot_be_seen(lang: str) -> None:
    fonts_or_skip(lang)
    wallet = "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"
    seen = Known("wallet", wallet, "payee", 3, 4, date(2026, 3, 12), date(2026, 3, 20), 2)
    whole = "".join(text_of(pages(replace(subject(), known=(seen,), drawn=(), groups=()), lang, fonts=None)))
    assert "\u200b" not in whole
    assert wallet in "".join(whole.split())


def test_countries_stand_by_name_where_we_wrote_the_sentence() -> None:
    ring = dossier(Told("ben", consents=WITNESS), Told("ada", "GB", consents=WITNESS))
    said = "an analyst says that the call centre works in IN: a victim in CA heard it"
    route = Route(force=force("in-cbi"), as_="joint", via=(), reasons=(said,), reports=2, victims=2)
    made = subject_of(
        ring,
        route.force,
        route,
        readiness(ring),
        at=AT,
        organisation="Contoso",
        reference="RF-2026-0002",
        marking=MARKING,
    )
    assert made.reasons == ("An analyst says that the call centre works in India: a victim in CA heard it.",)
    assert "1 in the United Kingdom and 1 in the United States" in made.strong[0]
