"""Lines that are the reporter's by who called whom: *I rang it from …*, *they rang … until I picked up*.

Phrases such as *called from* tell the caller's number; whose that is depends on who called. From what she
called or wrote, and on what she was called, is hers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues, in_touch, reached, relatives, rung

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_BACK = 130  # characters before a value in which who called is told
_LEADS = 50  # characters before it in which *from* stands
_AFTER = 60  # characters behind it in which the verb may follow
_VALUE = r"(?:[+(]{0,2}\d[\d ()./-]{5,}\d|[^\s@,;]+@[^\s,;]*[^\s.,;])"
# What leads on from *from* to the value: articles and the words for a number or an address, no other thing.
_LEAD = (
    r"(?:\s(?:the|this|that|a|an|my|our|number|phone|mobile|cell|landline|line|address|e-?mail|account|on"
    r"|his|her|own|home|house|work|works|kitchen|office|private|personal|other|second|desk"
    r"|le|la|l'|mon|ma|notre|son|sa|propre|numéro|portable|fixe|ligne|adresse|téléphone"
    r"|el|mi|su|nuestr[oa]|propio|propia|número|móvil|celular|fijo|teléfono|correo|línea"
    r"|der|dem|meine[mr]?|unsere[mr]?|seine[mr]?|ihre[mr]?|eigenen|nummer|apparat|anschluss|handy"
    r"|festnetz|adresse|telefon)\b){0,4}[\s:(+\"',]*(?:(?:le|la|el|au)\s)?"
)
# What may stand between the verb and *from*: no other person who acts, no other verb of calling.
_REST = (
    r"(?:(?!\b(?:he|she|they|who|which|someone|somebody|rang|called|calls|calling|phoned|texted|wrote|emailed"
    r"|came|got|received|used|gave|rings|down|il|elle|ils|elles|qui|qu'ils?|qu'elles?|que"
    r"|ellos|ellas|quien|llamaron|llamó|er|sie|wurde|worden|gekommen|kam|mich|uns|dass|weil|jemand|man)\b)"
    r"(?:[^.!?;\n]|[.](?=\S))){0,90}$"
)
# *the missed call from …*, *the text from …*: whence something came to her.
_CAME = re.compile(
    r"\b(?:calls?|texts?|messages?|e?-?mails?|sms|letters?|ones?|away|voicemails?|ads?|adverts?|appels?"
    r"|manqué|texto|courriel"
    r"|reçu|llamadas?|mensajes?|correos?|perdidas?|anrufe?|nachricht|brief"
    r"|back (?:the|that|this|a) number) ?$"
)
_I = (
    r"(?:\b(?:i|we)(?:'d|'ve)? (?:(?:then|also|just|only|even|always|had|have|did|stupidly|foolishly) ){0,2}"
    r"|\b(?:i'm|i am|we're|we are) )"
)
_AND = (  # *I texted … and then called from …*
    r"\b(?:i|we)\b(?:(?!\b(?:he|she|they|who|someone|somebody|was|were)\b)[^.!?;\n]){0,60}?"
    r"\band (?:then |also |just |even ){0,2}"
)
_KIN = (
    r"(?:mother|mum|mom|father|dad|son|daughter|wife|husband|partner|brother|sister|grandmother|grandma|gran"
    r"|nan|grandfather|grandad|grandpa|aunt|uncle|neighbou?r|friend)"
)
_PARTY = (
    rf"(?:\b(?:my|our) {_KIN}|\b(?:mum|mom|dad|gran|nan|grandma|grandpa)"
    r"|\b(?:the )?(?:victim|customer|complainant|claimant|member|informant|cust|aggrieved))"
    r" (?:(?:then|also|had|has|just|only) ){0,2}"
)
_VERBS = r"(?:rang|rung|called|phoned|telephoned|dialled|dialed|ring|call|phone|dial|calling|ringing|phoning)"
_WRITING = r"(?:wrote|written|e-?mailed|mailed|replied|responded|texted|messaged|writing|e-?mailing|replying)"
_WHOM = (
    rf"(?: (?:back|them|it|him)\b| (?:to )?(?:the|that|this|his|their|a) (?:\w+ ){{0,3}}(?:number|line"
    rf"|hotline|helpline|support|address)\b| (?:to )?\"?{_VALUE})"
)
_ICH = r"(?:rief|riefen|telefonierte|wählte|schrieb|antwortete)"
# By the word for *from*: who acted, and what she did, up to that word.
_MADE = {
    "en": re.compile(
        rf"(?:{_I}(?:{_VERBS}|{_WRITING})\b(?! (?:me|us|my|our)\b)|{_PARTY}(?:{_VERBS}|{_WRITING}){_WHOM}"
        rf"|\b(?!(?:he|she|i|we|they|who)\b)(?P<kinen>[a-z]+) (?:(?:then|also) )?(?:{_VERBS}"
        rf"|{_WRITING})\b(?! (?:me|us|my|our|in)\b)"
        rf"|{_AND}(?:{_VERBS}|{_WRITING})\b(?! (?:me|us|my|our)\b)"
        rf"|{_I}answered (?:an? |the |his |her |their |that |this )?(?:e-?mail|message|ad|advert|mail)s?\b"
        rf"|\b(?P<whose>she|he) (?:then |also |had |has ){{0,2}}(?:{_VERBS}|{_WRITING}){_WHOM})" + _REST
    ),
    "fr": re.compile(
        r"\b(?:j'ai|j'avais|nous avons|je (?:les?|lui|leur) ai|je l'ai)"
        r" (?:(?:alors|ensuite|aussi|donc|moi-même) )?(?:r?appelée?s?|téléphoné|composé|contactée?s?"
        r"|jointe?s?|écrit|répondu)\b"
        + _REST
        + r"|\b(?P<kinfr>[^\W\d_]+) (?:a|avait|l'a|les a|lui a|leur a) (?:(?:alors|ensuite|aussi|donc) )?"
        r"(?:r?appelée?s?|téléphoné|composé|tapé|contactée?s?|écrit|répondu)\b" + _REST
    ),
    "es": re.compile(
        r"\b(?:llam[eé]|telefoneé|marqué|contacté|escribí|respondí|llamamos|escribimos|he llamado|hablé"
        r"|devolví)(?![^\W\d_])"
        + _REST
        + r"|\b(?P<kines>[^\W\d_]+) (?:(?:le|les|lo|la|los) )?(?:llamó|telefoneó|marcó|contactó|escribió"
        r"|respondió|habló)"
        r"(?![^\W\d_])" + _REST
    ),
    "de": re.compile(
        rf"\b(?:(?:ich|wir) {_ICH}|{_ICH} (?:ich|wir))\b{_REST}|\b(?P<kinde>[^\W\d_]+) {_ICH}\b{_REST}"
    ),
}
_FROM = re.compile(
    r"(?<![^\W\d_])(?:(?P<en>from|using)|(?P<fr>depuis|à partir d[ue]|avec|du"
    r"|de(?=\s(?:son|sa|mon|ma|notre|chez)\b))|(?P<es>desde)"
    rf"|(?P<de>von|vom)){_LEAD}$"
)
_FROM_WORDS = (
    "from",
    "using",
    "du",
    "von",
    "vom",
    "desde",
    "depuis",
    "avec",
    "partir",
    "de ",
)  # what these hold
# In German a verb that ends the clause tells that it was she who called: *ich habe … von X aus angerufen*.
_HAVE = re.compile(r"\b(?:(?:ich|wir) (?:habe?n?|hatten?)|(?:habe?n?|hatten?) (?:ich|wir))\b" + _REST)
_WHO_GERMAN = re.compile(r",\s(?:der|die|welcher?)\s$")  # *hab ich dem vorgelesen, der von X angerufen hat*
_KIN_HAS = re.compile(r"\b(?P<kinde>[^\W\d_]+) (?:hat|habe|hatte)\b" + _REST)
_CALLED_LAST = re.compile(
    r"(?: aus\b)?[^.!?;,\n@\d]{0,40}\b(?:angerufen|zurückgerufen|gewählt|telefoniert|geschrieben|geantwortet"
    r"|kontaktiert|durchgeklingelt)\b"
)
# *From X I rang the number on the screen*, *Von X aus rief ich …*.
_BEGINS = re.compile(r"(?:^|[.!?;\n,]\s{0,2}|\b(?:and|but|then|und|dann|et|puis|y|luego) )$")
_THEN_I = re.compile(
    rf"(?: aus\b)?,? ?(?:(?:i|we) (?:then |also |had |have )?(?:{_VERBS}|{_WRITING})\b"
    rf"|(?:{_ICH}|habe|haben) (?:ich|wir)\b"
    r"|(?:j'ai|nous avons|je l'ai) (?:appel|rappel|téléphon|compos|contact|écrit|répond)"
    r"|(?:yo )?(?:llamé|marqué|telefoneé|escribí|llamamos|respondí)(?![^\W\d_]))"
)
# *X から電話しました*: of someone else it is said that a call came, or who called.
_JAPANESE = re.compile(
    r"\s?から(?:[^。、.,\d]{0,24}[にへを])?(?:電話|発信|連絡|折り返し|折返し|かけ直|メール|返信|返事)(?:を)?"
    r"(?:(?:し|いたし|入れ|かけ)(?:まし)?[たて]|しまし)(?!き|く|こ)"
)
_JAPANESE_OTHER = re.compile(
    r"(?:犯人|相手|男|女|業者|担当者?|詐欺師|人物|と名乗る|者|先方|向こう|息子|警察官?)(?:が|は|から)"
)
_HINDI_I = re.compile(r"(?<!\S)(?:मैंने|मैने|हमने|maine|mene|humne|hamne)\s[^.!?।\n]{0,80}$")
_HINDI = re.compile(
    r"\s(?:नंबर\s|number\s)?(?:से|se)\s(?:(?!आया|आयी|आई|aaya|aayi|aya)[^\s.!?।]+\s){0,6}?"
    r"(?:कॉल|फोन|फ़ोन|काल|call|phone|message|मैसेज|email|ईमेल)\s(?:back\s)?"
    r"(?:किया|की|लगाया|मिलाया|kiya|ki|lagaya|milaya|kari)(?![^\W\d_])"
)
# *Me: ok sending from …*: a line of a chat that she wrote
_MY_LINE = re.compile(
    r"(?:^|\n)[ \t]*(?:me|ich|moi|yo|main):(?:(?!\b(?:he|she|they|got|was|er|sie|il|elle|él)\b)[^\n]){0,80}?"
    r"\b(?:ok|okay|sure|send|sending|sent|texting|paying|paid|calling|writing|schick\w*|sende|schreibe|envoie"
    r"|écris|envío|mando|escribo|bhej\w*)\b(?! me\b)[^\n\d]{0,24}?"
    r"\b(?:from|von|depuis|desde|du|de|se)\s(?:(?:my|the|mein\w*|mi|mon|number|phone)\s){0,2}[+(]{0,2}$"
)
_KINS = ("kinen", "kinfr", "kines", "kinde")
# Whom she called, or that she called back: *my son called them from X*, *ma sœur a rappelé depuis X*
_WHOMS = {
    "kinen": re.compile(
        rf"{_WHOM}|\b(?:replied|responded|replying|dialled|dialed|dial|telephoned|for me"
        rf"|for us"
        r"|on my behalf)\b"
    ),
    "kinfr": re.compile(
        r"\b(?:l'a|les a|lui a|leur a|pour moi|pour nous|à ma place)\b|rappel|répondu|composé|tapé"
        r"|contacté|joint"
        r"|appelée?s? (?:le|la|ce|cette|au|leur|son)\b"
        rf"|écrit (?:à|au)\b|{_VALUE}"
    ),
    "kines": re.compile(
        rf"\b(?:por mí|por nosotros|en mi lugar)(?![^\W\d_])|\b(?:le|les|lo|la|los) (?:llam|escrib|contact"
        rf"|habl|respond)|marcó|respondió|contactó"
        rf"|(?:llamó|telefoneó|escribió|habló) (?:al?|con|el|la|ese|esa|allí)\b|{_VALUE}"
    ),
    "kinde": re.compile(
        rf"\b(?:für (?:mich|uns)|antwortete|wählte|ihn|ihm|ihnen|zurück|dort|da|wieder|der|den|die|dem|das"
        rf"|sie|diese[rnm]?)\b"
        rf"|{_VALUE}"
    ),
}
_TO_WHOM = re.compile(
    r"(?: aus)?,? (?:to (?:the|that|this|his|their|them|him|it|\S+@)|back\b"
    r"|zurück|dort\b|(?:ihn|sie|die|den|das) )"
)
_SEXES = {"he": "m", "she": "f"}
_MINE = re.compile(r":(?<=\bme:|\byo:)|:(?<=\bich:|\bmoi:)|:(?<=\bmain:)")
_SPEAKING = frozenset(
    cues.listed(
        "from using depuis partir du de avec desde von vom mit über using se से they someone somebody "
        "scammers scammer crooks "
        "crook fraudsters callers caller people robot robots man woman guy lady bloke person recording voice "
        "criminals fraudster criminal unter auf"
    )
)


# Verbs of which a text has one where a phrase above speaks of a call or of writing.
_ACTS = frozenset(
    cues.listed(
        "rang rung called phoned telephoned dialled dialed ring rings call calls phone phones dial calling "
        "ringing phoning wrote written emailed mailed replied responded texted messaged writing emailing "
        "mailing replying answered texting "
        "appelé appelée appelés appelées rappelé rappelée rappelés rappelées téléphoné composé contacté "
        "contactée contactés contactées joint jointe joints jointes écrit répondu "
        "llamé llame telefoneé marqué contacté escribí respondí llamamos escribimos llamado hablé devolví "
        "rief riefen telefonierte wählte schrieb antwortete angerufen zurückgerufen gewählt telefoniert "
        "geschrieben geantwortet kontaktiert durchgeklingelt anrief anriefen kontaktierte kontaktierten "
        "erreichte erreichten belästigte belästigten wurde wurden "
        "llamó telefoneó marcó contactó escribió respondió habló tapé "
        "rings phones dialing dialling telephoning ruft meldet meldete appelle appelait téléphone "
        "téléphonait contacte llama llamaba telefonea contacta"
    )
)


def may_stand(text: Folded) -> bool:
    """Tell whether a text has any of the words by which a line may be told to be the reporter's."""
    if cues.says(_MINE, text.low) or reached.may_stand(text):
        return True
    return _speaks(text) or (not text.low.isascii() and "から" in text.low)


def _speaks(text: Folded) -> bool:
    """Tell the same of other languages than Japanese."""
    if rung.may_stand(text):
        return True
    if text.words.isdisjoint(_SPEAKING):
        return False
    return not text.words.isdisjoint(_ACTS) or not text.low.isascii()


def is_by_other(low: str, end: int) -> bool:
    """Tell whether someone else is said to have written from a value, in Japanese: *犯人はXから送った*."""
    first = max(0, end - _BACK)
    stop = max(low.rfind(one, first, end) for one in ("\n", "す.", "た.", "だ.", "ん."))
    return _JAPANESE_OTHER.search(low, max(first, stop), end) is not None


def is_own(text: Folded, start: int, end: int) -> bool:
    """Tell whether the reporter called or wrote from a value, was called on it, or is to be reached there.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    return reached.is_given(text, start, end) or _is_called_from(text, start, end)


def _is_called_from(text: Folded, start: int, end: int) -> bool:
    """Tell the same by who called whom, or wrote."""
    low = text.low
    if "から" in low[end : end + 3]:
        return _is_from_japanese(low, start, end) or in_touch.is_japanese(
            low, max(0, start - _LEADS), start, end
        )
    first = max(0, start - _BACK)
    if cues.says(_MINE, low) and _MY_LINE.search(low, first, start):
        return True
    if not _speaks(text):
        return False
    if _is_from(text, first, start, end):
        return True
    if _is_from_hindi(low, first, start, end):
        return True
    return rung.is_told(text, first, start, end)


def _is_from(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether she is said to have called or written from a value, before it or behind it."""
    low = text.low
    before = low[max(first, start - _LEADS) : start]
    if not any(map(before.__contains__, _FROM_WORDS)):
        return False
    found = _FROM.search(low, max(first, start - _LEADS), start)
    if found is None or _CAME.search(low, max(first, found.start() - _LEADS), found.start()):
        return False
    word = found.end(found.lastgroup) if found.lastgroup else found.start()
    if in_touch.is_told(text, first, word):
        return True
    made = _MADE[found.lastgroup or "en"].search(low, first, found.start())
    if made is not None:
        return _is_made_by_hers(text, made, end)
    if found["de"] and _CALLED_LAST.match(low, end):
        has = _KIN_HAS.search(low, first, found.start())
        mine = _HAVE.search(low, first, found.start())
        if (mine is not None and not _WHO_GERMAN.search(low, mine.start(), found.start())) or (
            has is not None and antecedents.is_word_for_hers(text, *has.span("kinde"))
        ):
            return True
    begins = _BEGINS.search(low, max(0, found.start() - 10), found.start()) is not None
    return begins and _THEN_I.match(low, end, end + _AFTER) is not None


def _is_made_by_hers(text: Folded, made: re.Match[str], end: int) -> bool:
    """Tell whether it was the reporter or one of hers who called: *ma sœur a rappelé*, *she rang them*."""
    named = made.groupdict()
    kin = next((name for name in _KINS if named.get(name)), None)
    if kin is not None:
        if not _WHOMS[kin].search(made[0]) and not _TO_WHOM.match(text.low, end):
            return False  # *my daughter called from X*: so may one who plays her
        return antecedents.is_word_for_hers(text, *made.span(kin))
    whose = named.get("whose")
    if whose is None or relatives.are_meant(text, "her" if whose == "she" else "his"):
        return True
    if antecedents.is_hers(text, made.start("whose"), _SEXES[whose], surely=False):
        return True
    return "dial" in made[0] and not text.words.isdisjoint(antecedents.PARTIES)


def _is_from_japanese(low: str, start: int, end: int) -> bool:
    if not _JAPANESE.match(low, end):
        return False
    near = max(0, start - _BACK)
    first = max(low.rfind(".", near, start), low.rfind("\n", near, start), near)
    return _JAPANESE_OTHER.search(low, first, start) is None


def _is_from_hindi(low: str, first: int, start: int, end: int) -> bool:
    """Tell the same in Hindi: *maine X se call kiya*, *ग्राहक X से कॉल कर रही हैं*."""
    if in_touch.is_hindi(low, first, start, end):
        return True
    return _HINDI.match(low, end) is not None and _HINDI_I.search(low, first, start) is not None
