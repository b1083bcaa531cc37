"""The role that a phrase tells: the one in its name, unless the whole text or the person in it decides."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import (
    antecedents,
    clause_words,
    clauses,
    cues,
    joined,
    near,
    people,
    possession,
    relatives,
    voices,
)
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

# By their own names: asking the class for one takes time.
_CALLBACK, _CALLER_ID, _CONTACT, _GENUINE, _OPERATOR, _PAYEE, _REPORTER = (
    Role.CALLBACK,
    Role.CALLER_ID,
    Role.CONTACT,
    Role.GENUINE,
    Role.OPERATOR,
    Role.PAYEE,
    Role.REPORTER,
)
_GIVEN = re.compile(r"\bg[ai]ves? (?:me|us|her|him|them) (?:(?:the|his|her|their|a) )?$")
_PERSON = re.compile(r"s?he(?='s | is )")
_GAVE_HIS = re.compile(
    r"(he|she) (?:then |also )?(?:gave|read|told|sent|dictated|spelled|texted) (?:out )?(?:his|her)\b"
)
_HANDED = re.compile(
    r"(?:i |we |she |he )?(?:read|gave|told|sent|dictated|texted|le[iy]|di|dict\w+)(?: out)? (?:him|her"
    r"|them|the|my|it)\b"
)
_HANDED_TO = re.compile(
    r"\b(?:lui|leur) (?:ai|avons) (?:lu|donné|dicté|envoyé|communiqué)\b|\b(?:le|les) (?:leí|di|dicté"
    r"|mandé|envié|pasé)(?![^\W\d_])"
)
_NOT = re.compile(r"\b(?:not|never|nor|didn't|wouldn't|refused)(?: to)?(?: \w+)? $")
_SOUGHT = re.compile(
    r"(?:called|rang|phoned|dialled|dialed|tried|looked|found|checked|verified|googled|contacted|rief|suchte"
    r"|fand|appela|chercha|trouva|llamó|buscó|encontró|marcó)\b"
)
_OF_FIRM = re.compile(
    r"(?:mon|ma|notre|meine?[rmn]?|unsere?[rmn]?|mi|nuestr[oa]|my|our) (?:usual |real |vrai\w* |echte\w* "
    r"|verdader[oa] )?"
    r"(?:conseill(?:er|ère)|banqui(?:er|ère)|assureur|(?:bank|kunden)berater(?:in)?|hausbank|sparkasse"
    r"|gestora?"
    r"|asesora? (?:del banco|de siempre)|bank (?:manager|adviser|advisor)|banker|relationship manager)\b"
    r"(?! (?:had|a |hat |falsch))"
)
_ON_SET = re.compile(
    r"\s?(?:en mi|on my|auf meine?m?|in meine?m?|sur mon|dans mon|into my)\s(?:celular|móvil|teléfono|compu"
    r"|pc|laptop"
    r"|phone|computer|tablet|handy|rechner|téléphone|portable|ordi\w*)\b(?! (?:id|code|anydesk))"
)
_DICTATED = re.compile(
    r"\b(?:dict|di[oó]|dieron|pas[oó]|le[iy]|donn|fourni|diktier|gab|vorlas|nannte|durchgab|gave|read)"
)
_SOURCES = frozenset(  # words of which a text has one where `_SOURCE` finds any
    cues.listed(
        "laut gemäß gemäss gem lt angabe angaben aussage so according per acc told given reported selon"
    )
    + cues.listed("d'après après dires según parte acuerdo")
)
_SOURCE = re.compile(  # of whom something was heard
    r"\b(?:laut|gemäß|gemäss|gem\.|lt\.?|nach (?:angaben?|aussage) (?:der|des|von)|so (?:die|der)"
    r"|according to|as per|per"
    r"|acc\.? to|told by|given by|as reported by|selon|d'après|d'apres|aux dires (?:de|du)|según|segun"
    r"|por parte de|de acuerdo con)\s(?:(?:der|dem|des|the|our|la|le|l'|el|lo que dice (?:la|el))\s?)?$"
)
# *from "Social Security", …*, *Ours (paid from): …*
QUOTED = re.compile(r"\s?\"[^\"\d]{2,30}\",?\s?[+(]{0,2}")
_ONWARD = re.compile(r",?\s(?:to|into|onto|an|auf|nach|vers|sur|hacia|a la|a una)\s")
# *… को ईमेल X से …*: not to whom it is to go, but from where it came.
_TO_WHOM = re.compile(r"\s(?:को|ko)\s(?:ई-?मेल|मेल|फोन|फ़ोन|कॉल|मैसेज|e?-?mail|phone|call|message|sms)$")
_FROM_IT = re.compile(r"\S+(?:[ -]\d+)*\s(?:से|se)\s")
_RANG = ("called", "rang", "phoned", "telephoned")  # behind which a comma parts the number of who did
_CALLED_HERE = ("angerufen", "angeklingelt")
_CLAUSE = 130  # characters before these in which their clause begins
_CALLER_BESIDE = "caller_id_beside"
_OF_ONE = frozenset(
    [Role.REPORTER, Role.GENUINE, Role.OPERATOR]
)  # what is said of one value is not said of the next
_OF_PEOPLE = frozenset([Role.REPORTER, Role.GENUINE])
_ONES_OWN = re.compile(r"(?:his|her) own(?: one)?")
_HE_GAVE = re.compile(r"(?:that|which|the one) he (?:read|gave|told|sent)")
# *that's my e-mail, and he sent the contract from …*
_SENT_FROM = re.compile(
    r"[\"']?,? (?:(?:and|but|then|so|und|dann|et|puis|y|luego) ){1,2}(?:he|she|they|er|sie|il|elle|ils|me"
    r"|él|ella) "
    r"(?:[^.!?;]|\.(?=\S))*\b(?:from|von|depuis|desde|de la part de)\W{0,3}$"
)
_NEVER = re.compile(r"\b(?:nicht|nie|niemals|never|not|pas|jamais|nunca|jamás)\b|n't\b")
_ALWAYS = re.compile("arrêt|cess|stop|quit|hör|aufgeh")  # *n'arrête pas de …*
# *bei mir hat die … angerufen*: the number is what rang
_RANG_HERE = re.compile(
    r"(?:^|[.!?;:,]\s)(?:(?!\b(?:ich|wir|man|hab|habe|haben wir|hab's)\b)[^.!?;\d]){0,60}?"
    r"\b(?:bei (?:mir|uns|ihr|ihm|ihnen|(?:meine|unsere)[rm] [^\W\d]+|oma|opa|mama|papa|mutti|vati)|mich"
    r"|uns)\b"
    r"(?:(?!\b(?:ich|wir|man)\b)[^.!?;\d]){0,40}\b(?:die|eine|'?ne|diese)\s(?:(?:ruf|telefon"
    r"|handy)?nummer\s)?"
    r"[\d+() /.-]{6,}$"
)
# How the name of phrases ends that tell only where nothing but linking words follow: *I'm on*.
BESIDE = "_beside"
SHOWN = "shown"  # *the number displayed*: by a telephone or by a pop-up, as the whole text tells
SCREENED = "shown_screen"  # *the screen said*: a telephone's, unless the text speaks of a computer
_COMPUTER = re.compile(
    r"\b(?:ordenador|computadora?|compu|pc|port[aá]til|laptop|pop-?up|ventana|windows|microsoft|virus"
    r"|bloque\w+"
    r"|navegador|soporte|ordinateur|ordi|fenêtre|support|bloqué\w*|navigateur|rouge|sirène|bips?|pitidos)\b"
)
# *displayed number*: the caller's, unless the text speaks of what may show one to call.
DISPLAYED = "shown_display"
FIELD = "shown_field"  # *number that appeared on the screen*: a form's field; in a sentence like `SHOWN`
_SHOWS = re.compile(
    r"\b(?:pop-?ups?|screen|screenshot|window|windows|browser|web ?site|web ?page|e-?mails?|invoice|advert"
    r"|warning|alert|computer|laptop|pc|google|virus|bildschirm|fenster|meldung|warnung|rechner|brief"
    r"|rechnung"
    r"|webseite|écran|fenêtre|facture|annonce|alerte|ordinateur|ordi|courriel|ventana|ordenador|computadora"
    r"|factura|anuncio|página)\b"
    r"|画面|ポップアップ|警告|メール|広告|サイト|パソコン|検索|स्क्रीन|पॉप|कंप्यूटर|लैपटॉप|वेबसाइट"
)
# *accepted on …*, *accepté sur …*: by whom it was let in
_ACCEPTED = re.compile(
    r"(?:accepted|approved|allowed) (?:on|by|at|for) |acceptée? (?:sur|par) |aceptad[oa] (?:en|por) "
)
_USED = (" using", " used")
_OF_DESK = "desk"  # *callback to*: hers of whom a note speaks, else a number to call
WEAKLY = "callback_weak"


def of(cue: Cue, text: Folded, allowed: frozenset[str]) -> str:
    """Give the role that a phrase tells: the one in its name, unless the whole text decides it.

    Args:
        cue: The phrase.
        text: The folded text.
        allowed: The roles that a value may have of which it tells.
    """
    if cue.name.startswith(SHOWN):
        return _shown(cue, text)
    if relatives.has(cue, text):
        return _REPORTER
    if cue.name.startswith("genuine"):
        sought = _SOUGHT.match(text.low, cue.start)  # *my brother looked up the real …*
        if not sought and clauses.of_kin(text.low, cue.start):
            return _REPORTER  # *my daughter on her proper number*
    elif cue.name.startswith("reporter"):
        return _of_person(cue, text, handle=allowed.issuperset((_PAYEE, _CONTACT)))
    elif cue.name == _OF_DESK:
        of_party = text.lang not in people.ENGLISH and cues.says(clause_words.PARTY, text.low)
        return _REPORTER if of_party or people.is_note(text) else _CALLBACK
    told = _CALLBACK if cue.name == WEAKLY else cue.name.removesuffix(BESIDE)
    if told == _CALLER_ID and _OPERATOR in allowed and text.low.endswith(_USED, cue.start, cue.end):
        told = _OPERATOR  # *he was using …*
    if told == _OPERATOR and _ACCEPTED.match(text.low, cue.start):
        told = _REPORTER
    # *numéro à rappeler d'après l'appelant*
    return "" if told == _CALLER_ID and _is_source(cue, text) else told


def is_where(text: Folded, cue: Cue, allowed: frozenset[str]) -> bool:
    """Tell whether a phrase says where a number stood or was entered: a screen of hers, her telephone."""
    if _CALLER_ID in allowed and "screen" in text.low[cue.start : cue.end]:
        return True  # what a screen shows of hers is an ID, not a number to call
    # *metí en mi celular el código …*
    return _OPERATOR in allowed and _ON_SET.match(text.low, max(0, cue.start - 4)) is not None


def says_nothing(text: Folded, cue: Cue, name: str, start: int, allowed: frozenset[str]) -> bool:
    """Tell whether a phrase before a value, for all its words, says nothing of it."""
    between = text.low[cue.end : start]
    if name == _REPORTER and (_HAD_TO.match(between) or is_where(text, cue, allowed)):
        return True  # *pour m'écrire il fallait mettre …*, said of another
    if name == _REPORTER and _TO_WHOM.search(text.low, cue.start, cue.end):
        return _FROM_IT.match(text.low, start) is not None or not joined.only_mine(between)
    posed = name == _GENUINE and voices.is_posed(text, cue.start)
    if posed or (name in _OF_PEOPLE and possession.is_stated(text, cue.start, cue.end)):
        return True  # *X is mine, Y is …*
    apart = cue.name == _CALLER_BESIDE and "," in between and not QUOTED.fullmatch(between)
    if apart or _is_parted(text, cue, name, between):
        return True
    if name == _REPORTER and _PAYEE in allowed and _ONWARD.match(between):
        return True  # *moved my savings to …*
    of_one = name in _OF_ONE or (name == _CONTACT and _PAYEE in allowed)
    return of_one and not joined.only_mine(between)  # *on WhatsApp A, asked the fee to B*


def _is_parted(text: Folded, cue: Cue, name: str, between: str) -> bool:
    """Tell whether a phrase does not speak of a value: a comma or a quotation's end parts them, or *fake*."""
    if name == _CALLBACK and between.startswith(","):  # *a man rang, 0113 …*, *that I called, 0113 …*
        of_last = text.low.endswith(("that ", "which "), 0, cue.start)
        return of_last or text.low[cue.start : cue.end] in _RANG
    # *a text "Hi Mum, my phone broke" from …*
    if name != _REPORTER:
        return False
    if _SENT_FROM.match(between):
        return True
    quoted = '"' in between and text.text.count('"', 0, cue.start) % 2 == 1
    return quoted or voices.is_false(text.low, cue.start)


def behind(cue: Cue, text: Folded, allowed: frozenset[str]) -> str:
    """Give what a phrase behind a value tells: what was dictated to call is an operator's, of a remote ID."""
    said = text.low[cue.start : cue.end]
    if cue.name == _CALLER_ID and _NEVER.search(said) and not _ALWAYS.search(said):
        return ""  # *die echte Nummer … hat nicht angerufen*
    if cue.name == _CALLBACK and said in _CALLED_HERE:
        first = max(0, cue.start - _CLAUSE)
        return _CALLER_ID if _RANG_HERE.search(text.low, first, cue.start) else cue.name
    if cue.name == _REPORTER and _PAYEE in allowed and _HE_GAVE.match(said):
        # *the wallet X that he read out*
        return _REPORTER if relatives.are_meant(text, "his") else _PAYEE
    dictated = cue.name == _CALLBACK and _OPERATOR in allowed
    if dictated and _DICTATED.search(text.low, cue.start, cue.end):
        return _OPERATOR
    return cue.name


def _shown(cue: Cue, text: Folded) -> str:
    """Give the role of a number that was displayed: by a telephone, or by what told the victim to call."""
    if relatives.have_own(cue, text):
        return _REPORTER
    if cue.name.startswith(SHOWN) and _ON_TELEPHONE.search(text.low, max(0, cue.start - 14), cue.end + 24):
        return _CALLER_ID
    if cue.name == DISPLAYED or (cue.name == FIELD and _is_field(cue, text)):
        on_phone = not cues.says(_SHOWS, text.low)
    else:
        on_phone = cue.name == SCREENED and "called" in text.scenes and not _COMPUTER.search(text.low)
    return _CALLER_ID if on_phone else unsaid("phone", _CALLBACK, text)


def _is_field(cue: Cue, text: Folded) -> bool:
    """Tell whether a phrase is all that stands before the colon of its line."""
    begins = not text.low[: cue.start].rpartition("\n")[2].strip()
    return begins and text.low[cue.end :].lstrip(" ").startswith(":")


# *number shown on your phone*, *im Display angezeigte Nummer*
_ON_TELEPHONE = re.compile(
    r"\b(?:on (?:your|my|our|the|her|his) (?:phone|telephone|mobile|cell|handset|landline|caller id)"
    r"|im (?:telefon|handy)?display|auf (?:ihrem|dem|meinem) (?:telefon|handy|display)|sur (?:votre|le"
    r"|mon) (?:téléphone|portable|combiné|mobile)"
    r"|en (?:su|el|mi) (?:teléfono|móvil|celular|identificador))\b"
)
_HAD_TO = re.compile(
    r"\s(?:il (?:fallait|faudrait|faut)|on devait|je devais|i (?:had|was) to|we (?:had|were) to|musste"
    r"|sollte|había que|tenía que|debía)\b"
)
_PAID_TO_HIS = re.compile(r"\b(?:transfirió|envió|pagó|mandó|depositó|ingresó) [^.]*\b(?:a|en) su cuenta$")
_KEPT_GOING = re.compile(
    r"(?:my|our) (?:[a-z]+ )?(?:phone|landline|mobile|cell|telephone)"
    r" (?:kept|keeps|went|goes|started|wouldn't)\b"
    r"(?! (?:dead|off|missing|down))[^.!?;,\d]{0,40}, (?:it was|it's|that was)\b"
    r"|mon (?:portable|fixe|téléphone|mobile) vibrait\b[^.!?;,\d]{0,40}, (?:c'est|c'était)\b"
)


def is_handed_over(text: Folded, start: int) -> bool:
    """Tell whether the code of a card was read or sent to someone: *read him the numbers off a card, X*."""
    to = max(_HANDED_TO.finditer(text.low, max(0, start - _CLAUSE), start), key=re.Match.start, default=None)
    if to is not None and not cues.parted(text.low, to.end(), start):
        return True
    for cue in near.before(text, "before", start):
        if cue.name.startswith(Role.REPORTER) and not cues.parted(text.low, cue.end, start):
            given = _HANDED.match(text.low, cue.start) is not None
            return given and not _NOT.search(text.low, max(0, cue.start - 24), cue.start)
    return False


def _of_person(cue: Cue, text: Folded, *, handle: bool) -> str:
    """Give the role that a phrase tells which speaks of the reporter's own; empty where it is another's."""
    if _is_source(cue, text):
        return ""  # *Anrufernummer laut Kundin*
    if _OF_FIRM.match(text.low, cue.start):
        return _GENUINE  # *mon conseiller habituel est joignable au …*
    said = text.low[cue.start : cue.end]
    paid_to = _PAID_TO_HIS.search(said)
    if paid_to or _KEPT_GOING.match(text.low, cue.start) or (handle and _is_givers(cue, text, said)):
        return ""  # *transfirió a su cuenta …*, *my phone kept going all night, it was …*
    person = _PERSON.match(text.low, cue.start)
    if person is not None and not relatives.are_meant(text, "her" if person[0] == "she" else "his"):
        return ""  # *he's on …*, said of who called
    if _ONES_OWN.fullmatch(text.low, cue.start, cue.end) and not _is_own(cue, text):
        return ""  # *he typed in one of his own*
    mine = text.low.startswith(("my ", "our "), cue.start)
    given = not mine and _GIVEN.search(text.low, max(0, cue.start - 24), cue.start) is not None
    return _CALLBACK if given else _REPORTER  # *gave me his wife's number*


def _is_givers(cue: Cue, text: Folded, said: str) -> bool:
    """Tell whether it is a scammer who gave what is his: *to be paid again he gave his Zelle*."""
    gave = _GAVE_HIS.match(said)
    return gave is not None and not _is_of_hers(text, cue.start, gave[1])


def _is_of_hers(text: Folded, at: int, pronoun: str) -> bool:
    """Tell whether *he*, *she* at a place speaks of a relative or a party."""
    if relatives.are_meant(text, "her" if pronoun == "she" else "his"):
        return True
    return antecedents.is_hers(text, at, "f" if pronoun == "she" else "m", surely=False)


def _is_own(cue: Cue, text: Folded) -> bool:
    """Tell whether *his own*, *her own* speaks of a relative or a party."""
    pronoun = text.low[cue.start : cue.start + 3]
    sex = "m" if pronoun == "his" else "f"
    return relatives.are_meant(text, pronoun) or antecedents.is_hers(text, cue.start, sex, surely=True)


def _is_source(cue: Cue, text: Folded) -> bool:
    """Tell whether a phrase for a person names of whom it was heard what a phrase before it says."""
    if text.words.isdisjoint(_SOURCES) or not _SOURCE.search(text.low, max(0, cue.start - 24), cue.start):
        return False
    for other in near.before(text, "before", cue.start):
        if other.name.startswith((_CALLER_ID, "callback", SHOWN)) and other.name != WEAKLY:
            return not cues.parted(text.low, other.end, cue.start)
    return False


def unsaid(kind: str, default: Role, text: Folded) -> Role:
    """Give the role of a value of which nothing is said: a number in the story of a call is the caller's."""
    if kind != "phone":
        return default
    scenes = text.scenes
    return (
        _CALLER_ID
        if "called" in scenes and "screen" not in scenes and ("script" not in scenes or "story" in scenes)
        else default
    )
