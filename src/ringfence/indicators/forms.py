"""Fields of forms that stand in a text: *Your tel: …*, *Complainant: …* and below it *Tel: …*.

What a form asks of its writer is the reporter's own; what it asks of the suspect tells `cues/`.
"""

from __future__ import annotations

import re

_REACH = 100  # characters before a value in which its field stands
_COLON = 6  # characters before a value in which the sign of a field stands
_LINES = 160  # characters in which the lines before it are looked at
_KIND = (
    r"(?:nummer|nr\.?|telefon|handy|mail|mailadresse|konto|iban|number|phone|tel\.?|téléphone|tél\.?"
    r"|portable"
    r"|courriel|teléfono|correo)"
)
_ENDS = r"[\s\"*]{0,3}:[\s\"]{0,3}"
# A field that its writer filled in. In a sentence *ihre Nummer* is hers.
_FIELD = re.compile(
    rf"(?:^|[.,;:|/\n\"(]\s{{0,3}})(?:ihre?|votre|vos|your|su|tu)\s(?:[\w-]+\s){{0,2}}[\w-]*{_KIND}{_ENDS}"
)
# *Your own number, where we can reach you: …*: a field that goes on behind the word for what it asks.
_REACHED = (
    r"(?:(?:reach|contact|call) you|sie (?:am besten |tagsüber |telefonisch )?(?:erreichen|erreichbar)"
    r"|vous (?:joindre|rappeler|recontacter|contacter|appeler)|(?:localizar|contactar|llamar|ubicar)l[aeo])"
)
_SORT = rf"[\w-]*(?:{_KIND}|numéro|número)"
_OWN_FIELD = re.compile(
    r"(?:^|\n)[ \t]*(?:ihre?|votre|vos|your|su|tu)\s"
    rf"(?:(?:own|eigene[nrs]?|propre|propi[ao])\s(?:\w+\s)?{_SORT}(?:,[^:\n\d.!?]{{0,60}})?"
    rf"|(?:[\w-]+\s){{0,2}}{_SORT}[^:\n\d.!?]{{0,40}}\s{_REACHED}\b[^:\n\d.!?]{{0,16}}){_ENDS}"
)
_IN_OWN_FIELD = re.compile(_OWN_FIELD.pattern + r"[+(]{0,2}$")
# The same in Japanese: *あなたの電話番号:*.
_FIELD_JAPANESE = re.compile(
    r"(?:^|[\n。.(\"・])\s{0,3}(?:(?:あなた|貴方|貴殿|ご自身|ご本人|お客様|届出人|記入者|報告者|申告者|相談者|通報者|被害者)(?:様)?の?"
    r"|ご?自宅の?|日中(?:の|に)?)(?:ご)?(?:電話番号|お電話番号|お電話|電話|携帯電話|携帯番号|携帯電話番号|携帯|連絡先|メールアドレス"
    r"|メール|eメール|アドレス|口座番号|口座)(?:\s?\([^)\n]{0,12}\))?\s{0,2}(?::|[.…・_=-]{2,}|[-=|])\s{0,2}[+(]{0,2}"
)
_IN_FIELD_JAPANESE = re.compile(_FIELD_JAPANESE.pattern + "$")
_IN_FIELD = re.compile(_FIELD.pattern + r"[+(]{0,2}$")
# *Your home phone ...... X*, *Ihr Telefon privat – X*: a form whose fields lead to what was filled in.
_LEADER = r"[ \t]{0,4}(?:\.{2,}|_{2,}|\.? ?[-–—]{1,3}>?|=|:|\||\t)[ \t.:_]*[+(]{0,2}"
_ADJECTIVE = (
    r"(?:own|home|work|office|daytime|day|evening|mobile|cell|private|personal|best|contact|current"
    r"|preferred|main|other|second"
    r"|alternative|business|house|full|usual|e-?mail|mail|telephone|phone|eigene[nrs]?|private[nrs]?"
    r"|dienstliche[nrs]?"
    r"|aktuelle[nrs]?|beste|weitere|propre|propi[oa])"
)
_SET = (
    r"(?:(?:home|work|cell|mobile)?phone|number|no\.?|telephone|tel\.?|mobile|cell|landline|e-?mail|mail"
    r"|address|line|account|iban"
    r"|[\w-]*(?:telefon|nummer|handy|festnetz|mobil|e-?mail|adresse|anschluss|konto)|rückrufnummer"
    r"|téléphone|tél\.?|numéro|portable|mobile|fixe|ligne|courriel|mél|adresse|compte"
    r"|teléfono|tel[eé]fono|móvil|celular|fijo|número|correo|dirección|cuenta"
    r"|(?:ghar|office|mobile|phone|email|khata|number)|घर|ऑफिस|कार्यालय|दफ्तर|मोबाइल|फोन|फ़ोन|नंबर|नम्बर"
    r"|ईमेल|खाता|संपर्क|पता)"
)
_MORE = (
    r"(?:\s(?:(?:de|du|del|d'|of|ka|ki|ke|का|की|के|am|im|bei der)\s)?(?:la |le |l')?(?:privat|dienstlich"
    r"|geschäftlich|tagsüber|mobil"
    r"|arbeit|zuhause|fixe|portable|mobile|mail|électronique|professionnel(?:le)?|personnel(?:le)?"
    r"|domicile|bureau|travail|téléphone"
    r"|fijo|móvil|celular|electrónico|particular|trabajo|casa|contacto|oficina|number|no\.?|address|phone"
    r"|e-?mail|id|adresse"
    r"|फोन|फ़ोन|नंबर|नम्बर|मोबाइल|पता|आईडी|यूपीआई|\(?(?:home|work|mobile|day|evening|daytime|cell)\)?)){0,3}"
)
_LED = re.compile(
    r"(?:^|\n)[ \t*•\d.)]{0,6}(?:(?:ihre?|deine?|euer|votre|vos|ton|ta|your|su|tu|aapk[aei]|apk[aei]"
    r"|आपक[ाीे])\s"
    rf"(?:{_ADJECTIVE}\s){{0,3}}(?:l')?{_SET}{_MORE}"
    rf"|(?:contact |phone |telephone |mobile |e-?mail )?(?:{_SET}) \((?:yours|your own|ihre|le vôtre"
    rf"|suyo)\)){_LEADER}$"
)
_YOURS = (
    "your",
    "ihr",
    "dein",
    "votre",
    "vos ",
    "ton ",
    "ta ",
    "su ",
    "tu ",
    "aapk",
    "apk",
    "आपक",
    "(le v",
    "(suyo",
)
_LED_BY = (":", "..", "__", "-", "–", "—", "=", "|", "\t")
# A line for a telephone or a mailbox below the line for the name of who reports.
_NAME = (
    r"(?:complainant|victim|reporting party|reporter|informant|customer|full name|contact name"
    r"|contact person"
    r"|your name|name"
    r"|geschädigter?|anzeigeerstatter(?:in)?|melder(?:in)?|nom|plaignante?|victime|nombre|denunciante"
    r"|víctima)"
)
_BELOW = re.compile(
    rf"(?:^|\n)[ \t]*{_NAME}(?:'s name)?\s?:[^\n]{{1,60}}\n(?:[^\n:]{{2,20}}:[^\n]{{0,60}}\n){{0,2}}"
    r"[ \t]*(?:home |daytime |contact |mobile |cell )?"
    r"(?:phone|tel|telephone|mobile|cell|e-?mail|telefon|handy|teléfono|correo|téléphone|courriel)"
    r"(?: ?(?:no|number|nr)\.?)?\s?:[ \t]*[+(]{0,2}$"
)
# The same above the line for the name.
_FIRST = re.compile(
    r"(?:^|\n)[ \t]*(?:home |daytime |contact |mobile |cell )?"
    r"(?:phone|tel|telephone|mobile|cell|e-?mail)(?: ?(?:no|number|nr)\.?)?\s?:[ \t]*[+(]{0,2}$"
)
_NAME_FOLLOWS = re.compile(rf"[^\n]{{5,40}}\n(?:[^\n:]{{2,20}}:[^\n]{{0,60}}\n)?[ \t]*{_NAME}\s?:")
# *Me: …*, in a list of who is who.
_SELF = re.compile(r"(?:^|[\n.])[\"”»]?[ \t]*(?:me|myself|mine|ich|moi|yo)\s?:")
_ME = re.compile(_SELF.pattern + r"[ \t\"“„«]*[+(]{0,2}$")
# *H: …, C: …*: the telephones of a person, at home and in the pocket.
_LETTER = re.compile(r"(?:^|[,.;/\s(])(?:(?:h|c|w|m|mb|res)\s?:|(?:hm|hme|wk)\b[.:]?)\s?[+(]{0,2}$")
# *born 4/2/1951, tel …*: what someone tells of herself.
_BORN = re.compile(
    r"\b(?:dob|d\.o\.b\.?|date of birth|born|geb\.?|geboren|geburtsdatum|née?|naissance|nacid[oa]"
    r"|fecha de nacimiento)(?![^\W\d_])[^!?;\n]{0,40}[,;]\s"
    r"(?:tel|tél|phone|ph|cell|mob|mobile|handy|telefon|móvil|portable)"
    r"(?:\.|:|\sno\.?|\snumber|\sis)?\s?[+(]{0,2}"
)
_TOLD = re.compile(_BORN.pattern + "$")
_OWN_TELEPHONES = ("tel", "tél", "ph", "one", "cell", "mob", "ile", "handy", "fon", "móvil", "able")
_NAMED = re.compile(rf"(?:^|\n)[ \t]*{_NAME}")


_LETTERED = re.compile(r"(?:^|[,.;/\s(])(?:(?:h|c|w|m|mb|res)\s?:|(?:hm|hme|wk)\b[.:]?)\s?[+(]{0,2}\d")


def may_stand(low: str) -> bool:
    """Tell whether a text in small letters may have fields that its writer filled in."""
    if _LETTERED.search(low) is not None or _BORN.search(low) is not None:
        return True
    if not low.isascii() and _FIELD_JAPANESE.search(low):
        return True
    if "\n" in low and any(map(low.__contains__, _YOURS)) and any(map(low.__contains__, _LED_BY)):
        return True
    return ":" in low and any(one.search(low) is not None for one in (_FIELD, _OWN_FIELD, _NAMED, _SELF))


def is_own(low: str, start: int) -> bool:
    """Tell whether a value stands in a field about the one who fills in the form.

    Args:
        low: The folded text in small letters.
        start: Where the value starts there.
    """
    before = low[max(0, start - _COLON) : start]
    lettered = ":" in before or "hm" in before or "wk" in before
    if lettered and _LETTER.search(low, max(0, start - 10), start) and low[start : start + 1].isdigit():
        return True
    return _is_in_field(low, start, before)


def _is_asked_of_her(low: str, start: int) -> bool:
    """Tell whether a field before a value is called *your number*, *your own number, where we reach you*."""
    if _IN_FIELD.search(low, max(0, start - _REACH), start):
        return True
    line = max(0, low.rfind("\n", 0, start))
    return start - line <= _REACH and _IN_OWN_FIELD.search(low, line, start) is not None


def _is_in_field(low: str, start: int, before: str) -> bool:
    """Tell the same by the field's name, or by what someone tells of herself before it."""
    if any(map(before.__contains__, _OWN_TELEPHONES)) and _TOLD.search(low, max(0, start - _REACH), start):
        return True
    if "\n" in low and any(map(before.__contains__, _LED_BY)) and _is_led_to(low, start):
        return True
    if not low.isascii() and _IN_FIELD_JAPANESE.search(low, max(0, start - _REACH), start):
        return True
    return ":" in before and _is_behind_colon(low, start)


def _is_led_to(low: str, start: int) -> bool:
    """Tell whether a field of hers stands at the head of the line: *Your home phone ...... X*."""
    begins = low.rfind("\n", max(0, start - _REACH), start) + 1
    if (not begins and start > _REACH) or not any(low.find(one, begins, start) >= 0 for one in _YOURS):
        return False
    return _LED.search(low, max(0, begins - 1), start) is not None


def _is_behind_colon(low: str, start: int) -> bool:
    """Tell whether a field with a colon is hers, by its name or by the lines around it."""
    if _ME.search(low, max(0, start - 12), start) or _is_asked_of_her(low, start):
        return True
    if "\n" not in low:
        return False
    is_first = start <= _REACH and _FIRST.search(low, 0, start) and _NAME_FOLLOWS.match(low, start)
    return bool(is_first) or _BELOW.search(low[max(0, start - _LINES) : start]) is not None
