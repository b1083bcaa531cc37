"""Which column holds which field, guessed from the columns' names in English, German, Spanish and French.

The guess is always shown, and ``--map COLUMN=FIELD`` overrules it. Whatever holds a name, a number, an
e-mail, an address, an account or a card is taken for the reporter's own, unless its name says that it is
*theirs*: taken wrongly it is masked and lost, while the opposite mistake would publish a victim.

    >>> guess(["Case No.", "Scammer's phone", "Beschreibung", "Size"])
    {'Case No.': 'reference', "Scammer's phone": 'number_called_from', 'Beschreibung': 'text', 'Size': ''}
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from ringfence.reports.fields import FIELDS, MANY, NOT_USED
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SYNONYMS = tomllib.loads((files(__package__) / "columns.toml").read_text(encoding="utf-8"))

LONGEST_SHOWN = 40
LEFT_OUT = "(a name that is left out here)"
"""What is shown for a column whose own name may hold somebody's details, as a key of JSON can."""
_TELLING = re.compile(r"@|\d(?:[\s().+/-]?\d){5}")


def _words(*written: str) -> frozenset[str]:
    return frozenset(" ".join(written).split())


_HERS = _words(
    "victim victims reporter customer customers consumer complainant client clients my your user own",
    "opfer opfers kunde kunden kundin melder melderin geschaedigter geschadigter geschadigten geschaedigten",
    "anzeigender victima cliente denunciante afectado victime declarant plaignant",
)
_THEIRS = _words(
    "scammer scammers fraudster fraudsters suspect suspects offender subject perpetrator company business",
    "taeter tater taters taeters betruger betrueger betrugers betruegers estafador estafadores sospechoso",
    "defraudador escroc escrocs fraudeur suspecte their scam fraud",
)
_PAID = _words(
    "payee beneficiary beneficiario beneficiaire begunstigter beguenstigter zahlungsempfanger",
    "zahlungsempfaenger",
)
_PAID_ACCOUNT = _PAID | _words("recipient empfanger empfaenger destinatario destinataire destino")
_PAID_TO = re.compile(
    r"\b(?:(?:paid|sent|transferred|transfer|payment|wired) (?:in)?to|(?:gezahlt|uberwiesen|ueberwiesen)"
    r" an|(?:pagado|enviado|transferido|paye|envoye|verse|vire) a)\b"
)
_TYPES = {
    "phone": _words(
        "phone telephone tel telefon telefonnummer handy handynummer mobile cell cellphone mobilnummer",
        "rufnummer telefono movil celular portable gsm natel festnetz fax phonenumber phones",
    ),
    "email": _words("email emails mail emailaddress correo courriel mel"),
    "name": _words(
        "name names nombre nombres nom firstname lastname surname vorname nachname apellido apellidos prenom"
    ),
    "address": _words(
        "address addresses adresse anschrift direccion domicilio street city postcode zip",
        "strasse ort wohnort plz rue ville domicile calle ciudad",
    ),
    "account": _words(
        "account card iban konto karte cuenta tarjeta compte carte kontonummer kartennummer",
        "rib clabe girokonto",
    ),
    "website": _words("website url site domain web webseite sitio"),
}
_COMPOUND = re.compile(
    r"(?P<before>[a-z]*?)(?P<stem>telefon|handy|phone|email|mail|adresse|address|anschrift|konto|account|iban"
    r"|karten?|card|namen?)(?P<after>nr|no|nummer|number|inhaber|holder|adresse|address)?"
)
_STEMS = {"karten": "karte", "namen": "name"}
_LINKS = ("", "s", "n", "en", "er", "es")
_FILLING = _words("of the a de del der des die das du la le l el number nummer numero no nr id")
_NOT_A_PERSONS = _words(
    "file host domain product software program programm app tool brand company firma firmen unternehmen",
    "empresa entreprise societe bank banco banque datei produkt ip mac web internet website site url wallet",
    "bitcoin btc crypto geschenk gift cadeau regalo voice firm firme",
)
_ABOUT = _words(
    "type typ tipo model provider operator carrier anbieter status count brand marke marca marque issuer",
    "balance language betreff asunto method amount value total betrag importe monto montant",
)
_NUMBER = _words("number no phone telephone tel numero nummer rufnummer telefon telefonnummer telefono")
_DIALLED = _words("dialled dialed called rang phoned angerufen gewahlt marcado llamado appele compose")
_RANG_HER = _words("that who which incoming from")
_RANG_BY_US = _words("on was were we")
_THEIRS_ARE = {
    "phone": "number_called_from",
    "email": "sender_email",
    "name": "claimed_name",
    "account": "bank_account",
    "website": "website",
}
_PAID_ARE = {"phone": "paid_to", "email": "paid_to", "account": "bank_account"}


def normal(column: str) -> str:
    """Bring a column's name to plain words: ``Company_Phone-Number #`` is ``company phone number number``."""
    plain = re.sub(r"\(\d+\)$", "", column.replace("ß", "ss").replace("\u2019", "'"))
    plain = re.sub(r"[#№]", " number ", re.sub(r"\b[nN][º°]", " numero ", plain))
    plain = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode().lower()
    plain = re.sub(r"'s\b", "", plain)
    words = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return re.sub(r"\be mail\b", "email", words)


def _opened(column: str) -> str:
    """Part words that are told apart by capitals alone: ``customerEMail`` is ``customer EMail``."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", column)


_BY_NAME = {normal(name): name for name in FIELDS}
_BY_NAME |= {normal(one): field for field, names in _SYNONYMS.items() for one in names}


def shown(column: str) -> str:
    """Name a column that was not used, or say that its name is left out: it may hold somebody's details."""
    return LEFT_OUT if len(column) > LONGEST_SHOWN or _TELLING.search(column) else column


def guess(columns: Sequence[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Map columns to fields.

    Args:
        columns: The columns' names as they stand in the file.
        given: What is already decided: column to field (`FIELDS`), or to "" for a column to be read past.

    Returns:
        For every column in ``columns`` its field, or "" where its name says nothing or the field is taken. A
        column that is called as the field itself goes before one that only means it, wherever they stand.
    """
    decided = dict(given or {})
    taken = {field for field in decided.values() if field not in MANY}
    mapping: dict[str, str] = {}
    for column in sorted(columns, key=_distance):
        field = decided[column] if column in decided else one(column)
        if column not in decided and field in taken:
            field = NOT_USED
        if field and field not in MANY:
            taken.add(field)
        mapping[column] = field
    return {column: mapping[column] for column in columns}


def _distance(column: str) -> int:
    """Tell how far a column's name is from a field's own: 0 for that name, 1 as people write it, else 2."""
    if column in FIELDS:
        return 0
    return 1 if normal(column).replace(" ", "_") in FIELDS else 2


@lru_cache(maxsize=4096)
def one(column: str) -> str:
    """Guess the field of one column from its name alone; "" where it says nothing."""
    if column in FIELDS:
        return column
    spellings = dict.fromkeys((normal(column), normal(_opened(column))))
    known = next((_BY_NAME[plain] for plain in spellings if plain in _BY_NAME), None)
    if known is not None:
        return known
    return next((field for plain in reversed(spellings) if (field := _by_words(plain))), NOT_USED)


def _by_words(plain: str) -> str:
    words = frozenset(plain.split())
    words |= {part for word in words for part in _parts(word)}
    if words & _NUMBER and words & _DIALLED:
        return _rung(words)
    shape = next((shape for shape, spellings in _TYPES.items() if words & spellings), "")
    if not shape or _is_about(words, shape):
        return NOT_USED
    if shape == "website":
        alone = len(words - _FILLING - {"address"}) <= 1
        return "website" if not words & _HERS and (alone or words & _THEIRS) else NOT_USED
    paid = words & (_PAID_ACCOUNT if shape == "account" else _PAID) or _PAID_TO.search(plain)
    if words & _HERS or not (paid or words & _THEIRS):
        return f"reporter_{shape}"
    return (_PAID_ARE if paid else _THEIRS_ARE).get(shape, NOT_USED)


def _rung(words: frozenset[str]) -> str:
    if words & _RANG_BY_US:
        return "reporter_phone"
    return "number_called_from" if words & _RANG_HER else "number_dialled"


def _is_about(words: frozenset[str], shape: str) -> bool:
    """Tell whether a column speaks of a thing that has a name, or of a phone's model, and of no person."""
    others = words - _FILLING - _HERS - _TYPES[shape] - _TYPES["website"]
    things = _ABOUT | (
        _NOT_A_PERSONS if shape in ("name", "address") else _words("gift cadeau regalo voice voic")
    )
    return bool(words & things) and not {one for one in others if one not in things and not _parts(one)}


def _parts(word: str) -> frozenset[str]:
    """Part a word that holds a type: ``kundentelefon`` has ``telefon``, ``kunden`` and ``kunde``."""
    found = _COMPOUND.fullmatch(word)
    if found is None or word == found["stem"]:
        return frozenset()
    before = found["before"]
    links = {before.removesuffix(link) for link in _LINKS} if before else set()
    return frozenset({_STEMS.get(found["stem"], found["stem"]), *links} - {""})


def given(pairs: Sequence[str]) -> dict[str, str]:
    """Read what ``--map`` was given: ``COLUMN=FIELD``; ``COLUMN=`` reads past the column.

    Raises:
        UsageError: When a pair has no ``=``, or names no field.
    """
    decided: dict[str, str] = {}
    for pair in pairs:
        column, sign, field = pair.rpartition("=")
        if not sign or not column:
            raise UsageError(
                f"--map {pair} is not COLUMN=FIELD", advice="Write it as --map 'Their phone=number_dialled'"
            )
        if field and field not in FIELDS:
            raise UsageError(
                f"--map names no field of a report: {field}", advice=f"The fields are: {', '.join(FIELDS)}"
            )
        decided[column] = field
    return decided
