"""What is made to mislead: imitated addresses, made-up bills, and numbers that cannot exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ringfence.actions.check import check
from ringfence.guidance.check import asked, lines, record
from ringfence.guidance.verdict import Standing, host_of, official_contact
from ringfence.guidance.wording import LANGUAGES, say
from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, UsageError
from tests.cast import NODE_KEY
from tests.unit.guidance.desk import LATER, PHONE, Told, ask, desk, people

if TYPE_CHECKING:
    from pathlib import Path

_CYRILLIC = "m\u0456crosoft.com"


def _signs(text: str, country: str = "US") -> list[str]:
    return [sign.name for sign in asked(text, country).signs]


@pytest.mark.parametrize("text", [_CYRILLIC, f"https://{_CYRILLIC}/fix", f"Log in at {_CYRILLIC} today"])
def test_a_look_alike_is_never_answered_as_the_site_it_imitates(tmp_path: Path, text: str) -> None:
    answer = ask(desk(tmp_path), text)
    assert all(one.standing is Standing.NOTHING for one in answer.verdicts)
    assert {sign.name for sign in answer.signs} >= {"look_alike", "hidden_letters"}
    assert "official" not in {line.about for line in lines(answer, "en")}


@pytest.mark.parametrize(
    ("text", "brand"),
    [
        ("http://mícrosoft.com/x", "microsoft"),
        ("http://àmazon.com", "amazon"),
        ("microsofţ.com", "microsoft"),
        ("xn--mcrosoft-c2a.com", "microsoft"),
        ("mícr0sоft-hélp.example", "microsoft"),
        ("mícrosoftsupport.example", "microsoft"),
        ("mícrosoft.harbour.example", "microsoft"),
        ("help@paypał.com", "paypal"),
    ],
)
def test_a_brands_name_with_accents_is_a_look_alike_of_it(text: str, brand: str) -> None:
    signs = asked(text, "US").signs
    assert {(sign.name, sign.brand) for sign in signs} == {("look_alike", brand), ("hidden_letters", None)}


@pytest.mark.parametrize(
    "host",
    [
        "müller.example",
        "café.example",
        "société-martin.fr",
        "élan.fr",
        "révolution.example",
        "interação.com.br",
        "amazônia.com.br",
        "impôts.gouv.fr",
    ],
)
def test_an_honest_name_with_accents_imitates_nobody(host: str) -> None:
    wanted = asked(f"See https://{host}/x", "FR")
    assert wanted.signs == ()
    found = find(f"See https://{host}/x", Context(Country("FR")))
    assert [one.kind for one in found].count("domain") == 1


def test_the_name_that_a_host_with_accents_imitates_is_given_beside_the_written_one() -> None:
    found = find("it said microsofţ-help.example", Context(Country("US")))
    domains = {one.value for one in found if one.kind == "domain"}
    assert domains == {"xn--microsof-help-bvc.example", "microsoft-help.example"}


def test_accents_beside_a_brands_own_letters_imitate_nothing() -> None:
    assert _signs("microsoft-café.example") == ["look_alike"]


def test_signs_stand_before_whose_official_contact_something_is(tmp_path: Path) -> None:
    answer = ask(desk(tmp_path), f"microsoft.com or {_CYRILLIC}")
    told = [line.about for line in lines(answer, "en")]
    assert told[-1] == "official"
    assert told.index("sign") < told.index("official")


@pytest.mark.parametrize(
    ("host", "brand"),
    [
        ("support.microsoft.com.evil.example", "microsoft"),
        ("www.microsoft.com.support-desk.example", "microsoft"),
        ("microsoft.support-desk.example", "microsoft"),
        ("login.microsoft.com-secure.example", "microsoft"),
        ("secure-microsoft.evil-site.example", "microsoft"),
        ("microsoft[.]evil-site[.]example", "microsoft"),
        ("help@paypal.com.evil.example", "paypal"),
        ("https://microsoft.com:443@evil.example/", "microsoft"),
        ("https://paypal.com@evil.example/", "paypal"),
        ("paypaI.com", "paypal"),
        ("https://www.googIe.com/login", "google"),
        ("help@paypaI.com", "paypal"),
    ],
)
def test_the_whole_host_is_judged_as_it_is_written(host: str, brand: str) -> None:
    (sign,) = asked(f"Please see {host} today").signs
    assert (sign.name, sign.brand) == ("look_alike", brand)


@pytest.mark.parametrize(
    "text",
    [
        "support.microsoft.com",
        "www.PayPal.com",
        "help@paypal.com",
        "desk.harbour-helpline.example",
        "LinkedIn.com",
    ],
)
def test_a_brands_own_host_and_a_plain_one_resemble_nobody(text: str) -> None:
    assert _signs(text) == []


def test_the_host_of_a_sign_is_disarmed(tmp_path: Path) -> None:
    rows = record(ask(desk(tmp_path), "microsoft.support-desk.example"))["signs"]
    assert isinstance(rows, list)
    assert [row["shown"] for row in rows] == ["microsoft[.]support-desk[.]example"]


def test_a_name_before_the_at_of_a_link_is_nobodys_official_contact() -> None:
    for url in ("https://microsoft.com:443@evil.example/", "https://microsoft.com@evil.example/"):
        assert host_of("url", url) == "evil.example"
        assert official_contact("url", url) is None


@pytest.mark.parametrize(
    "text",
    [
        "Your Norton subscription was renewed for $399. Call 1-888-555-0123 to cancel and get a refund",
        "PayPal: $499.99 has been charged to your account. If this wasn't you, call +1 888 555 0123",
        "PayPal: your payment of $499. If it wasn\u2019t you, call +1 888 555 0123",
        "Geek Squad: your plan will renew today for $349. Call +1 888 555 0123",
        "Thank you for your order of $799. To cancel, call +1 888 555 0123",
        "Ihr Norton-Abo wurde verl\u00e4ngert. Zum Stornieren rufen Sie +1 888 555 0123 an",
        "Su suscripci\u00f3n se ha renovado por 399 euros. Para cancelar, llame al +1 888 555 0123",
        "Votre abonnement a \u00e9t\u00e9 renouvel\u00e9. Pour annuler, appelez le +1 888 555 0123",
    ],
)
def test_a_bill_with_a_number_to_call_is_a_sign(text: str) -> None:
    assert "renewal" in _signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Your subscription was renewed.",
        "Call +1 888 555 0123 to cancel your appointment",
        "Your order is on its way",
        "Was I charged twice? +1 888 555 0123",
    ],
)
def test_a_bill_without_a_call_and_a_call_without_a_bill_are_none(text: str) -> None:
    assert _signs(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ihr Computer ist gesperrt. Rufen Sie +1 888 555 0123 an",
        "Su equipo est\u00e1 bloqueado, llame al +1 888 555 0123",
        "Votre ordinateur est bloqu\u00e9, appelez le +1 888 555 0123",
        "Your computer is blocked. Call +1 888 555 0123",
    ],
)
def test_a_locked_computer_with_a_number_to_call_is_a_sign(text: str) -> None:
    assert "popup_call" in _signs(text)


def test_a_number_that_cannot_exist_gets_no_verdict() -> None:
    assert asked("please call 01 99 00 12 34 now", "US").values == ()
    assert asked("please call 01 99 00 12 34 now", "FR").values == (("phone", "+33199001234"),)


def test_a_desk_that_no_report_came_to_is_refused_with_the_names_of_those_there(tmp_path: Path) -> None:
    folder = desk(tmp_path, *people(3), *people(3, Told(None, source="company-a")))
    with pytest.raises(UsageError, match="no report has the source nope") as refused:
        check(PHONE, folder, at=LATER, node_key=NODE_KEY, desk="nope")
    assert "company-a, public-desk" in str(refused.value.advice)
    assert check(PHONE, folder, at=LATER, node_key=NODE_KEY, desk="company-a").bad


@pytest.mark.parametrize("lang", LANGUAGES)
def test_who_asks_again_is_told_that_an_earlier_decision_may_stand(lang: str) -> None:
    before = {
        "en": "unless it was decided before",
        "de": "schon früher",
        "es": "decidido antes",
        "fr": "déjà",
        "hi": "पहले ही",
        "ja": "すでに",
    }
    assert before[lang] in say("mine.taken", lang, id="correction-0")
