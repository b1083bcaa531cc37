"""Where the reader is told to reach who writes: *write back to me at X*, *don't use the Gmail, use X*.

Whoever says *me* is who writes, and a bidding, *you can* or *anyone may* speaks to who reads: so what follows is
hers, unless someone is said to have said it. Past tenses tell what was done; the phrases of `cues/` read those.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import cues

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_BACK = 120  # characters before a value in which the reader is spoken to
_SAID_BACK = 60  # and before that, in which someone may be said to have said so
_NO_END = r"(?:[^.!?;\n\d@]|\.(?=\S))"
_OPENS = r"[\s:,\"+(]*$"
_ON = {
    "en": r"\b(?:at|on|under|via|through|to|use|using|is|it's|its|try|by)\b(?:\s(?:this|the|my|our|a|new|other|work|home"
    r"|e?-?mail|add?ress|number|phone|cell|mobile|landline|one|line|box|account|instead|please)\b){0,5}",
    "de": r"\b(?:unter|an|auf|über|per|am|via|nummer)\b(?:\s(?:der|die|das|dem|den|folgende[rn]?|meine[rnm]?|neue[rn]?|nummer"
    r"|adresse|mailadresse|handy|festnetz|e?-?mail|mobil|telefon|an)\b){0,4}",
    "es": r"\b(?:al|a|en|por|el|es|use[n]?|usa|mejor)\b(?:\s(?:el|la|este|esta|mi|número|correo|móvil|celular|fijo|teléfono"
    r"|dirección|otro|nuevo|al|a)\b){0,4}",
    "fr": r"(?<![^\W\d_])(?:au|sur|à|via|par|le|c'est|plutôt)(?![^\W\d_])(?:\s(?:le|la|mon|ma|cette|l'|numéro|adresse|mail"
    r"|courriel|portable|fixe|téléphone|suivante?|au|à|sur)\b){0,4}",
}
_REACH_EN = (
    r"(?:write|reply|answer|respond|get|send|leave|speak|talk|e-?mail|call|ring|phone|text|message|contact|reach|mail"
    r"|drop|forward|find|catch|try|let)"
)
_TO_ME = {
    "en": re.compile(
        rf"(?<!n't )(?<!not )(?<!never )\b{_REACH_EN}\b(?:\s(?!he\b|she\b|they\b|i\b|it\b)[a-z'-]+){{0,4}}?\s"
        rf"me\b{_NO_END}{{0,50}}?\s{_ON['en']}{_OPENS}"
        r"|\bi(?:'m| am|'ll be| will be| can be| may be)\s(?:[a-z]+ ){0,4}?(?:to )?(?:get|reach|catch|find|contact|reached"
        r"|caught|found|got|contacted|called|available|reachable|contactable)\b"
        rf"(?:\s[a-z]+){{0,3}}?\s(?:at|on|under|via|by)\b(?:\s(?:the|my|phone|e?-?mail|at|on)){{0,3}}{_OPENS}"
        r"|\b(?:e?-?mail|phone|text|texts|cell|mobile|landline|work|evenings?)\s(?:is|works|would be)\s"
        r"(?:(?:the|my) )?(?:best|better|easier|easiest|preferred|safer|safest|fine)\b(?: (?:way|for me|thing))?"
        rf"[\s,.:;-]{{1,3}}(?:it's|its|it is|that's|at|on|to|use)?{_OPENS}"
    ),
    "de": re.compile(
        r"\b(?:erreich\w*|erwisch\w*|ruf|rufen|schreib|schreiben|schreibt|antworte|antworten|antwortet|kontaktieren|melde"
        r"|melden|meldet|schicken|schickt|zurückrufen|anrufen|mailen|mailt|bekommt|kriegt|trifft)\b"
        rf"(?:(?!\b(?:er|wir)\b){_NO_END}){{0,40}}?\s?\b(?:mich|mir)\b{_NO_END}{{0,40}}?\s?{_ON['de']}{_OPENS}"
        rf"|\b(?:bin|wäre) ich\b{_NO_END}{{0,40}}?\s(?:unter|auf|über|per mail an)\b{_NO_END}{{0,16}}{_OPENS}"
    ),
    "es": re.compile(
        r"\bme (?:pued[ea]n?|podéis|puedes|podrían?|pueden ustedes)\s(?:\w+ ){0,2}?(?:localizar|llamar|contactar"
        r"|encontrar|ubicar|escribir|mandar|enviar|responder|contestar|hablar|marcar|avisar|dejar|hallar|pillar)\b"
        rf"{_NO_END}{{0,40}}?\s{_ON['es']}{_OPENS}"
        r"|\b(?:locali[cz]|llám|escríb|contést|respónd|avís|mánd|envíe|envíen|contáct|márqu|búsqu)\w*(?:enme|adme|edme)\b"
        rf"{_NO_END}{{0,40}}?\s{_ON['es']}{_OPENS}"
    ),
    "fr": re.compile(
        r"(?:\b(?:pouvez|pourrez|peut|peux|pouvez-vous|vaut mieux|veuillez|merci de|prière de|faut|possible de|préférable de)"
        r"(?: \w+){0,2}? (?:me |m')(?:joindre|appeler|rappeler|contacter|recontacter|avoir|trouver|écrire|répondre"
        r"|laisser|envoyer|téléphoner|prévenir|adresser)"
        r"|\b(?:répondez|écrivez|joignez|contactez|envoyez|adressez|recontactez|prévenez|récrivez)(?:-l[ae]|-les)?-moi)\b"
        rf"{_NO_END}{{0,40}}?\s{_ON['fr']}{_OPENS}"
    ),
}
# *Please don't email me on the Gmail, use X*
_NOT_THERE = {
    "en": re.compile(
        r"\b(?:don't|do not|dont|not|never|no longer|stop)\s(?:please\s)?"
        r"(?:call|ring|phone|text|e-?mail|mail|write|reply|message|contact|send|use|try|answer|trying|calling|using)\w*\b"
        r"(?:(?!\b(?:he|she|they|bank|police)\b)[^!?;\n\d@]){0,60}?[,.:;-]?\s(?:use|try|but|only|just|instead|rather|go to"
        rf"|please use)\b(?:\s[a-z'-]+){{0,4}}?{_OPENS}"
    ),
    "de": re.compile(
        r"\b(?:nicht|nie|keine)\b[^.!?;\n\d@]{0,40}\b(?:schreib\w*|anruf\w*|ruf\w*|mail\w*|antwort\w*|schick\w*|send\w*|benutz\w*"
        rf"|verwend\w*)\b[^.!?;\n\d@]{{0,24}}[,.]\s(?:sondern|lieber|besser|bitte|nehmen sie|nutzen sie)\b{_NO_END}{{0,30}}{_OPENS}"
    ),
    "es": re.compile(
        r"\bno (?:me )?(?:escriba|escribáis|llame|manden?|contacte|envíe|responda|conteste|use|usen)\w*\b[^.!?;\n\d@]{0,40}"
        rf"[,.;]\s(?:usen?|usad|utilicen?|mejor|sino|escriban|llamen|prueben|manden)\b{_NO_END}{{0,24}}{_OPENS}"
    ),
    "fr": re.compile(
        r"\bne (?:m'|me |plus )?(?:r?appel|écriv|répond|envoy|contact|utilis|m'écri|m'appel|m'envoy|téléphon)\w*\b"
        r"[^.!?;\n\d@]{0,40}[,.;]\s(?:utilisez|préférez|prenez|plutôt|mais|écrivez|appelez|essayez|passez par)\b"
        rf"{_NO_END}{{0,24}}{_OPENS}"
    ),
}
# Someone is said to have said it: then it is he who wants to be reached.
_SAID = re.compile(
    r"\b(?:said|says|saying|told|tells|telling|asked|asks|wrote|writes|read|reads|stated|kept|goes|shouted|wanted|wants"
    r"|made|had|instructed|begged|ordered|voicemail|message|recording|script|warned|warns|insisted"
    r"|sagte|sagt|meinte|schrieb|hieß|stand|steht|wollte|sollte|soll|forderte|bat"
    r"|dijo|decía|dice|ponía|pedía|pidió|escribió|mandó|quería|insistía|rogó"
    r"|dit|disait|écrivait|demandait|demandé|voulait|affichait|indiquait|exigeait|disant|suppliait)\b"
    rf"{_NO_END}*$"
)
_ME_HINDI = re.compile(
    r"(?:^|[\s.,।])(?:mujhe|mujhse|mujh|मुझे|मुझसे|मुझको)\s"
    r"(?:(?!bola|kaha|likha|bataya|बोला|कहा|लिखा|बताया|दिखा)[^.!?।\n\d@]){0,50}[+(]{0,2}$"
)
_THERE_HINDI = re.compile(
    r"\s(?:(?:is|iss|इस|वाले|number|नंबर|address|पते)\s){0,2}(?:par|pe|per|पर|पे|ko|को)\s(?:hi\s|ही\s)?(?:[^\s.!?।,]+\s){0,3}?"
    r"(?:kijiye(?:ga)?|kariye(?:ga)?|karein|karen|kare|bheje|bhejein|bhejen|bhejiye(?:ga)?|dijiye(?:ga)?|likhiye|likhein"
    r"|(?:kar|bhej|mil) sakt\w+|करें|कीजिए|कीजिएगा|करिए|करिएगा|भेजें|भेजिए|भेजिएगा|भेज दें|दें|दीजिए|दीजिएगा|लिखें|लिखिए"
    r"|(?:कर|भेज|मिल) सकत\S+)(?!\s(?:ko|ke|को|के|bola|kaha|likha|बोला|कहा|लिखा))(?![^\W\d_])"
)
_NOT_JAPANESE = re.compile(
    r"(?:連絡|電話|メール|返信|返事)[^.\n\d@]{0,20}(?:ではなく|じゃなく|には(?:送|か)[^.\n]{0,6}(?:ないで|ず))[^.\n\d@]{0,8}[+(]{0,2}$"
)
_TO_IT_JAPANESE = re.compile(r"\s?(?:に|へ|まで|の方に|のほうに)")
_ME = frozenset(
    cues.listed(
        "me i mich mir ich moi mujhe mujhse mujh मुझे मुझसे मुझको best easier easiest better safest safer preferred fine "
        "don't dont not never no nicht nie keine ne localizar localicenme"
    )
)
_ACTS = frozenset(
    cues.listed(
        "write reply answer respond get send leave speak talk email e mail call ring phone text message contact reach drop "
        "forward find catch try use using reached caught found got contacted called available reachable contactable best "
        "easier easiest erreichen erreicht erreichbar erreichst erwischt erwischen ruf rufen schreib schreiben schreibt "
        "antworte antworten antwortet kontaktieren melde melden meldet schicken schickt zurückrufen anrufen mailen mailt "
        "bekommt kriegt trifft nutzen benutzen verwenden sondern lieber besser localizar llamar contactar encontrar ubicar "
        "escribir mandar enviar responder contestar hablar marcar avisar dejar hallar pillar usen use sino mejor joindre "
        "appeler rappeler contacter recontacter avoir trouver écrire répondre laisser envoyer téléphoner prévenir adresser "
        "utilisez préférez plutôt prenez essayez kijiye kijiyega kariye karein karen kare bheje bhejein bhejen bhejiye "
        "dijiye likhiye likhein sakte करें कीजिए कीजिएगा करिए भेजें भेजिए भेज दें दीजिए लिखें लिखिए सकते"
    )
)
_ENCLITIC = re.compile(r"(?:enme|adme|edme)\b|\bm'|-moi\b|連絡|返信|返事|電話|メール")


def may_stand(text: Folded) -> bool:
    """Tell quickly whether a text may tell its reader how to reach who writes."""
    if not text.words.isdisjoint(_ME) and not text.words.isdisjoint(_ACTS):
        return True
    return cues.says(_ENCLITIC, text.low)


def is_given(text: Folded, start: int, end: int) -> bool:
    """Tell whether a value is where the reader is told to reach who writes.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    if not may_stand(text):
        return False
    low, first = text.low, max(0, start - _BACK)
    if not low.isascii():
        if _ME_HINDI.search(low, first, start) and _THERE_HINDI.match(low, end):
            return True
        if _NOT_JAPANESE.search(low, first, start) and _TO_IT_JAPANESE.match(low, end):
            return True
    elif text.lang in ("hi", None) and _ME_HINDI.search(low, first, start):
        return _THERE_HINDI.match(low, end) is not None
    for patterns in (_TO_ME, _NOT_THERE):
        for lang in dict.fromkeys((text.lang if text.lang in patterns else "en", "en")):
            found = patterns[lang].search(low, first, start)
            if found is not None and not _SAID.search(low, max(0, found.start() - _SAID_BACK), found.start()):
                return True
    return False
