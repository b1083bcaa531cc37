"""Words and patterns of `possession`: things, whose they are, and what stands between them and a value."""

from __future__ import annotations

import re

from ringfence.indicators import cues

ARTICLE = (
    r"(?:the|that|which|rufnummer|telefonnummer|handynummer|tel|téléphone|teléfono|phone|number|no\.?"
    r"|nr\.?|nummer|le|la|el|die|der|das|es|numéro|número|qui|que|und zwar)"
)
IS = (
    r"(?:(?:is|was) (?:tied|linked|registered|connected|attached|set up) (?:to|with|under|on)|runs on|goes by"
    r"|is|was|are|it's|it is|that's|which is|ist|war|lautet|est|était|c'est|es|era"
    r"|hai|है|tha|था|thi|थी|は|が|の)"
)
TAIL = (  # what stands between a thing and the value
    rf"(?:(?:'s)?['\"]?(?:,? (?:as well|too|also|auch|aussi|también|aus))?[\s,:;(=-]{{0,3}}(?:\b(?:{ARTICLE}"
    rf"|{IS})[\s:]|[はがの]){{0,4}}"
    rf"|(?: (?:is|ist|est|es) (?:the|a|an|in|der|die|das|ein|eine|im|le|la|un|une|el|una)(?: "
    rf"[^\W\d]+){{1,6}}, ?)"
    rf"|(?: (?!(?:from|of|to|and|at|by|de|von|und|et|y|del|du|mit|avec|con|rang|rings|ringing|buzzed"
    rf"|beeped|showed|said|displayed"
    rf"|kept|keeps|went|goes|going|started|pinged|dinged|vibrat\w+|vibr(?:ait|é|ó|aba|ierte)|lit|wouldn't"
    rf"|klingelte|läutete|zeigte|sonó|sonaba|sonné|sonnait)\b)[^\W\d]+){{1,8}}(?:, ?(?:and |und |et |y )?"
    rf"| and | und | et | y )"
    rf"(?:it's|it is|it was|that's|which is|which was|das ist|es ist|die ist|c'est|es)(?: (?:the|le|la"
    rf"|el|die))?)[\s:(+\"']*$"
)
EN = (
    r"\b(?P<en>his|her) (?:(?:own|residence|flip|smart|prepaid|spare|main|daytime|evening|shop|farm|xbox"
    r"|playstation|apple|google|school|college|company|church"
    r"|account|home"
    r"|house|work|works|office|kitchen|bedside|private|personal|mobile"
    r"|cell|old|usual"
    r"|direct|business|e-?mail|phone|telephone|bank|savings|checking|current|other|second|normal) ){0,3}"
    r"(?:phone|telephone|number|line|landline|mobile|cell|cellphone|handset|e-?mail|mail|mailbox|inbox"
    r"|address|account"
    r"|wallet|iban|anydesk|teamviewer|rustdesk|ultraviewer|id|zelle|venmo|paypal|cash ?app|upi|whatsapp"
    r"|telegram|(?<!my )(?<!our )(?<!his )(?<!her )one)"
)
KIN = EN.replace("(?P<en>his|her)", "(?P<kin>[a-z]+?)'?s")
DE = (
    r"\b(?P<de>sein|ihr)(?:e[mnrs]?)? (?:(?:eigene|private|alte|normale)[nmrs]? )?"
    r"(?:apparat|anschluss|natel|festnetz(?:anschluss|nummer|telefon)?|handy(?:nummer)?|mobil(?:telefon"
    r"|nummer)"
    r"|telefon(?:nummer|anschluss)?|nummer|rufnummer|smartphone|leitung|mail-?adresse"
    r"|e-?mail(?:-?adresse)?|mail"
    r"|adresse|postfach|konto|girokonto|sparkonto|wallet|iban|anydesk(?:-id)?|teamviewer(?:-id)?|durchwahl"
    r"|paypal(?:-konto)?|whatsapp|telegram)"
)
FR = (
    r"\b(?P<fr>son|sa) (?:propre )?(?:numéro|portable|fixe|téléphone|mobile|ligne|poste|combiné|adresse"
    r"|mail|e-?mail"
    r"|courriel|boîte|messagerie|compte|livret|iban|wallet|portefeuille|identifiant|paypal|whatsapp"
    r"|telegram)"
    r"(?: (?:fixe|portable|mobile|mail|e-?mail|électronique|courriel|courant|bancaire|joint|personnel"
    r"|personnelle|perso"
    r"|professionnel|professionnelle|pro|de téléphone|à elle|à lui)){0,2}"
)
ES = (
    r"\b(?P<es>su) (?:propi[oa] )?(?:número|teléfono|móvil|celular|cel|fijo|línea|aparato|correo"
    r"|dirección|e-?mail"
    r"|buzón|cuenta|iban|billetera|cartera|wallet|paypal|whatsapp|telegram)"
    r"(?: (?:fijo|fija|móvil|celular|electrónico|de correo|corriente|bancaria|de ahorros?|personal"
    r"|particular|de casa"
    r"|del trabajo|de teléfono)){0,2}"
)
HI = (
    r"(?P<hi>\bapn[aei]\b|अपने|अपनी|अपना) (?:phone|mobile|number|landline|email|khat[ae]|account|upi|फोन"
    r"|फ़ोन|मोबाइल|नंबर"
    r"|ईमेल|खाते|खाता|यूपीआई|लैंडलाइन)(?: (?:नंबर|number|no|id|आईडी))?"
)
# *My cell, which got the text, is X*, *meine Nummer, falls Sie Fragen haben: X*.
_IS_IT = (
    r"(?:is|was|ist|war|lautet|est|était|c'est|es|era)"
    r"(?: (?:the|le|la|el|die|der|das|on|under|auf|unter|sur|en))?[\s:(+\"']{1,4}$"
)
_PURPOSE = (
    r"(?:in case|if|should|for|to|so|falls|für|wenn|um|zum|au cas|pour|si|por si|para|in order)\b"
    r"[^.!?;:\d@]{0,70}"
)
_RELATIVE = (
    r"(?:which|that|who|whose|where|when|with|the one|on which|to which|at which|in case|if|should|for|as"
    r"|since"
    r"|because|though|although|by the way|incidentally|unlisted|registered|still|also|only|never|not"
    r"|die|der|das|auf|unter|über|mit|falls|wenn|für|übrigens|wo|an|von|wie|nur|qui|que|sur|dont|auquel"
    r"|où|celui|celle|si|au cas|pour|avec|par|à|donde|el que|la que|al que|por|para|en|con|desde)\b"
    r"[^.!?;:\d@]{0,80}"
)
ASIDE = (
    rf"(?:, {_RELATIVE}, ?{_IS_IT}| ?[(–—-] ?[^()–—.!?;:\d@]{{1,80}}[)–—-] ?(?:{_IS_IT}|:[\s(+]{{0,3}}$)"
    rf"|,? {_PURPOSE}(?: ?[:–—-]|, it(?:'s| is))[\s(+]{{1,3}}$"
    # *… my husband's cell they keep calling, X*: no verb by which it shows, or is told, another's
    r"|,? (?:that|which|they|he|she|it|people|someone|(?:the|that|this|those) [a-z]+)(?: (?!show|display"
    r"|saw|see|read"
    r"|said|says|screen|flash|lit|pop|from|dial|typ|enter|tap|press|told|tell|ask|want|left|sen[dt]|g[ai]v"
    r"|wr[io]t"
    r"|text|messag|back|reads)[a-z']+){1,7}, ?[(+]{0,2}$)"
)
# *depuis ma ligne, le X*, *my e-mail was open, it's X*: her own needs no one before it.
_MY_THING = (
    "(?:"
    + "|".join(
        (
            EN.replace("(?P<en>his|her)", "(?:my|our)"),
            DE.replace("(?P<de>sein|ihr)", "(?:mein|unser)"),
            FR.replace("(?P<fr>son|sa)", "(?:mon|ma|notre)"),
            ES.replace("(?P<es>su)", "(?:mi|nuestr[oa])"),
        )
    )
    + ")"
)
THING: re.Pattern[str]
MINE: re.Pattern[str]
MINE_ASIDE: re.Pattern[str]
WHOSE: re.Pattern[str]
# *my husband, whose own cell, by the way, is X*
_WHOSE_THING = (
    "(?:"
    + "|".join(
        (
            EN.replace("(?P<en>his|her)", "whose"),
            DE.replace("(?P<de>sein|ihr)(?:e[mnrs]?)?", "(?:dessen|deren)"),
            FR.replace("(?P<fr>son|sa)", "dont (?:le|la|l')"),
            ES.replace("(?P<es>su)", "cuy[oa]"),
        )
    )
    + ")"
)
_LATER = {
    "THING": rf"(?:{EN}|{KIN}|{DE}|{FR}|{ES}|{HI})(?:{TAIL}|{ASIDE})",
    "MINE": _MY_THING + TAIL,
    "MINE_ASIDE": rf"(?:{_MY_THING}|\b(?:mine|ours|meine[rs]?|mien|mienne|mío|mía)){ASIDE}",
    "WHOSE": rf"{_WHOSE_THING}(?:{TAIL}|{ASIDE})",
}


def __getattr__(name: str) -> re.Pattern[str]:
    """Compile one of the longest patterns when it is first asked for: no start need wait for them."""
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    made = globals()[name] = re.compile(_LATER[name])
    return made


WHOSE_WORDS = frozenset(["whose", "dessen", "deren", "dont", "cuyo", "cuya"])
JAPANESE = re.compile(
    r"(?:自分|本人|父自身|母自身)の(?:携帯電話?|電話|番号|スマホ|固定電話|自宅の?電話|メール|アドレス"
    r"|口座)(?:番号)?"
    r"[、,:(「のはがで\s]{0,3}$"
)
JAPANESE_OTHER = re.compile(r"(?:相手|犯人|詐欺師|業者|担当者?|男性?|女性?|者)(?:は|が)")
# *父はXです*
JAPANESE_IS = re.compile(
    r"(?:^|[、,。.\n\s])(?:私|母|父|夫|妻|主人|息子|娘|祖母|祖父|兄|弟|姉|妹|義母|義父|両親|実家|自宅)(?:は"
    r"|が)\s?$"
)
JAPANESE_ENDS = re.compile(r"\s?(?:です|で[、,]|[、,。.]|$)")
# *Mrs Lyle's own e-mail is X*, who is no one that called.
TITLED = re.compile(
    r"\b(?:mr|mrs|ms|miss|dr)\.? [a-z-]+'s (?:own |home |personal |private ){1,2}"
    r"(?:phone|telephone|number|line|landline|mobile|cell|e-?mail|mail|address|account|wallet|iban)" + TAIL
)
NAMES_HIMSELF = re.compile(
    r"\b(?:calling (?:himself|herself)|called (?:himself|herself)|claim(?:ed|ing) to be|pos(?:ed|ing) as"
    r"|named|name was) "
    r"(?:a |an )?(?:mr|mrs|ms|miss|dr)\b"
)
SEX = {"his": "m", "her": "f", "sein": "m", "ihr": "f"}
COPIED = re.compile(
    r"\b(?:me|i|we|us|moi|je|j'étais|nous|ich|mich|mir|wir|uns|yo|nos)\b[^.!?;@]{0,40}"
    r"\b(?:in copy|on copy|cc'?d?|copied(?: in)?|en copie|in (?:cc|kopie)|en copia)\b"
    r"(?:(?!\b(?:from|by|of|von|vom|de|du|par|por)\b)[^.!?;@\d]){0,24}$"
)
WRITTEN = re.compile(
    r"\b(?:e-?mailed|wrote|written|mailed|messaged|contacted) (?:to )?(?:me|us|her|him|(?:my|our) "
    r"[a-z]+)(?: [a-z]+){0,2} ?[(,] ?(?:at |on )?$"
)
WRITTEN_AT = re.compile(
    r"\b(?:e-?mailed|mailed|wrote(?: back)?(?: to)?|written(?: to)?|messaged|contacted|replied to|answered)"
    r" (?:me|us|my [a-z]+) at $"
    r"|\b(?:e-?mails?|mails?|messages?|invoices?|ones?|copies|them|they|it)\b(?:(?!\b(?:i|we|my|our)\b)[^.!?;@]){0,24}"
    r"\b(?:came|arrived|landed) (?:straight )?(?:to|in|at) $"
    r"|(?<!my )(?<!our )\b(?:e-?mails?|mails?|messages?|invoices?)\b(?:(?!\b(?:i|we|my|our)\b)[^.!?;@]){0,24}"
    r"\b(?:were|was) (?:sent|addressed|delivered) to $"
    r"|\b(?:mails?|e-?mails?|nachrichten?)\b[^.!?;@]{0,24}\b(?:kam|kamen) (?:\w+ )?(?:an|auf) $"
    r"|\b(?:mails?|courriels?|messages?)\b[^.!?;@]{0,24}\b(?:arrivés?|reçus?) (?:à|sur) $"
    r"|\b(?:correos?|mails?|mensajes?)\b[^.!?;@]{0,24}\bllegar?on (?:a|al) $"
    r"|\b(?:schrieb|schrieben|mailte|mailten|antworteten?) (?:mir|uns|mich) (?:an|auf) $"
    r"|\b(?:m'|nous )(?:a|ont) (?:écrit|répondu|recontactée?) (?:à|sur) $"
    r"|\b(?:me|nos) (?:escribi(?:ó|eron)|contestar?on|respondi(?:ó|eron)|contactar?on) (?:a|en|al) $"
)
# *… from X*: whoever wrote it is told behind where it came
SENDER = re.compile(r"[)\],\s]{0,3}from (?:[a-z-]+ ){0,4}[<(\"'+]{0,2}(?:\d|[^\s@]+@)")
# *his account* behind *to* is that of whom she paid
ACCOUNT = re.compile(
    r"account|wallet|iban|zelle|venmo|paypal|cash ?app|upi|konto|compte|livret|portefeuille|cuenta|billetera"
    r"|cartera|khat|खात|यूपीआई"
)
PAID_TO = re.compile(
    r"\b(?:(?:in)?to|paid|pay|paying|pays|zelled|funded) $|\b(?:on|onto|at|over|auf|an|über|zu|sur|vers|à"
    r"|dans|en|a|al|hacia)(?: the)? $"
)
# Before a thing: the place of it, at which she was reached, or which she used.
PLACED = re.compile(
    r"\b(?:on|at|from|with|using|via|over|to|auf|unter|von|mit|über|an|sur|depuis|avec|à|en|desde|con|a|al) $"
)
SHOWN = re.compile(  # what stood on a telephone is no number of it: *the number on her phone was*
    r"\b(?:numbers?|nummer|numéro|número|id|display(?:ed)?|show(?:ed|ing|n|s)?|appear(?:ed|s|ing)?|came "
    r"up|popp?ed up"
    r"|flash(?:ed|ing)|saw|said|read|stand|erschien(?:en)?|angezeigte?|sah|affich(?:é|ait|e)|apparu"
    r"|apparaissait|vu"
    r"|apareció|aparecía|salió|salía|vio|ponía|figuraba)\b[^.!?;\d]{0,30}$"
)
GAVE = re.compile(
    r"\b(?:gave|gives?|given|giving|told|tells?|said|says|saying|read (?:me|us|her|him)|left|sent"
    r"|provided|dictated|spelled"
    r"|texted|quoted|gab|nannte|hinterließ|diktierte|sagte|schickte|durchgab|donné|donne|laissé|dicté"
    r"|dit|fourni|envoyé"
    r"|communiqué|dio|dieron|dejó|dictó|dijo|pasó|facilitó|mandó|envió|bola|boli|diya|di|kaha|बोला|दिया"
    r"|दी|कहा)\b"
)
DIALS = re.compile(
    r"(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bthis )(?<!\bthat )(?<!\bone )(?<!missed )(?<!another )"
    r"\b(?:call|ring|dial|phone|text|contact|reach|e-?mail|write to|message|called|rang|dialled|dialed"
    r"|phoned|texted|tried"
    r"|emailed|anrufen|wählen|appeler|rappeler|composer|appelé|rappelé|composé|llamar|marcar|llamó|marcó)"
    r"(?: (?:him|her|back|on|at|to|using|à|al?|sur|en))* $"
)
THEY = re.compile(
    r"\b(?:they|he|m(?:ale|an)|woman|female|lady|guy|subject|suspect|unknown|recording|robot|voice|caller|callers|scammers?|someone|somebody|ils)\b[^.!?;]{0,40}$"
)
# *X is mine*, *X belongs to my mother*, *X ist die meiner Tochter*, *X est à mon fils*, *X es de mi mujer*.
ENDS = (
    r"(?=[\s\"']{0,2}(?:[.,;:!?)\n。、]|$|[-–—]|and\b|but\b|und\b|aber\b|et\b|mais\b|y\b|pero\b|aur\b|और"
    r"|while\b|whereas\b))"
)
BELONGS = re.compile(
    r"[\s\"')]{0,3},?\s?(?:"
    r"(?:(?:which|that) )?(?:is|was|are|=|'s)(?: also| still)? (?:mine|ours|hers|my own|our own|me|us)"
    + ENDS
    + "|"
    r"(?:which |that )?(?:is|was|belongs? to|belonging to|=)(?: (?:the|that of))? (?:(?:my|our|her|his"
    r"|the) )?(?:[a-z]+ ){0,2}?"
    r"(?P<en>[a-z]+)(?:'s?)?(?: (?:own|home|cell|mobile|land|number|line|landline|phone|e-?mail|address"
    r"|account)){0,3}" + ENDS + "|"
    r"(?:(?:das|die|der|was) )?(?:ist|war|gehört)(?: (?:mir|uns|mein|meine|meiner|unsere|unsers|meins)"
    + ENDS
    + r"|(?: (?:die|das|der|die von|das von|der von))? (?:meine[rms]?|unsere[rms]?|der|dem|des|ihrer"
    r"|ihrem|seiner|seinem)"
    r" (?P<de>[^\W\d_]+)" + ENDS + r")|"
    r"(?:(?:qui|il|elle) )?(?:est|était|appartient)(?: (?:le mien|la mienne|le nôtre|à moi|à nous)"
    + ENDS
    + r"|(?: (?:celui|celle) de| à) (?:mon|ma|notre|sa|la|le|l') ?(?P<fr>[^\W\d_]+)"
    + ENDS
    + r")|"
    r"(?:que )?(?:es|era|pertenece)(?: (?:el mío|la mía|mío|mía|nuestro|nuestra|mio|mia)"
    + ENDS
    + r"|(?: (?:el|la))? (?:de|a) (?:mi|nuestr[oa]|la|su) (?P<es>[^\W\d_]+)"
    + ENDS
    + r"|"
    r"(?: (?:el|la))? del (?P<el>[^\W\d_]+)" + ENDS + r"))"
)
VERBS = re.compile(
    r"[\s\"')]{0,3},?\s?(?:(?:which|that|das|die|der|was|qui|il|elle|que) )?"
    r"(?:is|was|are|=|'s|belong|ist|war|gehört|est|était|appartient|es|era|pertenece)"
)
# *Dad let them in. His AnyDesk said X, that one is his*: of whoever was named last.
ONES = frozenset(
    cues.listed(
        "his hers her seine seins seiner ihre ihres sein sien sienne suyo suya lui elle "
        "उन्हीं उनका उनकी उसी उसका"
    )
)
IS_HIS = re.compile(
    r"(?:\s(?:at|on|in|oben|im|in der|auf|en|arriba|en haut|dans)\s[^.!?;,\d@]{1,40}|\s(?:लिखा|दिख) (?:था"
    r"|रहा था))?[\s)\"']{0,2}[,;(]?\s?"
    r"(?:(?:and|und|et|y|और)\s)?"
    r"(?:(?:that|this|it)(?: one| number| id)?(?:'s| is| was)(?: still)? (?:(?P<m>his(?: own)?)|(?P<f>hers"
    r"|her own))"
    r"|(?:die|das|der|diese|dies)(?: nummer| id)? (?:ist|war) (?:(?P<sein>seine[rs]?|seins"
    r"|sein eigene[rs]?)|(?P<ihr>ihre[rs]?|ihr eigene[rs]?))"
    r"|(?P<fr>(?:celui-là |celle-là )?c'(?:est|était) (?:le sien|la sienne|à lui|à elle))"
    r"|(?P<es>(?:ese|esa|este|esta|eso)(?: sí)? (?:es|era) (?:el suyo|la suya|suy[oa]))"
    r"|(?P<hi>(?:वह|वो|यह|ये) (?:उन्हीं|उन|उसी|इन्हीं)\s?(?:का|की|के)? है))(?![^\W\d_])"
)
IS_HIS_SEX = {"m": "m", "sein": "m", "f": "f", "ihr": "f"}
# *son X, daughter Y*; *Tochter X*: what stands at the head of an item.
HEADED = re.compile(
    r"(?:^|[\n,;:.()\"/|–—।]|\d|\b(?:and|und|et|y))\s*(?:[-*•]\s?)?(?:(?:the|my|his|her|meine?|die|der"
    r"|das|le|la|ma|mon|el|mi|mis)\s)?"
    r"(?P<who>[^\s\d.,;:()\"']+(?:'s)?)(?:, [^\d,;:()]{2,40}? ?[-–—:])?(?:\s(?:tel|mobile|cell|home"
    r"|phone|number|handy|festnetz|portable"
    r"|fixe|móvil|fijo|ka|ki|ke|ji|का|की|के|जी|मोबाइल|नंबर|फोन|फ़ोन|ईमेल|khata|खाता|खाते|konto|account"
    r"|acct|compte|cuenta|upi|iban|id"
    r"|आईडी)){0,4}"
    r"(?:\s(?:on|in|at|of|from|next|across|down|mr|mrs|ms|herr|frau|m|mme)\.? [^\d(),.;:]{1,24}(?=\())?"
    r"\.?(?:\s?\([^()\d]{1,30}\))?\s?[:=-]?\s?(?:(?:ifsc|iban|bsb|sort code|routing)\s?:?\s?)?[+(]{0,2}$"
)
# *The patron is at X*, *meine Tochter ist unter X*, *… : me at X, my husband at Y*
IS_AT = re.compile(
    r"(?P<who>[^\s\d.,;:()\"']+)(?:, [^\d,;:()]{2,30},)? (?:(?:is|are|was|can be reached|lives?|ist"
    r"|ist erreichbar|est|est joignable|está|se encuentra)"
    r"(?: (?:now|always|best|usually|only|mostly|zu erreichen))?"
    r" (?:at|on|under|reachable on|reachable at|unter|auf|sur|au|à|en el|en la|en|al)"
    r"|(?:uses|utilise|benutzt|usa|utiliza))[\s(+]*(?:(?:der|die|das|le|la|el|the|number|nummer|numéro) "
    r")?[+(]{0,2}$"
)
AT = frozenset(cues.listed("at on under unter auf sur au à en al uses utilise benutzt usa utiliza"))
HAVE = frozenset(cues.listed("has have had got use uses hat haben a ont utilise tiene tienen usa"))
FIELDS = frozenset(
    cues.listed(
        "phone tel telephone mobile cell email mail e telefon handy téléphone tél portable courriel "
        "móvil celular "
        "teléfono correo"
    )
)
# *my parents have two lines, X and Y*
HAS = re.compile(
    r"(?P<who>[^\s\d.,;:()\"']+) (?:has|have|had|got|uses?|hat|haben|a|ont|utilise|tiene|tienen|usa)"
    r" (?:(?:a|an|the|two|three|one|only|own|his|her|their|ein|eine|einen|zwei|drei|die|das|un|une|deux"
    r"|le|el|dos|una) ){0,2}"
    r"(?:phones?|lines?|landlines?|numbers?|mobiles?|cells?|e-?mails?|addresses|accounts?|wallets?"
    r"|anschl[uü]ss?e?|nummern?"
    r"|handys?|telefone?|adressen?|konto|konten|lignes?|numéros?|téléphones?|portables?|adresses?"
    r"|comptes?|líneas?|números?"
    r"|teléfonos?|móviles|correos?|cuentas?)[,:(]{1,2} ?[(+]{0,2}$"
)
# *… my mother-in-law, Dolores Pike. Phone X*
FIELD = re.compile(
    r"[.;\n]\s?(?:(?:home|cell|mobile|her|his|best|contact) )?(?:phone|tel|telephone|mobile|cell|e-?mail"
    r"|telefon|handy|téléphone|tél"
    r"|portable|courriel|móvil|celular|teléfono|correo)(?: (?:number|no|address))?\.?\s?:?\s?[(+]{0,2}$"
)
OF_HIS = re.compile(
    r"\b(?:(?P<his>his|her) (?:[a-z]+ )?|their (?:[a-z]+ )?"
    r"|(?:he|she|they) (?:says?|said|told (?:me|us))(?: that)? (?:my |our |the )?)$"
)
# What a scammer finds or notes is another's: *the scammer found her number*.
TAKEN = re.compile(
    r"\b(?:noted(?: down)?|recorded|found|got|had|has|knew|knows|saved|wrote down|took down|stole|spoofed"
    r"|cloned|ported"
    r"|hijacked|hacked|obtained|demanded|asked for|wanted|notierte|fand|kannte|kennt|hatte|verlangte|noté"
    r"|trouvé"
    r"|connaissait|avait|volé|piraté|demandé|anotó|encontró|tenía|sabía|robó|pidió|hackeó) $"
)
# Before such fields she is described, and nothing is told of a scammer.
DESCRIBES = re.compile(
    r"\b(?:is|are|for|about|concerns|behalf|lives?|aged?|ist|wohnt|für|est|habite|pour|es|vive|para)\b"
    r"|\w, (?:[a-z-]+ ?){1,3}$"
)
CHEATS = re.compile(
    r"\b(?:cheat|scam|rob|stole|call|rang|ring|phon|text|messag|e-?mailed|contact|trick|defraud|con(?:ned|s)"
    r"|took|said"
    r"|says|told|betrog|rief|angerufen|appel|arnaqu|escroqu|llam|estaf|engañ)"
)
# *Sender: me, zelle X*, *(2) me - X*
SELF_HEADED = re.compile(
    r"(?:^|[\n:;()])\s?(?:me|myself|ich|moi|yo)\s?(?:\([^()]*\))?[,:=–—-]\s?(?:[a-z]+\s){0,2}[(+]{0,2}$"
    r"|[,;]\s(?:me|myself|ich|moi|yo)\s?[:=]\s?[(+]{0,2}$"
    r"|(?:(?:[:,;(]|\band|\bund|\bet|\by)\s?(?:me|myself|mich|moi|mir)|, (?:sie|er) selbst|, elle-même"
    r"|, ella misma)"
    r" (?:at|on|under|unter|auf|sur|au|à|en el|en la|en|al)[\s(+]*(?:(?:der|le|the|number|nummer"
    r"|numéro) )?[+(]{0,2}$"
)
SELF = frozenset(["me", "myself", "ich", "moi", "yo", "mich", "mir", "selbst", "elle", "misma"])
# *son portable à elle*, where no one else is spoken of
HER_OWN = re.compile(r"s(?:on|a) (?!identifiant)[^\d]* à (?:elle|lui)\b")
SURELY = re.compile(r" own |eigen|propr|propi|landline|festnetz|fixe\b|fijo|home")
MY_WORDS = frozenset(
    cues.listed(
        "my our mein meine meinem meinen meiner unser unsere unserem unserer mon ma notre mi nuestro nuestra"
    )
)
ALONE = frozenset(
    cues.listed("mine ours hers mr mrs ms miss mir uns mien mienne moi mío mía nuestro nuestra mio mia")
)
MINES = frozenset(cues.listed("mine ours mien mienne mío mía"))
TITLES = frozenset(["mr", "mrs", "ms", "miss", "dr"])
POSSESSIVES = (
    MY_WORDS
    | MINES
    | WHOSE_WORDS
    | TITLES
    | frozenset(
        cues.listed(
            "his her sein seine seinem seinen seiner ihr ihre ihrem ihren ihrer son sa su apna apne "
            "apni अपने अपनी अपना"
        )
    )
)
# *X is mine, and Y is …*: what a statement says of the value before it is not said of the next.
STATED = re.compile(
    r"(?:\d|\.[a-z]{2,7})[\s\"')]{0,3}(?:(?:is|was|belongs to|are|ist|war|gehört|est|était|es|era"
    r"|pertenece a)"
    r"(?: (?:the|le|la|el|die|der|das|à|de|von))* )?$"
)
STATED_ENDS = re.compile(r"[\s\"')]{0,3}(?:[.,;)\n]|(?:and|but|und|aber|et|mais|y|pero|while|whereas)\b)")
