"""Headers of an e-mail (RFC 5322, 3.6) that stands in a report, as programs show them: *From: … To: …*."""

from __future__ import annotations

import re

from ringfence.indicators.indicator import Role

_BLOCK = 400  # characters before and behind an address in which the other headers stand
_REACH = 200  # characters of a line that are looked at
_TO = (
    r"to|delivered-to|x-original-to|b?cc|an|kopie|para|con copia|copia|(?<!répondre )à|copie(?: à)?"
    r"|宛先|送信先"
)
_BEGINS = r"(?:^|[\n\s>|;])"
_HEADER = re.compile(
    rf"{_BEGINS}(?:(?P<to>{_TO})|from|reply-to|return-path|sender|von|de|antwort an"
    r"|répondre à|responder a|差出人|送信者)\s?:"
    r"[^\n:]*$"
)
# Mailboxes to which people report: *fraud@…*, *phishing@…*, *intake@fraudhelp.…*.
_DESK = (
    r"(?:[\w.-]*(?:fraud|report|phish|abuse|spam|scam|complaint|betrug|meldung|signalement|denuncia"
    r"|cybercrime)"
    r"[\w.-]*@|[\w.-]+@[\w-]*(?:fraud|report|scam)[\w-]*\.)"
)
_REPORTS = re.compile(_DESK)
_TO_DESK = re.compile(
    rf"{_BEGINS}(?:{_TO})\s?:[^\n:@]{{0,60}}(?:{_DESK}"
    r"|(?:complaints?|fraud|scam|abuse|cyber ?crime) (?:desk|team|unit)\b"
    r"|(?:cellule|service|brigade|unidad|grupo|oficina) (?:anti-?|de |de la |contra )?"
    r"(?:fraudes?|estafas?|cyber\w*)\b"
    r"|(?:betrugs|melde|beschwerde)\w*(?:stelle|abteilung)\b)"
    # and what a mail to one is about: *Subject: my report*
    rf"|{_BEGINS}(?:subject|objet|betreff|asunto)\s?:\s?(?:my|mon|ma|meine?|mi)\s"
    r"(?:report|complaint|signalement|plainte|anzeige|meldung|beschwerde|denuncia|reclamaci[oó]n)\b"
)
_HEADED = re.compile(rf"{_BEGINS}(?:{_TO})\s?:")
# The same of a text message, from number to number.
_SENT_TO = re.compile(r"(?:^|\n)[ \t>]{0,3}(?:to|an|para|à|宛先|送信先)\s?:[ \t]{0,3}[+(]{0,2}$")
_SENT_FROM = re.compile(r"(?:^|\n)[ \t>]{0,3}(?:from|von|de|差出人|送信元|送信者)\s?:[ \t]{0,3}[+(]{0,2}\d")
_COLON = 6  # characters before a number in which the sign of its header stands
_SHORT = 16  # characters before a number in which its header stands
# How that ends: the sign is found faster.
_MAY_BE_HEADED = re.compile(
    r":(?:(?<=to:)|(?<=cc:)|(?<=ie:)|(?<=ia:)|(?<=an:)|(?<=ra:)|(?<=à:)|(?<=先:)|(?<=to\s:)|(?<=an\s:)"
    r"|(?<=ra\s:)|(?<=à\s:))"
)
_BESIDE = re.compile(
    rf"{_BEGINS}(?:from|reply-to|sender|date|sent|subject|von|datum|gesendet|betreff|de|fecha|asunto"
    rf"|objet|差出人|送信者|件名|日時)\s?:"
)


def role(low: str, start: int) -> Role | None:
    """Give the role of an address that a header names: hers whom the mail went to, else its sender's.

    Args:
        low: The folded text in small letters.
        start: Where the address starts there.

    Returns:
        ``reporter``, ``contact``, or ``genuine`` for a desk that takes reports; None
        where it stands in no header.
    """
    first = max(0, start - _REACH)
    header = _HEADER.search(low, first, start) if ":" in low[first:start] else None
    if header is None:
        return None
    reports = _is_report(low, start)
    if not header["to"]:
        return Role.REPORTER if reports else Role.CONTACT
    if reports and _REPORTS.match(low, start):
        return Role.GENUINE
    return Role.REPORTER if _is_field(low, header.start()) else None


def _is_report(low: str, start: int) -> bool:
    """Tell whether the headers around an address send the mail to a desk for reports: *To: fraud@…*."""
    first = max(low.rfind("\n\n", max(0, start - _BLOCK), start) + 1, start - _BLOCK, 0)
    last = low.find("\n\n", start, start + _BLOCK)
    return _TO_DESK.search(low, first, last if last >= 0 else start + _BLOCK) is not None


def is_sent_to(low: str, start: int) -> bool:
    """Tell whether a number is hers to whom a message went: *To: …*, and in another line *From: …*.

    Args:
        low: The folded text in small letters.
        start: Where the number starts there.
    """
    if (
        "\n" not in low
        or ":" not in low[max(0, start - _COLON) : start]
        or not _SENT_TO.search(low, max(0, start - _SHORT), start)
    ):
        return False
    return _SENT_FROM.search(low, max(0, start - _BLOCK), start + _BLOCK) is not None


def may_stand(low: str) -> bool:
    """Tell whether a header may say whom a mail went to."""
    return _MAY_BE_HEADED.search(low) is not None and _HEADED.search(low) is not None


def _is_field(low: str, start: int) -> bool:
    """Tell whether *to:* begins a line, or follows another header: *Rufen Sie uns an: …* is none."""
    before = low[max(0, start - _REACH) : start + 1].rstrip(" \t")
    return not start or not before or before[-1] in "\n>|;" or _BESIDE.search(before) is not None


# What a mail asks its reader to do, in the name of a firm: *veuillez nous rappeler au*, *call us at*.
_ASKS = re.compile(
    r"\b(?:call|ring|phone|contact|reach|text|e-?mail|write to|reply to) (?:us|our)\b|\bus (?:back "
    r")?(?:at|on)\b"
    r"|\bnous (?:appeler|rappeler|joindre|contacter|écrire|téléphoner)|\b(?:appelez|rappelez|contactez"
    r"|joignez)-nous"
    r"|\b(?:uns|unsere[nrm]?)\b|\b(?:llám[ea]nos|llamarnos|contácte?nos|contactarnos|escríb[ae]nos"
    r"|escribirnos|márquenos)"
    r"|\bhumein\b|\bhume\b|हमें|ご連絡ください|お電話ください|までご連絡"
)
_ASKED_NEAR = 70
_LONGEST_BODY = 1_500


def asks_in_body(low: str, start: int) -> bool:
    """Tell whether a value stands in the body of a mail to the reporter, which bids her call its firm.

    Args:
        low: The folded text in small letters.
        start: Where the value starts there.
    """
    if not _ASKS.search(low, max(0, start - _ASKED_NEAR), start):
        return False
    blank = low.find("\n\n", max(0, start - _LONGEST_BODY), start)
    while blank >= 0:
        heads = low[max(0, blank - _BLOCK) : blank + 1].rpartition("\n\n")[2]
        if _FROM_LINE.search(heads) and _HEADED.search(heads) and not _TO_DESK.search(heads):
            return not _HERS.search(low, blank, start)
        blank = low.find("\n\n", blank + 2, start)
    return False


_FROM_LINE = re.compile(rf"{_BEGINS}(?:from|von|de|sender|expéditeur|remitente|差出人|送信者)\s?:")
# Where she takes the word again behind a mail that she pasted.
_HERS = re.compile(
    r"\n[-–—_=*]{3,}|\b(?:i|we) (?:called|rang|phoned|did|didn't|never)\b|\bmy (?:own )?(?:number|phone"
    r"|mobile|cell|e-?mail)\b"
    r"|\bmeine (?:nummer|mail)|\bmon (?:numéro|portable)|\bmi (?:número|móvil|teléfono)"
)
