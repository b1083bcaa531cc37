"""Whose words a place stands in: the reporter's, or those of a scammer who is quoted.

*He wrote: call me at …* and a pop-up speak for the scammer, so *my number* there is the scammer's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, mail_headers, possession
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_REACH = 200  # characters in which words that bring in another's stand
# *He wrote: call me at …*, *a voicemail saying my number is …*: up to the end of what is said.
_HIS_WORDS = re.compile(
    r"(?:\b(?:man|woman|guy|lady|voice|caller)(?: (?:on|at) the (?:phone|line|other end"
    r"|door))?\s?:(?=\s[\"']?[a-z])"
    r"|\b(?:he|she|they|it|voicemail|message|recording|text|e-?mail|(?!(?:i|we|first|last|just|already|originally|previously|recently"
    r"|victim|complainant|customer|client|resident|mother|mum|mom|father|dad|wife|husband|son|daughter|sister"
    r"|brother|grandmother|grandma|grandfather|gran|nan|aunt|uncle|neighbou?r|witness)\b)[^\W\d_]+)\s"
    r"(?:said|says|wrote|writes|reads?|texted|went|goes)\s?[:'\u2018]|\bvoicemail\s?:|\b(?:voicemail"
    r"|message|text|he|she)"
    r"\ssaying\s|\b(?:er|sie|mann|frau|dame|anrufer(?:in)?|betrüger(?:in)?|täter|techniker|mitarbeiter(?:in)?|stimme|typ|herr)"
    r" (?:schrieb|sagte|meinte)\s?:"
    r"|\b(?:il|elle|escroc|arnaqueur|homme|monsieur|dame|femme|conseill[eè]re?|technicien|agent|voix|type|gars)"
    r" (?:m'|nous )?(?:a écrit|a dit|disait|écrivait|écrit|dit)\s?:"
    # *he wrote in the chat box: …*, *she typed on the notepad on my screen -- …*
    r"|\b(?:he|she|they|man|woman|guy|lady|agent|tech(?:nician)?|scammer) (?:typed|wrote|texted|put|sent"
    r"|posted)(?: (?:me|us|this))?"
    r"(?: (?:in(?:to)?|on|over|via|through) (?:the|my|a|his|her|that)(?: [a-z]+){1,2}){1,2}"
    r"\s?(?::|--|–|—)"
    r"|\b(?:sms|message|mail|courriel|texto|texte) (?:m'|nous )?(?:disait|dit|indiquait|précisait)\s?:"
    r"|\b(?:escribió|dijo|puso|decía|escribía)\s?:)(?:[^.!?\n]|[.!?](?=\S)){0,120}$"
)
_ITS_WORDS = re.compile(
    r"\b(?:message|text|sms|voicemail|recording)\s(?:says|said|reads|read|went|goes|ran)[,:]?\s[^.!?\n'\"]{0,80}$"
)
# *Usne bola mera number …*, up to where she tells what she did.
_HIS_WORDS_HINDI = re.compile(
    r"(?:\b(?:usne|us ne|unhone|usane|wo|woh|voh) (?:bola|kaha|likha|boli|kahi)\s|(?:(?:ठग|आदमी|औरत|लड़के|लड़की"
    r"|कॉलर|व्यक्ति|thag|aadmi|ladke|ladki|caller|scammer) (?:ने|ne)|उसने|उन्होंने) (?:bola|kaha|बोला"
    r"|कहा|लिखा)\s)"
    r"(?:(?!\b(?:maine|mene|humne|hamne)\b|मैंने|मैने|हमने"
    # *… call karo X, mera number …*
    r"|(?:\d|\b(?:zero|ek|do|teen|char|chaar|panch|paanch|che|chhe|saat|aath|nau) "
    r"(?:zero|ek|do|teen|char|chaar|panch|paanch|che|chhe|saat|aath|nau))[^,.!?\d]{0,24}, (?:aur )?"
    r"(?:mera|mere|meri|hamara|hamari|humara|humari|मेरा|मेरे|मेरी|हमारा)\s)[^.!?\n।॥]){0,120}$"
)
# *Hi Mum this is my new number …*, which no one writes to a bank.
_NEW_NUMBER = re.compile(
    r"\b(?:h(?:i|ey|ello|allo)|hola|coucou|salut|bonjour|huhu|namaste)[\s,!]{1,3}(?:mum|mom|mummy|mommy"
    r"|mam|dad|daddy"
    r"|love|darling|honey|sweetheart|mi (?:amor|vida|cielo|reina)|cariño|hij[oa]|schatz|liebling"
    r"|mon (?:coeur|cœur|amour)"
    r"|ma chérie|mon chéri|jaan|mama|papa|mutti|vati|oma|opa|maman|mamie|papi|mam[aá]|pap[aá]|abuel[ao]"
    r"|gran(?:dma|dpa|ny)?|nan|beta)"
    r"\b(?!['\"\u2019])[^\n\"]{0,100}\b(?:(?:new|other|temporary) (?:number|phone|mobile|cell)"
    r"|neue (?:handy)?nummer|neues handy"
    r"|(?:este|ese|esta) es (?:el|mi) nuev[oa]|this (?:is|one is) (?:the|my) new (?:one|line)"
    r"|das ist (?:jetzt )?(?:die|meine) neue"
    r"|(?:voici|c'est) (?:le|mon) nouveau"
    r"|nouveau (?:num[eé]ro|num|t[eé]l[eé]phone)|nuevo (?:n[uú]mero|tel[eé]fono|m[oó]vil)|n[uú]mero nuevo"
    r"|na[iy]a (?:number|nambar))\b[^\n.!?]{0,60}$"
)
# A line of a chat that the other one wrote: *Them: …*, *Support: …*.
_HIS_LINE = re.compile(
    r"(?:^|\n)[ \t]*(?:[\[(]?\d{1,2}[:.h]\d\d(?:[:.]\d\d)?(?: ?[ap]m)?[\])]?[ \t,:–—-]{0,3})?(?:him|her"
    r"|them|they|he|she|scammer|agent|support|seller|buyer|caller|fraudster"
    r"|technician|betrüger"
    r"|anrufer|verkäufer|escroc|vendeur|lui|elle|estafador|vendedor|él|ella"
    r"|(?:agent|officer|technician|tech|support|supervisor|agente|techniker|technicien|técnico) "
    r"[^\W\d_]+)\s?:[^\n]*$"
)
# *Voicemail transcript: …*, up to where she speaks of herself.
_RECORDED = re.compile(
    r"(?:\b(?:transcript(?:ion)?|transcribed|voice ?mail|voice message|vm|answer(?:ing)? ?(?:machine|phone)"
    r"|recording|on (?:my|our|her|his|the) (?:machine|answerphone|voice ?mail)|mailbox|anrufbeantworter"
    r"|sprachnachricht|bandansage|répondeur|messagerie|message vocal|contestador|buzón de voz|mensaje de voz"
    r"|grabación)\b|留守電|留守番電話|音声メッセージ|वॉइसमेल|रिकॉर्डिंग)[^:.!?\n\"\d]{0,40}:"
    r"(?:(?!\b(?:i|we) (?:never|did|didn't|called|rang|phoned|hung|ignored|deleted|blocked|haven't|don't"
    r"|do not|have not)\b|\bj'ai (?:rappelé|appelé|raccroché|répondu|pas)|\bon m'a (?:demandé|dit|fait"
    r"|répondu)"
    r"|\bich hab(?:e|'| ) ?(?:zurückgerufen|angerufen|aufgelegt|nicht|dann)|\b(?:llamé|colgué"
    r"|devolví la llamada)\b"
    r"|\n\n)[^\"])*$"
)
_RECORDED_WITHIN = 400
_HIS = (_HIS_WORDS, _ITS_WORDS, _HIS_WORDS_HINDI, _NEW_NUMBER)
_IN_MESSAGE = re.compile(  # what a message calls the bank's is not the bank's
    r",?\s(?:(?:that|which) (?:was|is|stood|came) |(?:the|a) number )?(?:in|from|on) (?:the|that|their|his) "
    r"(?:text|message|sms|e-?mail|mail|letter|pop-?up|voicemail|ad|advert)\b"
)
# A gift card's code that was read to someone is paid, whoever read it.
_HANDED = re.compile(
    r"\b(?:read|gave|told|sent|texted|leí|lei|dicté|dicte|lu|vorgelesen|diktiert|durchgegeben)\b"
)
_HANDED_NEAR = 40
# *…, not mine*, behind a value that is none of hers.
_NOT_MINE = re.compile(
    r"[\s,;:()\"-]{1,4}(?:(?:which|that|and|but|die|das|qui|que) )?"
    r"(?:(?:is|was|it's|that's|ist|war|es|era|est|c'est) )?"
    r"(?:(?:not|isn't|wasn't|nicht) (?:(?:mine|ours|one of (?:mine|ours))\b|(?:meine?|unsere?)\b"
    r"(?! [^\W\d_]))"
    r"|pas (?:le mien|la mienne|à moi)\b|no (?:es |era )?(?:el )?m[ií][oa]\b|मेरा नहीं|私のではな)"
    r"|\s?[はが](?:犯人|相手|詐欺師?|業者|加害者)側?の"
)
# *Rückruf erbeten unter … (Frau Lenz), so stand es im Brief*
_PAPER = (
    r"(?:letter|note|leaflet|card|e-?mail|mail|text|message|sms|pop-?up|screen|page|site|website|ad|advert"
    r"|voicemail"
    r"|brief|schreiben|meldung|nachricht|karte|zettel|anzeige|seite|bildschirm|fenster"
    r"|courrier|lettre|message|texto|affiche|écran|fenêtre|annonce|mot"
    r"|carta|correo|mensaje|aviso|pantalla|ventana|anuncio|página|nota)"
)
_SAID_THERE = re.compile(
    r"(?:\s?\([^()\n]{0,60}\))?[\"'.]{0,2},?\s(?:"
    r"(?:so |that's what |as |or so |is what )?(?:it )?(?:said|stated|read|says)(?: (?:in|on))? (?:the|that"
    r"|their|his) "
    r"|(?:that|this|it) (?:is|was) (?:what was )?(?:written |printed |stated )?(?:in|on) (?:the|that|their) "
    r"|(?:so |das |wie |hiess |hieß |es )*(?:stand|steht|hieß|stands|las ich|las man) (?:es |das "
    r"|da )?(?:auch )?"
    r"(?:im|in (?:der|dem|einem|einer)|auf (?:der|dem)) "
    r"|(?:selon |d'après |disait |dit |indiquait |précisait |c'était (?:écrit|marqué) (?:sur|dans) "
    r"|c'est ce que "
    r"(?:disait|dit) )(?:le |la |l'|leur )"
    r"|(?:según |(?:así |eso )?(?:lo )?(?:decía|ponía|dice|pone|estaba escrito|venía) (?:en )?)"
    r"(?:la |el |su ))"
    rf"(?:[^\W\d_]+ )?{_PAPER}\b"
)
# *Rappelez-moi sur X, disait-il*, *call me on X, he said*
_CALL_ME = re.compile(
    r"\b(?:call|ring|phone|text|reach|contact|dial) me\b|\bmy (?:direct |personal |private )?(?:number"
    r"|line) is\b"
    r"|\b(?:r?appelez|contactez|joignez|téléphonez)-(?:moi|nous)\b|\brufen sie (?:mich|uns|zurück)\b"
    r"|\b(?:ll[áa]me(?:me|nos)?|márque(?:me|nos)|contácte(?:me|nos))\b"
)
_CALL_ME_NEAR = 50
# *…, and I never called back*: she who has a number goes on
_SHE_GOES_ON = re.compile(
    r"[\s,;–-]{1,3}(?:(?:and|but|et|mais|und|aber|y|pero) )?(?:(?:i|we) (?:never|didn't|did not|haven't"
    r"|have not) "
    r"(?:called|call|ring|rang|answer|answered|picked)|j'ai (?:pas|jamais) |je n'ai (?:pas|jamais) |on "
    r"n'a (?:pas|jamais) "
    r"|(?:ich|wir) habe?n? (?:nicht|nie) (?:zurück|an)|no (?:he |les |le )?(?:llam|devol|contest))"
)
_SAID_SO = re.compile(
    r"(?: an| zurück)?[\"'.»]{0,2},?\s?(?:(?:disait|dit|répétait|insistait|a-t|m'a-t|m'avait|a)[ -](?:il"
    r"|elle|ils|on|il dit|elle dit)\b"
    r"|(?:(?:he|she|they|the (?:man|woman|lady|guy|voice|agent|caller)) (?:said|says|kept saying|told me"
    r"|insisted|repeated)"
    r"|(?:sagte|meinte|sagten|hieß|wiederholte) (?:er|sie|es)|(?:(?:me|nos) )?(?:dijo|decía|repetía|insistía"
    r"|dijeron))"
    r"(?=[\s.,;!?)\"']*(?:$|[.,;!?\n]|and\b|und\b|y\b)))"
)
_NOT = re.compile(
    r"(?:(?:\bnot|n't|\bnever|\bno|\bun) ?(?:the |a |an |really |even )?"
    r"|\b(?:claim(?:ed|s|ing)?|thought|believed|pretend(?:ed|ing)) (?:that |it was |it's |to be )?(?:the )?)$"
)
_FALSE = re.compile(  # *meinem angeblichen Sohn*
    r"\b(?:angeblich|vermeintlich|falsch|fake|so-called|supposed|alleged|bogus|faux|fausse|prétendue?"
    r"|soi-disant"
    r"|supuest[oa]|fals[oa]|presunt[oa])(?:e[nmrs]?)? $"
)
_FALSE_NEAR = 16
_POSED = re.compile(r"\b(?:was|were|be|is|are|from|as|claim\w*|pretend\w*|pos(?:ed|ing)|said|saying) $")
# *In the same thread as the real ones*, which makes nothing real.
IN_THREAD = re.compile(
    r"\b(?:(?:same|very) (?:(?:text|message|sms|chat) )?(?:thread|chat|conversation|string|chain|feed|list)"
    r"|(?:thread|chat|conversation|string|chain)) (?:as|with|among|where|under|below|after|beneath) "
    r"|\b(?:selben|gleichen) (?:verlauf|chat|chatverlauf|faden|nachrichtenverlauf|thread|sms-verlauf)"
    r" (?:wie|mit|unter) "
    r"|\bmismo (?:hilo|chat)(?: de mensajes| de sms)? (?:que|donde|con|de) "
    r"|\bmême (?:fil|conversation|discussion|chat)(?: de messages| de sms)? (?:que|avec) "
)
_THREAD_NEAR = 60
# *The victim stated: "…"*, *Die Geschädigte sagte: "…"*.
_DECLARES = re.compile(
    r"\b[^\W\d_]+(?: [^\W\d_]+){0,3}? (?:states?|stated|said|says|declares?|declared|reports?|reported"
    r"|adds?|added|wrote|writes"
    r"|advised|explained|déclare|déclaré|dit|indique|précise|explique|expose|ajoute|raconte|sagte|sagt"
    r"|gibt an|gab an|erklärt|erklärte"
    r"|schildert|schilderte|äußerte|declara|declaró|manifiesta|manifestó|dice|dijo|relata|explica|expone"
    r"|añade)"
    r"(?: (?:that|que|dass|ce qui suit|lo siguiente|folgendes|wörtlich|as follows))?\s?[:,]?\s?$"
)
_DECLARED_NEAR = 70
_ARTICLE = 24
_SPEAKER = re.compile(r"(?:^|[\n.])\s?(?:the )?([^\W\d_]+)\s?:\s?$")  # *VICTIM: "…"*
_NOTED = re.compile(
    r"(?:(?:my|meine?|ma|mon|mi) )?([^\W\d_]+)(?:'s)?(?: [^\W\d_]+){0,2}\s?[:=-]?\s?[+(]{0,2}"
)
# *Please transfer it to my account, …*, in a quotation; what she quotes herself as saying asks for no money
_PAY_HIM = re.compile(
    r"(?:\b(?:send|transfer|pay|deposit|wire|put|return|give)\b|\b(?:überweisen|senden|zahlen|schicken) sie\b"
    r"|\b(?:m[áa]nd|env[íi]|deposít|deposit|transfier|pág|pag)u?[ae](?:me|nos)?\b"
    r"|\b(?:virez|versez|envoyez|payez|réglez|reglez)\b)[^!?\n\"]{0,100}?"
    r"\b(?:to|into|in|on|auf|an|a|à|en|sur)\s(?:my|our|meine?[mnrs]?|unsere?[mnrs]?|mi|nuestr[oa]|mon|ma|notre)\b"
    r"[^!?\n\"]{0,60}$"
    r"|(?:मेरे|हमारे|\b(?:mere|hamare)\b)\s[^!?\n\"]{1,24}\s(?:पर|में|पे|par|pe|me|mein)\s(?:भेज|डाल|bhej|daal|dal)"
    r"[^!?\n\"]{0,24}$"
)
_PAY_HIM_NEAR = 200
_HIS_OWN = re.compile(
    r"\b(?:my|our|meine?[mnrs]?|mi|mon|ma|mera|mere|मेरा|मेरे)\s(?:[^\W\d_]+[\s:=-]{1,3}){0,4}[^\w\n]{0,3}$"
)
_HIS_OWN_NEAR = 50
_MESSENGERS = ("whatsapp:", "telegram:")
_PAID = frozenset(["bank_account", "handle", "wallet"])
_THEIRS = {"phone": Role.CALLBACK, "email": Role.CONTACT, "remote_access": Role.OPERATOR}
_THEIRS |= dict.fromkeys(_PAID, Role.PAYEE)


def of_scammer(kind: str, value: str, text: Folded, place: tuple[int, int]) -> Role | None:
    """Give the role of a value that words call the reporter's, where these are the scammer's words.

    Args:
        kind: The value's kind.
        value: Its canonical form.
        text: The folded text.
        place: Where the value starts there, and one past where it ends.

    Returns:
        ``callback``, ``contact`` or ``payee``; None where it is the reporter's.
    """
    start, end = place
    if kind == "gift_card":
        handed = _HANDED.search(text.low, max(0, start - _HANDED_NEAR), end + _HANDED_NEAR)
        return Role.PAYEE if handed else None
    if text.text[end : end + 1] == '"' and possession.belongs(text, end):
        return None  # *"Tim X" is me*
    if text.text[start - 1 : start] == text.text[end : end + 1] == '"':
        start -= 1  # the value alone stands in quotation marks: those quote no one
    role = _THEIRS[kind]
    if kind == "phone":
        theirs = not _SHE_GOES_ON.match(text.low, end) and (
            _SAID_THERE.match(text.low, end) is not None
            or speaks_for_scammer(text, start)
            or _is_said_so(text.low, start, end)
        )
    elif kind == "email":
        theirs = of_his_words(text, start)
    else:
        theirs = speaks_for_scammer(text, start)
    if kind in _PAID and theirs:  # *this is my new WhatsApp*, *send it to my account*
        if value.startswith(_MESSENGERS):
            return Role.CONTACT
        theirs = _is_paid_him(text, start)
    return role if theirs else None


def _is_paid_him(text: Folded, start: int) -> bool:
    """Tell whether someone else's words ask for money at a place, or call what stands there their own."""
    if _PAY_HIM.search(text.low, max(0, start - _PAY_HIM_NEAR), start) is not None:
        return True
    his = _HIS_OWN.search(text.low, max(0, start - _HIS_OWN_NEAR), start) is not None
    return his and of_his_words(text, start)


def _is_said_so(low: str, start: int, end: int) -> bool:
    """Tell whether a number stands in what a caller said, who is named behind it: *call me on X, he said*."""
    said = _SAID_SO.match(low, end)
    return said is not None and _CALL_ME.search(low, max(0, start - _CALL_ME_NEAR), start) is not None


def speaks_for_scammer(text: Folded, start: int) -> bool:
    """Tell whether a place is in someone else's words: a recorded message, a pop-up, a quotation."""
    if of_his_words(text, start) or mail_headers.asks_in_body(text.low, start):
        return True
    if '"' in text.text:  # someone quotes: what stands outside the quotation is the reporter's own
        inside = text.text.count('"', max(0, start - 2_000), start) % 2 == 1 and start >= (
            20 if text.low.isascii() else 6
        )
        return inside and not _is_her_quotation(text, start)
    return "script" in text.scenes and "story" not in text.scenes


def _is_her_quotation(text: Folded, start: int) -> bool:
    """Tell whether a quotation is of what she or hers said: *La victime déclare : "…"*, or their note."""
    opened = text.text.rfind('"', max(0, start - 2_000), start)
    named = None if opened < 0 else _SPEAKER.search(text.low, max(0, opened - _ARTICLE), opened)
    if named is not None:
        return antecedents.is_word_for_hers(text, *named.span(1))
    said = _DECLARES.search(text.low, max(0, opened - _DECLARED_NEAR), opened)
    if said is not None:
        speaker = antecedents.last_before(text, opened, said.start())
        return speaker is not None and bool(speaker.hers)
    noted = _NOTED.fullmatch(text.low, opened + 1, start)
    return noted is not None and antecedents.is_word_for_hers(text, *noted.span(1))


def of_his_words(text: Folded, start: int) -> bool:
    """Tell whether a place stands in what someone else is said to have said or written."""
    first = max(0, start - _REACH)
    if (
        "\n" in text.low
        and ":" in text.low[first:start]
        and _HIS_LINE.search(text.low, first, start) is not None
    ):
        return True
    if any(one.search(text.low, first, start) is not None for one in _HIS):
        return True
    spoken = ":" in text.low[:start] and '"' not in text.low
    return spoken and _RECORDED.search(text.low, max(0, start - _RECORDED_WITHIN), start) is not None


def is_denied(low: str, end: int) -> bool:
    """Tell whether what stands behind a value says that it is not the reporter's: *…, not mine*."""
    return _NOT_MINE.match(low, end) is not None


def named_in_message(text: Folded, end: int) -> bool:
    """Tell whether what stands behind a value says that a message gave it: *the number in the text*."""
    return _IN_MESSAGE.match(text.low, end) is not None


def in_thread(low: str, start: int) -> bool:
    """Tell whether words just before a place say that a message stood among the real ones."""
    return IN_THREAD.search(low, max(0, start - _THREAD_NEAR), start) is not None


def is_false(low: str, start: int) -> bool:
    """Tell whether a word just before a place says that what is named there is none: *angeblichen Sohn*."""
    return _FALSE.search(low, max(0, start - _FALSE_NEAR), start) is not None


def is_posed(text: Folded, start: int) -> bool:
    """Tell whether what is said before *the real*, *my bank* says that it is not: *not the real*."""
    first = max(0, start - 24)
    if _NOT.search(text.low, first, start) or in_thread(text.low, start):
        return True
    return text.low.startswith(("my ", "our ", "her ", "his "), start) and bool(
        _POSED.search(text.low, first, start)
    )
