"""Values that words call someone's, where it is the scammer of whom they speak: *my father saved his number*.

Elsewhere *his* speaks of the person named last. Here the verb tells another: whoever notes, blocks or traces
a number does so with someone else's, who rang; who is told to ring one is told another's; and of whom a
relative clause tells, *the man who robbed my aunt*, he stays who is spoken of.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, contrasts, cues, phrase_roles, possession, voices
from ringfence.indicators import possession_words as words
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_BACK = 170  # characters before a value in which it is told
_NEAR = 60  # characters before a verb in which who does it stands
_HIS = (
    "(?:"
    + "|".join(
        (
            words.EN.replace("(?P<en>his|her)", "(?:his|her|their)"),
            words.DE.replace("(?P<de>sein|ihr)", "(?:sein|ihr)"),
            words.FR.replace("(?P<fr>son|sa)", "(?:son|sa|leur)"),
            words.ES.replace("(?P<es>su)", "(?:su)"),
        )
    )
    + ")"
)
_KIN_THING = words.KIN.replace("(?P<kin>[a-z]+)'s", "(?:his|her|their) [a-z]+'s")
_VALUE_NEXT = (
    r"(?: (?:down|up|auf|ab|raus))?(?:,? (?:it's|it is|it was|that's|which is|which was|das ist|c'est|es))?"
    + words.TAIL
)
# *noted his number, X*, *seine Nummer aufgeschrieben: X*
_KEPT = re.compile(
    r"\b(?:noted(?: down)?|notes down|saved|(?<!has )(?<!have )(?<!had )kept|blocked|recorded|traced"
    r"|reported|recogni[sz]ed|googled|screenshotted"
    r"|photographed|memori[sz]ed|copied(?: down)?|jotted(?: down)?|wrote down|written down|took down"
    r"|taken down"
    r"|looked up|look up|got hold of|flagged|searched|scribbled(?: down)?"
    r"|notierte|schrieb|speicherte|blockierte|sperrte|meldete|behielt|googelte"
    r"|noté|gardé|bloqué|enregistré|relevé|conservé|signalé|retrouvé|reconnu|recopié|sauvegardé|photographié"
    r"|apuntó|anotó|guardó|bloqueó|grabó|registró|reportó|denunció|copió|conservó|memorizó|reconoció)"
    rf"(?: (?:sich|mir|noch|dann|also|bien|encore))? {_HIS}{_VALUE_NEXT}"
    rf"|\b(?:wrote|put) {words.EN.replace('(?P<en>his|her)', '(?:his|her|their)')} down{words.TAIL}"
    r"|\b(?:hat|habe|hatte|haben) [^.!?;\d]{0,20}\b(?:seine|ihre) [^\W\d_]+ (?:notiert|aufgeschrieben"
    r"|gespeichert"
    r"|blockiert|gesperrt|gemeldet|behalten|gegoogelt)[\s,:(+]{1,4}$"
)
_OWN = re.compile(r"\b(?:his|her|their) own\b|\bpropre\b|\bpropi[oa]\b|\beigene|de toujours|de siempre")
_MY_OWN = re.compile(r"\b(?:i|we|ich|wir|j'ai|nous avons|yo) (?:(?:then|also|had|have|habe|haben) )?$")
# *The man who robbed my aunt used his cell, X*
_STRANGER = (
    r"\b(?:man|woman|guy|lady|bloke|person|one|caller|girl|chap|crook|thief|mann|frau|typ|kerl|person"
    r"|anrufer|homme"
    r"|femme|type|dame|personne|individu|escroc|hombre|mujer|tipo|señora?|persona|estafador)"
    r"(?:,? (?:who|that|which|posing|pretending|claiming|calling|impersonating|playing|acting|der|die"
    r"|welche[rs]?|qui"
    r"|que)) [^.!?;\d@]{2,90}?"
)
_ROBBER = re.compile(
    rf"{_STRANGER}\b(?:texts|calls|rings|phones|writes|e-?mails|schrieb|rief|simste|meldete sich|écrivait"
    rf"|textait"
    r"|escribía|llamaba|llamó)(?: [^\W\d_]+)? (?:from|with|on|using|von|mit|depuis|avec|de|desde|con) "
    rf"{_HIS}{_VALUE_NEXT}"
    rf"|{_STRANGER}\b(?:used|uses|was using|called from|rang from|texted from|wrote from|emailed from"
    rf"|left(?: me| us)?"
    r"|said|gave(?: me| us)? (?!him|her|them)|benutzte|nutzte|verwendete|hinterließ|nannte|utilisait|utilisa"
    r"|a utilisé"
    r"|appelait (?:avec|depuis)|a laissé|usaba|usó|utilizaba|utilizó|llamaba (?:con|desde)|dejó) ?(?:that )?"
    rf"{_HIS}{_VALUE_NEXT}"
)
# *A fake priest e-mailed me, his address is X*; *the crook's wife rang, her number is X*
# *the money was to go to his nephew's Zelle, X*
_TO_HIS_KIN = re.compile(
    r"\b(?:go|went|goes|going|send|sent|pay|paid|wire|wired|transfer|transferred|put)\b[^.!?;\d@]{0,30}"
    r"(?: to| into| via| through) (?P<his>his|her|their) [a-z]+'s (?:[a-z]+ )?(?:account|wallet|zelle|venmo"
    r"|paypal"
    r"|cash ?app|upi|iban|bank)[\s,:(]{1,3}$"
)
_RANG = re.compile(
    r"\b(?:called|calls|rang|rings|phoned|phones|texted|texts|telephoned|calling|messaged|rief|ruft|anrief"
    r"|angerufen"
    r"|schrieb|appel|téléphon|écri|llam|escrib)"
)
_POSED = re.compile(
    r"\b(?:(?:a|an|the|this|some|der|die|ein|eine?|un|une|le|la|el|una?) )?(?:fake|bogus|supposed|so-called"
    r"|alleged|phoney"
    r"|phony|pretend|false|angebliche[rn]?|falsche[rn]?|vermeintliche[rn]?|faux|fausse|prétendue?|soi-disant"
    r"|falso"
    r"|falsa|supuest[oa]|presunt[oa]"
    r"|(?:crook|scammer|caller|fraudster|thief|con ?man|man|woman|guy|lady|hacker|agent|technician"
    r"|impost[oe]r|seller"
    r"|suspect|officer)'s (?:[a-z]+ )?(?:wife|husband|brother|sister|son|daughter|mother|father|boss|friend"
    r"|partner"
    r"|colleague|mate|cousin|uncle|girlfriend|boyfriend|supervisor|manager|lawyer)) ?"
    rf"[^.!?;\d@]{{3,80}}?(?:[,;] (?:and |und |et |y )?|\.\s)(?P<his>{_HIS}){words.TAIL}"
)
_NOW = re.compile(r"\b(?:is|ist|est|es)\b|[:,]\s*$")
# *told my uncle to text his cell, X*
_TOLD_TO = re.compile(
    r"\b(?:told|asked|instructed|wanted|ordered|urged|got|persuaded"
    r"|directed) (?P<whom>[^.!?;,\d@]{2,40}?) to (?:then )?"
    r"(?:call|ring|dial|phone|text|message|contact|e-?mail|write to|whatsapp|add) "
    rf"(?:{_HIS}|{_KIN_THING}){_VALUE_NEXT}"
)
# *gave my mother his number, X*; *a donné son numéro à ma mère, X*
_GAVE_TO = re.compile(
    r"\b(?:gave|left|sent|texted|told|read|handed|offered|gab|nannte|diktierte)"
    r" (?P<whom>him|her|them|me|us|(?:my|our|meine[rm]|unsere[rm]) [^\W\d_]+) "
    rf"(?P<his>{_HIS}){_VALUE_NEXT}"
    rf"|\b(?:donné|laissé|envoyé|dicté|communiqué|passé) (?P<son>{_HIS}) à (?:ma|mon"
    rf"|notre) [^\W\d_]+[\s,:(+]{{1,3}}"
    r"(?:le )?$"
)
_SEXES = {"his": "m", "sei": "m", "her": "f", "ihr": "f"}
# *said to send it to his client: Zelle X*
_PAY = re.compile(
    r"\b(?P<said>said|says|told|asked|instructed|wanted|ordered)\b[^.!?;\d@]{0,40}\b(?:send|pay|wire"
    r"|transfer|deposit|forward)\b"
    r"[^.!?;\d@]{0,30}\bto (?:his|her|their) [a-z]+(?:'s [a-z]+)?[\s,:(]{1,3}(?:(?:on|via|by|at|with"
    r"|through) )?"
    r"(?:(?:zelle|venmo|paypal|cash ?app|upi|iban|account|wallet)[\s:]{1,2})?[\"'($+]*$"
)
# *got a text with his wallet X*
_WITH = re.compile(
    r"\b(?:text|e-?mail|message|letter|sms|note|voicemail|invoice|mail|whatsapp) (?:with|giving|showing"
    r"|containing"
    rf"|listing|including|that (?:gave|had|listed)) {_HIS}{_VALUE_NEXT}"
)
# *he says my boss is at X*
_SAYS = re.compile(
    r"\b(?P<said>says?|said|claim(?:s|ed)|insist(?:s|ed)|swore|lied) (?:that )?(?:my|our|the) [a-z]+ (?:is"
    r"|was|could be|can be|would be)"
    r"(?: (?:now|reached|called|found|contacted|held|staying))? (?:at|on|under)[\s(+]{1,3}$"
)
# *rang my mother and my sister, X*: of two at once
_RANG_TWO = re.compile(
    r"\b(?:called|rang|texted|phoned|messaged|calling|ringing|texting|phoning) (?:both )?(?:my "
    r"|our )?(?P<one>[a-z]+)"
    r"(?:,? (?:my |our )?[a-z]+)? and (?:(?:my|our) )?(?P<two>[a-z]+)[\s,(+]{1,4}$"
)
_BOTH_NUMBERS = re.compile(r"(?:\)?,? |\)?, )(?:and|or)\b")
# *The gang that robbed our neighbours uses X*
_USES = re.compile(
    r"\b(?:gang|outfit|crew|people|company|firm|group|ones|lot|scammers?|crooks?|thieves|thief|man|men|woman"
    r"|guys?|lady"
    r"|person)(?:,? (?:that|who|which)) [^.!?;\d@]{2,60}?\b(?:uses?|used|(?:operates?|calls?|works?|rings?"
    r"|texts?) from)"
    r"[\s(+]{1,3}$"
)
# *was called on … by X*
_BY = re.compile(
    r"\b(?:called|rung|phoned|telephoned|contacted|texted|messaged|harassed) (?:[a-z]+ ){0,3}(?:on|at) "
    r"[^.!?;]{0,40}\d[)\"]? by[\s(+]{1,3}$"
)
# *Reported by my daughter, X called her twice*
# *Caller ID said Social Security. Number was X*
_CALLER_ID = re.compile(
    r"\b(?:caller ?id|display|call display) (?:said|showed|read|says|shows"
    r"|displayed)[^.!?;\d@]{2,50}[.;,] (?:and )?(?:the )?"
    r"(?:number|no) (?:was|is|shown was)[\s:(+]{1,3}$"
)
_SOURCE = re.compile(
    r"\b(?:told by|reported by|according to|as per|per|acc to|i heard from|said by) (?:my |our |the )?[a-z]+"
    r"(?: [a-z]+)?(?:,|:| that)? ?[(+]{0,2}$"
)
_CALLED = re.compile(
    r"\)? (?:then |also |first |again |has |had |kept |keeps )?(?:called|rang|phoned|texted|messaged|calling"
    r"|ringing"
    r"|texting)\b(?! (?:the|that|it|them|back|this)\b)"
)
# *He had called my son: X was his number*
_HE_BEFORE = re.compile(
    r"\b(?:he|she|they|caller|man|woman|guy|scammers?|someone|somebody)\b[^.!?;\d@]{4,70}:\s[(+]{0,2}$"
)
_WAS_HIS = re.compile(
    r" (?:was|is) (?:(?:his|her|their) (?:number|phone|cell|line|mobile)\b|the (?:number|one) (?:on|that|he"
    r"|she|they)\b)"
)
# *went to the victim's account, X, he said*
_WENT = re.compile(
    r"\b(?:went|go|goes|going|paid|sent|wired) (?:in)?to (?:the|my|his|her|our"
    r"|their) (?:[a-z]+ ){0,2}[a-z]+'s? (?:[a-z]+ )?"
    r"(?:account|wallet|zelle|venmo|paypal|cash ?app|upi|iban)[\s,:(]{1,3}$"
)
_HE_SAID = re.compile(r"[^.!?;\d@]{0,30}, (?:he|she|they|the [a-z]+) (?:said|says|claimed|told)\b")
# *… but that is the scammer's*, *… mais c'était le sien*
_BUT = re.compile(
    r"\)?[,.;]? (?:but|aber|mais|pero|though|and) (?:that|it|this|das|es|c'|ce n'|eso|ese)? ?"
    r"(?:is|was|turned out to be|really was|ist|war|est|était|es|era) (?:actually |really |in fact "
    r"|(?:in )?wirklich(?:keit)? )?"
    r"(?:(?:the |that of the |die (?:des|der) |celui (?:de l'|du )|el del? )?(?:scammer|fraudster|crook"
    r"|caller|thief|hacker|con ?man"
    r"|betrüger|täter|escroc|arnaqueur|estafador|timador)s?(?:'s?|s|ns)?|his|hers|theirs|seine|ihre|le sien"
    r"|la sienne"
    r"|(?:el |la )?suy[oa])(?=[\s.,;!?)]|$)"
)
_HINDI = re.compile(
    r"(?:\b(?:uska|uske|uski|unka|unki|iska)|उसका|उसकी|उसके|उनका) (?:phone |mobile )?(?:number|nambar|no"
    r"|mobile|phone|email"
    r"|नंबर|मोबाइल|फोन|फ़ोन|ईमेल) (?:[^\s.,;\d]+ )?(?:likh|note|save|block|nikal|report|लिख|नोट|सेव|ब्लॉक"
    r"|निकाल)[^.;\d]{0,24}$"
)
_PRONOUNS = frozenset(
    cues.listed(
        "his her their sein seine seinem seinen ihr ihre ihrem ihren son sa leur su uska uske uski unka unki "
        "iska उसका उसकी उसके उनका"
    )
)
_OTHERWISE = frozenset(
    cues.listed(
        "called rang texted phoned calling ringing texting phoning says said say claims claimed "
        "insists swore by "
        "use uses used operates operate works work from"
    )
)
_POSING = frozenset(
    cues.listed(
        "fake bogus supposed alleged phoney phony pretend false called angebliche angeblicher angeblichen "
        "falsche falscher falschen vermeintliche vermeintlicher faux fausse prétendu prétendue disant falso "
        "falsa supuesto supuesta presunto presunta crook's scammer's caller's fraudster's thief's conman's "
        "man's woman's guy's lady's hacker's agent's technician's imposter's impostor's seller's suspect's "
        "officer's"
    )
)
_ME = frozenset(["me", "us"])


def _may_tell(text: Folded) -> bool:
    """Tell quickly whether a text has any word by which a value may be told to be the scammer's here."""
    return not text.words.isdisjoint(_PRONOUNS) or not text.words.isdisjoint(_OTHERWISE)


def instead(kind: str, value: str, default: Role, text: Folded, place: tuple[int, int]) -> Role | None:
    """Give the role of a value that words call the reporter's, where it is the scammer's.

    Args:
        kind: The value's kind.
        value: Its canonical form.
        default: The role of such values without words.
        text: The folded text.
        place: Where the value starts there, and one past where it ends.

    Returns:
        The role; None where it may well be the reporter's.
    """
    said = _role(text, *place)
    if said is None:
        return _not_hers(kind, value, default, text, place)
    calls = said == Role.CALLER_ID and kind == "phone"
    return Role.CALLER_ID if calls else phrase_roles.unsaid(kind, default, text)


def _role(text: Folded, start: int, end: int) -> str | None:
    """Tell what a value did, empty where that is not told; None where it may well be the reporter's."""
    if not _may_tell(text):
        return None
    first = max(0, start - _BACK)
    his = None if text.words.isdisjoint(_PRONOUNS) else _is_his(text, first, start)
    return _is_otherwise(text, first, start, end) if his is None else his


def _is_his(text: Folded, first: int, start: int) -> str | None:
    """Tell whether *his*, *ihre*, *son* before a value speaks of the scammer, by the verb or the clause."""
    low = text.low
    if _OWN.search(low, max(0, start - _NEAR), start):
        return None
    stranger = _ROBBER.search(low, first, start) or _posed(low, first, start)
    if stranger is not None:
        return Role.CALLER_ID if _RANG.search(stranger[0]) else ""
    if _WITH.search(low, first, start) or _HINDI.search(low, first, start):
        return ""
    return "" if _is_by_verb(text, first, start) else None


def _is_by_verb(text: Folded, first: int, start: int) -> bool:
    """Tell whether a verb binds *his number* to the scammer: *noted*, *told to ring*, *went to his son's*."""
    low = text.low
    kept = _KEPT.search(low, first, start)
    if kept is not None and _is_done_by_hers(text, kept.start()):
        return True
    told = _TOLD_TO.search(low, first, start)
    if told is not None and not _is_said_by_hers(text, told.start()):
        return True
    if _is_of_giver(text, first, start):
        return True
    to_kin = _TO_HIS_KIN.search(low, first, start)
    if to_kin is not None and not antecedents.is_hers(text, to_kin.start("his"), "", surely=False):
        return True
    paid = _PAY.search(low, first, start)
    return paid is not None and not _is_said_by_hers(text, paid.start("said"))


def _is_of_giver(text: Folded, first: int, start: int) -> bool:
    """Tell whether what is given to one of hers is the giver's, who is none: *gave mother his number*."""
    gave = _GAVE_TO.search(text.low, first, start)
    if gave is None:
        return False
    at = gave.start("his" if gave["his"] else "son")
    sex = _SEXES.get(text.low[at : at + 3], "")
    if gave["whom"] == "her" and sex == "f":
        return False  # *told her her number*
    if not sex:  # *son*, *su*: whoever gave it
        return not _is_said_by_hers(text, gave.start())
    return not antecedents.is_hers(text, at, sex, surely=False)


def _is_posers(text: Folded, start: int) -> bool:
    """Tell whether a number is that of one who poses, and called: *le faux neveu a appelé, son numéro …*."""
    if text.words.isdisjoint(_POSING) or text.words.isdisjoint(_PRONOUNS):
        return False
    posed = _posed(text.low, max(0, start - _BACK), start)
    return posed is not None and _RANG.search(posed[0]) is not None


def _posed(low: str, first: int, start: int) -> re.Match[str] | None:
    """Find one who only poses, and what is his: *a fake priest e-mailed me, his address is X*."""
    posed = _POSED.search(low, first, start)
    if posed is None:
        return None
    next_sentence = "." in low[posed.start() : posed.start("his")]
    return None if next_sentence and _NOW.search(low, posed.start("his") + 3, start) else posed


def _is_done_by_hers(text: Folded, at: int) -> bool:
    """Tell whether it is one of hers, or she, who does what a verb at a place tells."""
    if _MY_OWN.search(text.low, max(0, at - 24), at):
        return True
    person = antecedents.last_before(text, at, max(0, at - _NEAR))
    return person is not None and bool(person.hers)


def _is_said_by_hers(text: Folded, at: int) -> bool:
    """Tell whether it is one of hers, or she, who says something: *my mother told me to ring her cell*."""
    if _MY_OWN.search(text.low, max(0, at - 24), at):
        return True
    person = antecedents.nearest(text, at, max(0, at - _NEAR))
    return person is not None and bool(person.hers)


def _is_otherwise(text: Folded, first: int, start: int, end: int) -> str | None:
    """Tell the same where no pronoun does: *he says my boss is at X*, *rang mum and dad (X)*, *… by X*."""
    low = text.low
    if _is_by(text, start):
        return Role.CALLER_ID
    if _SOURCE.search(low, max(0, start - 40), start) and _CALLED.match(low, end):
        return Role.CALLER_ID
    says = _SAYS.search(low, first, start)
    if _USES.search(low, first, start) or (says and not _is_said_by_hers(text, says.start("said"))):
        return ""
    two = _RANG_TWO.search(low, first, start)
    if two is not None and not _BOTH_NUMBERS.match(low, end):
        both = (
            two[name] in _ME or antecedents.is_word_for_hers(text, *two.span(name)) for name in ("one", "two")
        )
        if all(both):
            return Role.CALLER_ID
    if _WAS_HIS.match(low, end) and _HE_BEFORE.search(low, first, start):
        return ""
    return "" if _HE_SAID.match(low, end) and _WENT.search(low, first, start) else None


def _not_hers(kind: str, value: str, default: Role, text: Folded, place: tuple[int, int]) -> Role | None:
    """Give the role of a value that is denied to be hers, called theirs or stands in their words."""
    start, end = place
    if voices.is_denied(text.low, end):
        return Role.OPERATOR if kind == "remote_access" else default
    hers = possession.is_hers(text, start, end)
    theirs = hers is False or (hers is None and contrasts.is_hers(text, start, end) is False)
    if kind == "phone" and theirs:  # *X is mine, Y is theirs*, *he gave her his number*
        return phrase_roles.unsaid(kind, default, text)
    return voices.of_scammer(kind, value, text, place)


def corrected(told: str, kind: str, default: Role, text: Folded, place: tuple[int, int]) -> Role:
    """Give the role that phrases tell, unless what is said around the value tells plainly another."""
    if told == Role.GENUINE and _BUT.match(text.low, place[1]):  # *…, but that was his*
        return phrase_roles.unsaid(kind, default, text)
    if told != Role.CALLBACK:
        return Role(told)
    return Role.CALLER_ID if _is_by(text, place[0]) or _is_posers(text, place[0]) else Role.CALLBACK


def _is_by(text: Folded, start: int) -> bool:
    """Tell whether a number is one that called: *was called on … by X*, *caller ID said …, number was X*."""
    last = text.low[max(0, start - 6) : start].rstrip("(+ :")
    if last.endswith(" by"):
        return _BY.search(text.low, max(0, start - _BACK), start) is not None
    return (
        last.endswith((" was", " is"))
        and _CALLER_ID.search(text.low, max(0, start - _BACK), start) is not None
    )
