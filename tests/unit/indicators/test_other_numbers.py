"""Numbers of papers and files are no telephone numbers; toll-free ones are North America's in India too."""

from __future__ import annotations

import pytest

from ringfence.indicators.extract import find
from ringfence.indicators.indicator import Context
from ringfence.words import Country, Lang


def _phones(where: str, text: str) -> list[str]:
    country, lang = where.split()
    found = find(text, Context(Country(country), Lang(lang)))
    return [one.value for one in found if one.kind == "phone"]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("AU en", "someone has my medicare card 2123 45670 1"),
        ("AU en", "He asked for my tax file number 123 456 782"),
        ("AU en", "Police event no. 0491 570 006"),
        ("US en", "They have my Medicaid member ID 202 555 0143"),
        ("FR fr", "Code reçu par SMS 551 904, puis 203 118."),
        ("DE de", "Die TANs per SMS waren 551 904 und dann 203 118."),
        ("US en", "text code 614 555, then 0147 for the second login"),
        ("JP ja", "認証コードは0300 1234、次に5678です"),
        ("DE de", "Az. 2026/0044718."),
        ("DE de", "Az. der Polizei: 0221 4710 233"),
        ("DE de", "Geschäftszeichen: 2026-0055012"),
        ("BE fr", "Dossier LI.55.L6.004417/2026 ouvert"),
        ("ES es", "El expediente en comisaría es 600 000 041"),
        ("JP ja", "マイナンバーカードの番号 090-1000-0019"),
        ("US en", "Following up on claim 7719-04-2231 opened Jan 9"),
        ("DE de", "Anzeige aufgegeben unter Nummer 4471-03-2025"),
        ("ES es", "Expediente 2210-05-7714 de consumo"),
        ("US en", 'caller said "agent badge 4471-A, claim 77-555-0142-9"'),
        ("US en", "UPS label 1Z 999 AA1 01 5555 0142"),
        ("US en", "the reward was for survey 888-5550-144, I clicked nothing"),
        ("US en", "parking citation 212-555-0154 for 65 dollars"),
        ("GB en", "Direct debit mandate 01614 960 233 1, set up 14.06"),
        ("DE de", "Rahmenvertrag 0171-3920-0441, doppelt abgebucht"),
        ("FR fr", "amende n° 0465 712 088 4, montant 135 €"),
        ("ES es", "Referencia catastral 9100000-61"),
        ("FR fr", "Elle m'a lu mon numéro de sécurité sociale, 1 47 03 99 123 456, sans une faute."),
        ("FR fr", "Mon numéro fiscal, 30 99 014 477 123, figure sur l'avis."),
        (
            "DE de",
            "Er kannte meine Rentenversicherungsnummer, 65 170839 B 00 9, und die Steuer-ID, 99 012 345 678",
        ),
        ("DE de", "Meine Versichertennummer, A 990 144 770, und die PIN, 4471."),
        ("ES es", "Sabía mi número de la Seguridad Social, 28 99990123 45"),
    ],
)
def test_a_number_of_a_paper_or_a_file_is_no_telephone_number(where: str, text: str) -> None:
    assert _phones(where, text) == []


@pytest.mark.parametrize(
    ("where", "text", "value"),
    [
        ("US en", "I rang the number on my Medicare card 202-555-0143", "+12025550143"),
        ("DE de", "Der Anruf kam von 0221 4710 233, Az. 2026/0044718.", "+492214710233"),
        ("IN en", "I called 866 555 0143", "+18665550143"),
        ("US en", "POPUP SAID CALL 1-888-LLL-0167 NOW", "+18885550167"),
        ("US en", "he said look up the police number, 416-555-0111, the real one", "+14165550111"),
        ("IN hi", "फोन करें: आठ सात सात, पाँच पाँच पाँच, शून्य एक छह आठ", "+18775550168"),
        ("IN en", "I called 90000 00043", "+919000000043"),
        ("MX es", "llame al 800 555 0158", "+528005550158"),
        ("US en", "They claim 888-555-0123 is the refund line, I called", "+18885550123"),
        ("US en", "They want me to text a picture of the receipt to 346-555-0191", "+13465550191"),
        ("US en", "And the one on the invoice: 206-555-0150.", "+12065550150"),
        ("US en", "call helpdesk N0W >> 1 - 8 6 6 - 5 5 5 - O 1 7 7 <<", "+18665550177"),
        ("US en", "to speak to an advisor dial 8 4 4, 5 5 5, 0 1 2 0", "+18445550120"),
        ("US en", "who is 1-123-555-0188?? that's what came up on my caller ID", "+11235550188"),
        ("US en", "they spoofed 1-123-555-0199 on my caller ID", "+11235550199"),
        (
            "US es",
            "era del seguro social, número ocho cinco cinco, cinco cinco cinco, cero uno siete dos",
            "+18555550172",
        ),
    ],
)
def test_a_number_that_is_to_be_called_stays_one(where: str, text: str, value: str) -> None:
    assert _phones(where, text) == [value]


@pytest.mark.parametrize(
    "text",
    [
        "files left on the desktop: refund-form.zip, invoice.8885550119.pdf",
        "His badge, which he read to my mother, was 20255 50160.",
        "My claim number, in case you need it: 202-555-0160",
    ],
)
def test_a_number_in_a_files_name_or_behind_an_aside_of_a_paper_is_no_telephones(text: str) -> None:
    assert not _phones("US en", text)


def test_what_one_does_by_calling_is_no_paper() -> None:
    assert _phones("US en", "the number to dispute was +1 (808) 555-0191. I dialed it.") == ["+18085550191"]
    assert _phones("US en", "Number to order more checks: 808-555-0191") == ["+18085550191"]
    assert _phones("US en", "number for order 8085550191") == []


def test_my_number_is_no_gift_card() -> None:
    told = "First Steam card I read out was 9K4TM-X77QP-2LWRD. He hung up. my # is 503-555-0186 if you ask"
    assert _phones("US en", told) == ["+15035550186"]


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("US en", "He had my order number, 614-555-0142, and the exact price."),
        (
            "US en",
            "Case numbers so far: 8885550137 from the bank, 6145550181 from the police and 2025550119.",
        ),
        ("US en", "My first claim is 312-555-0164 and my second one 312-555-0165, both closed."),
        ("US en", "License nos. 407-555-0120 and 407-555-0121 were both borrowed."),
        ("US en", "Mr. Roe, your claim 800-555-0117 was merged with 800-555-0118."),
        ("CA en", "File 604-555-0147 replaces file 604-555-0109."),
        ("US en", "re: Loan 9165550188, principal 42,118.07"),
        ("US en", "4) claim stub 615-555-0102"),
        ("US en", "MEMBER NO.   PLAN   GROUP\n4045550128   PPO-2   0091733\n4045550129   PPO-2   0091733"),
        ("DE de", "Vorgangsnummer   Betrag     Eingang\n08999998123      1.250,00   12.01."),
        ("FR fr", "N° DOSSIER     MONTANT    DATE\n0639980042     1 250,00   12/01"),
        ("US en", "ID;AGE;STATE;LOSS\n3035550111;71;CO;980\n3035550112;68;CO;14500"),
        ("US en", "<tr><td>Ref</td><td>8775550128</td></tr>"),
        ("FR fr", '<ligne no="0199004155" montant="299.00"/>'),
        ("US en", "1) warranty #: 404-555-0126  2) contract #: 404-555-0127  3) renewal #: 404-555-0128"),
        ("US en", "Member number 855-555-0171 at the gym; they billed $39.99"),
        ("ZA en", "Ref MAS 118/02/2026, Const. N. Dube"),
        ("DE de", "IMEI des Handys 35 209900 176148 1, gekauft am 24.12.2023"),
        ("CA fr", "Rapport d'événement 514-555-0118, agent matricule 4417"),
    ],
)
def test_numbers_of_papers_in_lists_tables_and_files_are_no_telephones(where: str, text: str) -> None:
    assert _phones(where, text) == []


@pytest.mark.parametrize(
    ("where", "text", "values"),
    [
        ("US en", "Dialed list, 1: 877-555-0195. 2: 217-555-0195.", ["+18775550195", "+12175550195"]),
        ("FR fr", "Tél 1 : 06 39 98 91 73 / Tél 2 : 02 61 91 66 71", ["+33639989173", "+33261916671"]),
        ("GB en", "Neighbour at no. 14 (0113 496 0365) heard it.", ["+441134960365"]),
        ("US en", "a thing we do on account of 803-555-0176 forever ringing", ["+18035550176"]),
        ("US en", "the number associated with the hacked acct is 505-555-0174", ["+15055550174"]),
        ("US en", "they knew my acct was under 651-555-0170", ["+16515550170"]),
        ("US en", "Bottom, my brother in case (832-555-0190).", ["+18325550190"]),
        ("US en", "in order they are 855-555-0133 and 202-555-0141", ["+18555550133", "+12025550141"]),
        ("US en", "Her nurse says so. The room is 413-555-0172.", ["+14135550172"]),
        ("AU en", "Dad's carer rang me from his unit 02 5550 9941.", ["+61255509941"]),
        ("US en", "I could text her at 208-555-0119 day or night.", ["+12085550119"]),
        ("US en", "Number on the fake invoice: 808-555-0176.", ["+18085550176"]),
        ("US en", "On the bottom of the fake invoice was 888-555-0114.", ["+18885550114"]),
        ("US en", "the police number, 202-555-0111, which he said to look up", ["+12025550111"]),
        ("FR fr", "Le numéro du malfrat est 01 99 00 21 16.", ["+33199002116"]),
        ("DE de", "Meine Nr: 030 23125 112.", ["+493023125112"]),
        ("DE de", "Verpasst am 2.3.: 030-23125-606.", ["+493023125606"]),
        ("JP ja", "電話 0222-00-0496\n2 犯行に使われた電話", ["+81222000496"]),
        ("IN hi", "कॉलर — 0120-2000885 3. पीड़ित का दूरभाष", ["+911202000885"]),
        ("IN hi", "Main 9400004037. Block karte karte thak gaya.", ["+919400004037"]),
        ("US en", "CALL NOW I-8OO-555-OI44", ["+18005550144"]),
        ("US en", "Spoke to him on +1 702 555 0186\n[12/03, 09:15] Me: ok", ["+17025550186"]),
        ("ES es", "Número del técnico falso: 600 000 318, o bien 319.", ["+34600000318", "+34600000319"]),
        ("US en", "I meant 855-555-0142 and got 855-555-something else", ["+18555550142"]),
    ],
)
def test_words_that_only_seem_to_name_a_paper_hide_no_telephone(
    where: str, text: str, values: list[str]
) -> None:
    assert _phones(where, text) == values
