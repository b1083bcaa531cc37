"""Words and patterns of `theirs`: which verb or clause binds a value to the scammer."""

from __future__ import annotations

import re

from ringfence.indicators import cues
from ringfence.indicators import possession_words as words

HIS = (
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
KIN_THING = words.KIN.replace("(?P<kin>[a-z]+)'s", "(?:his|her|their) [a-z]+'s")
VALUE_NEXT = (
    r"(?: (?:down|up|auf|ab|raus))?(?:,? (?:it's|it is|it was|that's|which is|which was|das ist|c'est|es))?"
    + words.TAIL
)
# *noted his number, X*, *seine Nummer aufgeschrieben: X*
KEPT = re.compile(
    r"\b(?:noted(?: down)?|notes down|saved|(?<!has )(?<!have )(?<!had )kept|blocked|recorded|traced"
    r"|reported|recogni[sz]ed|googled|screenshotted"
    r"|photographed|memori[sz]ed|copied(?: down)?|jotted(?: down)?|wrote down|written down|took down"
    r"|taken down"
    r"|looked up|look up|warned (?:me|us|her|him|them|everyone) (?:about|of|against)|got hold of|flagged"
    r"|searched|scribbled(?: down)?"
    r"|notierte|schrieb|speicherte|blockierte|sperrte|meldete|behielt|googelte"
    r"|noté|gardé|bloqué|enregistré|relevé|conservé|signalé|retrouvé|reconnu|recopié|sauvegardé|photographié"
    r"|apuntó|anotó|guardó|bloqueó|grabó|registró|reportó|denunció|copió|conservó|memorizó|reconoció)"
    rf"(?: (?:sich|mir|noch|dann|also|bien|encore))? {HIS}{VALUE_NEXT}"
    rf"|\b(?:wrote|put) {words.EN.replace('(?P<en>his|her)', '(?:his|her|their)')} down{words.TAIL}"
    r"|\b(?:hat|habe|hatte|haben) [^.!?;\d]{0,20}\b(?:seine|ihre) [^\W\d_]+ (?:notiert|aufgeschrieben"
    r"|gespeichert"
    r"|blockiert|gesperrt|gemeldet|behalten|gegoogelt)[\s,:(+]{1,4}$"
)
OWN = re.compile(r"\b(?:his|her|their) own\b|\bpropre\b|\bpropi[oa]\b|\beigene|de toujours|de siempre")
HIS_OWN = re.compile(r"^(?:man|guy|bloke|chap)\b.*\bhis own\b|^(?:woman|lady|girl)\b.*\bher own\b", re.DOTALL)
MY_OWN = re.compile(r"\b(?:i|we|ich|wir|j'ai|nous avons|yo) (?:(?:then|also|had|have|habe|haben) )?$")
# *The man who robbed my aunt used his cell, X*
STRANGER = (
    r"\b(?:man|woman|guy|lady|bloke|person|one|caller|girl|chap|crook|thief|mann|frau|typ|kerl|person"
    r"|anrufer|homme"
    r"|femme|type|dame|personne|individu|escroc|hombre|mujer|tipo|señora?|persona|estafador)"
    r"(?:,? (?:who|that|which|posing|pretending|claiming|calling|impersonating|playing|acting|der|die"
    r"|welche[rs]?|qui"
    r"|que)) [^.!?;\d@]{2,90}?"
)
ROBBER = re.compile(
    rf"{STRANGER}\b(?:texts|calls|rings|phones|writes|e-?mails|schrieb|rief|simste|meldete sich|écrivait"
    rf"|textait"
    r"|escribía|llamaba|llamó)(?: [^\W\d_]+)? (?:from|with|on|using|von|mit|depuis|avec|de|desde|con) "
    rf"{HIS}{VALUE_NEXT}"
    rf"|{STRANGER}\b(?:used|uses|was using|called from|rang from|texted from|wrote from|emailed from"
    rf"|left(?: me| us)?"
    r"|said|gave(?: me| us)? (?!him|her|them)|benutzte|nutzte|verwendete|hinterließ|nannte|utilisait|utilisa"
    r"|a utilisé"
    r"|appelait (?:avec|depuis)|a laissé|usaba|usó|utilizaba|utilizó|llamaba (?:con|desde)|dejó) ?(?:that )?"
    rf"{HIS}{VALUE_NEXT}"
)
# *A fake priest e-mailed me, his address is X*; *the crook's wife rang, her number is X*
# *the money was to go to his nephew's Zelle, X*
TO_HIS_KIN = re.compile(
    r"\b(?:go|went|goes|going|send|sent|pay|paid|wire|wired|transfer|transferred|put)\b[^.!?;\d@]{0,30}"
    r"(?: to| into| via| through) (?P<his>his|her|their) [a-z]+'s (?:[a-z]+ )?(?:account|wallet|zelle|venmo"
    r"|paypal"
    r"|cash ?app|upi|iban|bank)[\s,:(]{1,3}$"
)
RANG = re.compile(
    r"\b(?:called|calls|rang|rings|phoned|phones|texted|texts|telephoned|calling|messaged|rief|ruft|anrief"
    r"|angerufen"
    r"|schrieb|appel|téléphon|écri|llam|escrib)"
)
POSED = re.compile(
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
    rf"[^.!?;\d@]{{3,80}}?(?:[,;] (?:and |und |et |y )?|\.\s)(?P<his>{HIS}){words.TAIL}"
)
NOW = re.compile(r"\b(?:is|ist|est|es)\b|[:,]\s*$")
# *told my uncle to text his cell, X*
TOLD_TO = re.compile(
    r"\b(?:told|asked|instructed|wanted|ordered|urged|got|persuaded"
    r"|directed) (?P<whom>[^.!?;,\d@]{2,40}?) to (?:then )?"
    r"(?:call|ring|dial|phone|text|message|contact|e-?mail|write to|whatsapp|add) "
    rf"(?:{HIS}|{KIN_THING}){VALUE_NEXT}"
)
# *gave my mother his number, X*; *a donné son numéro à ma mère, X*
GAVE_TO = re.compile(
    r"\b(?:gave|left|sent|texted|told|read|handed|offered|gab|nannte|diktierte)"
    r" (?P<whom>him|her|them|me|us|(?:my|our|meine[rm]|unsere[rm]) [^\W\d_]+) "
    rf"(?P<his>{HIS}){VALUE_NEXT}"
    rf"|\b(?:donné|laissé|envoyé|dicté|communiqué|passé) (?P<son>{HIS}) à (?:ma|mon"
    rf"|notre) [^\W\d_]+[\s,:(+]{{1,3}}"
    r"(?:le )?$"
)
# *said to send it to his client: Zelle X*
PAY = re.compile(
    r"\b(?P<said>said|says|told|asked|instructed|wanted|ordered)\b[^.!?;\d@]{0,40}\b(?:send|pay|wire"
    r"|transfer|deposit|forward)\b"
    r"[^.!?;\d@]{0,30}\bto (?:his|her|their) [a-z]+(?:'s [a-z]+)?[\s,:(]{1,3}(?:(?:on|via|by|at|with"
    r"|through) )?"
    r"(?:(?:zelle|venmo|paypal|cash ?app|upi|iban|account|wallet)[\s:]{1,2})?[\"'($+]*$"
)
# *got a text with his wallet X*
WITH = re.compile(
    r"\b(?:text|e-?mail|message|letter|sms|note|voicemail|invoice|mail|whatsapp) (?:with|giving|showing"
    r"|containing"
    rf"|listing|including|that (?:gave|had|listed)) {HIS}{VALUE_NEXT}"
)
# *he says my boss is at X*
SAYS = re.compile(
    r"\b(?P<said>says?|said|claim(?:s|ed)|insist(?:s|ed)|swore|lied) (?:that )?(?:my|our|the) [a-z]+ (?:is"
    r"|was|could be|can be|would be)"
    r"(?: (?:now|reached|called|found|contacted|held|staying))? (?:at|on|under)[\s(+]{1,3}$"
)
# *rang my mother and my sister, X*: of two at once
RANG_TWO = re.compile(
    r"\b(?:called|rang|texted|phoned|messaged|calling|ringing|texting|phoning) (?:both )?(?:my "
    r"|our )?(?P<one>[a-z]+)"
    r"(?:,? (?:my |our )?[a-z]+)? and (?:(?:my|our) )?(?P<two>[a-z]+)[\s,(+]{1,4}$"
)
BOTH_NUMBERS = re.compile(r"(?:\)?,? |\)?, )(?:and|or)\b")
# *The gang that robbed our neighbours uses X*
USES = re.compile(
    r"\b(?:gang|outfit|crew|people|company|firm|group|ones|lot|scammers?|crooks?|thieves|thief|man|men|woman"
    r"|guys?|lady"
    r"|person)(?:,? (?:that|who|which)) [^.!?;\d@]{2,60}?\b(?:uses?|used|(?:operates?|calls?|works?|rings?"
    r"|texts?) from)"
    r"[\s(+]{1,3}$"
)
# *was called on … by X*
BY = re.compile(
    r"\b(?:called|rung|phoned|telephoned|contacted|texted|messaged|harassed) (?:[a-z]+ ){0,3}(?:on|at) "
    r"[^.!?;]{0,40}\d[)\"]? by[\s(+]{1,3}$"
)
# *Reported by my daughter, X called her twice*
# *Caller ID said Social Security. Number was X*
CALLER_ID = re.compile(
    r"\b(?:caller ?id|display|call display) (?:said|showed|read|says|shows"
    r"|displayed)[^.!?;\d@]{2,50}[.;,] (?:and )?(?:the )?"
    r"(?:number|no) (?:was|is|shown was)[\s:(+]{1,3}$"
)
SOURCE = re.compile(
    r"\b(?:told by|reported by|according to|as per|per|acc to|i heard from|said by) (?:my |our |the )?[a-z]+"
    r"(?: [a-z]+)?(?:,|:| that)? ?[(+]{0,2}$"
)
CALLED = re.compile(
    r"\)? (?:then |also |first |again |has |had |kept |keeps )?(?:called|rang|phoned|texted|messaged|calling"
    r"|ringing"
    r"|texting)\b(?! (?:the|that|it|them|back|this)\b)"
)
# *My PayPal was used, X sent the invoice*
SENT = re.compile(
    r" (?:then |also |has |had )?(?:sent|wrote|writes|e-?mailed|mailed|billed|invoiced|charged|messaged"
    r"|contacted)"
    r" (?:(?:to )?(?:me|us)\b|(?:the|an?|another|this|that) (?:\w+ )?(?:invoice|bill|e-?mail|mail|message"
    r"|receipt|link|letter)\b)"
)
APART = re.compile(r"(?:,|;| -|\band|\bthen) $")
# *He had called my son: X was his number*
HE_BEFORE = re.compile(
    r"\b(?:he|she|they|caller|man|woman|guy|scammers?|someone|somebody)\b[^.!?;\d@]{4,70}:\s[(+]{0,2}$"
)
WAS_HIS = re.compile(
    r" (?:was|is) (?:(?:his|her|their) (?:number|phone|cell|line|mobile)\b|the (?:number|one) (?:on|that|he"
    r"|she|they)\b)"
)
# *went to the victim's account, X, he said*
WENT = re.compile(
    r"\b(?:went|go|goes|going|paid|sent|wired) (?:in)?to (?:the|my|his|her|our"
    r"|their) (?:[a-z]+ ){0,2}[a-z]+'s? (?:[a-z]+ )?"
    r"(?:account|wallet|zelle|venmo|paypal|cash ?app|upi|iban)[\s,:(]{1,3}$"
)
HE_SAID = re.compile(r"[^.!?;\d@]{0,30}, (?:he|she|they|the [a-z]+) (?:said|says|claimed|told)\b")
# *… but that is the scammer's*, *… mais c'était le sien*
BUT = re.compile(
    r"\)?[,.;]? (?:but|aber|mais|pero|though|and) (?:that|it|this|das|es|c'|ce n'|eso|ese)? ?"
    r"(?:is|was|turned out to be|really was|ist|war|est|était|es|era) (?:actually |really |in fact "
    r"|(?:in )?wirklich(?:keit)? )?"
    r"(?:(?:the |that of the |die (?:des|der) |celui (?:de l'|du )|el del? )?(?:scammer|fraudster|crook"
    r"|caller|thief|hacker|con ?man"
    r"|betrüger|täter|escroc|arnaqueur|estafador|timador)s?(?:'s?|s|ns)?|his|hers|theirs|seine|ihre|le sien"
    r"|la sienne"
    r"|(?:el |la )?suy[oa])(?=[\s.,;!?)]|$)"
)
HINDI = re.compile(
    r"(?:\b(?:uska|uske|uski|unka|unki|iska)|उसका|उसकी|उसके|उनका) (?:phone |mobile )?(?:number|nambar|no"
    r"|mobile|phone|email"
    r"|नंबर|मोबाइल|फोन|फ़ोन|ईमेल) (?:[^\s.,;\d]+ )?(?:likh|note|save|block|nikal|report|लिख|नोट|सेव|ब्लॉक"
    r"|निकाल)[^.;\d]{0,24}$"
)
# Words with which someone is reported to have said something, where no relative is spoken of.
REPORTING = frozenset(
    cues.listed(
        "said says claimed claims insisted promised meinte sagte behauptete erklärte prétendait prétend "
        "disait dit affirmait dijo decía "
        "aseguraba afirmaba juraba"
    )
)
OF_KIN = frozenset(["his", "hers", "kin", "behalf", "note"])
REPORTED = re.compile(
    r"\b(?:(?:he|she|they|the (?:man|woman|caller|guy|lady|voice|agent|technician|conman|scammer"
    r"|fraudster))\s(?:then |also |even |always )?"
    r"(?:said|says|claimed|claims|insisted|promised)"
    r"|(?:er|sie|der (?:mann|anrufer|täter|betrüger|typ)|die (?:frau|dame|anruferin))\s(?:meinte|sagte"
    r"|behauptete|erklärte)"
    r"|(?:il|elle|l'homme|la femme|le type|l'escroc)\s(?:prétendait|prétend|disait|m'a dit|nous a dit|a "
    r"dit|affirmait)"
    r"|(?:él|ella|el (?:hombre|tipo|técnico|timador)|la mujer)?\s?(?:me )?(?:dijo|decía|aseguraba"
    r"|afirmaba|juraba) que)"
    r"(?:(?!\b(?:my|our)\b)[^.!?;\n]){0,90}?\b(?:his|her|their|he|she|they|sein\w*|ihr\w*|er|son|sa|ses|leur|il|su|sus|suyo)\b"
    r"(?:(?!\b(?:my|our|me|us|mine|mein\w*|unser\w*|mich|mir|mon|ma|notre|mi|nuestr\w+|i|we|ich|je|yo)\b)[^.!?;\d@\n]){0,50}$"
)
PRONOUNS = frozenset(
    cues.listed(
        "his her their sein seine seinem seinen ihr ihre ihrem ihren son sa leur su uska uske uski unka unki "
        "iska उसका उसकी उसके उनका"
    )
)
OTHERWISE = frozenset(
    cues.listed(
        "called rang texted phoned calling ringing texting phoning says said say claims claimed "
        "insists swore by "
        "use uses used operates operate works work from sent wrote emailed mailed billed invoiced"
    )
)
POSING = frozenset(
    cues.listed(
        "fake bogus supposed alleged phoney phony pretend false called angebliche angeblicher angeblichen "
        "falsche falscher falschen vermeintliche vermeintlicher faux fausse prétendu prétendue disant falso "
        "falsa supuesto supuesta presunto presunta crook's scammer's caller's fraudster's thief's conman's "
        "man's woman's guy's lady's hacker's agent's technician's imposter's impostor's seller's suspect's "
        "officer's"
    )
)
ME = frozenset(["me", "us"])
