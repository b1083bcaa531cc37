"""Words of clauses that tell whose a value is, or that it is the real one: see `clauses`."""

from __future__ import annotations

import re

from ringfence.indicators import cues

# Words that say that something is the real one. Japanese ones stand in `REAL_EASTERN`.
REAL = frozenset(
    cues.listed(
        "real genuine original official actual proper authentic legit legitimate correct true rightful "
        "trust trusted usual habitual habituel habituelle übliche üblichen gewohnte "
        "echte echten echter echtes echt originale originalen offizielle offiziellen offizieller richtige "
        "richtigen richtiger wahre wirkliche tatsächliche "
        "verdadero verdadera auténtico auténtica oficial legítimo legítima genuino genuina "
        "vrai vraie véritable officiel officielle authentique légitime "
        "asli sahi असली सही आधिकारिक ऑफिशियल वास्तविक"
    )
)
REAL_EASTERN = re.compile("本物|正規|正式|公式|本来の|本当の(?:銀行|番号|電話|窓口|サイト|会社)")
# What a company gives its customers on paper.
PAPER = frozenset(
    cues.listed(
        "booklet handbook box paperwork slip stub docket card bill statement ticket policy passbook "
        "contract letterhead payslip receipt membership brochure "
        "karte bankkarte girokarte vorschreibung polizze bescheid unterlagen versichertenkarte ausweis "
        "rechnung police kontoauszug vertrag "
        "tarjeta recibo factura contrato póliza libreta boleto "
        "carte facture attestation contrat relevé "
        "passbook पासबुक बिल कार्ड टिकट"
    )
)
ON_PAPER = frozenset(
    cues.listed(
        "printed back of on off from per steht stand auf laut según imprimé imprimée impreso impresa en dans "
        "sur au par pe "
        "पर likha लिखा"
    )
)
OWN_PAPER = frozenset(
    cues.listed(
        "my our her his their mum's dad's back meiner meinem unserer unserem ihrer seiner mi mis su "
        "nuestra nuestro "
        "ma mon notre sa son l' meri mere मेरे मेरी"
    )
)
# What makes a clause one about a scammer, whatever else it says.
AGAINST = frozenset(
    cues.listed(
        "thought believed assumed dachte creí pensé croyais pensais fake fraud fraudulent scam scammer "
        "scammers bogus false phony so-called supposed supposedly "
        "alleged pretend "
        "pretended pretending claimed claiming claims claim said says saying told tells gave gives given "
        "asked "
        "look looks looked like spoof spoofed spoofing copied imitation not isn't wasn't aren't never "
        "instead "
        "rather lookalike clone cloned popup popped virus message text texted posing posed posing as "
        "falsche falschen falscher falsches angeblich angebliche angeblichen angeblicher gefälscht "
        "gefälschte "
        "betrüger täter vermeintliche vermeintlichen vermeintlicher nicht kein keine statt sagte sagten "
        "gab gaben "
        "behauptete nannte wollte "
        "falso falsa supuesto supuesta supuestamente estafador estafadores dijo dijeron decía decían dio "
        "dieron no "
        "presunto parecía imitaba clonado "
        "faux fausse prétendu prétendue soi escroc escrocs arnaqueur dit disait disaient donné donnait "
        "pas pseudo "
        "semblait imitait sieht wie "
        "nakli farzi jhoota thag bola boli kaha diya nahi नकली फर्जी झूठा ठग बोला बोली कहा दिया नहीं जाली"
    )
)
AGAINST_EASTERN = re.compile("偽|ニセ|詐欺|名乗|騙|言われ|装|犯人")
MINE = frozenset(
    cues.listed(
        "mein meine meinem meinen meiner unser unsere unserem unseren unserer "
        "mi mis nuestro nuestra mon ma mes notre nos "
        "mera mere meri hamara hamari मेरा मेरी मेरे हमारा हमारी हमारे"
    )
)
THINGS = frozenset(
    cues.listed(
        "nummer rufnummer telefonnummer handynummer handy telefon festnetz mobil mail adresse konto "
        "anschluss "
        "número teléfono móvil celular fijo correo cuenta email línea "
        "numéro téléphone portable fixe courriel compte ligne mobile "
        "number phone mobile khata khate upi id नंबर फोन मोबाइल ईमेल खाता खाते यूपीआई आईडी"
    )
)
TO_CALL = (
    frozenset(
        cues.listed(
            "call called calling rang dial dialled dialed anrufen angerufen rief riefen anruf gewählt "
            "zurückrufen wählen "
            "llamar llamé llamó llamaron llama llame llamado marcar marqué "
            "appeler appelé appelée appelait rappeler rappelé composer composé téléphoné "
            "call phone कॉल फोन किया kiya aaya आया"
        )
    )
    - THINGS
)
# *My daughter on her …*, *meine Tochter hat in echt …*: a relative's, before *proper*, *real*, *old*.
OF_KIN = re.compile(
    r"\b(?:my|our|meine[nmr]?|mein|mi|ma|mon) (?:mum|mom|mother|dad|father|son|daughter|wife|husband|gran"
    r"|nan|aunt|uncle"
    r"|brother|sister|nephew|niece|grandson|granddaughter|friend|boss|mutter|mama|vater|papa|sohn|tochter"
    r"|frau|mann|oma"
    r"|opa|enkel|enkelin|chef|chefin|hijo|hija|madre|padre|nieto|nieta|hermano|hermana|jefe|fils|fille"
    r"|mère|père|frère"
    r"|soeur|petit-fils)(?:'s)?"
    r"(?: (?:on|at|is|has|under|her|his|their|the|still|hat|ist|die|der|unter|auf|ihrer|seiner|in|echt"
    r"|wahrheit|eigentlich|aber|tiene|es|en|su|a"
    r"|el|sur|au|est|son|le|à))* ?$"
)
# *X from your list, that is my number*
RANG = frozenset(
    cues.listed(
        "vibrait vibré vibre sonnait sonné sonne klingelte läutete vibrierte sonó sonaba vibró vibraba "
        "baja bajta"
    )
)
"""Of a telephone that rang: *mon portable vibrait encore, c'est X*."""
ITS_MINE = re.compile(
    r"\b(?:that|this|which|it)(?:'s| is| was) (?:my|our|mine|ours)\b(?! new| bank| card| usual)"
    r"|\b(?:das|die|was|der) (?:ist|war) (?:meine?|unsere?)\b|\b(?:es|era) (?:mi|mío|mía|nuestro|nuestra"
    r"|el mío)\b"
    r"|\b(?:c'est|c'était) (?:mon|ma|le mien|la mienne|le nôtre)\b"
)
# *Son fixe : …*, *Sein Festnetz ist …* at the beginning of a sentence: of whom it is reported for.
THEIRS = re.compile(
    r"[\s\"(]*(?:and |und |et |y )?(his|her|seine?|ihre?|son|sa|su)(?: own| eigene[rs]?| propre| propio)?"
    r" (?:number|mobile|cell|landline|home|phone|line|e-?mail|nummer|handy|festnetz|telefon|mail|handynummer"
    r"|telefonnummer|numéro|fixe|portable|mobile|tél|téléphone|ligne|mail|número|fijo|celular|móvil"
    r"|teléfono|correo)"
    r"(?: number| phone| no\.?)?(?: is| ist| lautet| est| c'est| es)?(?: le| la| el| die)?\s?:?\s?[+(]{0,2}"
)
# *I wrote to him from …*, *J'ai postulé depuis …*, *Maine … se bheja*: what she wrote or paid from is hers.
FROM_ME = re.compile(
    r"\b(?:i|we|i've|we've|i'd)\b(?! (?:was|were|am|are|got|have been"
    r"|had been)\b) (?:[^\W\d]+ ){0,2}?(?:wrote|written|sent|e-?mailed|replied|responded|applied|answered"
    r"|ordered"
    r"|paid|messaged|registered|booked|corresponded|signed up)\b(?![^.!?;]{0,60}\bfrom [^.!?;]{0,40}\bto )"
    r"[^.!?;@]{0,60}\b(?:from|using|under)(?: (?!him|her|them|the (?:scammer|seller))[^\W\d]+){0,3}[ ,:(]*$"
    r"|\b(?:j'ai|j'avais|nous avons|on a|je lui ai|je leur ai) (?:[^\W\d]+ ){0,2}?(?:écrit|envoyé|répondu"
    r"|postulé|commandé"
    r"|réservé|viré|payé|transmis)\b[^.!?;@]{0,60}\b(?:depuis|à partir de)(?: [^\W\d]+"
    r"| l'adresse){0,3}[ ,:(]*$"
    r"|\b(?:escribí|envié|mandé|respondí|contesté|postulé|pagué|transferí|escribimos|enviamos"
    r"|mandamos)\b[^.!?;@]{0,60}"
    r"\b(?:desde|usando)(?: [^\W\d]+){0,3}[ ,:(]*$"
)
FROM_ME_FIRST = re.compile(  # in languages whose verbs stand last
    r"\b(?:ich|wir)\b(?![^.!?;]{0,70}\b(?:wurde|werde|worden)\b)[^.!?;@]{0,70}\b(?:von|aus|über"
    r"|mit)(?: [^\W\d]+){0,2}[ ,:]*$"
    r"|\b(?:maine|mene|humne)\b[^.!?@]{0,60}$|(?:मैंने|हमने)[^.!?।@]{0,60}$"
)
SENT_AFTER = re.compile(
    r"(?: aus)? ?[^.!?;,@\d]{0,20}\b(?:geschrieben|geschickt|gesendet|gemailt|geantwortet|angeschrieben"
    r"|beworben|bestellt)\b"
    r"(?! bekommen)|\s(?:se|से)\s(?:[^\s@.]+\s){0,2}(?:bheja|bheji|likha|apply|reply|jawab|भेजा|भेजी|लिखा"
    r"|जवाब|आवेदन)"
)
# What they say whom one reaches by a genuine number: *never heard of the order*, *sie wussten von nichts*.
DENIES = re.compile(
    r"[^@]{0,60}?\b(?:never heard of|no record of|had no record|knew nothing|no such|nothing to do with"
    r"|confirmed (?:no|there was no|it was(?:n't| not)? (?:a |them|theirs|fake|fraud|scam)|it's a (?:scam"
    r"|fraud)|that it)"
    r"|(?:said|says) (?:that )?(?:it|this|that)(?: was| is|'s) (?:a |an )?(?:[a-z]+ )?(?:scam|fraud|fake"
    r"|counterfeit|hoax|forgery)"
    r"|wasn't (?:them|theirs|from them)"
    r"|wusst(?:e|en)(?: \w+)? (?:nichts|nix)|(?:nichts|nix) davon|kein(?:en|e)? (?:vorgang|auftrag"
    r"|bestellung)"
    r"|es sei (?:ein )?betrug"
    r"|rien envoyé|n'(?:était|étaient) pas au courant|ne savai(?:t|ent) rien|aucun dossier"
    r"|c'était une (?:arnaque|escroquerie)"
    r"|no sab(?:ía|ían) nada|no ten(?:ía|ían) (?:nada|constancia|registro)|era (?:una estafa|un fraude|falso)"
    r"|aisa kuch nahi|koi (?:order|case|record) nahi)\b|[^@]{0,40}?(?:ऐसा कुछ नहीं|कोई रिकॉर्ड नहीं"
    r"|詐欺だと(?:言|教)|存在しない)"
    r"|[^@.!?]{0,60}?\btold (?:me|us|her|him) (?:that )?(?:it|this|that)(?: was| is|'s) (?:a "
    r"|an )?(?:[a-z]+ )?"
    r"(?:scam|fraud|fake|hoax)\b"
)
BRAND_HAS = re.compile(r"'s(?: own)?(?: number| line| site| website| email)? (?:is|was)\s?:?\s?[+(]{0,2}")
# Of whom such a word speaks; None: of a woman or a man.
OF_PERSON = {
    "his": "his",
    "her": "her",
    "sein": "his",
    "seine": "his",
    "ihr": "her",
    "ihre": "her",
    "son": None,
    "sa": None,
    "su": None,
}
# What tells that a number rang, and what that somebody dialled it or read it.
CALLS = frozenset(
    cues.listed(
        "calls caller callers called robocall robocalls robocalled rang rings ring ringing phoned "
        "voicemail missed "
        "blocked anruf anrufe anrufer anruferin angerufen rief riefen klingelte klingelt blockiert gesperrt "
        "llamada llamadas llamó llamaron llaman llamaban bloqueé bloqueado "
        "appels appelée appelait appelaient"
    )
)
DIALS = frozenset(
    cues.listed(
        "to you back return told i we number on screen popup pop email e-mail mail text letter website "
        "site ad google "
        "i've we've it them him her answers answer center centre karo karein dono devuelva press support "
        "helpline hotline toll free ask for us "
        "zu ich wir zurück bildschirm brief seite anzeige hotline support soll sollte bitte "
        "yo que llame pantalla correo carta página anuncio soporte para "
        "je j'ai écran courrier site annonce rappeler rappel pour support"
    )
) - frozenset(["number"])
# Where what is said of a value goes over to what came of it.
NEXT_CLAUSE = re.compile(r",|\s(?:and|but|und|aber|doch|y|pero|et|mais|aur|lekin|और|लेकिन)\s")
# *Do not give out my number. It's …*: what the sentence before speaks of.
ANAPHORA = re.compile(
    r"[.!?;]?\s*(?:(?:so )?(?:(?:i|we|she|he) did|(?:das )?(?:habe|hab|tat) ich(?: auch| gemacht| getan)*"
    r"|je l'ai fait|(?:eso|así lo|lo) hice)[,.;]?\s(?:and |und |et |y )?)?(?:it's|it is|its|that's|that is"
    r"|das ist|es ist|c'est|es|este es)(?: (?:the|die|der|le"
    r"|el))?\s?:?\s?[+(]*"
)
SPOKEN_OF_MINE = re.compile(
    r"\b(?:my|our|meine|unsere|mon|notre|mi|nuestro) (?:own |eigene |propre |propio )?(?:number|phone"
    r"|cell|mobile|landline"
    r"|e-?mail|nummer|handynummer|telefonnummer|mail|numéro|portable|fixe|número|teléfono|celular|correo)\b"
    r"(?! (?:showed|said|read|rang|displayed|klingelte|zeigte|sonó))"
)
# *Ring the number on your card. I did, it's …*
SPOKEN_OF_REAL = re.compile(
    r"\b(?:number|phone|line) (?:on|off|from|printed on) (?:the )?(?:back of )?(?:your|my|the|her|his"
    r"|our) (?:own )?"
    r"(?:bank |debit |credit )?(?:card|statement|passbook|policy)\b"
    r"|\bnummer (?:auf|von) (?:ihrer|meiner|der|deiner) (?:bank|giro|ec-|kredit)?karte\b"
    r"|\bnuméro (?:au dos de|sur|derrière) (?:votre|ma|la|sa) carte\b"
    r"|\bnúmero (?:de|en|del reverso de|detrás de|al dorso de) (?:su|mi|la|tu) tarjeta\b"
)
# *L'IBAN …, qui est le sien*: hers of whom a note speaks, where no one else is spoken of just before it.
IS_THEIRS = re.compile(
    r"[\"')]{0,2},? ?(?:\(|- )?(?:(?:qui|lequel|laquelle) (?:est|était) (?:bien )?|c'est |c'était )?"
    r"(?:le sien|la sienne|son propre (?:compte|numéro|iban)|sa propre (?:adresse|ligne)"
    r"|celui de la plaignante)\b"
    r"|[\"')]{0,2},? ?(?:\(|- )?(?:que|la cual|el cual) (?:es|era) (?:el suyo|la suya|suy[oa]"
    r"|de su propiedad)\b"
    r"|[\"')]{0,2},? ?(?:\(|- )?(?:das|die|der|welche[sr]?|was) (?:ist |war |sei )?(?:ihr|sein)e?"
    r"(?: eigene[srn]?)?(?: konto| nummer| anschluss| adresse| handy| girokonto)?(?: ist| war| sei)?[.,;)]"
    r"|[\"')]{0,2},? ?(?:\(|- )?(?:which|that|this) (?:is|was) (?:her|his|their) own\b"
)
THEIR_OWN = frozenset(  # words of which a text has one where that stands
    cues.listed("sien sienne propre celui suyo suya propiedad ihr ihre sein seine own")
)
PARTY = re.compile(
    r"\b(?:plaignante?|victime|déclarante?|requérante?|assurée?|client[ae]?|titulaire|denunciante|víctima"
    r"|titular"
    r"|declarante|compareciente|perjudicad[oa]|afectad[oa]|geschädigte[rn]?|anzeigende[rn]?"
    r"|anzeigeerstatter(?:in)?|kund(?:e|in)"
    r"|melder(?:in)?"
    r"|victim|complainant|customer|member|ip|aggrieved|informant|account holder)\b"
)
NOT_PARTY = re.compile(
    r"\b(?:escrocs?|individu|auteurs?|mis en cause|faux|fausse|interlocuteur|il lui|lui a(?:vait)? (?:donné"
    r"|fourni"
    r"|dicté|communiqué)|autor(?:es)?|estafador|falso|falsa|le (?:dio|dieron|facilitó|facilitaron|indicó"
    r"|indicaron)"
    r"|täter|betrüger|anrufer|unbekannte[rn]?|angeblich\w*|nannte ihr|gab ihr|suspect|offender|scammer|caller"
    r"|gave (?:her|him|them))\b"
)
# Where money went from one account to another: *von … auf das Konto …*.
LEFT = re.compile(
    r"\b(?:von|vom|from|depuis|desde|de|du)(?: (?:account|konto|iban|compte|cuenta|la cuenta"
    r"|dem konto))?\s?:?\s?$"
)
WENT_ON = re.compile(r"\s(?:auf|an|nach|to|into|a|al|vers|sur)\s(?:[^\W\d]+\s){0,3}[a-z]{0,2}\d")
# Words of which a text must have one where the patterns above are looked for.
FROM_WORDS = frozenset(cues.listed("from using under depuis partir desde usando"))
SENT_WORDS = frozenset(
    cues.listed(
        "geschrieben geschickt gesendet gemailt geantwortet angeschrieben beworben bestellt "
        "bheja bheji likha apply reply jawab भेजा भेजी लिखा जवाब आवेदन"
    )
)
DENYING_WORDS = frozenset(
    cues.listed(
        "heard record nothing such confirmed said says told wasn't nichts kein keine keinen betrug rien "
        "courant aucun "
        "arnaque escroquerie nada constancia registro estafa fraude falso nahi नहीं"
    )
)
