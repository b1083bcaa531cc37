"""Brands, programs and claimed names: found however they are spelled, and not in ordinary words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringfence.indicators import extract, phrases, plain_words, spelling
from ringfence.indicators.fold import fold
from ringfence.indicators.indicator import Context
from ringfence.indicators.kinds import brand, claimed_name, software


def brands(text: str) -> list[str]:
    return [one.value for one in brand.find(fold(text), Context())]


def programs(text: str) -> list[str]:
    return [one.value for one in software.find(fold(text), Context())]


def names(text: str) -> list[str]:
    return [one.value for one in claimed_name.find(fold(text), Context())]


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("He said he was from Mircosoft.", "microsoft"),
        ("it was micosofts security team", "microsoft"),
        ("Microsofft called me", "microsoft"),
        ("a man from Mcrosoft", "microsoft"),
        ("they are with icrosoft", "microsoft"),
        ("the Arnazon refund desk", "amazon"),
        ("from Amzon prime", "amazon"),
        ("Micr0soft support", "microsoft"),
        ("M1crosoft", "microsoft"),
        ("\u041c\u0456\u0441r\u043es\u043eft support", "microsoft"),
        ("P\u0430yP\u0430l", "paypal"),
        ("an I.R.S. agent", "irs"),
        ("the I R S a federal agency", "irs"),
        ("the i-r-s", "irs"),
        ("M i c r o s o f t", "microsoft"),
        ("the S.S.A. called", "ssa"),
        ("amazonsupport", "amazon"),
        ("the irsagent said", "irs"),
        ("norton360 renewal", "norton"),
        ("Norton's refund desk", "norton"),
        ("un agent d'Amazon", "amazon"),
        ("quelqu'un de l'IRS", "irs"),
        ("Internal Revunue Servce", "irs"),
        ("the internal reveneu service", "irs"),
        ("Social Secuirty Administraton", "ssa"),
        ("Bank of Amercia", "bank-of-america"),
        ("Geek Sqaud", "geek-squad"),
        ("Goverment: Federal Bureau of Investagation", "fbi"),
        ("verizom wireless", "verizon"),
        ("facebok support", "facebook"),
        ("Vodaphone", "vodafone"),
        ("die Sparkassen", "sparkasse"),
        ("von der Comerzbank", "commerzbank"),
        ("de la Agencia Tributria", "agencia-tributaria"),
        ("le Crédit Agricol", "credit-agricole"),
        ("de CaixaBnak", "caixabank"),
        ("State Bank of India से", "sbi"),
        ("\u092e\u093e\u0907\u0915\u094d\u0930\u094b\u0938\u0949\u092b\u094d\u091f से बोल रहा हूँ", "microsoft"),
        ("\u0905\u092e\u0947\u091c\u093c\u0928 कस्टमर केयर", "amazon"),
        ("मैं अमेजन से बोल रहा हूँ", "amazon"),
        ("マイクロソフトのサポート", "microsoft"),
        ("アマゾンを名乗る男", "amazon"),
        ("楽天カードからの連絡", "rakuten"),
        ("from AT&T", "att"),
        ("the US Marshals", "us-marshals"),
        ("from UPS", "ups"),
        ("it was from ups", "ups"),
        ("he was calling from chase", "chase"),
    ],
)
def test_a_brand_is_found_however_it_is_spelled(text: str, slug: str) -> None:
    assert brands(text) == [slug]


@pytest.mark.parametrize(
    "text",
    [
        "The papal visit was on television.",
        "We had our ups and downs.",
        "The police chase ended. Chase after me.",
        "My target is to save more.",
        "They told us bank details were wrong.",
        "He told us customs had the parcel.",
        "I was at t junction lights.",
        "I chose bank transfer and a delivery by post.",
        "I reported it to the FTC and filed a complaint with the FBI.",
        "Ich habe Anzeige bei der Kriminalpolizei erstattet.",
        "The transition to the new horizon was a mantra.",
        "I bought an Amazon gift card and a Google Play card.",
        "The window company replaced the curtains.",
        "I spoke to Norman and Roger and Morton about the notebook.",
        "Mandé un correo, y los correos electrónicos llegaron.",
        "Die Elster saß im Garten, wir telefonierten mit dem Telefon.",
        "Dell'anno scorso, dell'ordine e supportato.",
        "My visa for the trip expired.",
        "I am an actor, a b c d e f g.",
        "the badge was C R A 5 5 0 1 9",
        "please open bank accounts, linked in some way",
        "my home office is upstairs",
    ],
)
def test_an_ordinary_word_is_no_brand(text: str) -> None:
    assert brands(text) == []


def test_inside_a_longer_name_there_is_no_second_brand() -> None:
    assert brands("The State Bank of India called") == ["sbi"]
    assert brands("Reserve Bank of India") == ["rbi"]
    assert brands("the Federal Reserve Bank of New York") == ["federal-reserve"]
    assert brands("IRS, tax department") == ["irs"]


def test_a_brand_stands_where_it_is_written() -> None:
    text = "« Quelqu'un de l'IRS ＆ Micr0soft »"
    found = {one.value: text[one.start : one.end] for one in brand.find(fold(text), Context())}
    assert found == {"irs": "IRS", "microsoft": "Micr0soft"}


LONG = sorted(
    name
    for name, slug in phrases.spellings("brand").items()
    if name == slug and spelling.tolerance(name) and name.isascii() and name not in brand._NAMES._ordinary
)


@st.composite
def misspelt(draw: st.DrawFn) -> tuple[str, str]:
    """Give a long name, and the name with a letter dropped, doubled, or swapped with the next."""
    name = draw(st.sampled_from(LONG))
    at = draw(st.integers(1, len(name) - 2))
    change = draw(st.sampled_from(["drop", "double", "swap"]))
    if change == "drop":
        return name, name[:at] + name[at + 1 :]
    if change == "double":
        return name, name[:at] + name[at] + name[at:]
    return name, name[:at] + name[at + 1] + name[at] + name[at + 2 :]


@given(misspelt())
def test_a_long_name_with_a_letter_dropped_doubled_or_swapped_is_read(pair: tuple[str, str]) -> None:
    name, written = pair
    known = phrases.spellings("brand").get(written)
    near = brand._NAMES._index.near(written)
    assert known is not None or written in brand._NAMES._ordinary or name in near


@given(st.text("abcde", max_size=9), st.text("abcde", max_size=9))
def test_the_distance_is_symmetric_and_zero_only_for_the_same(a: str, b: str) -> None:
    apart = spelling.distance(a, b)
    assert apart == spelling.distance(b, a)
    assert (apart == 0) == (a == b)
    assert abs(len(a) - len(b)) <= apart <= max(len(a), len(b))


@given(st.lists(st.sampled_from(LONG), min_size=1), st.text("abcdeimnorst", min_size=1, max_size=14))
def test_the_index_gives_what_comparing_with_every_word_gives(words: list[str], written: str) -> None:
    near = spelling.Index(words).near(written)
    close = {
        word
        for word in words
        if word[0] == written[0] and spelling.distance(word, written) <= spelling.tolerance(word)
    }
    assert close <= {*near}
    assert all(spelling.distance(word, written) <= 2 for word in near)


@given(st.text(max_size=80))
def test_any_text_gives_brands_that_are_canonical_and_stand_in_it(text: str) -> None:
    for kind in (brand, software, claimed_name):
        for one in kind.find(fold(text), Context()):
            assert one.start is not None
            assert one.end is not None
            assert 0 <= one.start < one.end <= len(text)
            assert kind.canonical(one.value, Context()) == (one.value, one.validity)


@given(
    st.lists(
        st.sampled_from(["microsoft", "Arnazon", "irs", "the", "from", "I.R.S", "gift card", "bank", "of"])
    )
)
def test_what_was_read_before_changes_nothing(words: list[str]) -> None:
    text = " ".join(words)
    fresh = spelling.Names("brand")
    assert fresh.places(fold(text)) == brand._NAMES.places(fold(text)) == fresh.places(fold(text))


def test_every_slug_of_the_lists_reads_as_itself() -> None:
    for kind, slugs in (
        (brand, set(phrases.spellings("brand").values())),
        (software, set(phrases.spellings("software").values())),
    ):
        for slug in slugs:
            read = kind.canonical(slug, Context())
            assert read is not None
            assert read[0] == slug


@pytest.mark.parametrize(
    ("written", "slug"),
    [
        ("Microsoft", "microsoft"),
        ("MICROSOFT SUPORT", "microsoft"),
        ("I.R.S.", "irs"),
        ("Internal Revnue Service", "irs"),
        ("Windows Support", "microsoft"),
        ("Contoso Care", "contoso-care"),
    ],
)
def test_a_brand_in_a_field_is_read_or_becomes_a_slug_of_its_own(written: str, slug: str) -> None:
    read = brand.canonical(written, Context())
    assert read is not None
    assert read[0] == slug


def test_a_word_that_is_no_name_is_looked_at_once() -> None:
    known = spelling.Names("brand")
    text = fold("A man with a heavy voice took control of my machine and showed me a lot of errors.")
    assert known.places(text) == []
    assert text.words <= known._no_name | plain_words._plain


def test_a_word_is_passed_over_once_it_is_nothing_to_all_who_ask() -> None:
    text = "A recorded pamphlet about quiet harbours and lanterns"
    for _ in range(2):
        extract.find(text, Context())
    assert fold(text).odd == frozenset()
    assert {"mircosoft", "fivefive", "8885550123"} <= fold("Mircosoft fivefive 8885550123").odd


def test_a_text_of_very_many_words_is_read_as_far_as_it_says() -> None:
    words = " ".join(f"x{number}y" for number in range(spelling._MOST_WORDS))
    assert brand._NAMES.places(fold(f"Mircosoft {words}")) != []
    assert brand._NAMES.places(fold(f"{words} Mircosoft")) == []


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("He used Any Desk", "anydesk"),
        ("install teamviwer", "teamviewer"),
        ("download AnyDeks please", "anydesk"),
        ("Ultra Viewer and then nothing", "ultraviewer"),
        ("the windows event viewer", "event-viewer"),
        ("एनीडेस्क डाउनलोड करो", "anydesk"),
        ("クイックアシストを開いて", "quick-assist"),
        ("LINEで連絡", "line"),
        ("a trust wallet", "trust-wallet"),
        ("WhatsApp screen sharing", "whatsapp-screen"),
    ],
)
def test_a_program_is_found_however_it_is_spelled(text: str, slug: str) -> None:
    assert programs(text) == [slug]


def test_a_remote_tool_is_told_from_a_messenger() -> None:
    assert software.is_remote_tool("rustdesk")
    assert not software.is_remote_tool("metamask")
    assert not software.is_remote_tool("some-tool-of-nobody")
    assert set(phrases.spellings("software").values()) >= software._NO_REMOTE_TOOLS


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Hello, this is Olivia from Apple Support. Press 1.", "olivia"),
        ("Hi, this is Jane Doe calling you from the legal department.", "jane-doe"),
        ("This is Lily with the Processing Center.", "lily"),
        ("this is Officer Peter O'Brien, and I'm calling on behalf of the court", "peter-o-brien"),
        (
            "This is an urgent message. My name is Officer Jane Doe, and this call is recorded. Press 1.",
            "jane-doe",
        ),
        ("He said his name was Kevin Martin.", "kevin-martin"),
        ("a man named Steve from Windows", "steve"),
        ("Er nannte sich Peter Schmidt.", "peter-schmidt"),
        ("Es meldete sich ein Herr Müller von Microsoft.", "müller"),
        ("Er stellte sich als Thomas Weber vor", "thomas-weber"),
        ("un certain Jean Dupuis m'a appelé", "jean-dupuis"),
        ("se présentant comme Marc Petit", "marc-petit"),
        ("un tal Carlos me llamó", "carlos"),
        ("se identificó como Luis Pérez", "luis-pérez"),
        ("उसने अपना नाम John Smith बताया", "john-smith"),
        ("hier ist Kevin Martin vom Microsoft Support", "kevin-martin"),
        ("soy Pedro Gómez de Microsoft", "pedro-gómez"),
        ("He says he is Kyle Cooper of Contoso", "kyle-cooper"),
        ("David Brownと名乗る男から電話", "david-brown"),
        ("担当者の名前はDavid Brownです", "david-brown"),
        ("Mark Wilsonさんと名乗る男", "mark-wilson"),
        ("Amazon se Kevin Martin bol raha hun bola", "kevin-martin"),
        ("Usne kaha mera naam Rahul Verma hai", "rahul-verma"),
        ("La muchacha dijo: «me llamo Laura Campos»", "laura-campos"),
        ("una supuesta Amy Wilson del banco", "amy-wilson"),
        ("el agente, David Miller, me conectó", "david-miller"),
        ("je suis Julien Morel du support Microsoft", "julien-morel"),
        ('eine "Frau Julia Steiner" am Telefon', "julia-steiner"),
        ("supervisor said I am John Parker", "john-parker"),
        ("person name Rahul Verma, head office", "rahul-verma"),
        ("mam, myself Peter Johnson", "peter-johnson"),
        ("his name was Kevin Martin Support", "kevin-martin"),
        ("Caller: my name is Jane Doe", "jane-doe"),
        ("Agent J. Cole read it out", "j-cole"),
        ('Got a call from "Eric Nelson" about a refund.', "eric-nelson"),
        ("Am Telefon war ein Markus Klein", "markus-klein"),
        ("der angebliche Bankberater Tim Fuchs", "tim-fuchs"),
        ("le conseiller (Antoine Mercier) m'a rappelé", "antoine-mercier"),
        ("llamó una mujer, Elena Prieto, muy seria", "elena-prieto"),
        ("uske senior Mohit Bansal ne baat ki", "mohit-bansal"),
    ],
)
def test_the_name_that_a_caller_gave_is_found(text: str, name: str) -> None:
    assert names(text) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "A man said from the start. Said from Microsoft. Claiming from the IRS.",
        "Investigation Unit of the Treasury, Headquarters of IRS, Board of Governors",
        "This is Amazon calling. This is Officer calling you from Customs.",
        "The Fraud Department from Microsoft, Tax Audit from the IRS",
        "Commissioner of Internal Revenue, Impostor of IRS",
        "My name is Ben Hartwell and I lost 300 dollars when he called me.",
        "This is a recording. This is the last call.",
        "This is Jane Doe, I am calling from Leeds to report a fraud.",
        "He said hello and I said my name is Jane Doe.",
        "Je suis Marie Petit, de Lyon. Soy Graciela de Rosario. Ich bin Helga Brandt aus Bonn.",
        "my son named Tyler, mi hija se llama Ana, mein Sohn namens Tobias, ma voisine nommée Jeanne",
        "a program named Supremo, una empresa llamada Sistemas Globales, eine Firma namens Techhilfe",
        "Er gab sich als Techniker aus und als Enkel. Ask the agent. Then hang up.",
        "Mandé eso a Esther. Mi marido Antonio contestó, y mi nombre es Pilar. I know Karen from church.",
        "Maine kaha mera naam Meena hai. AnyDeskというアプリ、Zoomというソフト",
        "He called from New York, of the United States",
        "Reports of fraud. Misuse of AnyDesk. A Poster at the ATM.",
        "Missbrauch von TeamViewer und Warnung von Microsoft, im Namen von Amazon",
        "L'abus de TeamViewer, au Centre de Paris",
    ],
)
def test_a_department_a_verb_or_the_reporter_is_no_claimed_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("my badge number is MS4471", "ms4471"),
        ("badge # A55012, of the I.R.S.", "a55012"),
        ("Agent ID: TX 88120", "tx88120"),
        ("agent #23579", "23579"),
        ("seine Dienstnummer war 4471-K", "4471-k"),
        ("Mitarbeiter-Nr. PP20931", "pp20931"),
        ("matricule FR2087", "fr2087"),
        ("badge n° AZ4471", "az4471"),
        ("su número de placa era IR20417", "ir20417"),
        ("número de empleada 20931", "20931"),
        ("employee ID AMZ7741", "amz7741"),
        ("बैज नंबर 20931 दिया", "20931"),
        ("社員番号は MS2207 だと", "ms2207"),
    ],
)
def test_the_number_of_a_badge_is_found(text: str, number: str) -> None:
    assert names(text) == [f"badge:{number}"]


def test_the_reporters_own_number_at_work_and_a_cars_plate_are_no_badges() -> None:
    assert names("My employee ID is 44812. El carro con placa 4471 no tiene nada que ver.") == []


def test_furniture_is_no_program() -> None:
    assert programs("a mess, any desk would be") == []


def test_a_title_is_no_part_of_a_name() -> None:
    text = "You are speaking with Senior Officer Jane Doe"
    (found,) = claimed_name.find(fold(text), Context())
    assert (found.value, text[found.start : found.end]) == ("jane-doe", "Jane Doe")
