"""Questions and their answers: *Agent: what number called you? / Customer: …*, *„Ihre E-Mail?“ – „…“*.

A value that is all, or nearly all, that a speaker says is the answer to what was asked before it, so that the
question tells its role.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import relatives
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_REACH = 240  # characters in which the question stands
_SHORT = 40  # characters that may stand in an answer before its value

# What begins an answer: the next speaker, a dash, a mark of quotation, or the end of a question.
_TURN = re.compile(
    r"(?:^|\n|\s[/|]\s)[ \t]*(?:[\w\u0900-\u097f .'/()-]{1,24}:|[qa]\.|[-–—>])[ \t]*|[\"“”»«][ "
    r"\t]*[-–—/][ \t]*[\"„“«]"
    r"|\?(?:[ \t]+(?:[-–—]\s*|[\w\u0900-\u097f .'()-]{1,20}:\s*|[/|]\s[\w .'()-]{1,20}:\s*)?"
    r"|\n(?![^\n:]{1,24}:|[qa]\.))"
)
_QUIET = re.compile(  # *yes it's*, *oh that was*
    r"(?:(?:yes|yeah|yep|sure|ok|okay|oh|um|uh|well|it's|its|it|is|was|that's|thats|that|the|on|at|to"
    r"|bsb|acct|account"
    r"|it said|said|it showed|showed|number|no|ja|klar|die|der|das|auf|mit|von|bei|ist|war|oui|le|au|du"
    r"|la|un|c'est|sur|depuis|si"
    r"|claro|el|al"
    r"|del|es|era|desde|haan|ji|sir|madam|mera|my|sort code|routing|an|adresse|from|iban|it says|vom|zum"
    r"|meines|meiner|savings|checking|current|routing|d'|de la|mère|père"
    r"|kitchen"
    r"|home|house|bedroom|hall|cell|mobile|land|landline|phone|line|one|work|office|her|his|the"
    r"|handy|festnetz|meinem|ihrem|meiner|fixe|portable|mon|ma|son|sa|móvil|fijo|mi|su|mere|apne)\b"
    r"|携帯電話|携帯|妻|夫|母|父|息子|娘|の|です|私|自分|自宅|家|固定電話|会社|番号|は"
    r"|[\s,.:+(*'\"„“«-]){0,8}"
)
_CALLED = (
    r"(?:who|what|which|whose|where)\b[^?\n]{0,40}\b(?:call|rang|ring|phon|contact|text|messag"
    r"|dial)(?:s|ed|ing)?\b[^?\n]{0,24}"
    r"\b(?:you|u|her|him|them)\b"
    r"|\b(?:number|phone|line)\b[^?\n]{0,30}\b(?:that|which|who|they|he|she|person|it)\b[^?\n]{0,20}"
    r"\b(?:call|rang|phon|contact|text)(?:s|ed|ing)?\b"
    r"|\bcall(?:ed|ing|er)? (?:you |come |came )?(?:from|id)\b|\bcaller'?s?\b|\bshow(?:n"
    r"|ed)? (?:up )?on (?:your|the) (?:phone|display)"
    r"|\b(?:wer|welche[rn]?|woher)\b[^?\n]{0,40}(?:angerufen|rief|anrief|gemeldet)"
    r"|\bqui\b[^?\n]{0,20}\bappel|quel numéro[^?\n]{0,30}appel"
    r"|\b(?:quién|qué número|de qué|desde qué)\b[^?\n]{0,30}\bllam|(?:kis|kaun|किस"
    r"|कौन)[^?\n]{0,30}(?:call|phone|कॉल|फोन|फ़ोन) (?:aay|kiya|aaya|आय|किय)"
    r"|(?:どの番号から|どちらから|誰から|着信)"
)
_DIALLED = (
    r"\b(?:number|line|where|what|which|who)\b[^?\n]{0,40}\b(?:to|you|u|did|she"
    r"|he) (?:\w+ ){0,2}(?:ring|call|dial|phone|rang|called|dialled|dialed|phoned)\b"
    r"|\b(?:give|gave|given|leave|left)\b[^?\n]{0,16}\b(?:a|any|another|the) (?:\w+ )?number\b"
    r"|\bnumber (?:on|in) (?:the|that|your)\b"
    r"|\b(?:did|have) (?:you|she|he) (?:\w+ )?(?:call|ring|dial|phone)\b"
    r"|\bdialled\b|\bdialed\b|rückruf|zurückruf|zurückzuruf|anrufen (?:soll|sollten)|gewählt|\brappeler\b"
    r"|\bcomposé|devolver la llamada|\b(?:tenía que|debía) llamar|marcó"
    r"|かけ直|折り返"
)
# Whom she was to ring, whoever is named with it.
_TO_DIAL = (
    r"\b(?:told|asked|supposed|meant|instructed|made) (?:you )?to (?:ring|call|dial|phone)\b"
    r"|\bnumber\b[^?\n]{0,24}\b(?:pop-?up|on (?:the|your) (?:screen|computer|window))\b"
    r"|\bsollten? sie[^?\n]{0,16}\b(?:wählen|anrufen|zurückrufen)\b"
    r"|\bnummer\b[^?\n]{0,24}\b(?:fenster|bildschirm|meldung)\b|\b(?:fenster|bildschirm|meldung)\b[^?\n]{0,16}\bnummer\b"
    r"|\b(?:fallait-il|falloir|deviez-vous|vous deviez|il fallait|demandé de|dit de|demandait de)[^?\n]{0,12}"
    r"(?:appeler|rappeler|composer|faire)\b|\bnuméro\b[^?\n]{0,20}\b(?:fenêtre|écran)\b|\b(?:fenêtre|écran)\b[^?\n]{0,16}\bnuméro\b"
    r"|\b(?:mandaron|pidieron|dijeron|hicieron|ordenaron|tenía que|debía|había "
    r"que)\b[^?\n]{0,16}\b(?:llamar|marcar)\b"
    r"|\bnúmero\b[^?\n]{0,20}\b(?:pantalla|ventana)\b|\b(?:pantalla|ventana)\b[^?\n]{0,16}\bnúmero\b"
    r"|(?:स्क्रीन|पॉपअप|screen|popup)[^?\n]{0,20}(?:नंबर|number)|(?:किस|kis) (?:नंबर|number) (?:पर|par"
    r"|pe)[^?\n]{0,12}"
    r"(?:कॉल|फोन|call|phone) (?:करने|karne)|(?:画面|警告|ポップアップ)[^?\n]{0,12}番号"
)
# Where she can be reached: *what number can we reach you on?*
_TO_REACH = (
    r"\b(?:can|may|could|should|do|shall|would|might) (?:(?!you\b|he\b|she\b|man\b|scam|caller"
    r"|crook)[a-z']+ ){1,5}?"
    r"\b(?:reach|call|ring|phone|contact|text|get|catch|find|e-?mail|write|send)\b[^?\n]{0,12}\byou\b"
    r"|\bwhere (?:(?!he\b|she\b|they\b)[a-z']+ ){1,4}?(?:can|could|may|might|should) (?:best "
    r"|then )?(?:reach|call|ring"
    r"|phone|contact|text|get|find)\b[^?\n]{0,12}\byou\b"
    r"|\b(?:können|dürfen|sollen|darf|kann|könnten) (?:wir|ich|man|die kollegen) (?:sie|ihnen|dich|dir)\b"
    r"|\b(?:unter|auf) welche[rn]\b[^?\n]{0,24}(?:sind sie|erreich|zurückruf)|\bwie erreichen wir\b"
    r"|\bvous (?:rappeler|rappelle|joindre|recontacter|recontacte|contacter|rappelons)\b|\b(?:peut|puis"
    r"|pouvons)-(?:on|je|nous) vous\b"
    r"|\b(?:le|la|lo|te) (?:podemos|puedo|pueden|podríamos) [^?\n]{0,8}(?:llamar|localizar|contactar"
    r"|devolver|ubicar|escribir)"
    r"|\b(?:podemos|puedo|pueden) [^?\n]{0,8}(?:llamar|localizar|contactar|ubicar|escribir"
    r"|devolver)(?:l[aeo]|te)"
    r"|\b(?:le|te) (?:devolvemos|llamamos|localizamos|contactamos)\b"
    r"|(?:आपको|आपसे|aapko|aapse|apko|apse)\s[^?\n]{0,20}(?:पर|par|pe)\s[^?\n]{0,12}(?:कॉल|फोन|फ़ोन|बात|संपर्क|call|phone|baat"
    r"|contact)\s(?:कर|हो|kar|ho)(?!ने|ne)"
    r"|折り返し(?:の|先|ご|お)?(?:電話|連絡)?(?:の)?(?:番号|先)|(?:つながる|繋がる|連絡のつく|連絡がつく|連絡できる|連絡の取れる)(?:お?電話)?(?:の)?番号"
)
_WROTE = (
    r"\b(?:what|which|whose)\b[^?\n]{0,24}(?:e-?mail|address|sender)\b[^?\n]{0,40}\b(?:from|they|he"
    r"|she|it|them|him|contact|wrote|scammer|sender)\b"
    r"|\b(?:sender|their|his|her|scammer's) (?:e-?mail|address)|wrote (?:to )?you|written to you|emailed you"
    r"|\b(?:who|whom|where)\b[^?\n]{0,12}\b(?:it|that|the (?:message|mail|e-?mail"
    r"|text))\b[^?\n]{0,10}\bfrom\b"
    r"|geschrieben|\bschrieb|vous (?:a|ont) écrit|\bécrivai|le escribi|le escriben|contactaron"
)
_PAID = (
    r"\b(?:send|sent|pay|paid|transfer|transferred|wire|wired|deposit|deposited|went"
    r"|go)\b[^?\n]{0,24}\b(?:to|into|where|it|money)\b|\b(?:payee|beneficiary|recipient)\b"
    r"|überwiesen|geschickt|empfänger|\bviré|\bversé|\benvoyé|bénéficiaire|transfiri|envió"
    r"|beneficiario|\bmandó"
)
_OWN = (
    r"\b(?:your|ur)\b(?! (?:phone|screen|display|computer) (?:show|say|display"
    r"|flash))[^?\n]{0,30}\b(?:own |\w+ )?(?:number|phone|mobile|cell|landline|line|e-?mail|mail"
    r"|address|contact|account|id|"
    r"details|wallet|iban|tag|handle)\b|\byours\b|\b(?:reach|call|contact|ring|phone|text"
    r"|email) you (?:back )?(?:on|at|under)\b"
    r"|\bwhere (?:can|should|do|may|shall) (?:we|i|they) (?:send|mail|e-?mail|post|call|ring|reach|text)\b"
    r"|\bdid you (?:use|give|register|sign up|type|enter|log in|pay (?:from|with))\b"
    r"|\bbest (?:number|phone|e-?mail|way|contact)\b|\bcall ?back (?:number|on)\b|\bon (?:your"
    r"|the) (?:account|file|profile|record)\b"
    r"|\b(?:number|phone|e-?mail|account|id) (?:of|for) (?:you|your|the (?:victim|customer|caller)"
    r"|yourself)\b"
    r"|\bihre[rnm]?\b[^?\n]{0,24}(?:nummer|mail|telefon|handy|festnetz|adresse|konto|iban)"
    r"|erreichen wir sie|sie erreichbar"
    r"|\b(?:votre|vos)\b[^?\n]{0,24}(?:numéro|fixe|portable|mail|courriel|adresse|compte|téléphone"
    r"|ligne)|vous joindre|à vous\b"
    r"|\b(?:su|tu)s?\b[^?\n]{0,20}(?:número|teléfono|móvil|correo|cuenta|fijo|celular|mail)\b"
    r"|(?:localizarle|llamarle|contactarle)"
    r"|\b(?:aapka|apka|aap ka)\b[^?\n]{0,20}(?:number|mobile|email|account|phone)"
    r"|आपका[^?\n]{0,20}(?:नंबर|मोबाइल|ईमेल|खाता)"
    r"|(?:お客様|あなた|ご自身|ご連絡先|ご本人)[^?\n？]{0,16}(?:番号|電話|メール|連絡先|口座)|ご連絡先"
)
# With or from what she called or paid, and where she was rung: not from where they called *her*.
_OWN_FROM = (
    r"\b(?:from|on|with|using|out of) (?:what|which) (?:\w+ )?(?:phone|line|number|account|telephone"
    r"|e-?mail|wallet)"
    r"(?:\?|[^?\n]{0,6}\b(?:did|were|was|do|had) (?P<who>you|she|he|ur|your \w+|the (?:victim|customer))\b)"
    r"|\b(?:what|which) (?:\w+ )?(?:number|phone|line|account|telephone|e-?mail|wallet) did (?P<whom>you|she"
    r"|he|your \w+)"
    r" (?:\w+ )?(?:call|ring|phone|dial|write|pay|send|use|transfer|answer|pick "
    r"up)\b[^?\n]{0,24}\b(?:from|with|on|out of)\?"
    r"|\b(?:account|number|phone|line|wallet|telephone) (?:that )?(?:you|she|he) (?:\w+ )?(?:sent|paid"
    r"|wired|transferred|moved|took|called|rang"
    r"|phoned|wrote|used)\b[^?\n]{0,12}\b(?:from|out of|with|off)\?"
    r"|\bkonto,? von dem (?:aus )?sie\b|\bcompte (?:d'où|duquel|dont|à partir duquel)\b|\bcuenta (?:de"
    r"|desde) la que\b"
    r"|\b(?:which|what) (?:phone|line|of your \w+) (?:rang|was it|did (?:it|they) (?:ring|call))"
    r"|\bwhere did (?:the|it|that|this)(?: (?:money|funds?|transfer|payment))? (?:leave|come|go out) "
    r"(?:from|of)\?"
    r"|\b(?:what|which|whose) account (?:did (?:it|the money)|was (?:it|the money)) (?:leave|come|taken|sent)"
    r"|\b(?:woher kam|von welchem konto ging) das geld|d'où (?:est parti|venait) l'argent|de dónde "
    r"salió el dinero"
    r"|\b(?:von|mit|aus) welche[mr] (?:telefon|anschluss|nummer|handy|apparat|konto|adresse)\b[^?\n]{0,10}"
    r"\b(?:haben|hat|riefen|rief|schrieben)\b (?:sie|ihre?|er)\b(?! (?:sie|ihnen) )"
    r"|\bauf welche[mr] (?:telefon|anschluss|nummer|handy|apparat)\b"
    r"|\b(?:de|depuis|avec|à partir de) quel(?:le)? (?:numéro|téléphone|ligne|poste|compte"
    r"|adresse)\b[^?\n]{0,6}"
    r"\b(?:avez-vous|a-t-(?:elle|il)|appeliez|vous avez|tu as|as-tu)\b|\bsur quel(?:le)? (?:numéro"
    r"|téléphone|ligne|poste|adresse)\b"
    r"|\b(?:desde|con|de) qu[eé] (?:número|teléfono|línea|cuenta|correo)\b[^?\n]{0,6}"
    r"\b(?:llamó usted|llamaste|marcó|pagó|transfirió|hizo|envió usted|ha llamado usted)\b"
    r"|\ben qu[eé] (?:número|teléfono|línea|correo)\b|\ba qu[eé] (?:número|teléfono)(?: suyo)? (?:le|la"
    r"|lo|te) (?:llam|marc)"
    r"|(?:aapne|apne|aap ne|आपने) [^?\n]{0,12}(?:kis|किस) (?:number|phone|mobile|khate|नंबर|फोन|मोबाइल"
    r"|खाते) (?:se|से)"
    r"|どの(?:電話|番号|口座|携帯)から(?:かけ|電話し|送|振)|どの電話で|何番からかけ"
)
_CALLED_HER = re.compile(
    r"\b(?:call|ring|phone|text|write|dial|contact|e-?mail)(?: to)? (?:you|me|us|her|your)\b"
)
_FIELD = re.compile(
    r"\s*(?:[\w .]{1,12}:\s*)?(?:and )?(?:a |the |best |good |contact |call ?back |daytime |home )?"
    r"(?:phone|tel|telephone|e-?mail|number|contact|mobile|cell|landline|phone number|telefon"
    r"|teléfono|correo|téléphone)"
    r"(?: number| address| no)?\?\s*"
)
# *Please enter your number.*
_BID = re.compile(
    r"\b(?:please|pls|kindly|enter|provide|confirm|tell me|give me|bitte|por favor|ください)\b|ください"
)
# *Is X still the best number to reach you?*, asked by whoever is not she.
_ASKER = re.compile(
    r"(?:^|\n)[ \t]*(?:[\[(]?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[ap]m)?[\])]?[ \t,-]{0,3})?"
    r"(?:(?!(?:me|myself|ich|moi|yo|main)\b)[^\W\d_][\w .'()-]{0,24} ?:|q\.|>|[-–—] )[^\n]*$"
)
_YOURS = re.compile(
    r"\byou(?:rs?)?\b(?=.*\b(?:best|right|correct|current|good|still|same|number|phone|mobile|cell|e-?mail|file|contact)\b)"
    r"|\b(?:reach|get|call|contact|catch|text|ring|down for|file for) you\b"
    r"|\b(?:ihre?|ihnen|sie)\b.*(?:nummer|handy|festnetz|telefon|adresse|mail|erreich|richtig|aktuell|stimmt)"
    r"|\b(?:votre|vos|vous)\b.*(?:numéro|portable|fixe|téléphone|adresse|mail|joindre|rappeler|contacter)"
    r"|\b(?:le|lo|la|su|sus)\b.*(?:número|teléfono|móvil|celular|fijo|correo|locali[cz]\w+|llamar|contactar)"
    r"|\b(?:aapka|aapke|apka)\b.*(?:number|mobile|email)|(?:आपका|आपके|आपकी).*(?:नंबर|मोबाइल|ईमेल|फोन|फ़ोन)"
    r"|(?:お客様|ご連絡先|ご本人).*(?:番号|電話|メール|よろしい)"
)
_NOT_YOURS = re.compile(
    r"\b(?:called|rang|phoned|texted|e-?mailed|wrote|contacted|told|gave|dial\w*|asked|sent|paid|he|she|they|from"
    r"|angerufen|rief\w*|schrieb\w*|geschrieben|genannt|gegeben|wählen|er|appelée?s?|a appelé|écrit|donné"
    r"|dit|il"
    r"|llamó|llamaron|escribi\w+|dieron|dijeron|dio|aaya|kiya)\b|आया|किया|かかって|着信"
)
_REST_ASKED = re.compile(r"[^?？\n]{0,80}?(?:[?？]|か。)")
# Who asks whoever called a desk, and the answer.
_OF_CALLER = re.compile(
    r"(?:^|\n)[ \t]*(?:officer|operator|dispatch(?:er)?|agent|clerk|desk|call (?:handler|taker)|handler"
    r"|police|bank|advisor|adviser"
    r"|pc|constable|sergeant|interviewer|op)(?: [^\W\d_]+)?\s?:[^\n]*\n[ \t]*(?:caller|she|he|customer"
    r"|cust|victim|lady|gentleman)"
    r"\s?:[^\n]*$"
)
# In the order in which they are asked of a question: who called *you* before what is *yours*.
_ASKED = (
    (Role.REPORTER, re.compile(_OWN_FROM)),
    (Role.REPORTER, re.compile(_TO_REACH)),
    (Role.CALLBACK, re.compile(_TO_DIAL)),
    (Role.CONTACT, re.compile(_WROTE)),
    (Role.CALLER_ID, re.compile(_CALLED)),
    (Role.REPORTER, re.compile(_OWN)),
    (Role.CALLBACK, re.compile(_DIALLED)),
    (Role.PAYEE, re.compile(_PAID)),
)


def may_stand(text: Folded) -> bool:
    """Tell whether a text may hold a question whose answer is the reporter's own."""
    if "?" in text.low and "\n" in text.low and _YOURS.search(text.low):
        return True
    return ("?" in text.low or "\n" in text.low) and any(
        pattern.search(text.low) is not None for role, pattern in _ASKED if role == Role.REPORTER
    )


def answered(text: Folded, start: int) -> Role | None:
    """Give the role that the question before an answer tells.

    Args:
        text: The folded text.
        start: Where the value that answers starts there.

    Returns:
        The role; None where the value answers nothing.
    """
    first = max(0, start - _REACH)
    if "?" not in text.low[first:start] and "\n" not in text.low[first:start]:
        return None
    turn = max(
        _TURN.finditer(text.low, max(first, start - _SHORT - 26), start), key=re.Match.end, default=None
    )
    if turn is None or turn.start() == 0 or not _QUIET.fullmatch(text.low, turn.end(), start):
        return None
    asked = text.low[first : turn.start() + 1].rstrip()
    question = re.split(r"\n|\s[/|]\s|[.!;]\s|[\"„“«]\s?[-–—]|(?<=.)\?\s(?!.{0,3}$)", asked)[-1]
    if not (question.rstrip("\"“”»«' ").endswith(("?", "？", "か", "か.")) or _BID.search(question)):
        return None
    if _FIELD.fullmatch(question):
        return Role.REPORTER
    return next(
        (role for role, pattern in _ASKED if (found := pattern.search(question)) and _is_meant(text, found)),
        None,
    )


def is_confirmed(text: Folded, start: int, end: int) -> bool:
    """Tell whether someone else asks her whether a value is hers: *Agent: Is X still best for you?*.

    Args:
        text: The folded text.
        start: Where the value starts there.
        end: One past where it ends.
    """
    low = text.low
    asked = _REST_ASKED.match(low, end)
    if asked is None or "\n" not in low:
        return False
    first = max(0, start - _REACH)
    if _ASKER.search(low, first, start) is None:
        return False
    begins = max(low.rfind(sign, first, start) + len(sign) for sign in ("\n", ". ", "? ", "! ", ": "))
    question = low[max(first, begins) : start] + asked[0]
    return _YOURS.search(question) is not None and _NOT_YOURS.search(question) is None


def of_caller(low: str, start: int) -> bool:
    """Tell whether it is the caller of a desk, and no scammer, who answers: *Officer: … / Caller: …*."""
    return _OF_CALLER.search(low, max(0, start - _REACH), start) is not None


def _is_meant(text: Folded, found: re.Match[str]) -> bool:
    """Tell whether *he* or *she* of a question, *which number did he call from?*, is one of hers."""
    if found.re.pattern != _OWN_FROM:
        return True
    who = next((word for word in (found["who"], found["whom"]) if word in ("he", "she")), None)
    if who is None:
        return True
    if _CALLED_HER.search(found.string, found.start()):
        return False
    return relatives.are_meant(text, "his" if who == "he" else "her")
