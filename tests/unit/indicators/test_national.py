"""A number grouped as its country groups telephones is one, where the word before names something else."""

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
    ("where", "text", "values"),
    [
        ("DE de", "Entgangener Anruf, 9:14 Uhr Nr. 040 66969 814.", ["+494066969814"]),
        ("DE de", "Der Anrufer hatte die angezeigte Nr. 030 23125 814", ["+493023125814"]),
        ("DE de", "Er rief an. Zeugennummer 030 23125 814", ["+493023125814"]),
        ("DE de", "Telefon des Absenders laut Rechnung: 030 23125 814", ["+493023125814"]),
        ("FR fr", "Pour me joindre au sujet du dossier : 02 61 91 81 40", ["+33261918140"]),
        ("ES es", "El contrato de la línea de teléfono (930 000 814) es suyo", ["+34930000814"]),
        ("US en", "The nurse in her room line 414-555-0181 heard it", ["+14145550181"]),
        ("US en", 'It was a man from "Social Security" on 202-555-0181', ["+12025550181"]),
        ("US en", "He rang, the screen had TULSA OK 918-555-0181", ["+19185550181"]),
        ("US en", "The caller showed as BOISE ID 208-555-0181", ["+12085550181"]),
        ("US en", "the bank's fraud unit 1-800-555-0181 helped", ["+18005550181"]),
        ("GB en", "He told me to write down the code, 029 2018 0814, and ring", ["+442920180814"]),
        ("IN hi", "maine mana kiya fir bhi 70000 00814 call karta raha", ["+917000000814"]),
        ("JP ja", "連絡先 TEL090-1000-0814", ["+819010000814"]),
        ("MX es", "me marcaron del 888-555-0181", ["+18885550181"]),
        ("DE de", "Er rief wieder an, meine nr ist 01713920814", ["+491713920814"]),
        ("DE de", "Die Gegenstelle: (030) 23125814 blieb stumm", ["+493023125814"]),
        ("ES es", "Me llamaron con identificador 910 000 814", ["+34910000814"]),
        ("ES es", "<telefonoAutor>910000814</telefonoAutor>", ["+34910000814"]),
        ("ES es", "Le di mi número. El de mi hija es 600000814.", ["+34600000814"]),
        ("ES es", "¿Su número? —El 711000814.", ["+34711000814"]),
        ("FR fr", "j'ai fait le numéro de l'écran 01 99 00 81 40", ["+33199008140"]),
        ("US en", "Help line +1 (888) 555-0181 (24x7)", ["+18885550181"]),
    ],
)
def test_what_is_grouped_as_a_telephone_number_is_one(where: str, text: str, values: list[str]) -> None:
    assert _phones(where, text) == values


@pytest.mark.parametrize(
    ("where", "text"),
    [
        ("FR fr", "J'ai appelé. Mon numéro de dossier : 02 61 91 81 40"),
        ("FR fr", "J'ai appelé pour la commande 02 61 91 81 40"),
        ("FR fr", "Facture 04 65 71 88 14 impayée, on m'appelle sans cesse"),
        ("FR fr", "Référence du dossier : 02 61 91 81 40"),
        ("DE de", "Anruf gestern. Rechnung Nr. 040 66969 814"),
        ("DE de", "Er rief an. Police Nr. 040 66969 814 sei gekündigt"),
        ("DE de", "Anruf. Der Vorgang unter Nr. 040 66969 814 läuft"),
        ("DE de", "Anruf. Pakete Nr. 040 66969 814"),
        ("DE de", "Anruf. Bestellung vom 3. Mai, Nr. 040 66969 814"),
        ("US en", "He rang about YOUR ORDER ID 208-555-0181"),
        ("US en", "The letter from the IRS CASE ID 208-555-0181"),
        ("US en", "tracking 1-888-555-0181 is late"),
        ("US en", "Home insurance policy: 414-555-0181"),
        ("US en", "Phone order: 414-555-0181"),
        ("AU en", "TFN 833-555-0181 was given"),
        ("GB en", "parcel code 029 2018 0814"),
        ("ES es", "El expediente (930 000 814) sigue abierto"),
        ("DE de", "Anruf. die letzte Nr 01713920814 der Bestellung"),
        ("DE de", "Anruf wegen meiner alten Rechnung, die Nr ist 01713920814"),
        ("DE de", "Anruf. Die Kundennr ist 01713920814"),
        ("ES es", "<hotelId>910000814</hotelId>"),
        ("ES es", "<telefonoPedido>910000814</telefonoPedido>"),
        ("ES es", "Me llamó por el pedido. El 711000814."),
        ("ES es", "Me llamó; el contrato es el 711000814"),
        ("ES es", "Me llamó. El código de barras era el 711000814"),
        ("ES es", "identificador 910 000 814 del pedido"),
        ("IN hi", "FIR 70000 00814 darj hui"),
        ("US en", "THEY TOOK 888 NUMBER OFF MY BILL"),
        ("GB en", "Heating cover plan 5500-118-214, sold over the phone"),
        ("DE de", "Tarif 4066-969-814 wurde am Telefon verkauft"),
        ("AU en", "Plan 2555-001-88 ended"),
        ("US en", "order_id,date,amount\n4155550144,2024-03-01,199.00\n4155550155,2024-03-02,249.00"),
        ("US en", "| Invoice no. | Qty |\n|---|---|\n| 2125550144 | 1 |\n| 2125550155 | 3 |"),
        ("DE de", "Datum;Rechnungsnr.;Betrag\n01.02.2024;03023125460;19,90\n02.02.2024;03023125461;9,90"),
        ("US en", '{"id": 1, "invoice": "6505550144"}'),
        ("NZ en", "The sticker on the wifi box has S/N 0215550188"),
        ("US en", "S/N: 415-555-0144 and model 7"),
    ],
)
def test_a_paper_of_the_same_shape_stays_a_paper(where: str, text: str) -> None:
    assert _phones(where, text) == []


@pytest.mark.parametrize(
    ("where", "text", "values"),
    [
        ("US en", "|Mine|404-555-0181|\n|Theirs|470-555-0181|\n", ["+14045550181", "+14705550181"]),
        ("US en", "NAME|HOME|SUSPECT|LOSS\nAsha|7165550181|8665550181|0", ["+17165550181", "+18665550181"]),
        ("US en", "| 2 | dialed 1-888-555-0181 |\n| 3 | hung up |", ["+18885550181"]),
        ("IN en", "Asha | 90000 00814 | 011 2000 0814 | 0", ["+919000000814", "+911120000814"]),
        ("DE de", "1. Ihre Rufnummer: 0171 39200 88\n2. Seine: 089 99998 814\n3. Nichts", None),
        ("JP ja", "①自宅 045-200-0814 ②携帯 090-1000-0814 ③なし", ["+81452000814", "+819010000814"]),
        ("US en", "date,phone,amount\n2024-03-01,4155550144,199\n", ["+14155550144"]),
        ("US en", "order_id,phone,amount\n88121,4155550144,199\n", ["+14155550144"]),
        ("US en", '{"order": 7, "phone": "6505550144"}', ["+16505550144"]),
        ("US en", "From: <+13195550181>\n180 Ringing", ["+13195550181"]),
    ],
)
def test_the_next_cell_is_no_part_of_a_number(where: str, text: str, values: list[str] | None) -> None:
    assert _phones(where, text) == (values or ["+491713920088", "+498999998814"])
