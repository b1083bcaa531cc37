"""Words and patterns of `said_mine`, by language."""

from __future__ import annotations

import re

from ringfence.indicators import cues

_THING_EN = (
    r"(?:account|acct|a/c|number|phone|line|landline|mobile|cell|cellphone|e-?mail|address|savings|checking|wallet"
    r"|zelle|venmo|paypal|cash ?app|upi|iban|inbox|handle|whatsapp|telegram|one|old one|home|own|fax)"
)
_THING_DE = (
    r"[\w-]*(?:konto|nummer|handy|telefon|festnetz|adresse|mail|anschluss|iban|sparbuch|wallet|paypal"
    r"|apparat)"
)
_THING_FR = (
    r"(?:numéro|portable|fixe|téléphone|mobile|cellulaire|cell|ligne|poste|adresse|mail|e-?mail|courriel|compte"
    r"|livret|iban|paypal|boîte)"
)
_THING_ES = (
    r"(?:número|teléfono|móvil|celular|cel|fijo|línea|correo|dirección|e-?mail|cuenta|iban|paypal|bizum|buzón"
    r"|whatsapp|libreta)"
)
ANY = frozenset(
    cues.listed(
        "my our mine ours mein meine meiner meines meinem meins unser unsere unserer mon ma mien mienne nos "
        "notre mi mía mío nuestro nuestra mera meri mere hamara hamari मेरा मेरी मेरे हमारा हमारी"
    )
)
_ASIDE = r"(?: (?:anrufen|an|zurückrufen|zurück|on (?:there|here|it)|dort|là-bas|ahí|allí))?"
BEGINS = re.compile(
    _ASIDE + r"[\s)\"'.,;–(-]{0,4}(?:this|that|which|it|these|both|being|you|lo|coge|contesta|atiende|où"
    r"|ma|mon"
    r"|da|dort|my|where|das|die|der|dies|ist|was|is|are|c'est|c'était|qui|il s'agit"
    r"|es|era|que|esa|ese|esta|este|son|sont|यह|ये|वह|जो|yah|ye|yeh|jo|woh|hai|belongs|these|は|が|これ|それ)"
)
_END = (
    r"(?=[\s\"']{0,2}(?:[.,;:!?)\n-]|$|and\b|but\b|not\b|so\b|since\b|und\b|aber\b|nicht\b|et\b|mais\b"
    r"|pas\b|y\b|pero\b|no\b))"
)
BEHIND = re.compile(
    _ASIDE + r"[\s)\"'.,;–(-]{0,4}(?:"
    r"(?:this|that|which|it|that one|this one)?(?:'?s|\s?(?:is|was|being))\s(?:actually |simply |just "
    r"|only |also |still |indeed )?"
    rf"(?:(?:my|our)(?:\s(?!bank's|bank number)[a-z&'-]+){{0,3}}?\s{_THING_EN}|mine\b|ours\b"
    r"|(?:my|our)\s(?:church|club|shop|school|clinic|office|farm|parish|charity|choir|group|business|team|store|salon|family|household)'s"
    rf"|(?:(?:my|our|the)\s)?(?P<en>[a-z-]+)'s(?:\s[a-z]+){{0,2}}?(?:\s{_THING_EN})?)(?:\s(?:since|for"
    rf"|from|of|at|with|in)\s[a-z0-9 ]{{2,24}})?{_END}"
    r"|(?:that |which )?you (?:have|hold|'ve got)(?=[,.;)]| on (?:file|record|your)| down\b| for me\b"
    r"| listed\b| there\b)"
    r"|(?:these|both)(?: two)? are (?:my|our|mine|ours)\b"
    r"|(?:(?:das|dies|die|der|was)\s)?(?:ist|war|wäre)\s(?:nämlich |auch |übrigens |aber )?(?:(?:mein"
    r"|unser)(?:e|er|es)?"
    rf"\s(?:[a-zäöüß-]+\s){{0,2}}?{_THING_DE}|meins\b|(?:(?:die|das|der)\s(?:{_THING_DE}\s)?(?:von\s)?)?(?:meine[rsmn]|unsere[rsmn]|der|des)\s(?P<de>[a-zäöüß]+))"
    rf"(?:\s(?:bei|seit|zu|im|in)\s[a-zäöüß ]{{2,24}})?{_END}"
    r"|(?:da|dort) (?:geht|nimmt|hebt|sitzt|ist) (?:meine?|unsere?) (?P<da>[a-zäöüß]+)\b"
    r"|(?:que |donde |ahí )?(?:lo |la )?(?:coge|contesta|atiende|descuelga) (?:mi"
    r"|nuestr[oa]) (?P<coge>[a-záéíóúñ]+)\b"
    r"|(?:où |c'est |là )?(?:ma|mon|notre) (?P<repond>[a-zéèêàç-]+) (?:y )?(?:répond|décroche)\b"
    r"|(?:it's )?(?:where )?my (?P<answers>[a-z]+) (?:answers|picks up|gets upset|minds|sleeps)\b"
    r"|(?:(?:qui|il|elle)\s)?(?:c'est|c'était|est|était|s'agit de)\s(?:bien |aussi )?"
    rf"(?:(?:mon|ma|notre)\s(?:[a-zéèêàç]+\s){{0,1}}?{_THING_FR}(?:\s[a-zéèêàç]+){{0,2}}?(?: à moi)?|le "
    rf"mien|la mienne|à moi"
    rf"|(?:celui|celle|(?:le |la |l')\s?{_THING_FR})\s(?:de|d')\s?(?:(?:mon|ma|mes|notre|nos|la|le"
    rf"|l')\s?)?(?P<fr>[a-zéèêàç-]+)){_END}"
    r"|(?:(?:que|ese|esa|este|esta)\s)?(?:es|era)\s(?:la |el )?(?:(?:mi|nuestr[oa])\s(?:[a-záéíóúñ]+\s)?"
    rf"{_THING_ES}(?:\s(?:de|del|en)?\s?[a-záéíóúñ ]{{2,24}})?|(?:el |la )?(?:mío|mía|mio|mia)(?:\sde "
    rf"toda la vida)?"
    rf"|(?:(?:el|la)\s)?(?:{_THING_ES}\s)?de\s(?:mi|mis|nuestr[oa])\s(?P<es>[a-záéíóúñ]+)){_END}"
    r"|(?:यह|ये|वह|वो|जो|yah|ye|yeh|jo|woh)\s(?:(?:तो|कि|to|ki|bhi|भी)\s)?(?:मेर[ाीे]|हमार[ाीे]|mer[aie]|hamar[aie])\s"
    r"(?:[^\s\d.।!?@]+\s){0,4}?(?:है|हैं|hai|hain|था|थी|tha|thi)(?![^\W\d_])"
    r"|(?:(?:これ|それ|こちら)?(?:は|が))(?:私|自分|妻|夫|主人|母|父|両親|息子|娘|弊社|うち)(?:名義)?の[^。.、\d@]{0,12}?(?:です|だ|である|で[、,])"
    r")"
)
NOT_HERS = re.compile(
    r"\b(?:bank's|provider|doctor|scammer|caller|fraudster|thief|crook|company|firm|isp|supplier|ad|advice"
    r"|bank (?:number|line|phone)|real|official|genuine|service\w*|support|kunden\w*|hotline|echte\w*"
    r"|richtige\w*|auténtic\w+|oficial|verdader\w+|officiel\w*|vrai|hausbank|banque|banco|question"
    r"|betrüger\w*|escroc|estafador)\b"
)
ASKED = re.compile(r"[^.!\n]{0,40}\?")
_LINK_EN = (
    r"(?:[\s,:;(=-]{1,3}(?:(?:as|since|because|for|and|so)\s)?(?:it's|it is|its|that's|that is|is|was"
    r"|which is|being|at|on)?(?:\s(?:the))?[\s:(+\"']{0,3})$"
)
_PLACE_EN = (
    r"(?:work|shop|office|store|home|house|farm|garage|day|daytime|evening|night|spare|second|other|main|usual|everyday|private"
    r"|personal|direct|family|shared|business|new|old|current|church|school|studio|clinic|surgery|kitchen|bedroom|front|back|desk|sales"
    r"|reception|cell|mobile|land|ground|company|salon|own|only|joint|e-?mail|mail|phone|telephone|ex-directory|unlisted)"
)
_OFTEN_EN = r"(?:(?:only|just|hardly|ever|mostly|never|always|still|do) ){0,2}"
_ANY_SERVICE = (
    r"(?:(?:on|in|at|a|an|the|the same|my|bei|auf|ein|eine|sur|un|une|en|el)\s){0,2}"
    r"(?:paypal|zelle|venmo|cash ?app|whats ?app|telegram)(?:[ -](?:account|konto))?"
)
# *I was @lon on there*, where a name stands
I_AM = re.compile(
    r"(?:^|[\s(])(?:(?:i|we) (?:am|was|were)|i'?m|bin ich|ich (?:bin|war)|je suis|j'étais|(?:yo )?soy|yo era)"
    r"(?: (?:on there|there|listed|known|dort|là|ahí))?(?: (?:as|under|als|unter|comme|sous|como))? $"
)
BEFORE = (
    (
        frozenset(["my", "our"]),
        re.compile(
            rf"\b(?:my|our)\s(?:{_PLACE_EN}\s){{1,3}}(?:line|phone|number|landline|mobile|cell|cellphone|extension|fax|e-?mail|mail|address)"
            + _LINK_EN
        ),
    ),
    (
        frozenset(["my", "our"]),
        re.compile(
            r"(?<!\bon )\b(?:my|our)\s(?:e-?mail |mail )?(?:address|e-?mail|number)\s(?:as|since"
            r"|because|for|being|which)\b[^.!?;\d@]{0,12}\s?[(+\"']{0,2}$"
        ),
    ),
    # *The PayPal debited is mine, X*, not *X is mine, Y …*
    (
        frozenset(
            cues.listed(
                "mine ours own meins meine unseres mien mienne nôtre moi mío mía nuestro nuestra mio mia"
            )
        ),
        re.compile(
            r"(?:^|\s)[^\W\d_]+(?:-[^\W\d_]+)?,?\s(?:is|was|are|est|était|c'est|ist|war|es|era)\s"
            r"(?:mine|ours|(?:my|our) own|le mien|la mienne|le nôtre|la nôtre|à moi|à nous|meins"
            r"|mein eigenes|unseres|(?:el |la )?(?:mío|mía|nuestro|nuestra))[\s,:(+\"'<]{1,4}$"
        ),
    ),
    # *my sister got the same call, on X*
    (
        frozenset(cues.listed("bekommen erhalten got received reçu reçue recibí recibió bekam erhielt")),
        re.compile(
            r"\b(?:anrufe?|call|calls|appels?|llamadas?|sms|texts?|texto|messages?|nachricht|mensajes?)\b[^.!?;\d@]{0,30}"
            r"\b(?:bekommen|erhalten)(?: hat| habe)?,? (?:auf|unter)(?: der| dem| meinem| ihrem| handy"
            r"| festnetz)* [+(]{0,2}$"
            r"|\b(?:got|received|bekam|erhielt|reçue?|recibi?[óí])\b[^.!?;\d@]{0,40}"
            r"\b(?:anruf|call|calls|appels?|llamadas?|sms|texts?|texto|messages?|nachricht|mensajes?),?"
            r" (?:auf|unter|on|sur|en)(?: der| the| le| el| my| his| her| number| number,)* [+(]{0,2}$"
        ),
    ),
    # *My number is X now, the old one was Y*
    (
        frozenset(cues.listed("old alte altes alter ancien ancienne vieja viejo antigua antiguo")),
        re.compile(
            r"\b(?:my|our|mein\w*|unser\w*|mon|ma|notre|mi|nuestr[oa])\b(?:[^.!?\n]|\.(?=\S)){0,90}[\s,;(]"
            r"(?:the old(?: one| number| address| e-?mail| phone)?|die alte|das alte|der alte|l'ancien(?:ne)?"
            r"|(?:la|el) (?:viej[oa]|antigu[oa]))\b[^.!?;\d@]{0,40}[\s:,(]$"
        ),
    ),
    # *I only use WhatsApp with the grandchildren, on X*
    (
        frozenset(cues.listed("paypal zelle venmo whatsapp telegram cashapp cash")),
        re.compile(
            rf"(?:^|[\s(])(?:(?:i|we)(?:'ve|'m)?\s{_OFTEN_EN}(?:use[ds]?|have|had|got|am|are|keep|was|were)\s{_ANY_SERVICE}"
            rf"|{_ANY_SERVICE}\s(?:i|we)\s{_OFTEN_EN}(?:use|have)"
            rf"|(?:ich|wir)\s(?:nutze|benutze|verwende|habe|hab|bin|nutzen|haben|war)\s{_ANY_SERVICE}"
            rf"|{_ANY_SERVICE}\s(?:nutze|benutze|verwende|habe|hab|nutzen|haben)\s(?:ich|wir)"
            rf"|(?:je|j'|nous)\s?(?:n'|ne\s)?(?:utilise|ai|avons|suis|étais)\s{_ANY_SERVICE}"
            rf"|{_ANY_SERVICE},?\s(?:je|j')\s?(?:n'|ne\s)?(?:m'en\s|l'|y\s)?(?:sers|utilise|ai|suis)"
            rf"|(?:^|\s)(?:uso|utilizo|tengo|estoy)\s{_ANY_SERVICE}|{_ANY_SERVICE}\s(?:lo\s|la\s)?(?:uso|utilizo|tengo))\b"
            r"(?:(?!\b(?:he|she|they|er|il|elle|ils|él|ella|scam\w*|caller)\b)[^.!?;\d@\"]){0,60}[\s(+]$"
        ),
    ),
    # *I have no landline. Cell X*
    (
        frozenset(["cell", "mobile", "landline"]),
        re.compile(
            r"\b(?:i|we)\s(?:do|don't|have|haven't|got|no|only|just|am|live|work)\b(?:(?!\b(?:he|she|they|caller|scammer|pop|screen)\b)"
            r"[^.!?\d]){0,60}[.!?]\s(?:my )?(?:cell|mobile|landline)(?: phone| number| no)?(?: "
            r"is)?[:.]?\s[(+]{0,2}$"
        ),
    ),
    # *my wife and I share one inbox, X*
    (
        frozenset(["share", "inbox", "mailbox"]),
        re.compile(
            r"\b(?:i|we)\s(?:both |only |just |all )?(?:share|have|keep|use|own)\s(?:only |just "
            r")?(?:one|a|an|the same|this|the one|our own|just one)\s"
            r"(?:[a-z-]+\s){0,2}?(?:inbox|mailbox|e-?mail|address|phone|line|landline|mobile|cell|number)"
            r"(?:,|:| and it's| which is)\s?[(+\"']{0,2}$"
        ),
    ),
    (
        frozenset(cues.listed("nouveau nouvelle neue neues neuen nuevo nueva")),
        re.compile(
            rf"(?:j'ai|nous avons|on a)\s(?:maintenant |désormais )?(?:un|une)\s(?:nouveau|nouvel"
            rf"|nouvelle)\s{_THING_FR}(?:\s[a-zéèêàç]+)?(?:,| :|:)\s?(?:c'est )?(?:le |la "
            rf")?[(+]{{0,2}}$"
            rf"|\b(?:ich|wir)?\s?habe?n?\s(?:ich |wir )?(?:jetzt |inzwischen |nun "
            rf")?(?:eine?n?)\s(?:neue[snm]?|andere[snm]?)\s{_THING_DE}(?:,|:)\s?(?:die |das "
            rf")?[(+]{{0,2}}$"
            rf"|\b(?:tengo|tenemos)\s(?:ahora |ya )?(?:un"
            rf"|una)?\s?(?:nuev[oa]\s)?{_THING_ES}(?:\snuev[oa])?(?:,|:)\s?(?:es )?(?:el |la "
            rf")?[(+]{{0,2}}$"
        ),
    ),
    (
        frozenset(cues.listed("new changed altered")),
        re.compile(
            r"\b(?:my|our) (?:contact )?details (?:have |has )?(?:altered|changed"
            r"|moved)[^.!?\d@]{0,80}[\s:,]{1,2}[(+]{0,2}$|"
            r"(?:(?:^|[.!?,;:\n]\s?)(?:(?:my|our|a|got|have|i have|i've got|with a|have a|got a|on a|is"
            r"|number's|am on a)\s){0,3}new\s(?:(?:work|home|mobile|cell|phone|e-?mail)\s)?"
            r"(?:cell|mobile|number|phone|landline|line|e-?mail|address|no)\b"
            r"|\b(?:i|i've|we|we've|have|has)?\s?changed (?:my|our|the)?\s?(?:number|phone|cell|mobile"
            r"|e-?mail|address|provider))"
            r"(?:\s(?:since|as of|from|this|last|starting|after|because|now|it's|is|to|number|as"
            r"|address)\b[^.!?;:\d@]{0,24})?[\s,:;(=-]{1,3}(?:it's|is|to|now|at)?\s?[(+\"']{0,2}$"
        ),
    ),
    (
        frozenset(cues.listed("mon ma notre")),
        re.compile(
            rf"(?<![^\W\d_])(?:mon|ma|notre"
            rf"|nos)\s(?:[a-zéèêàç]+\s)?{_THING_FR}(?:\s[a-zéèêàç]+){{0,2}},?\s?(?:,|:|c'est|il est"
            rf"|c'était|est|pour me joindre)"
            r"\s?(?:c'est\s?|bien\s)?(?::\s?)?(?:le|la|l'|au)?\s?[(+\"']{0,2}$"
        ),
    ),
    (
        frozenset(cues.listed("mi nuestro nuestra")),
        re.compile(
            rf"\b(?:mi|nuestr[oa])\s(?:[a-záéíóúñ]+\s)?{_THING_ES}(?:\s(?!dijo|decía|salió|sonó"
            rf"|apareció|mostr)[a-záéíóúñ]+){{0,2}},?\s?(?:,|:|pues|es|era|que es|sigue siendo)"
            r"\s?(?:es\s)?(?:el|la|al)?\s?[(+\"']{0,2}$"
        ),
    ),
    (
        frozenset(cues.listed("soy habla escribe llamo somos")),
        re.compile(
            r"(?:^|[.!?¡\n]\s?)[^.!?\d\n]{0,24}?\b(?:soy|habla|escribe|me llamo|somos|saluda"
            r"|llama)\s(?:[^\d.!?@,]{2,30}, )?(?:otra vez, |de nuevo, )?(?:el|la|los|las) "
            r"del?\s(?:número |móvil |teléfono |fijo )?[(+]{0,2}$"
        ),
    ),
    (
        frozenset(cues.listed("mein meine meiner meinem unser unsere neue neuer")),
        re.compile(
            rf"\b(?:meine?[mrn]?|unsere?[mrn]?)\s(?:[a-zäöüß]+\s){{0,2}}{_THING_DE}(?:,|:|\s(?:ist"
            rf"|lautet|bleibt|wäre))\s?(?:(?:ja|also|nämlich|nun|jetzt|übrigens|das ist"
            rf"|ist)\s){{0,2}}(?:die|das|der)?\s?[(+\"']{{0,2}}$"
        ),
    ),
    (
        frozenset(cues.listed("durchwahl dw")),
        re.compile(
            r"(?:^|[.!?\n]\s?)\s?i\. ?[av]\.[^.!?\d\n@]{3,80}\b(?:durchwahl|dw|tel|telefon)\.?:?\s?[(+]{0,2}$"
        ),
    ),
    (
        frozenset(cues.listed("नया नई naya nayi badal बदल")),
        re.compile(
            r"(?:मेर[ाीे]|हमार[ाीे]|mer[aie]|hamar[aie])\s[^.।!?\d@]{0,40}?(?:बदल|badal|नया|नई|naya|nayi)[^.।!?\d@]{0,30}$"
        ),
    ),
)
TOLD = re.compile(
    r"\b(?:said|says|saying|told|texted|messaged|emailed|wrote(?= me:|:| that|,)|claims?|claimed|sagte"
    r"|meinte|schrieb"
    r"|behauptet\w*|stand|dit|disait|écrit|dijo|decía"
    r"|escribió|bola|kaha|likha|बोला|कहा|लिखा)\b(?![\w.-]*@)(?:[^.!?;\n]|\.(?=\S))*$"
    r"|\b(?:spiel|pitch|patter|script|story|words|voicemail|message|text|recording)\b[^.!?\n]{0,20}:[^.!?\n]*$"
)
ANY |= frozenset().union(*(words for words, _ in BEFORE))
