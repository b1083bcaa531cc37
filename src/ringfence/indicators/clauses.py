"""What the words of a value's own clause tell, where no phrase does: *Original bank care is …*.

Phrases know how things are mostly said; people say them in more ways than that. Where none stands by a value, the
words between it and its neighbours still tell whether it is the real one or the reporter's own, unless one of
them speaks of what the scammer did, said or gave.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter
from typing import TYPE_CHECKING

from ringfence.indicators import cues, relatives
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ringfence.indicators.cues import Token
    from ringfence.indicators.fold import Folded

_BEFORE = 110  # characters before a value in which its clause begins
_AFTER = 70  # characters behind it in which its clause ends
_VALUE = re.compile(r"\d[\d ()./-]{5,}\d|\S@\S|://|\w\.(?:com|net|org|example|co|in|info|fr|de|es|jp|uk|us|ca|au|eu|io|app|xyz|online|site|top|shop)\b")

# Words that say that something is the real one. In Japanese each sign is a word: these stand in `_REAL_EASTERN`.
_REAL = frozenset(
    cues.listed(
        "real genuine original official actual proper authentic legit legitimate correct true rightful trust trusted usual habitual habituel habituelle übliche üblichen gewohnte "
        "echte echten echter echtes echt originale originalen offizielle offiziellen offizieller richtige "
        "richtigen richtiger wahre wirkliche tatsächliche "
        "verdadero verdadera auténtico auténtica oficial legítimo legítima genuino genuina "
        "vrai vraie véritable officiel officielle authentique légitime "
        "asli sahi असली सही आधिकारिक ऑफिशियल वास्तविक"
    )
)
_REAL_EASTERN = re.compile("本物|正規|正式|公式|本来の|本当の(?:銀行|番号|電話|窓口|サイト|会社)")
# What a company gives its customers on paper.
_PAPER = frozenset(
    cues.listed(
        "booklet handbook box paperwork slip stub docket card bill statement ticket policy passbook contract letterhead payslip receipt membership brochure "
        "karte bankkarte girokarte vorschreibung polizze bescheid unterlagen versichertenkarte ausweis rechnung police kontoauszug vertrag "
        "tarjeta recibo factura contrato póliza libreta boleto "
        "carte facture attestation contrat relevé "
        "passbook पासबुक बिल कार्ड टिकट"
    )
)
_ON_PAPER = frozenset(
    cues.listed(
        "printed back on off from per steht stand auf laut según imprimé imprimée impreso impresa en dans sur au par pe "
        "पर likha लिखा"
    )
)
_OWN_PAPER = frozenset(
    cues.listed(
        "my our her his their mum's dad's back meiner meinem unserer unserem ihrer seiner mi mis su nuestra nuestro "
        "ma mon notre sa son l' meri mere मेरे मेरी"
    )
)
# What makes a clause one about a scammer, whatever else it says.
_AGAINST = frozenset(
    cues.listed(
        "fake fraud fraudulent scam scammer scammers bogus false phony so-called supposed supposedly alleged pretend "
        "pretended pretending claimed claiming claims claim said says saying told tells gave gives given asked "
        "look looks looked like spoof spoofed spoofing copied imitation not isn't wasn't aren't never instead "
        "rather lookalike clone cloned popup popped virus message text texted posing posed posing as "
        "falsche falschen falscher falsches angeblich angebliche angeblichen angeblicher gefälscht gefälschte "
        "betrüger täter vermeintliche vermeintlichen vermeintlicher nicht kein keine statt sagte sagten gab gaben "
        "behauptete nannte wollte "
        "falso falsa supuesto supuesta supuestamente estafador estafadores dijo dijeron decía decían dio dieron no "
        "presunto parecía imitaba clonado "
        "faux fausse prétendu prétendue soi escroc escrocs arnaqueur dit disait disaient donné donnait pas pseudo "
        "semblait imitait sieht wie "
        "nakli farzi jhoota thag bola boli kaha diya nahi नकली फर्जी झूठा ठग बोला बोली कहा दिया नहीं जाली"
    )
)
_AGAINST_EASTERN = re.compile("偽|ニセ|詐欺|名乗|騙|言われ|装|犯人")
_MINE = frozenset(
    cues.listed(
        "mein meine meinem meinen meiner unser unsere unserem unseren unserer "
        "mi mis nuestro nuestra mon ma mes notre nos "
        "mera mere meri hamara hamari मेरा मेरी मेरे हमारा हमारी हमारे"
    )
)
_THINGS = frozenset(
    cues.listed(
        "nummer rufnummer telefonnummer handynummer handy telefon festnetz mobil mail adresse konto anschluss "
        "número teléfono móvil celular fijo correo cuenta email línea "
        "numéro téléphone portable fixe courriel compte ligne mobile "
        "number phone mobile khata upi id नंबर फोन मोबाइल ईमेल खाता यूपीआई आईडी"
    )
)
_TO_CALL = frozenset(
    cues.listed(
        "call called calling rang dial dialled dialed anrufen angerufen rief riefen anruf gewählt zurückrufen wählen "
        "llamar llamé llamó llamaron llama llame llamado marcar marqué "
        "appeler appelé appelée appelait rappeler rappelé composer composé téléphoné "
        "call phone कॉल फोन किया kiya aaya आया"
    )
) - _THINGS
# *My daughter on her …*, *meine Tochter hat in echt …*: a relative's, before *proper*, *real*, *old*.
_OF_KIN = re.compile(
    r"\b(?:my|our|meine[nmr]?|mein|mi|ma|mon) (?:mum|mom|mother|dad|father|son|daughter|wife|husband|gran|nan|aunt|uncle"
    r"|brother|sister|nephew|niece|grandson|granddaughter|friend|boss|mutter|mama|vater|papa|sohn|tochter|frau|mann|oma"
    r"|opa|enkel|enkelin|chef|chefin|hijo|hija|madre|padre|nieto|nieta|hermano|hermana|jefe|fils|fille|mère|père|frère"
    r"|soeur|petit-fils)(?:'s)?"
    r"(?: (?:on|at|is|has|under|her|his|their|the|still|hat|ist|die|der|unter|auf|ihrer|seiner|in|echt|wahrheit|eigentlich|aber|tiene|es|en|su|a"
    r"|el|sur|au|est|son|le|à))* ?$"
)
# *X from your list, that is my number*
_ITS_MINE = re.compile(
    r"\b(?:that|this|which|it)(?:'s| is| was) (?:my|our|mine|ours)\b(?! new| bank| card| usual)"
    r"|\b(?:das|die|was|der) (?:ist|war) (?:meine?|unsere?)\b|\b(?:es|era) (?:mi|mío|mía|nuestro|nuestra|el mío)\b"
    r"|\b(?:c'est|c'était) (?:mon|ma|le mien|la mienne|le nôtre)\b"
)
# *Son fixe : …*, *Sein Festnetz ist …* at the beginning of a sentence: of whom it is reported for.
_THEIRS = re.compile(
    r"[\s\"(]*(?:and |und |et |y )?(?:his|her|seine?|ihre?|son|sa|su)(?: own| eigene[rs]?| propre| propio)?"
    r" (?:number|mobile|cell|landline|home|phone|line|e-?mail|nummer|handy|festnetz|telefon|mail|handynummer"
    r"|telefonnummer|numéro|fixe|portable|mobile|tél|téléphone|ligne|mail|número|fijo|celular|móvil|teléfono|correo)"
    r"(?: number| phone| no\.?)?(?: is| ist| lautet| est| c'est| es)?\s?:?\s?[+(]{0,2}"
)
# *I wrote to him from …*, *J'ai postulé depuis …*, *Maine … se bheja*: what she wrote or paid from is hers.
_FROM_ME = re.compile(
    r"\b(?:i|we|i've|we've|i'd)\b(?! (?:was|were|am|are|got|have been|had been)\b) (?:[^\W\d]+ ){0,2}?(?:wrote|written|sent|e-?mailed|replied|responded|applied|answered|ordered"
    r"|paid|messaged|registered|booked|corresponded|signed up)\b(?![^.!?;]{0,60}\bfrom [^.!?;]{0,40}\bto )"
    r"[^.!?;@]{0,60}\b(?:from|using|under)(?: (?!him|her|them|the (?:scammer|seller))[^\W\d]+){0,3}[ ,:(]*$"
    r"|\b(?:j'ai|j'avais|nous avons|on a|je lui ai|je leur ai) (?:[^\W\d]+ ){0,2}?(?:écrit|envoyé|répondu|postulé|commandé"
    r"|réservé|viré|payé|transmis)\b[^.!?;@]{0,60}\b(?:depuis|à partir de)(?: [^\W\d]+| l'adresse){0,3}[ ,:(]*$"
    r"|\b(?:escribí|envié|mandé|respondí|contesté|postulé|pagué|transferí|escribimos|enviamos|mandamos)\b[^.!?;@]{0,60}"
    r"\b(?:desde|usando)(?: [^\W\d]+){0,3}[ ,:(]*$"
)
_FROM_ME_FIRST = re.compile(  # in languages whose verbs stand last
    r"\b(?:ich|wir)\b(?![^.!?;]{0,70}\b(?:wurde|werde|worden)\b)[^.!?;@]{0,70}\b(?:von|aus|über|mit)(?: [^\W\d]+){0,2}[ ,:]*$"
    r"|\b(?:maine|mene|humne)\b[^.!?@]{0,60}$|(?:मैंने|हमने)[^.!?।@]{0,60}$"
)
_SENT_AFTER = re.compile(
    r"(?: aus)? ?[^.!?;,@\d]{0,20}\b(?:geschrieben|geschickt|gesendet|gemailt|geantwortet|angeschrieben|beworben|bestellt)\b"
    r"(?! bekommen)|\s(?:se|से)\s(?:[^\s@.]+\s){0,2}(?:bheja|bheji|likha|apply|reply|jawab|भेजा|भेजी|लिखा|जवाब|आवेदन)"
)
# What they say whom one reaches by a genuine number: *never heard of the order*, *sie wussten von nichts*.
_DENIES = re.compile(
    r"[^@]{0,60}?\b(?:never heard of|no record of|had no record|knew nothing|no such|nothing to do with"
    r"|confirmed (?:no|there was no|it was(?:n't| not)? (?:a |them|theirs|fake|fraud|scam)|it's a (?:scam|fraud)|that it)"
    r"|said (?:it|this|that) (?:was|is) (?:a |an )?(?:scam|fraud|fake|counterfeit|hoax|forgery)|wasn't (?:them|theirs|from them)"
    r"|wusst(?:e|en)(?: \w+)? nichts|nichts davon|kein(?:en|e)? (?:vorgang|auftrag|bestellung)|es sei (?:ein )?betrug"
    r"|rien envoyé|n'(?:était|étaient) pas au courant|ne savai(?:t|ent) rien|aucun dossier|c'était une (?:arnaque|escroquerie)"
    r"|no sab(?:ía|ían) nada|no ten(?:ía|ían) (?:nada|constancia|registro)|era (?:una estafa|un fraude|falso)"
    r"|aisa kuch nahi|koi (?:order|case|record) nahi)\b|[^@]{0,40}?(?:ऐसा कुछ नहीं|कोई रिकॉर्ड नहीं|詐欺だと(?:言|教)|存在しない)"
)
_BRAND_HAS = re.compile(r"'s(?: own)?(?: number| line| site| website| email)? (?:is|was)\s?:?\s?[+(]{0,2}")
_OF_PERSON = {"his": "his", "her": "hers", "sei": "his", "ihr": "hers", "son": "kin", "sa ": "kin", "su ": "kin"}
_OF_KIN_BACK = 45  # characters in which such words stand
# What tells that a number rang, and what that somebody dialled it or read it.
_CALLS = frozenset(
    cues.listed(
        "calls caller callers called robocall robocalls robocalled rang rings ring ringing phoned voicemail missed "
        "blocked anruf anrufe anrufer anruferin angerufen rief riefen klingelte klingelt blockiert gesperrt "
        "llamada llamadas llamó llamaron llaman llamaban bloqueé bloqueado "
        "appels appelée appelait appelaient"
    )
)
_DIALS = frozenset(
    cues.listed(
        "to you back return told i we number on screen popup pop email e-mail mail text letter website site ad google "
        "i've we've it them him her answers answer center centre karo karein dono devuelva press support helpline hotline toll free ask for us "
        "zu ich wir zurück bildschirm brief seite anzeige hotline support soll sollte bitte "
        "yo que llame pantalla correo carta página anuncio soporte para "
        "je j'ai écran courrier site annonce rappeler rappel pour support"
    )
) - frozenset(["number"])
_MOST = 6  # words between the reporter's *my* and a value
_starts = itemgetter(1)


def told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Give ``genuine`` or ``reporter`` where the words of a value's clause say so, and nothing else.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
        allowed: The roles that its kind may have.
    """
    if "script" in text.scenes and "story" not in text.scenes:
        return None
    first, last = _bounds(text.low, start, end)
    if text.low[last - 1 : last + 1].endswith("?"):
        return None
    before = [word for word, _, _ in _between(text.tokens, first, start)]
    words = [*before, *(word for word, _, _ in _between(text.tokens, end, last))]
    spoken = text.low.find(",", end, last)
    near_words = [*before, *(word for word, _, _ in _between(text.tokens, end, last if spoken < 0 else spoken))]
    theirs = _THEIRS.fullmatch(text.low, first + 1 if first else 0, start)
    if theirs is not None and Role.CALLER_ID in allowed and _is_spoken_of(text, theirs[0]):
        return Role.REPORTER
    if Role.REPORTER in allowed and _is_from_me(text.low, first, start, end):
        return Role.REPORTER
    if Role.GENUINE in allowed and _is_denied(text, first, start, end):
        return Role.GENUINE
    if _ITS_MINE.search(text.low, end, last) and Role.REPORTER in allowed:
        return Role.REPORTER
    if not _AGAINST.isdisjoint(near_words):
        return None
    if Role.GENUINE in allowed and (_says_real(text, near_words, first, last) or _is_on_paper(words, allowed)):
        return Role.REPORTER if of_kin(text.low, start) and Role.REPORTER in allowed else Role.GENUINE
    if Role.REPORTER in allowed and _is_mine(before[-_MOST:]) and _TO_CALL.isdisjoint(before):
        return Role.REPORTER
    if Role.CALLER_ID in allowed and not _CALLS.isdisjoint(words) and _DIALS.isdisjoint(words):
        return Role.CALLER_ID
    return None


def _is_spoken_of(text: Folded, written: str) -> bool:
    """Tell whether *his* or *her* speaks of a relative whom a report is about."""
    first = written.lstrip(" \n\"(").removeprefix("and ").removeprefix("und ").removeprefix("et ").removeprefix("y ")
    scene = _OF_PERSON[first[:3]]
    if scene == "kin":
        return not text.scenes.isdisjoint(("his", "hers", "kin"))
    return relatives.are_meant(text, "his" if scene == "his" else "her")


def _is_from_me(low: str, first: int, start: int, end: int) -> bool:
    """Tell whether the reporter says that she wrote or paid from a value."""
    if _FROM_ME.search(low, first, start):
        return True
    return _SENT_AFTER.match(low, end) is not None and _FROM_ME_FIRST.search(low, first, start) is not None


def _is_denied(text: Folded, first: int, start: int, end: int) -> bool:
    """Tell whether who is reached by a value knows nothing of the matter, or a brand is said to have it."""
    if _DENIES.match(text.low, end, end + 2 * _AFTER):
        return True
    brands = (cue for cue in text.by_group.get("brand", ()) if first <= cue.start < start)
    return any(_BRAND_HAS.fullmatch(text.low, cue.end, start) for cue in brands)


def of_kin(low: str, start: int) -> bool:
    """Tell whether words before a place speak of what a relative has: *my daughter on her*."""
    return _OF_KIN.search(low, max(0, start - _OF_KIN_BACK), start) is not None


def _says_real(text: Folded, words: list[str], first: int, last: int) -> bool:
    if not _REAL.isdisjoint(words):
        return True
    if text.low.isascii() or _REAL_EASTERN.search(text.low, first, last) is None:
        return False
    return _AGAINST_EASTERN.search(text.low, first, last) is None


def _is_on_paper(words: list[str], allowed: frozenset[str]) -> bool:
    """Tell whether a number or an address stands on paper of hers: *printed on my ticket*."""
    if Role.VISITED in allowed or _PAPER.isdisjoint(words):
        return False
    return any(
        words[i] in _PAPER and not _OWN_PAPER.isdisjoint(words[i - 2 : i]) and not _ON_PAPER.isdisjoint(words[i - 3 : i])
        for i in range(2, len(words))
    )


def _is_mine(words: list[str]) -> bool:
    """Tell whether a thing of the reporter's is named: *meri apni UPI ID*."""
    return any(
        word in _MINE and not _THINGS.isdisjoint(words[i + 1 : i + 3]) for i, word in enumerate(words)
    )


def _bounds(low: str, start: int, end: int) -> tuple[int, int]:
    """Give where the clause of a value begins and ends: at a sentence's end, or at the next value."""
    first = max(0, start - _BEFORE)
    ends = cues.sentence_ends(low[first:start])[:-1]
    first += ends[-1] if ends else 0
    others = [match.end() for match in _VALUE.finditer(low, first, start)]
    first = max([first, *others])
    last = min(len(low), end + _AFTER)
    last = end + cues.sentence_ends(low[end:last])[0]
    other = _VALUE.search(low, end, last)
    if other is not None:  # what stands before the next value is mostly said of that
        comma = max(low.rfind(",", end, other.start()), low.rfind(";", end, other.start()))
        last = end if comma < 0 else comma
    return first, last


def _between(tokens: list[Token], first: int, last: int) -> Iterable[Token]:
    return tokens[bisect_left(tokens, first, key=_starts) : bisect_left(tokens, last, key=_starts)]
