"""Values that are called someone's: *on his phone, X*, *X gehört meiner Tochter*, *son 919 …, daughter …*.

What stands beside a value is a thing and whose it is; `antecedents` tells whom *his* or *ihrem* speaks of.
Three ways of saying it are read, in all languages: a possessive and a thing before the value, a statement
behind it that it belongs to somebody, and a list in which the word for a relative stands before each value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_MOST = 18  # words before a value in which whose it is stands
_COPY_BACK = 80  # characters before an address in which a copy is spoken of
_BACK = 120  # characters before a value in which a thing and whose it is stand
_CLAUSE = 140  # characters before these in which their clause begins
_ARTICLE = (
    r"(?:the|that|which|rufnummer|telefonnummer|handynummer|tel|téléphone|teléfono|phone|number|no\.?"
    r"|nr\.?|nummer|le|la|el|die|der|das|es|numéro|número|qui|que|und zwar)"
)
_IS = (
    r"(?:is|was|are|it's|it is|that's|which is|ist|war|lautet|est|était|c'est|es|era"
    r"|hai|है|tha|था|thi|थी|は|が|の)"
)
_TAIL = (  # what stands between a thing and the value
    rf"(?:['\"]?(?:,? (?:as well|too|also|auch|aussi|también|aus))?[\s,:;(=-]{{0,3}}(?:\b(?:{_ARTICLE}"
    rf"|{_IS})[\s:]|[はがの]){{0,4}}"
    rf"|(?: (?:is|ist|est|es) (?:the|a|an|in|der|die|das|ein|eine|im|le|la|un|une|el|una)(?: "
    rf"[^\W\d]+){{1,6}}, ?)"
    rf"|(?: (?!(?:from|of|to|and|at|by|de|von|und|et|y|del|du|mit|avec|con|rang|rings|ringing|buzzed"
    rf"|beeped|showed|said|displayed"
    rf"|klingelte|läutete|zeigte|sonó|sonaba|sonné|sonnait)\b)[^\W\d]+){{1,7}}, ?(?:and |und |et |y )?"
    rf"(?:it's|it is|it was|that's|which is|which was|das ist|es ist|die ist|c'est|es)(?: (?:the|le|la"
    rf"|el|die))?)[\s:(+\"']*$"
)
_EN = (
    r"\b(?P<en>his|her) (?:(?:own|home|house|work|works|office|kitchen|bedside|private|personal|mobile"
    r"|cell|old|usual"
    r"|direct|business|e-?mail|phone|telephone|bank|savings|checking|current|other|second|normal) ){0,3}"
    r"(?:phone|telephone|number|line|landline|mobile|cell|cellphone|handset|e-?mail|mail|mailbox|inbox"
    r"|address|account"
    r"|wallet|iban|anydesk|teamviewer|rustdesk|ultraviewer|id|zelle|venmo|paypal|cash ?app|upi|whatsapp"
    r"|telegram)"
)
_DE = (
    r"\b(?P<de>sein|ihr)(?:e[mnrs]?)? (?:(?:eigene|private|alte|normale)[nmrs]? )?"
    r"(?:apparat|anschluss|festnetz(?:anschluss|nummer|telefon)?|handy(?:nummer)?|mobil(?:telefon|nummer)"
    r"|telefon(?:nummer|anschluss)?|nummer|rufnummer|smartphone|leitung|mail-?adresse"
    r"|e-?mail(?:-?adresse)?|mail"
    r"|adresse|postfach|konto|girokonto|sparkonto|wallet|iban|anydesk(?:-id)?|teamviewer(?:-id)?|durchwahl)"
)
_FR = (
    r"\b(?P<fr>son|sa) (?:propre )?(?:numéro|portable|fixe|téléphone|mobile|ligne|poste|combiné|adresse"
    r"|mail|e-?mail"
    r"|courriel|boîte|messagerie|compte|livret|iban|wallet|portefeuille|identifiant)"
    r"(?: (?:fixe|portable|mobile|mail|e-?mail|électronique|courriel|courant|bancaire|joint|personnel"
    r"|personnelle|perso"
    r"|professionnel|professionnelle|pro|de téléphone|à elle|à lui)){0,2}"
)
_ES = (
    r"\b(?P<es>su) (?:propi[oa] )?(?:número|teléfono|móvil|celular|cel|fijo|línea|aparato|correo"
    r"|dirección|e-?mail"
    r"|buzón|cuenta|iban|billetera|cartera|wallet)"
    r"(?: (?:fijo|fija|móvil|celular|electrónico|de correo|corriente|bancaria|de ahorros?|personal"
    r"|particular|de casa"
    r"|del trabajo|de teléfono)){0,2}"
)
_HI = (
    r"(?P<hi>\bapn[aei]\b|अपने|अपनी|अपना) (?:phone|mobile|number|landline|email|khat[ae]|account|upi|फोन"
    r"|फ़ोन|मोबाइल|नंबर"
    r"|ईमेल|खाते|खाता|यूपीआई|लैंडलाइन)(?: (?:नंबर|number|no|id|आईडी))?"
)
_THING = re.compile(rf"(?:{_EN}|{_DE}|{_FR}|{_ES}|{_HI}){_TAIL}")
# *depuis ma ligne, le X*, *my e-mail was open, it's X*: her own needs no one before it.
_MINE = re.compile(
    "(?:"
    + "|".join(
        (
            _EN.replace("(?P<en>his|her)", "(?:my|our)"),
            _DE.replace("(?P<de>sein|ihr)", "(?:mein|unser)"),
            _FR.replace("(?P<fr>son|sa)", "(?:mon|ma|notre)"),
            _ES.replace("(?P<es>su)", "(?:mi|nuestr[oa])"),
        )
    )
    + rf"){_TAIL}"
)
_JAPANESE = re.compile(
    r"(?:自分|本人|父自身|母自身)の(?:携帯電話?|電話|番号|スマホ|固定電話|自宅の?電話|メール|アドレス"
    r"|口座)(?:番号)?"
    r"[、,:(「のはがで\s]{0,3}$"
)
# *Mrs Lyle's own e-mail is X*, who is no one that called.
_TITLED = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr)\.? [a-z-]+'s (?:own |home |personal |private ){1,2}"
    r"(?:phone|telephone|number|line|landline|mobile|cell|e-?mail|mail|address|account|wallet|iban)" + _TAIL
)
_NAMES_HIMSELF = re.compile(
    r"\b(?:calling (?:himself|herself)|called (?:himself|herself)|claim(?:ed|ing) to be|pos(?:ed|ing) as"
    r"|named|name was) "
    r"(?:a |an )?(?:mr|mrs|ms|miss|dr)\b"
)
_SEX = {"his": "m", "her": "f", "sein": "m", "ihr": "f"}
_COPIED = re.compile(
    r"\b(?:me|i|we|us|moi|je|j'étais|nous|ich|mich|mir|wir|uns|yo|nos)\b[^.!?;@]{0,40}"
    r"\b(?:in copy|on copy|cc'?d?|copied(?: in)?|en copie|in (?:cc|kopie)|en copia)\b[^.!?;@\d]{0,24}$"
)
_WRITTEN = re.compile(
    r"\b(?:e-?mailed|wrote|written|mailed|messaged|contacted) (?:to )?(?:me|us|her|him|(?:my|our) "
    r"[a-z]+)(?: [a-z]+){0,2} ?[(,] ?(?:at |on )?$"
)
# Before a thing: the place of it, at which she was reached, or which she used.
_PLACED = re.compile(
    r"\b(?:on|at|from|with|using|via|over|to|auf|unter|von|mit|über|an|sur|depuis|avec|à|en|desde|con|a|al) $"
)
_SHOWN = re.compile(  # what stood on a telephone is no number of it: *the number on her phone was*
    r"\b(?:numbers?|nummer|numéro|número|id|display(?:ed)?|show(?:ed|ing|n|s)?|appear(?:ed|s|ing)?|came "
    r"up|popp?ed up"
    r"|flash(?:ed|ing)|saw|said|read|stand|erschien(?:en)?|angezeigte?|sah|affich(?:é|ait|e)|apparu"
    r"|apparaissait|vu"
    r"|apareció|aparecía|salió|salía|vio|ponía|figuraba)\b[^.!?;\d]{0,30}$"
)
_GAVE = re.compile(
    r"\b(?:gave|gives?|given|giving|told|tells?|said|says|saying|read (?:me|us|her|him)|left|sent"
    r"|provided|dictated|spelled"
    r"|texted|quoted|gab|nannte|hinterließ|diktierte|sagte|schickte|durchgab|donné|donne|laissé|dicté"
    r"|dit|fourni|envoyé"
    r"|communiqué|dio|dieron|dejó|dictó|dijo|pasó|facilitó|mandó|envió|bola|boli|diya|di|kaha|बोला|दिया"
    r"|दी|कहा)\b"
)
_DIALS = re.compile(
    r"\b(?:call|ring|dial|phone|text|contact|reach|e-?mail|write to|message|called|rang|dialled|dialed"
    r"|phoned|texted|tried"
    r"|emailed|anrufen|wählen|appeler|rappeler|composer|appelé|rappelé|composé|llamar|marcar|llamó|marcó)"
    r"(?: (?:him|her|back|on|at|to|using|à|al?|sur|en))* $"
)
_THEY = re.compile(r"\b(?:they|he|caller|callers|scammers?|someone|somebody|ils)\b[^.!?;]{0,40}$")
# *X is mine*, *X belongs to my mother*, *X ist die meiner Tochter*, *X est à mon fils*, *X es de mi mujer*.
_ENDS = r"(?=[\s\"']{0,2}(?:[.,;:!?)\n]|$|and\b|but\b|und\b|aber\b|et\b|mais\b|y\b|pero\b|while\b|whereas\b))"
_BELONGS = re.compile(
    r"[\s\"')]{0,3},?\s?(?:"
    r"(?:(?:which|that) )?(?:is|was|are|=|'s)(?: also| still)? (?:mine|ours|hers|my own|our own|me|us)"
    + _ENDS
    + "|"
    r"(?:which |that )?(?:is|was|belongs? to|belonging to|=)(?: (?:the|that of))? (?:(?:my|our|her|his"
    r"|the) )?(?:[a-z]+ ){0,2}?"
    r"(?P<en>[a-z]+)(?:'s?)?(?: (?:own|home|cell|mobile|land|number|line|landline|phone|e-?mail|address"
    r"|account)){0,3}" + _ENDS + "|"
    r"(?:(?:das|die|der|was) )?(?:ist|war|gehört)(?: (?:mir|uns|mein|meine|meiner|unsere|unsers|meins)"
    + _ENDS
    + r"|(?: (?:die|das|der|die von|das von|der von))? (?:meine[rms]?|unsere[rms]?|der|dem|des|ihrer"
    r"|ihrem|seiner|seinem)"
    r" (?P<de>[^\W\d_]+)" + _ENDS + r")|"
    r"(?:(?:qui|il|elle) )?(?:est|était|appartient)(?: (?:le mien|la mienne|le nôtre|à moi|à nous)"
    + _ENDS
    + r"|(?: (?:celui|celle) de| à) (?:mon|ma|notre|sa|la|le|l') ?(?P<fr>[^\W\d_]+)"
    + _ENDS
    + r")|"
    r"(?:que )?(?:es|era|pertenece)(?: (?:el mío|la mía|mío|mía|nuestro|nuestra|mio|mia)"
    + _ENDS
    + r"|(?: (?:el|la))? (?:de|a) (?:mi|nuestr[oa]|la|su) (?P<es>[^\W\d_]+)"
    + _ENDS
    + r"|"
    r"(?: (?:el|la))? del (?P<el>[^\W\d_]+)" + _ENDS + r"))"
)
_VERBS = re.compile(
    r"[\s\"')]{0,3},?\s?(?:(?:which|that|das|die|der|was|qui|il|elle|que) )?"
    r"(?:is|was|are|=|'s|belong|ist|war|gehört|est|était|appartient|es|era|pertenece)"
)
# *son X, daughter Y*; *Tochter X*: what stands at the head of an item.
_ITEM = re.compile(
    r"(?:^|[\n,;:.()\"/|–—।]|\d|\b(?:and|und|et|y))\s*(?:[-*•]\s?)?(?:(?:the|my|his|her|meine?|die|der"
    r"|das|le|la|ma|mon|el|mi|mis)\s)?"
    r"(?P<who>[^\s\d.,;:()\"']+(?:'s)?)(?:, [^\d,;:()]{2,40}? ?[-–—:])?(?:\s(?:tel|mobile|cell|home"
    r"|phone|number|handy|festnetz|portable"
    r"|fixe|móvil|fijo|ka|ki|ke|का|की|के|khata|खाता|खाते|konto|account|acct|compte|cuenta|upi|iban|id"
    r"|आईडी)){0,2}"
    r"\.?(?:\s?\([^()\d]{1,30}\))?\s?[:=-]?\s?(?:(?:ifsc|iban|bsb|sort code|routing)\s?:?\s?)?[+(]{0,2}$"
)
_ITEM_BACK = 64
_ITEM_WORDS = 6
# *The patron is at X*, *meine Tochter ist unter X*, *… : me at X, my husband at Y*
_IS_AT = re.compile(
    r"(?:(?P<who>[^\s\d.,;:()\"']+)(?:, [^\d,;:()]{2,30},)? (?:(?:is|are|was|can be reached|lives?|ist"
    r"|ist erreichbar|est|est joignable"
    r"|está|se encuentra)(?: (?:now|always|best|usually|only|mostly|zu erreichen))?)"
    r"|(?:[:,;(]|\band|\bund|\bet|\by)\s?(?:me|myself|mich|moi|mir))"
    r" (?:at|on|under|reachable on|reachable at|unter|auf|sur|au|à|en el|en la|en|al)[\s(+]*(?:(?:der|le"
    r"|the|number|nummer|numéro) )?[+(]{0,2}$"
)
# *Sender: me, zelle X*, *(2) me - X*
_SELF_ITEM = re.compile(
    r"(?:^|[\n:;()])\s?(?:me|myself|ich|moi|yo)\s?(?:\([^()]*\))?[,:=–—-]\s?(?:[a-z]+\s){0,2}[(+]{0,2}$"
)
_SELF = frozenset(["me", "myself", "ich", "moi", "yo"])


def may_tell(text: Folded) -> bool:
    """Tell whether a text has any of the words by which a value is called someone's."""
    words = text.words
    if not (words.isdisjoint(antecedents.HERS) and words.isdisjoint(_MY_WORDS) and words.isdisjoint(_ALONE)):
        return True
    return "@" in text.low or (not text.low.isascii() and _JAPANESE_WORD in text.low)


def is_hers(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value is called one of the reporter's people's.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    if belongs(text, end):
        return True
    if "@" in text.low[start:end] and _is_received(text.low, start, end):
        return True
    if not text.low.isascii() and _JAPANESE.search(text.low, max(0, start - 24), start):
        return True
    at = bisect_left(text.tokens, start, key=_starts)
    said = text.said[max(0, at - _MOST) : at]
    near = said[-_ITEM_WORDS:]
    if not (antecedents.HERS.isdisjoint(near) and _SELF.isdisjoint(near)) and _is_item(text, start):
        return True
    return not _POSSESSIVES.isdisjoint(said) and _is_thing(text, start, at, said)


def _is_received(low: str, start: int, end: int) -> bool:
    """Tell whether an address is where a mail reached her: *I was in copy on X*, *emailed me (X) from …*."""
    near = max(0, start - _COPY_BACK)
    may_be = "cop" in low[near:start] or "cc" in low[near:start]
    if may_be and _COPIED.search(low, near, start):
        return True
    return (
        low[end : end + 8].lstrip(")], ").startswith("from ")
        and _WRITTEN.search(low, near, start) is not None
    )


def belongs(text: Folded, end: int) -> bool:
    """Tell whether what follows a value says that it belongs to one of the reporter's people: *… is mine*."""
    if not _VERBS.match(text.low, end):  # which is seldom
        return False
    said = _BELONGS.match(text.low, end)
    if said is None:
        return False
    return said.lastgroup is None or antecedents.is_word_for_hers(text, *said.span(said.lastgroup))


def _is_item(text: Folded, start: int) -> bool:
    """Tell whether a word for one of hers stands at the head of what a value ends: *son X, daughter Y*."""
    low, first = text.low, max(0, start - _ITEM_BACK)
    item = _ITEM.search(low, first, start)
    if item is not None and antecedents.is_word_for_hers(text, *item.span("who")):
        return True
    if _SELF_ITEM.search(low, first, start):
        return True
    placed = _IS_AT.search(low, first, start)
    if placed is None:
        return False
    return placed["who"] is None or antecedents.is_word_for_hers(text, *placed.span("who"))


def _is_thing(text: Folded, start: int, at: int, said: list[str]) -> bool:
    """Tell whether a thing of hers and nothing else stands before a value: *von seinem Apparat X*."""
    low = text.low
    for i in range(len(said) - 1, -1, -1):
        if said[i] not in _POSSESSIVES:
            continue
        begins = text.tokens[at - len(said) + i][1]
        if begins < start - _BACK:
            return False
        if said[i] in _TITLES:
            if _TITLED.match(low, begins, start) and not cues.says(_NAMES_HIMSELF, low):
                return True
        elif said[i] in _MY_WORDS:
            if _MINE.match(low, begins, start):
                return not (
                    _PLACED.search(low, 0, begins) and _SHOWN.search(low, max(0, begins - _CLAUSE), begins)
                )
        elif (thing := _THING.match(low, begins, start)) is not None:
            return _is_of_hers(text, begins, thing)
    return False


def _is_of_hers(text: Folded, at: int, said: re.Match[str]) -> bool:
    """Tell whether a thing that begins at a place, *his phone*, is one of the reporter's people's."""
    low = text.low
    begins = max(0, at - _CLAUSE)
    ends = cues.sentence_ends(low[begins:at])[:-1]
    begins += ends[-1] if ends else 0
    placed = _PLACED.search(low, begins, at) is not None
    if placed and _SHOWN.search(low, begins, at):
        return False
    sex = _SEX.get(said[said.lastgroup or ""], "")
    if _DIALS.search(low, begins, at) and not _THEY.search(low, begins, at):
        return False
    gave = max(_GAVE.finditer(low, begins, at), key=re.Match.start, default=None)
    if gave is not None and not placed:
        giver = antecedents.last_before(text, gave.start(), begins)
        return giver is not None and bool(giver.hers)
    surely = placed or _SURELY.search(said[0]) is not None
    return antecedents.is_hers(text, at, sex, surely=surely)


_SURELY = re.compile(r" own |eigen|propr|propi|landline|festnetz|fixe\b|fijo|home")
_MY_WORDS = frozenset(
    cues.listed(
        "my our mein meine meinem meinen meiner unser unsere unserem unserer mon ma notre mi nuestro nuestra"
    )
)
_JAPANESE_WORD = "の"
_ALONE = frozenset(
    cues.listed("mine ours hers mr mrs ms miss mir uns mien mienne moi mío mía nuestro nuestra mio mia")
)
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr"])
_POSSESSIVES = (
    _MY_WORDS
    | _TITLES
    | frozenset(
        cues.listed(
            "his her sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer son sa su apna apne "
            "apni अपने अपनी अपना"
        )
    )
)
# *X is mine, and Y is …*: what a statement says of the value before it is not said of the next.
_STATED = re.compile(
    r"(?:\d|\.[a-z]{2,7})[\s\"')]{0,3}(?:(?:is|was|belongs to|are|ist|war|gehört|est|était|es|era"
    r"|pertenece a)"
    r"(?: (?:the|le|la|el|die|der|das|à|de|von))* )?$"
)
_STATED_BACK = 30
_starts = itemgetter(1)


def is_stated(text: Folded, at: int, end: int) -> bool:
    """Tell whether a phrase between two places ends a statement on the value before it: *X is mine, …*."""
    if not _STATED.search(text.low, max(0, at - _STATED_BACK), at):
        return False
    return "," in text.low[at:end] or _STATED_ENDS.match(text.low, end) is not None


_STATED_ENDS = re.compile(r"[\s\"')]{0,3}(?:[.,;)\n]|(?:and|but|und|aber|et|mais|y|pero|while|whereas)\b)")
