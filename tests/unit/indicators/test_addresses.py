"""Addresses, accounts, cards and IDs as people write them, each with what must and what must not be found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.indicators import disarmed, web_names
from ringfence.indicators.extract import KINDS, find
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang

SPELLED = [
    ("go to w w w dot contoso dash help dot example and click", "www.contoso-help.example"),
    ("n o r t h w i n d hyphen p a y dot example, twice", "northwind-pay.example"),
    ("t-a-i-l-s-p-i-n dot example.", "tailspin.example"),
    ("c o n t o s o . e x a m p l e he said", "contoso.example"),
    ("c o n t o s o dot c o m it was", "contoso.com"),
    ("november oscar romeo tango hotel, then dash, foxtrot oscar xray, dot example", "north-fox.example"),
    ("delta echo sierra kilo dash nine dot example", "desk-9.example"),
    ("hotel alpha uniform sierra four two dot example", "haus42.example"),
    ("help dash seven dot example", "help-seven.example"),
    ("h t t p s colon slash slash contoso dot example slash login", "https://contoso.example/login"),
    ("the site contoso(.)example and", "contoso.example"),
    ("hxxps[:]//contoso[.]example[/]start", "https://contoso.example/start"),
    ("h t t p s : / / contoso [.] example", "https://contoso.example"),
    ("reply to billing-team(a)contoso-help.example", "billing-team@contoso-help.example"),
    ("www dot contoso dash help dot example and a pin", "www.contoso-help.example"),
    ("the form sits at contoso-help DOT example", "contoso-help.example"),
    ("pay at contoso-help . example / pay today", "contoso-help.example/pay"),
    ("h t t p s : / / c o n t o s o . e x a m p l e", "https://contoso.example"),
    (r"http:\\contoso.example\fix", "http://contoso.example/fix"),
    ("support_AT_contoso_DOT_example", "support@contoso.example"),
    ("refund . dept @ contoso-care . example", "refund.dept@contoso-care.example"),
    ("billing, at, contoso dash desk, dot example", "billing@contoso-desk.example"),
    ("john underscore doe at contoso dot example", "john_doe@contoso.example"),
    ("kyc at the rate contoso dot example", "kyc@contoso.example"),
    ("konto-schutz punkt example", "konto-schutz.example"),
    ("support ät kontoso punkt example", "support@kontoso.example"),
    ("ayuda guion remota punto example", "ayuda-remota.example"),
    ("cobros arroba contoso punto com", "cobros@contoso.com"),
    ("contoso tiret aide point example", "contoso-aide.example"),
    ("contact arobase contoso point example", "contact@contoso.example"),
    ("refund एट contoso डॉट example पर", "refund@contoso.example"),
    ("exampleドットコム", "example.com"),
    ("infoアットマークcontosoドットexampleへ", "info@contoso.example"),
]
NOT_SPELLED = [
    "the dot com server, and the dot net people",
    "look at the dot on the screen at noon",
    "mi punto es que no pagué, a este punto de la tarde",
    "point de vente, un point me gênait",
    "an diesem Punkt in der Nacht",
    "I left the house. example.com was open",
    "2 @ £250 and @ 5pm",
    "a hyphen here and a dash there",
]
FOUND = [
    ("US", "en", "domain", "so I went to help-desk.us and paid", ["help-desk.us"]),
    ("US", "en", "domain", "it came from taxrefund.us", ["taxrefund.us"]),
    ("DE", "de", "domain", "Bei kontosohilfe.de bestellt", ["kontosohilfe.de"]),
    (
        "US",
        "en",
        "domain",
        "https://contoso-a.example,https://contoso-b.example",
        ["contoso-a.example", "contoso-b.example"],
    ),
    ("US", "en", "domain", "аррӏе-id.example", ["apple-id.example", "xn---id-5cdz9da85i.example"]),
    ("US", "en", "url", "ftp://files.contoso.example/x.exe", ["ftp://files.contoso.example/x.exe"]),
    ("US", "en", "url", "contoso.example?ref=mail", ["http://contoso.example/?ref=mail"]),
    ("US", "en", "url", "(https://contoso.example/a_(b)).", ["https://contoso.example/a_(b)"]),
    ("US", "en", "url", "https://contoso.example😡", ["https://contoso.example/"]),
    ("US", "en", "url", "https://c7.screenconnect.com/ it said", []),
    ("JP", "ja", "url", "https://contoso.example/aを開いた", ["https://contoso.example/a"]),
    ("ZA", "en", "email", "O'Brien: d.o'brien@contoso.example", ["d.o'brien@contoso.example"]),
    ("US", "en", "ip", "AnyDesk 7.1.2.3, from 203.0.113.9:3389", ["203.0.113.9"]),
    ("US", "en", "ip", "netstat: 2001:DB8:0:0:0:0:7:1A", ["2001:db8::7:1a"]),
    ("GB", "en", "bank_account", "s/c 999912 a/c 00155507", ["gb:999912/00155507"]),
    ("GB", "en", "bank_account", "Sort code 20-11-12 account 55779911", ["gb:201112/55779911"]),
    ("US", "en", "bank_account", "routing/account 990000073/5550012345", ["us:990000073/5550012345"]),
    ("US", "es", "bank_account", "ruta 990000073, cuenta 5550012345", ["us:990000073/5550012345"]),
    ("US", "en", "bank_account", "my electric bill account 5550012345", []),
    ("IN", "en", "bank_account", "A/c 000555012345678 XXXX0001234", ["in:XXXX0001234/000555012345678"]),
    ("US", "en", "handle", "zelle'd $1,200 to desk@contoso.example", ["zelle:desk@contoso.example"]),
    ("DE", "de", "handle", "PayPal Freunde an a@contoso.example gezahlt", ["paypal:a@contoso.example"]),
    ("US", "en", "handle", "an email from PayPal, sender a@contoso.example", []),
    ("US", "en", "handle", "I'm @example-joan on Venmo", ["venmo:@example-joan"]),
    ("US", "en", "handle", "telegram username: example_fx7", ["telegram:@example_fx7"]),
    ("IN", "en", "handle", "UPI: example.kyc@newbank", ["upi:example.kyc@newbank"]),
    (
        "US",
        "en",
        "gift_card",
        "the Target card number was 041 555 012 345 678 and access 55501234",
        ["target:…5678"],
    ),
    (
        "US",
        "en",
        "gift_card",
        "apple card XQ7L2M9PKT4RB8ZD. Then another: XH5W8N3CVY6KJ2FG.",
        ["apple:…B8ZD", "apple:…J2FG"],
    ),
    (
        "US",
        "en",
        "gift_card",
        "GOOGLE PLAY CARD 7H2K 9PLM 44QX 0ZTR FOR $200 PIN 4471",
        ["google-play:…0ZTR"],
    ),
    ("US", "en", "gift_card", "one Apple gift card ends in 4471 and 9023", ["apple:…4471", "apple:…9023"]),
    ("DE", "de", "gift_card", "Steam-Guthabenkarte: ABCDE-FGHJK-LM9QZ", ["steam:…M9QZ"]),
    ("FR", "fr", "gift_card", "2 paysafecard, codes 0999 1111 2222 3333", ["paysafecard:…3333"]),
    ("ES", "es", "gift_card", "tarjeta regalo de Amazon, la que acaba en 4417", ["amazon:…4417"]),
    ("JP", "ja", "gift_card", "Amazonギフトカード、末尾5508のカード", ["amazon:…5508"]),
    ("US", "en", "gift_card", "gift cards bought with my debit card ending in 4471", []),
    ("US", "en", "gift_card", "my visa 4111 1111 1111 1111 exp 04/29", []),
    (
        "US",
        "en",
        "remote_access",
        '"999 044 120 would like to view your desktop" said anydesk',
        ["anydesk:999044120"],
    ),
    (
        "US",
        "en",
        "remote_access",
        "anydesk: 999 012 345 / 999-012-346",
        ["anydesk:999012345", "anydesk:999012346"],
    ),
    ("US", "en", "remote_access", "Quick Assist, the code he gave me was 990412", ["quickassist:990412"]),
    (
        "US",
        "en",
        "remote_access",
        "ScreenConnect calls home to relay.contoso.example",
        ["screenconnect:relay.contoso.example"],
    ),
    ("US", "en", "remote_access", "TeamViewer: order number 999012345", []),
]
TRAPS = [
    ("en", "he sent setup.zip, readme.md, install.sh, invoice.pdf.zip and list.xyz.csv"),
    ("en", "I was locked.i paid.they left.no one helped.it was awful.so I called"),
    ("en", "the pop-up.it said so, at 5.in total, no.1.it was, St.Albans, M.Dupont"),
    ("en", "ASP.NET and Paint.NET, e.g. a.m. p.m. U.S.A. Ph.D. i.e. No.5"),
    ("de", "Ich habe angerufen.es meldete sich niemand.da war Musik.im Hintergrund z.B. u.a."),
    ("fr", "Je n'ai rien compris.il parlait trop vite.me suis affolée.et voila"),
    ("es", "me llamaron.no contesté.es un robo.la policia.se fueron; leeme.md"),
    ("hi", "usne phone kiya.ye bola.to maine paisa diya.ki kya karu"),
    ("ja", "setup.exeとreadme.mdを実行しました。本物です。"),
]


@pytest.mark.parametrize(("written", "plain"), SPELLED)
def test_what_was_spelled_or_made_harmless_is_read_as_it_is_typed(written: str, plain: str) -> None:
    assert plain in fold(written).refanged.text


@pytest.mark.parametrize("written", NOT_SPELLED)
def test_words_that_only_sound_like_an_address_stay(written: str) -> None:
    folded = fold(written)
    assert folded.refanged.text == folded.text


@pytest.mark.parametrize(("country", "lang", "kind", "text", "values"), FOUND)
def test_values_are_found_in_the_layouts_people_use(
    country: str, lang: str, kind: str, text: str, values: list[str]
) -> None:
    found = find(text, Context(Country(country), Lang(lang)))
    assert sorted(one.value for one in found if one.kind == kind) == sorted(values)


@pytest.mark.parametrize(("lang", "text"), TRAPS)
def test_files_short_forms_and_missing_spaces_are_no_addresses(lang: str, text: str) -> None:
    assert not [one for one in find(text, Context(lang=Lang(lang))) if one.kind in ("domain", "url", "email")]


def test_evidence_of_a_spelled_address_is_all_of_its_words() -> None:
    text = "He said n o r t h dash p a y dot example, twice"
    (one,) = (one for one in find(text, Context(Country("US"))) if one.kind == "domain")
    assert (one.value, text[one.start : one.end]) == ("north-pay.example", "n o r t h dash p a y dot example")


PARTS = [*"ab1 .@-/[]():\n", " dot ", " dash ", " at ", "hxxp", "com", "。", "ドット", "example", "://"]


@given(text=st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_making_plain_never_fails_and_every_name_stands_in_the_text(text: str) -> None:
    folded = fold(text)
    for name in web_names.names(folded):
        start, end = folded.refanged.span(name.start, name.end)
        assert 0 <= start < end <= len(text)


HOSTILE = [
    "[.]",
    " dot",
    "dot com ",
    "alpha ",
    "n o ",
    "a-dot-",
    "x . ",
    "@x ",
    "AB12 ",
    "DE12 ",
    "1.1.",
    "ドット",
]


@pytest.mark.parametrize("part", HOSTILE)
def test_a_long_row_of_the_same_ends(part: str) -> None:
    """With a pattern that takes quadratic time, 100,000 signs would take minutes and stop the run."""
    text = "telegram apple gift card anydesk sort code " + part * (100_000 // len(part))
    folded = fold(text)
    for kind in ("domain", "email", "bank_account", "handle", "gift_card", "remote_access", "ip", "wallet"):
        assert len(list(KINDS[kind].find(folded, Context(Country("GB"))))) < len(text)


def test_nothing_is_looked_for_where_no_word_or_sign_calls_for_it() -> None:
    folded = fold("my computer froze and a man told me to buy things (twice).")
    assert not list(disarmed.steps(folded.low, folded.words))


@pytest.mark.parametrize(
    ("text", "urls"),
    [
        ("the bar said 203.0.113.201/alert and beeped", ["http://203.0.113.201/alert"]),
        ("open 203.0.113.8:8080/win/err.php?id=3.", ["http://203.0.113.8:8080/win/err.php?id=3"]),
        ("the net is 192.0.2.0/24", []),
        ("firmware 1.2.3.4/b", []),
        ("999.0.113.9/alert", []),
    ],
)
def test_an_address_of_numbers_with_a_path_is_one_of_the_web(text: str, urls: list[str]) -> None:
    found = find(text, Context(Country("US"), Lang("en")))
    assert [one.value for one in found if one.kind == "url"] == urls


def test_a_name_with_another_scripts_letters_is_never_the_real_one() -> None:
    found = find("Meine Nichte hat sie rausgesucht, p\u0430ket-info.example", Context(None, Lang("de")))
    assert {one.role for one in found if one.kind == "domain"} == {"visited"}


@pytest.mark.parametrize(
    "written", ["Tel. t.me/contoso_help", "contoso .example", "a\u2003b.contoso.example"]
)
def test_a_host_holds_no_space(written: str) -> None:
    assert KINDS["domain"].canonical(written, Context()) is None


def test_what_a_sentence_of_japan_ends_with_is_no_part_of_an_address() -> None:
    found = find("メールが二通。kaikei@contoso.example です。", Context(Country("JP"), Lang("ja")))
    assert [one.value for one in found if one.kind == "email"] == ["kaikei@contoso.example"]


def test_a_name_behind_a_preposition_is_no_address() -> None:
    found = find("I had a message from @refund.team.uk, ignored it", Context(Country("GB"), Lang("en")))
    assert not [one.value for one in found if one.kind == "email"]


def test_a_telephones_abbreviation_is_no_site() -> None:
    found = find("Meine Tel.nr. für Sie steht unten, tel.nr opfer auch", Context(Country("DE"), Lang("de")))
    assert not [one.value for one in found if one.kind in ("domain", "url")]


def test_who_mails_a_desk_for_fraud_is_the_reporter() -> None:
    mail = "De : p.aubert@mail.example\nÀ : cellule fraude\nObjet : mon signalement\n\nBonjour, un escroc"
    (found,) = (one for one in find(mail, Context(Country("FR"), Lang("fr"))) if one.kind == "email")
    assert str(found.role) == "reporter"
