"""Which column holds which field, guessed from the columns' names in English, German, Spanish and French.

The guess is always shown, and ``--map COLUMN=FIELD`` overrules it. A bare *phone* or *e-mail* is taken for
the reporter's own: taken wrongly it is masked and lost, while the opposite mistake would publish a victim.

    >>> guess(["Case No.", "Scammer's phone", "Beschreibung", "Size"])
    {'Case No.': 'reference', "Scammer's phone": 'number_called_from', 'Beschreibung': 'text', 'Size': ''}
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from importlib.resources import files
from typing import TYPE_CHECKING

from ringfence.reports.fields import FIELDS, MANY, NOT_USED
from ringfence.words import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_SYNONYMS = tomllib.loads((files(__package__) / "columns.toml").read_text(encoding="utf-8"))

_HERS = (
    "victim reporter customer consumer complainant client my your user own opfer kunde kundin melder melderin"
    " geschaedigter geschadigter anzeigender victima cliente denunciante afectado victime declarant plaignant"
)
_THEIRS = (
    "scammer scammers fraudster fraudsters suspect offender subject perpetrator caller company business"
    " taeter tater betruger betrueger anrufer estafador sospechoso escroc fraudeur suspect their scam fraud"
)
_TYPES = {
    "phone": "phone telephone tel telefon telefonnummer handy handynummer mobile cell mobilnummer rufnummer"
    " telefono movil telephone portable phonenumber",
    "email": "email e-mail mail emailaddress correo courriel mel",
    "name": "name names nombre nom firstname lastname surname vorname nachname apellido prenom",
    "address": "address adresse anschrift direccion domicilio street city postcode zip",
    "account": "account card iban konto karte cuenta tarjeta compte carte",
    "website": "website url site domain web webseite sitio",
}
_NUMBER = "number no phone telephone tel numero nummer rufnummer telefon telefonnummer telefono"
_DIALLED = "dialled dialed called rang phoned angerufen gewahlt marcado llamado appele compose"
_RANG_HER = "that who which incoming from"
_THEIRS_ARE = {
    "phone": "number_called_from",
    "email": "sender_email",
    "name": "claimed_name",
    "account": "bank_account",
    "website": "website",
}
_HERS_ARE = {t: f"reporter_{t}" for t in ("phone", "email", "name", "address", "account")}


def normal(column: str) -> str:
    """Bring a column's name to plain words: ``Company_Phone-Number`` is ``company phone number``."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    plain = (
        unicodedata.normalize("NFKD", spaced.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    )
    plain = re.sub(r"\(\d+\)$", "", plain)
    plain = re.sub(r"'s\b", "", plain)
    words = re.sub(r"[^a-z0-9]+", " ", plain).strip()
    return re.sub(r"\be mail\b", "email", words)


_BY_NAME = {normal(one): field for field, names in _SYNONYMS.items() for one in names}
_BY_NAME |= {normal(name): name for name in FIELDS}


def guess(columns: Sequence[str], given: Mapping[str, str] | None = None) -> dict[str, str]:
    """Map columns to fields.

    Args:
        columns: The columns' names as they stand in the file.
        given: What is already decided: column to field (`FIELDS`), or to "" for a column to be read past.

    Returns:
        For every column in ``columns`` its field, or "" where its name says nothing or the field is taken.
    """
    decided = dict(given or {})
    taken = {field for field in decided.values() if field not in MANY}
    mapping: dict[str, str] = {}
    for column in columns:
        field = decided[column] if column in decided else one(column)
        if column not in decided and field in taken:
            field = NOT_USED
        if field and field not in MANY:
            taken.add(field)
        mapping[column] = field
    return mapping


def one(column: str) -> str:
    """Guess the field of one column from its name alone; "" where it says nothing."""
    if column in FIELDS:
        return column
    plain = normal(column)
    if plain in _BY_NAME:
        return _BY_NAME[plain]
    return _by_words(set(plain.split()))


def _by_words(words: set[str]) -> str:
    if words & set(_NUMBER.split()) and words & set(_DIALLED.split()):
        return "number_called_from" if words & set(_RANG_HER.split()) else "number_dialled"
    for shape, spellings in _TYPES.items():
        if words & set(spellings.split()):
            if words & set(_HERS.split()):
                return _HERS_ARE.get(shape, NOT_USED)
            if words & set(_THEIRS.split()):
                return _THEIRS_ARE.get(shape, NOT_USED)
            if len(words - {"number", "nummer", "numero", "no", "nr", "de", "address", "id"}) <= 1:
                return _HERS_ARE.get(shape, _THEIRS_ARE.get(shape, NOT_USED))
    return NOT_USED


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
