"""Words and patterns of `reached`: how a reader is told where to reach who writes, by language."""

from __future__ import annotations

import re

from ringfence.indicators import cues
from ringfence.indicators.reached_english import ENGLISH, NO_END, OPENS, way

_ON_DE = (
    r"\b(?:unter|an|auf|über|per|am|via|nummer)\b(?:\s(?:der|die|das|dem|den|folgende[rn]?|meine[rnm]?"
    r"|neue[rn]?"
    r"|nummer|adresse|mailadresse|handy|festnetz|e?-?mail|mobil|telefon|an)\b){0,4}"
)
_ON_ES = (
    r"\b(?:al|a|en|por|el|es|usen?|usa|mejor)\b(?:\s(?:el|la|este|esta|mi|número|correo|móvil|celular|fijo"
    r"|teléfono|dirección|otro|nuevo|al|a)\b){0,4}"
)
_ON_FR = (
    r"(?<![^\W\d_])(?:au|sur|à|via|par|le|c'est|plutôt)(?![^\W\d_])(?:\s(?:le|la|mon|ma|cette|l'|numéro"
    r"|adresse"
    r"|mail|courriel|portable|fixe|téléphone|suivante?|au|à|sur)\b){0,4}"
)
_GERMAN = (
    way(
        "eilt dringend eilig",
        "wenn wenn's",
        r"\bwenn(?:'s| es) (?:eilt|dringend ist|eilig ist)\s?[:,]\s?(?:[a-zäöüß]+ )?" + OPENS,
    ),
    way(
        "mir uns",
        "lieber",
        r"\b(?:mir|uns) (?:ist|wäre) (?:es )?lieber,? (?:wenn )?sie \w+"
        rf"{NO_END}{{0,50}}?[\s:,]{{1,2}}(?:an|unter|auf)?{OPENS}",
    ),
    way(
        "mich mir uns",
        "sondern",
        r"\bsondern (?:(?:bitte|lieber|nur|gleich|direkt|an|bei) ){0,2}(?:mich|mir|uns)\b"
        rf"{NO_END}{{0,24}}?{OPENS}",
    ),
    way(
        "mich mir",
        "erreichen erreicht erreichst erwischt erwischen ruf rufen schreib schreiben schreibt antworte "
        "antworten "
        "antwortet kontaktieren melde melden meldet schicken schickt zurückrufen anrufen mailen mailt "
        "bekommt kriegt "
        "trifft",
        r"\b(?:erreich\w*|erwisch\w*|ruf|rufen|schreib|schreiben|schreibt|antworte|antworten|antwortet"
        r"|kontaktieren|melde|melden|meldet|schicken|schickt|zurückrufen|anrufen|mailen|mailt|bekommt"
        r"|kriegt|trifft)"
        rf"\b(?:(?!\b(?:er|wir)\b){NO_END}){{0,40}}?\s?\b(?:mich"
        rf"|mir)\b{NO_END}{{0,40}}?\s?{_ON_DE}{OPENS}",
    ),
    way(
        "ich",
        "bin wäre",
        r"\b(?:bin ich|ich bin|wäre ich|ich wäre)\b"
        rf"{NO_END}{{0,40}}?\s(?:unter|über|per mail an)\b{NO_END}{{0,16}}{OPENS}",
    ),
    way(
        "wenn falls",
        "bitte dann rufen versuchen probieren",
        rf"\b(?:wenn|falls) (?:ich|(?:sie|ihr|du) mich) nicht\b{NO_END}{{0,30}}?, (?:bitte |dann |rufen "
        rf"|versuchen |probieren )"
        rf"{NO_END}{{0,40}}?{OPENS}",
    ),
    way(
        "nicht nie keine",
        "sondern lieber besser bitte nehmen nutzen",
        r"\b(?:nicht|nie|keine)\b[^.!?;\n\d@]{0,40}\b(?:schreib\w*|anruf\w*|ruf\w*|mail\w*|antwort\w*"
        r"|schick\w*"
        r"|send\w*|benutz\w*|verwend\w*)\b[^.!?;\n\d@]{0,24}[,.]\s"
        rf"(?:sondern|lieber|besser|bitte|nehmen sie|nutzen sie)\b{NO_END}{{0,30}}{OPENS}",
    ),
)
_SPANISH = (
    way(
        "prefiero preferiría preferimos",
        "que",
        r"\b(?:prefiero|preferiría|preferimos) que (?:me|nos) \w+"
        rf"{NO_END}{{0,50}}?[\s:,]{{1,2}}(?:al|a|en el|el)?{OPENS}",
    ),
    way(
        "sino",
        "mí mi nosotros conmigo",
        rf"\bsino (?:\w+ )?(?:a mí|a mi|a nosotros|conmigo)\b{NO_END}{{0,24}}?{OPENS}",
    ),
    way(
        "me",
        "puede pueden pueda podéis puedes podría podrían",
        r"\bme (?:pued[ea]n?|podéis|puedes|podrían?|pueden ustedes)\s(?:\w+ ){0,2}?(?:localizar|llamar"
        r"|contactar"
        r"|encontrar|ubicar|escribir|mandar|enviar|responder|contestar|hablar|marcar|avisar|dejar|hallar"
        r"|pillar)\b"
        rf"{NO_END}{{0,40}}?\s{_ON_ES}{OPENS}",
    ),
    way(
        "si",
        "cojo contesto respondo estoy atiendo encuentran encuentra",
        r"\bsi no (?:cojo|contesto|respondo|estoy|atiendo|me encuentran?)\b"
        rf"{NO_END}{{0,30}}?,? (?:marquen?|llamen?|prueben?|escriban?"
        rf"|intenten?)\b{NO_END}{{0,24}}?{OPENS}",
    ),
    way(
        "localícenme localizadme llámenme llamadme escríbanme escribidme contéstenme contestadme respóndanme "
        "respondedme avísenme avisadme mándenme mandadme envíenme enviadme contáctenme contactadme búsquenme",
        "a al en por el mejor",
        r"\b(?:locali[cz]|ll[áa]m|escr[íi]b|cont[ée]st|resp[óo]nd|av[íi]s|m[áa]nd|env[íi]|cont[áa]ct"
        r"|b[úu]squ)\w*"
        rf"(?:nme|dme)\b{NO_END}{{0,40}}?\s{_ON_ES}{OPENS}",
    ),
    way(
        "no",
        "usen use usad utilicen mejor sino escriban llamen prueben manden",
        r"\bno (?:me )?(?:escriba|escribáis|llame|mande|contacte|envíe|responda|conteste|use)\w*\b"
        r"[^.!?;\n\d@]{0,40}[,.;]\s(?:usen?|usad|utilicen?|mejor|sino|escriban|llamen|prueben|manden)\b"
        rf"{NO_END}{{0,24}}{OPENS}",
    ),
)
_FRENCH = (
    way(
        "préfère préférerais préférons aimerais",
        "que",
        r"\b(?:préf[éè]r\w+|aimerais(?: mieux)?) que vous (?:me |m'|nous |n')"
        rf"{NO_END}{{0,60}}?[\s:,]{{1,2}}(?:au|sur le|le|à)?{OPENS}",
    ),
    way(
        "moi nous",
        "mais plutôt",
        rf"\b(?:mais|plutôt)(?: plutôt)?(?: à)? (?:moi|nous)\b(?: directement)?[\s,:]{{1,3}}(?:au |sur "
        rf"|le )?{OPENS}",
    ),
    way(
        "me m'écrire m'appeler m'avoir m'envoyer m'adresser m'aviser",
        "arrivez pouvez pourrez peut peux mieux veuillez merci prière faut possible préférable",
        r"\b(?:arrivez pas à|pouvez|pourrez|peut|peux|pouvez-vous|vaut mieux|veuillez|merci de|prière de"
        r"|faut|possible de"
        r"|préférable de)(?: \w+){0,2}? (?:me |m')(?:joindre|appeler|rappeler|contacter|recontacter|avoir"
        r"|trouver"
        rf"|écrire|répondre|laisser|envoyer|téléphoner|prévenir"
        rf"|adresser)\b{NO_END}{{0,40}}?\s{_ON_FR}{OPENS}",
    ),
    way(
        "moi",
        "répondez écrivez joignez contactez envoyez adressez recontactez prévenez récrivez",
        r"\b(?:répondez|écrivez|joignez|contactez|envoyez|adressez|recontactez|prévenez|récrivez)"
        rf"(?:-l[ae]|-les)?-moi\b(?:{NO_END}{{0,40}}?\s{_ON_FR}{OPENS}|[,:]\s?$)",
    ),
    way(
        "vous",
        "l'avez l'aurez avez aurez trouvez trouverez joindrez joignez contacterez l'trouverez",
        r"\bvous (?:l'|la |le |les |m'|me )(?:avez|aurez|trouvez|trouverez|joindrez|joignez|contacterez)"
        rf" (?:facilement |toujours )?(?:au|sur|à|le)\b{OPENS}",
    ),
    way(
        "si",
        "réponds décroche suis",
        r"\bsi je ne (?:réponds|décroche|suis) pas\b"
        rf"{NO_END}{{0,30}}?,? (?:appelez|essayez|écrivez|composez|laissez)\b{NO_END}{{0,24}}?{OPENS}",
    ),
    way(
        "ne",
        "utilisez préférez prenez plutôt mais écrivez appelez essayez passez",
        r"\bne (?:m'|me |plus )?(?:r?appel|écriv|répond|envoy|contact|utilis|téléphon)\w*\b"
        r"[^.!?;\n\d@]{0,40}[,.;]\s"
        r"(?:utilisez|préférez|prenez|plutôt|mais|écrivez|appelez|essayez|passez par)\b"
        rf"{NO_END}{{0,24}}{OPENS}",
    ),
)
REACHING = re.compile(
    r"\b(?:reach|call|ring|phone|contact|text|get|catch|find|e-?mail|write|try|get hold of)(?: to)? "
    r"(?:me|us)\b"
    r"|\b(?:erreich\w*|ruf\w*|kontakt\w*|meld\w*) (?:sie )?(?:mich|mir|uns)\b|\b(?:mich|uns) (?:\w+ "
    r"){0,3}(?:erreich|anruf|zurückruf)\w*"
    r"|\b(?:me|nous|m'|-moi|-nous) ?(?:joindre|appeler|rappeler|contacter|trouver|écrire)?(?=[ ,])|joignable"
    r"|\b(?:locali[cz]ar|llamar|contactar|ubicar|encontrar|escribir|ll[áa]m[ea]n?|escr[íi]b[ae]n?)(?:me"
    r"|nos)\b|\bme (?:pueden|encuentran|localizan)\b"
    r"|(?:मुझसे|मुझे|मुझ|mujhse|mujhe|mujh)\s"
)
WAYS = {"en": ENGLISH, "de": _GERMAN, "es": _SPANISH, "fr": _FRENCH}
SAID = re.compile(  # someone is said to have said it: then it is he who wants to be reached
    r"\b(?<!you )(?:said|says|saying|told|tells|telling|asked|asks|wrote|writes|read|reads|stated|kept|goes"
    r"|shouted|wanted|wants|made|had|instructed|begged|ordered|voicemail|message|recording|script|warned"
    r"|warns"
    r"|insisted|sagte|sagt|meinte|schrieb|hieß|stand|steht|wollte|sollte|soll|forderte|bat"
    r"|dijo|decía|dice|ponía|pedía|pidió|escribió|mandó|quería|insistía|rogó"
    r"|dit|disait|écrit|écrivait|demandait|demandé|voulait|affichait|indiquait|exigeait|disant|suppliait)\b"
    r"(?:[^.!?;\n]|\.(?=\S))*$"
    r"|\b(?:caller|scammer|anrufer|betrüger|täter|escroc|estafador)\s?:[^.!?;\n]*$"
)
# *Reply to X please, my hearing is bad*
REPLY = re.compile(
    r"(?:^|[.!?\n]\s?)(?:please |kindly |bitte |merci de |veuillez |por favor )?"
    r"(?:repl(?:y|ies)|answers?|respond|write|e-?mail|mail|antworten?(?: sie)?|schreiben sie|répon(?:dez"
    r"|dre)|écri(?:vez|re)"
    r"|respondan?|contesten?|escriban?)(?: only| just| bitte| nur)?(?: to| at| an| à| sur| al?| en)? [\"'<]?$"
)
REASON = re.compile(
    r"[\"'>]?(?:[\s,;–-]{1,3}(?:please|thanks|thank you|bitte|danke|merci|gracias|por favor"
    r"|s'il vous plaît))?[\s,;.–-]{1,3}"
    r"(?:as |since |because |for |denn |weil |da |car |parce que |porque |ya que )?"
    r"(?:i|i'm|my|our|we|ich|mein\w*|je|j'|mon|ma|mi|no oigo|no puedo)\b"
)
ME_HINDI = re.compile(
    r"(?:^|[\s.,।])(?:mujhe|mujhse|mujh|मुझे|मुझसे|मुझको)\s"
    r"(?:(?!bola|kaha|likha|bataya|बोला|कहा|लिखा|बताया|दिखा)[^.!?।\n\d@]){0,50}[+(]{0,2}$"
    # *mera gmail band hai, ab se X par likhiye*
    r"|(?:^|[\s.,।])(?:mera|meri|मेरा|मेरी)\s\S+\s(?:band|hack|बंद|हैक)[^.!?।\n\d@]{0,20}[,.।]\s"
    r"(?:ab (?:se )?|अब (?:से )?)?[+(]{0,2}$"
)
THERE_HINDI = re.compile(
    r"\s(?:(?:is|iss|इस|वाले|number|नंबर|address|पते)\s){0,2}(?:par|pe|per|पर|पे|ko|को)\s(?:hi\s|ही\s)?"
    r"(?:[^\s.!?।,]+\s){0,3}?"
    r"(?:karo|kar do|kar dena|bhejo|likho|करो|कर दो|कर देना|भेजो|लिखो"
    r"|kijiye(?:ga)?|kariye(?:ga)?|karein|karen|kare|bheje|bhejein|bhejen|bhejiye(?:ga)?|dijiye(?:ga)?"
    r"|likhiye|likhein|(?:kar|bhej|mil) sakt\w+|करें|कीजिए|कीजिएगा|करिए|करिएगा|भेजें|भेजिए|भेजिएगा|भेज दें"
    r"|दें"
    r"|दीजिए|दीजिएगा|लिखें|लिखिए|(?:कर|भेज|मिल) सकत\S+)"
    r"(?!\s(?:ko|ke|को|के|bola|kaha|likha|बोला|कहा|लिखा))(?![^\W\d_])"
)
# *meri beti ka number likh lijiye X*
NOTED_HINDI = re.compile(
    r"(?:^|[\s.,।])(?:mera|meri|mere|hamara|humara|मेरा|मेरी|मेरे|हमारा)\s(?:\S+\s(?:ka|का)\s)?(?:\S+\s)?"
    r"(?:number|no|mobile|phone|email|नंबर|मोबाइल|फोन|फ़ोन|ईमेल)\s(?:bhi\s|भी\s)?(?:likh|note|लिख|नोट)"
    r"(?:\s\S+){0,2}\s?[:,]?\s$"
)
NOT_JAPANESE = re.compile(
    r"(?:連絡|電話|メール|返信|返事)[^.\n\d@]{0,20}(?:ではなく|じゃなく)[^.\n\d@]{0,8}[+(]{0,2}$"
)
TO_IT_JAPANESE = re.compile(r"\s?(?:に|へ|まで|の方に|のほうに)")
_QUESTIONS = (
    "question questions queries query follow info information details correspondence updates rückfragen "
    "fragen "
    "auskünfte consulta consultas duda dudas aclaración información renseignement renseignements suite "
    "précision"
)
# *For questions about my claim: Priya N., X*
ASKED = re.compile(
    r"(?i:\b(?:for|with|any|für|bei|para|pour)\s(?:any |further |more |all |other |cualquier |toute? "
    r"|weitere )?"
    rf"(?:{'|'.join(_QUESTIONS.split())})\b)[^.!?;:\n\d@]{{0,40}}:\s"
    r"[A-ZÀ-Þ](?:[a-zß-ÿ'-]{1,15}|\.)(?: [A-ZÀ-Þ](?:[a-zß-ÿ'-]{1,15}|\.)){0,3}[\s,(:]{1,3}"
    r"(?:[+(]?[\d ()./-]{7,}[,;/ ]{1,3})?(?:\w{2,8}[.:]? )?[+(]{0,2}$"
)
OF_FIRM = re.compile(
    r"\b(?:support|service|team|desk|billing|customer|help|kundenservice|atención|servicio|assistance)\b"
)
OF_OTHER_WAYS = frozenset(
    cues.listed(f"{_QUESTIONS} mujhe mujhse mujh mera meri mere मुझे मुझसे मुझको मेरा मेरी मेरे हमारा hamara humara")
)
"""Words of which a text has one where Hindi, or *For questions*, tells it."""
