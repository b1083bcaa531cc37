"""Numbers of something else: orders, cases, accounts, taxes. What is one is no telephone number.

A label tells it (``cues/``, the names under ``[label]``), or the shape of the word before: German compounds
in *-nummer*, *-nr*, *-kennung* that do not speak of telephones, French *numéro de …*, a bare ``#`` or ``Nº``.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cells, cues, near, papers

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_LABELS = frozenset(
    cues.listed(
        "noise routing account sort_code bsb ifsc iban gift_card anydesk teamviewer ultraviewer rustdesk "
        "supremo quickassist zoho logmein remote wallet zelle venmo cashapp whatsapp upi"
    )
)
_REACH = 48
_FAR = 100  # characters in which a claim is spoken of that has a number
_SHORT = 24  # characters before a number in which a parcel's begins
# *fing mit 0221 4710 an*: the beginning of a number
_BEGINS = re.compile(
    r"(?:\b(?:start|begin)(?:s|ed|ning|ing)? (?:with|in)|\bbegan with|\bfing(?:en)? mit|\bbeg[ai]nn\w* mit"
    r"|\bcommen\w+ par|\bemp(?:ez|iez)\w+ (?:por|con))\s$"
)
_BEFORE_BEGINNING = (" with ", " in ", " mit ", " par ", " por ", " con ")  # how that ends
_DIGITS = re.compile(r"[\d ()./-]{4,20}")
_WHOLE = 10  # digits of a whole number
_PART = 4  # digits of a part after which another may be told: *start with 888 and then …*
# *the fake invoice listed X as our number*
_AS = (
    r"[+(]{0,2}\d[\d ()./-]{5,20}\d[)\"']?\s(?:as|als|comme|como)\s"
    r"(?:(?:the|an?|my|our|its|your|his|their)\s)?"
)
# *The number to dispute was …*: what one does by calling it
_TO_DO = re.compile(
    r"(?<!order )(?<!case )(?<!policy )(?<!tracking )(?<!reference )(?<!claim )(?<!invoice )(?<!account )"
    r"\b(?:numbers?|phone|line|hotline|helpline) (?:for (?:me|us|you) )?to $"
)
_DONE = ("dispute", "order", "claim")  # by calling
_PAPERS = (
    r"(?:orders?|case|claim|account|member(?:ship)?|reference|ref|tracking|policy|invoice|serial|confirmation|ticket"
    r"|booking|payee|reservation|receipt|batch|vat|tax|docket|file|paid|due)\b"
)
_AS_LINE = re.compile(
    rf"{_AS}(?:(?!{_PAPERS}|(?:customer|client|id) (?:no|number|ref))[^\W\d]+(?:'s)?\s){{0,4}}?"
    r"(?:\w*nummer|phone|telephone|number|line|helpline|hotline|contact|numéro|téléphone|ligne|número|teléfono"
    r"|línea)(?![^\W\d])(?!\s(?:of|for) (?:the|this|my) (?:order|claim|case|invoice))"
)
_PAPER_NUMBER = re.compile(rf"{_PAPERS} (?:numbers?|no|id|ref)")
_AS_PAPER = re.compile(rf"{_AS}(?:[a-z]+\s)?{_PAPERS}")
_IS = (
    "is",
    "was",
    ":",
    "=",
    "ist",
    "war",
    "tet",
    "tete",
    "est",
    "tait",
    "es",
    "era",
    "the",
    "le",
    "la",
    "el",
    "der",
    "die",
)
_MAY_FOLLOW = frozenset(["noise", "phone"])  # *My claim has the number …*
_LABELS_BACK = 3  # labels that are looked at
# *My case number with the FTC is …*, *Vorgangsnummer bei der Bank lautet …*.
_NUMBERS = re.compile(
    r"(?:\b(?:numbers?|no|num|ids?|ref|reference|code|nr|num[eé]ro|r[eé]f[eé]rence|n[uú]mero|nro|referencia"
    r"|folio"
    r"|c[oó]digo|nambar)\b|nummer\b|zeichen\b|kennung\b|n[°º]|नंबर|संख्या)"
)
_NUMBER_OF = re.compile(
    r"\b(?:num[eé]ro|n[uú]mero|n[°º]|r[eé]f[eé]rence|referencia|code|c[oó]digo) (?:de |du |d'|del? )$"
)
_WITH = re.compile(
    r"\s(?:with|at|from|for|by|in|of|through|bei|beim|von|vom|der|des|du|de|à|auprès de|chez|en|con|del|ante"
    r"|para|pour)\s(?:(?:the|my|our|this|der|dem|die|meine[rm]?|la|el|le|les|mi|ma|mon) )?"
    r"(?:l')?(?:(?!call|phone|tel|ring|ruf|appel|llam)[^\W\d_]+[ -]?){1,4}"
    r"(?:is|was|ist|war|lautet|lautete|est|était|es|era|:|=)(?:\s(?:the|der|die|le|la|el))?\s?[:=]?\s?[\"'(]?"
)
# *My claim with the FTC carries the number …*
_FILE_HAS = re.compile(
    r"\b(?:claims?|cases?|complaints?|files?|reports?|tickets?|disputes?|polic(?:y|ies)|matter|anzeige"
    r"|vorgang"
    r"|akte|fall|beschwerde|dossier|plainte|sinistre|expediente|denuncia|reclamaci[oó]n|queja|siniestro)"
    r"(?:\s(?:with|at|from|by|to|bei|beim|der|des|chez|auprès de|de|du|à|con|en|ante"
    r"|del)\s[^\d.!?;,\n]{2,30}?)?"
    r"\s(?:(?:is|was|has been|ist|war|wurde|est|a été|está|fue|quedó)\s)?"
    r"(?:carries|has|bears|got|given|assigned|filed|logged|registered|listed|runs|goes|recorded|trägt"
    r"|hat|läuft|geführt"
    r"|erfasst|porte|enregistrée?|inscrite?|tiene|lleva|registrad[oa]|archivad[oa])\s"
    r"(?:under |by |as |unter |sous |bajo |con )?(?:(?:the|die|der|le|la|el) )?"
    r"(?:number|no\.?|ref(?:erence)?|id|nummer|nr\.?|num[eé]ro|n[°º]|n[uú]mero|referencia)\s?[:=]?\s?$"
)
# *Bestellung vom 23.12.2023, Nr. …*, *Vertrag bei der Stadtbank, Nr. …*
_DATED = re.compile(
    r"\b(?:bestellung|auftrag|rechnung|lieferung|buchung|reservierung|quittung|beleg|vertrag|order"
    r"|invoice|booking"
    r"|receipt|purchase|commande|facture|réservation|achat|pedido|factura|reserva|compra)\s"
    r"(?:vom|von|am|of|from|dated|on|du|de|del)\s[^,;!?\d]{0,12}\d{1,2}[./ -]{1,2}(?:\d{1,2}"
    r"|[^\W\d_]{3,10})[./ -]{0,2}"
    r"(?:\d{2,4})?,?\s(?:(?:mit|with|avec|con)\s(?:(?:der|the|le|el)\s)?)?(?:\w+ )?\S{1,9}\s?[:=]?\s?$"
    r"|\b(?:\w*vertrag|police|versicherung|abo|abonnement|mitgliedschaft|darlehen|kredit|contract|policy|loan"
    r"|account(?=\s(?:with|at) the (?:water|gas|electric\w*|power|energy|council|county|city|phone"
    r"|internet|cable|library|gym)\b)"
    r"|membership|subscription|contrat|assurance|prêt|contrato|póliza|seguro|suscripción|préstamo)\s"
    r"(?:bei|mit|with|at|chez|avec|con|en)\s[^,;.!?\d]{2,30},?\s(?!tel|call|ph)\S{1,9}\s?[:=]?\s?$"
)
# *The number on the invoice was 1-888-…*: one to call, where it is written as such
_ON_PAPER = re.compile(
    r"\b(?:numbers?|phone|nummer|numéro|número)\s(?:printed |given |shown |listed )?(?:on|in|auf|sur|en|de)\s"
    r"(?:the|that|this|their|his|der|la|una?|une|mi)\s(?:fake |bogus |gefälschten |fausse )?"
    r"(?:invoice|receipt|bill|order|rechnung|facture|factura)(?:\sfalsa)?(?:\s?:|\s(?:was|is|war|ist|était|est"
    r"|era|es))\s"
    r"(?:the |le |el )?[+(]{0,2}$"
    r"|\b(?:on|at) the (?:bottom|top|back|front|foot|side) of (?:the|that|this|their) (?:fake |bogus )?"
    r"(?:invoice|receipt|bill|order) (?:was|is|stood) (?:the )?[+(]{0,2}$"
)
# *account with the water board 5501-…*
_OF_FIRM = re.compile(
    r"\b(?:account|contract|meter) (?:with|at) (?:the |my |our )?(?:water|gas|electric\w*|power|energy"
    r"|council|county|city"
    r"|phone|internet|cable|library|gym)(?: (?:board|company|co|office|firm|people))?[\s,:]{1,2}$"
)
_PARTED = frozenset("-. ()")
_AS_TELEPHONES = re.compile(r"[+(]|(?:1[-. ])?\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)")
_COMMA = re.compile(r", (?:[a-z]\s)?")
_HAS_NUMBER = (
    *("number", "no", "no.", "ref", "reference", "id", "nummer", "nr", "nr.", "numéro", "numero", "n°", "nº"),
    *("número", "núm.", "num.", "referencia"),
)
_LEADS_ON = re.compile(r",|\s(?:to|au|al|à|an)\s[+(]{0,2}$")
_SIGN = 5  # characters before a number of which such a sign is one
_BARE = re.compile(r"(?:#|\bn[º°]|\bno\.|\bnr\.|№)\s?$")
_LINK = r"[\s.:#=-]{0,3}(?:(?:ist|lautet|war|lautete|est|était|is|was)\s)?[\s:(]{0,2}$"
_COMPOUND = re.compile(
    rf"(?<![\w-])([\w-]*?[a-zäöüß])(?:nummern?|[-\s]?nr|kennung|zeichen|kennziffer|vertrag|schein"
    rf"|bescheid|mandat|beleg|ausweis|auszug"
    rf"|[-\s]id),?{_LINK.removesuffix('$')}(?:[a-z]\s)?$"
)
# *Vertragsnummer bei der Telekom: …*
_COMPOUND_WITH = re.compile(
    r"(?<![\w-])([\w-]*?[a-zäöüß])(?:nummer|zeichen|kennung|nr\.?)\s(?:bei|beim|von|vom|der|des|für)\s"
    r"(?:(?:der|dem|den|die|meine[rmn]?|unsere[rmn]?)\s)?(?:[^\W\d_]+[ -]?){1,3}(?::|ist|lautet|war)\s?:?\s?$"
)
# *His badge, which he read to me, was …*, *Vorgangsnummer, die er nannte, war …*
_RELATIVE = (
    r"(?:which|that|die|das|qui|que|in case|if|should|by the way|falls|wenn|au cas|si|por si|para|for)\b"
    r"(?:(?!\b(?:call|phone|tel|ring|rang|dial|number|ruf|anruf|appel|rappel|llam|marc))[^.!?;:\d@]){0,60}"
    r"(?:,?\s(?:is|was|ist|war|lautet|est|était|es|era)(?: (?:the|le|la|el|die))?|\s?:)\s?[:\"'(]?"
)
_ASIDE = re.compile(rf"(?:\s(?:number|no\.?|id))?,? {_RELATIVE}\s?")
_COMPOUND_ASIDE = re.compile(
    rf"(?<![\w-])([\w-]*?[a-zäöüß])(?:nummer|zeichen|kennung|nr\.?), {_RELATIVE}\s?$"
)
_MAY_BE_COMPOUND = re.compile(
    rf"(?:nummern?|nr|kennung|zeichen|kennziffer|vertrag|schein|bescheid|mandat|beleg|ausweis|auszug"
    rf"|id),?{_LINK.removesuffix('$')}(?:[a-z]\s)?$"
)  # how it ends
_TELEPHONES = re.compile(
    r"tel|täter|geheim|opfer|zeug|geschädigt|ruf|handy|mobil|festnetz|hotline|rück|rueck|kontakt|fax|durchwahl|service|support|haus|privat"
    r"|notfall"
    r"|anruf|sperr|info|hilfe|whatsapp|sonder|beratung|kundendienst|gebühren|gratis|spam|fake|betr|ziel|phone|call"
    r"|desk|viewer|remote|session|zelle"
)
# *2026/0044718*: no area code begins so; *LI.55.L6.004417/2026*: a file of the police in Belgium.
_FILED = re.compile(r"(?<![+\d])(?:(?:19|20)\d\d\s?[-/]\s?\d{3,}|(?<=[a-z]\.)\d\d\.[a-z]\d\.\d{4,}/)")
# *claim 7719-04-2231*, *Aktenzeichen 4471-03-2025*: four, two and four digits behind a word for a paper.
_PAPER_SHAPE = re.compile(r"(?<![+\d(-])[1-9]\d{3}([-/.])\d\d\1\d{4}(?![\d-])")
_CODED = re.compile(
    r"(?:\s(?:no|nr|number|nummer)\.?)?[\s:#.]{1,3}(?:\d{1,2}\s)?(?=\w*\d)(?=\w*[a-z])\w{3,10}\s"
)
# *1Z 999 AA1 01 5555 0142*: a parcel of UPS, in threes and fours.
_PARCEL = re.compile(r"\b1z[ -]?[0-9a-z]{3}[ -][0-9a-z -]{0,14}$")
# *Code reçu par SMS 551 904, puis 203 118*: sent for one use; *a code from 614-555-0147* is a number's.
_CODES = frozenset(
    cues.listed(
        "code codes passcode passcodes otp otps tan tans pin pins código códigos codigo codigos clave claves "
        "sicherheitscode sicherheitscodes bestätigungscode bestätigungscodes einmalcode einmalcodes कोड ओटीपी"
    )
)
_ONE_TIME = re.compile(
    r"(?:(?<![^\W_])(?<!area )(?<!country )(?<!dialling )(?<!postal )(?<!zip )(?<!qr )"
    rf"(?:{'|'.join(sorted(_CODES, key=len, reverse=True))})(?![^\W_])"
    r"(?:\s(?!(?:numbers?|nummer|numéro|número|phone|tel|rang|call\w*|postal|of|at|an|se|से)\s)"
    r"[^\s.!?;:,\d]+){0,6}?"
    r"(?:\s(?:(?:via|per|by|par|por|over|on|in|als) )?(?:sms|texts?|texted|texto|phone|e?-?mail"
    r"|whatsapp)|\s(?:was|were|are|war|waren|lautete[nt]?|étaient|était|sont|fueron|eran|era|son|the|thi"
    r"|tha|aaye|aaya|थे|था|थी))"
    r"(?:\s(?:was|were|are|to|me|us|waren|war|étaient|était|sont|fueron|eran|era|son|the|aaye"
    r"|aaya|reçus?|recibidos?))*"
    r"\s?[:=]?\s?[\"(]?"
    r"|(?<![^\W_])(?:sms|text|login|bank)[ -]?(?:codes?|tans?)\s?[:=]?\s?"
    r"|(?:認証|確認|ワンタイム)?(?:コード|パスワード)は\s?)$"
)
_CODES_EASTERN = re.compile("コード|パスワード")
_CODE_DIGITS = re.compile(r"\d(?:[ -]?\d){3,7}(?![ -]?\d)")
# *invoice.8885550119.pdf*
_FILE_NAME = re.compile(
    r"\d[\d._-]{4,20}\.(?:pdf|docx?|xlsx?|jpe?g|png|gif|heic|zip|rar|7z|exe|msi|apk|dmg|iso|txt|csv|html?"
    r"|eml|msg|mp[34]"
    r"|wav|webp)(?![\w.])"
)
_PAPER_SIGNS = ("-", "/", ".")
_PAPER = re.compile(
    r"(?:\b(?:claims?|cases?|complaints?|ref|reference|files?|reports?|disputes?|matter|tickets?"
    r"|incident|docket"
    r"|receipt|policy|order|invoice|dossier|sinistre|plainte|r[eé]f[eé]rence|expediente|siniestro"
    r"|reclamaci[oó]n|queja|denuncia|atestado|aktenzeichen|az|vorgang|schaden\w*|anzeige|beschwerde|akte"
    r"|rechnung)\b"
    r"|शिकायत|केस|रसीद|受付|受理|案件|事件|整理|管理)[^.!?;\n\d]{0,28}$"
)
_OF_WHAT = ("n°", "nº", "numéro", "numero", "référence", "identifiant", "matricule", "code")
_OF = re.compile(
    r"\b(?:n[°º]|numéro|numero|référence|identifiant|matricule|code)\s(?:(?:de|du|d'|des)\s?)"
    rf"(?:(?:la|votre|mon|ma|son|sa)\s|l'\s?)?(\w+){_LINK}"
)
_TELEPHONES_ROMANCE = re.compile(
    r"tél|tel|portable|mobile|fixe|gsm|assistance|support|service|contact|rappel|urgence|hotline|aide"
    r"|whatsapp"
    r"|appel|maison|bureau|ma|mon|mes|la|le|banque|police|client|sos|vert|standard|accueil|escroc|arnaq|fraud"
    r"|techni|conseill|vendeu|voleu|type|monsieur|madame|mme|gars|dame|victime|plaign|correspond"
    r"|interlocut|expéd|courtier|écran"
    r"|mère|père|maman|papa|fils|fille|femme|mari|soeur|sœur|frère|grand|voisin|parents|ami|copain"
    r"|copine|collègue"
    r"|épou|compagn|conjoint|belle|beau|oncle|tante|patron|proprié|notaire|avocat|microsoft|amazon|sav"
    r"|bonne|celui|malf|filou|crapul|auteur|suspect|individu|coupable|inconnu"
)


_SIBLING = re.compile(
    r"(?<![\d-])(?P<first>\d[\d ./-]{3,18}\d)[\s,;]*(?:(?:and|und|et|y|e|aur|और)\s)?(?:[^\W\d_]+\s){0,2}?"
    r"(?:(?:of|de|von|del)\s)?(?:my|our|her|his|meine[rs]?|unsere[rs]?|ma|mon|notre|sa|son|mi|nuestr[oa]"
    r"|su|meri|mere|मेरी|मेरे|の|の?)\s?"
    r"(?P<who>[^\W\d_]+)(?:'s)?(?:\s(?:is|was|ist|war|est|était|es|fue|ki|ka|की|का))?\s?:?\s?$"
)


def is_other(text: Folded, start: int) -> bool:
    """Tell whether a number is one of something else.

    Args:
        text: The folded text.
        start: Where the number starts there.
    """
    if _OF_FIRM.search(text.low, max(0, start - 60), start):
        return True
    if _is_called_on_paper(text.low, start):
        return False
    return (
        _is_other(text, start)
        or _is_siblings(text, start)
        or papers.is_listed(text, start, partial(_is_other, text))
    )


def _is_called_on_paper(low: str, start: int) -> bool:
    """Tell whether a number that is parted as telephones' are is *the number on the invoice*."""
    if _PARTED.isdisjoint(low[start : start + 6]):
        return False
    return _ON_PAPER.search(low, max(0, start - 60), start) is not None


def _is_other(text: Folded, start: int) -> bool:
    """Tell the same by what stands right before it or is its shape."""
    shortly = max(0, start - _SHORT)
    parcel = "1z" in text.low[shortly:start] and _PARCEL.search(text.low, shortly, start)
    if (
        parcel
        or _AS_PAPER.match(text.low, start)
        or _FILED.match(text.low, start)
        or _FILE_NAME.match(text.low, start)
    ):
        return True
    may_be = text.low[start + 4 : start + 5] in _PAPER_SIGNS and _PAPER_SHAPE.match(text.low, start)
    if may_be and _PAPER.search(text.low, max(0, start - _REACH), start):
        return True
    told = near.label(text, start)
    if told is not None and text.low.startswith(_DONE, told.start):
        to_do = _TO_DO.search(text.low, max(0, told.start - _REACH), told.start)
        told = None if to_do else told
    coded = told is not None and told.name == "noise" and _CODED.fullmatch(text.low, told.end, start)
    if coded or _is_one_time(text, start):  # *meter EMH00 0302 …*
        return True
    between = "" if told is None else text.low[told.end : start]
    quoted = (
        '": "' in between
        and not (  # *"Social Security": "Is X …*, but not *"invoice": "6505550111"*
            between.endswith('": "') and _PARTED.isdisjoint(text.low[start : start + 6])
        )
    )
    if told is not None and told.name in _LABELS and not quoted and near.tight(text, told.end, start):
        # A comma ends what a label of an order says: *to follow the case, call …*.
        # So do words that lead on: *text the receipt to …*.
        leads_on = told.name == "noise" and _LEADS_ON.search(text.low, told.start, start)
        if leads_on and _COMMA.fullmatch(text.low, told.end, start):
            numbered = _NUMBERS.search(text.low, told.start, told.end)  # *my tax ID, 99 …*
            named = _PAPER_NUMBER.fullmatch(text.low, told.start, told.end)  # *my order number, 614-…*
            if named or (numbered and not _AS_TELEPHONES.match(text.low, start)):
                leads_on = None
        leads_on = leads_on or (told.name == "noise" and _AS_LINE.match(text.low, start))
        return not leads_on or _is_behind_aside(text, start)
    may_be_with = told is not None and told.name in _MAY_FOLLOW and "noise" in text.labels
    if may_be_with and text.low[max(0, start - _SHORT) : start].rstrip(" \"'(").endswith(_IS):
        labels = near.before(text, "label", start)[:_LABELS_BACK]
        if any(one.name == "noise" and _is_with(text.low, one.start, one.end, start) for one in labels):
            return True
    return (
        _is_compound(text.low, start)
        or _is_beginning(text.low, start)
        or _is_behind_aside(text, start)
        or cells.is_below_paper(text.low, start)
    )


def _is_behind_aside(text: Folded, start: int) -> bool:
    """Tell whether an aside parts a number from what names its paper: *claim number, in case you ask: …*."""
    if not text.low[max(0, start - _SHORT) : start].rstrip(" \"'(").endswith(_IS):
        return False
    first = max(0, start - _FAR)
    if "," not in text.low[first:start]:
        return False
    if "noise" in text.labels:
        labels = near.before(text, "label", start, _FAR)[:_LABELS_BACK]
        if any(one.name == "noise" and _ASIDE.fullmatch(text.low, one.end, start) for one in labels):
            return True
    compound = _COMPOUND_ASIDE.search(text.low, first, start) if text.lang in ("de", None) else None
    return compound is not None and not _TELEPHONES.search(compound[1])


def _is_one_time(text: Folded, start: int) -> bool:
    """Tell whether a few digits are a code that was sent to be used once."""
    if text.words.isdisjoint(_CODES) and (text.low.isascii() or not cues.says(_CODES_EASTERN, text.low)):
        return False
    few = _CODE_DIGITS.match(text.low, start)
    return few is not None and _ONE_TIME.search(text.low, max(0, start - _FAR), start) is not None


def _is_siblings(text: Folded, start: int) -> bool:
    """Tell whether a number is of a relative's paper, behind another: *dossier X, celui de ma sœur Y*."""
    at = cues.at(text.tokens, start)
    if antecedents.HERS.isdisjoint(text.said[max(0, at - 3) : at]):
        return False
    before = _SIBLING.search(text.low, max(0, start - _FAR), start)
    if before is None or not antecedents.is_word_for_hers(text, *before.span("who")):
        return False
    return _is_other(text, before.start("first"))


def _is_compound(low: str, start: int) -> bool:
    """Tell whether the words before a number name a paper: *Vertragsnummer …*, *claim has the number …*."""
    before = low[max(0, start - _REACH) : start]
    if before.rstrip(" :=").endswith(_HAS_NUMBER):
        first = max(0, start - _FAR)
        if _FILE_HAS.search(low, first, start) or _DATED.search(low, first, start):
            return True
    compound = _COMPOUND.search(before) if _MAY_BE_COMPOUND.search(before) else None
    if compound is None and ("nummer " in before or "zeichen " in before):
        compound = _COMPOUND_WITH.search(before)
    if compound is not None and not _TELEPHONES.search(compound[1]):
        return True
    of = _OF.search(before) if any(map(before.__contains__, _OF_WHAT)) else None
    return of is not None and not _TELEPHONES_ROMANCE.match(of[1])


def _is_with(low: str, first: int, end: int, start: int) -> bool:
    """Tell whether a label of a number is parted from it by whose it is: *case number with the FTC is*."""
    if "service" in low[first:end]:  # *my service number with Telstra* is a line's
        return False
    numbered = _NUMBERS.search(low, first, end) or _NUMBER_OF.search(low, max(0, first - 14), first)
    return numbered is not None and _WITH.fullmatch(low, end, start) is not None


def _is_beginning(low: str, start: int) -> bool:
    """Tell whether a few digits are how a number began, as someone recalls it."""
    may_begin = low.endswith(_BEFORE_BEGINNING, 0, start)
    if not may_begin or not _BEGINS.search(low, max(0, start - _SHORT), start):
        return False
    digits = _DIGITS.match(low, start)
    return digits is not None and _PART < sum(map(str.isdigit, digits[0])) < _WHOLE


def has_sign(text: Folded, start: int) -> bool:
    """Tell whether a bare sign stands before a number: it is none of a telephone where no word says so."""
    return _BARE.search(text.low, max(0, start - _SIGN), start) is not None
