"""Words and patterns of `services`: how one is named, and what may stand between its name and a value."""

from __future__ import annotations

import re

_COMPANY = (
    r"(?P<paypal>pay\s?pal)|(?P<zelle>zelle(?:'?d|s)?)|(?P<cashapp>cash\s?app|cash\s?tag)|(?P<venmo>venmo'?d?)"
    r"|(?P<telegram>telegram|テレグラム|टेलीग्राम)"
    r"|(?P<whatsapp>whats\s?app|ワッツアップ|(?:व्हाट्स|व्हॉट्स|वॉट्स|वाट्स)\s?(?:एप|ऐप|अप))"
    r"|(?P<other>insta(?:gram)?|twitter|tiktok|snap(?:chat)?|facebook|discord|youtube|reddit|signal)"
)
OTHER = "other"  # a company whose names are no kind of ours
EASTERN_PARTS = ("テレグラム", "टेलीग्राम", "ワッツアップ", "ट्स")
NAMED = re.compile(rf"(?<![a-z@])(?<![a-z0-9-]\.)(?:{_COMPANY})(?![a-z@]|\.[a-z])")
FOLLOWS = re.compile(
    r"(?:\s?\((?:(?:on|via|my|his|her|their) )?|,?\s(?:(?:also|auch|también|aussi) )?"
    rf"(?:on|via|in|by|per|par|por|with|using|auf|über|sur|en|through) )(?:{_COMPANY})\b"
)
CHAT = re.compile("whats|ट्स")
# *gave me … so we could keep talking on WhatsApp*, *… para seguir por WhatsApp*
CHAT_FOLLOWS = re.compile(
    r",?\s(?:to|so|where|para|pour|afin|um|damit)\s(?:[^\W\d]+\s){0,4}?"
    r"(?:talk|chat|continue|write|text|message|seguir|hablar|chatear|escribir|continuar|continuer|parler"
    r"|discuter|écrire|échanger)?(?:ing|n|e)?\s?(?:on|via|over|in|por|en|sur|par|über|auf|per)\s"
    r"(?:whats\s?app)\b"
    # *… se WhatsApp call aaya*
    r"|\s(?:se|से)\s(?:whats\s?app\b|(?:व्हाट्स|व्हॉट्स|वॉट्स|वाट्स)\s?(?:एप|ऐप|अप))|からwhats\s?app"
)
FROM = re.compile(r"\b(?:from|by|of|as|called|real|von|de|du)\s[\"'(]?$")
# What may stand between a service's name and the address or number by which it knows someone.
ANOTHER = re.compile(r"@|[0-9][0-9 ()./-]{6,}")
TO = re.compile(
    r"(?:\b(?:to|an|à|a|al|a nombre del?|au nom d[eu]|in the name of|(?:registered|linked|tied) to|is"
    r"|was|ist|war|es|est|era|:|address|email|e-mail|mail|id|account|konto|cuenta"
    r"|compte|me|him|her|them|tag|ke|ko|par|pe|recipient|beneficiary|payee|empfänger|destinataire"
    r"|bénéficiaire|destinatari[oa]|beneficiari[oa])"
    r"|\b(?:to|an|à|a|sur|auf|al|pour)\s(?:(?:the|his|her|their|this|la|su|die|seine|ihre|son|leur|cette"
    r"|esta|esa)\s"
    r"|l')?(?:adresse|direcci[oó]n|correo|mailadresse|e-mail-adresse|boîte)(?:\s(?:mail|e-?mail))?"
    r"|[:=>-])[\s\"'(<:]*$"
)
OTHER_MATTER = re.compile(
    r"\b(?:e?-?mails?|mail|mailed|emailed|invoice|receipt|notification|message|messages|rechnung|factura"
    r"|facture|phishing|wrote|text|texted"
    r"|correo|courriel|sent (?:me|my|a)|from|called|call|number)\b"
)
PAYING = re.compile(
    r"\b(?:pa(?:y|id|yed|ying|yment)\b|sen[dt]|sending|transfer\w*|friends|family|gezahlt|bezahlt|zahl\w*"
    r"|freunde|überw\w*|pag\w+|mand\w+|envi\w+|envoy\w+"
    r"|pay[eé]|vers\w+|pas[eéó]|hice|abon[eéó]|ingres[eéó]|d[oó]lares|pesos|dollars?|euros?|proches"
    r"|account|konto|cuenta|compte|money|geld|dinero|argent|\$|€|£)"
)
CHAT_FROM = re.compile(
    r"\s(?:(?:video\s)?(?:calls?|messages?|msgs?|nachricht|anruf|mensajes?)\s)?"
    r"(?:from|von|vom|de|du|desde|से|पर|से|se|par|pe)\s[+(]{0,2}"
    # *WhatsApp pe ladki ki video call aayi …*
    r"|\s(?:pe|par|पे|पर)\s(?:[^\s\d.,;:]+\s){0,4}(?:calls?|messages?|msg|कॉल|मैसेज|संदेश)"
    r"\s(?:aa?y[ai]|aai|आया|आयी|आई)\s[+(]{0,2}"
    # *WhatsApp karein …*
    r"|\s(?:kare?in|karo|kare|kijiye|kariye|karna|kar dein|करें|करो|कीजिए|करिए|करना)\s[+(]{0,2}"
    # *Per WhatsApp meldete sich …*
    r"|\s(?:meldete sich|(?:schrieb|kontaktierte) (?:mich|mir|uns)|me (?:escribió|contactó|habló|saludó"
    r"|llamó)|m'a (?:écrit|contactée?|parlé|appelée?)|(?:wrote|messaged|texted|contacted)(?: to)? me)"
    r"\s(?:die |der |el |le )?[+(]{0,2}"
    # *El WhatsApp de mi primo es …*
    r"|\s(?:de|von|du|of|vom)\s(?:mi|mis|mein\w*|mon|ma|my|our|nuestr[oa]|unser\w*"
    r"|notre)\s(?:[^\W\d_]+\s){1,2}?"
    r"(?:(?:es|ist|est|is|era|war|was|lautet)\s)?:?\s?[+(]{0,2}"
    # *a WhatsApp voice note, no words, from …*
    r"|\s(?:(?:video|voice|text|audio|vocal) )?(?:calls?|messages?|msgs?|notes?|chats?|pics?|photos?|links?"
    r"|nachricht\w*|sprachnachricht\w*|bilder?|fotos?|mensajes?|audios?|vocaux|vocal)(?!\s(?:to|an|à"
    r"|a)\s)[^.!?\d\"]{0,30}"
    r"\s(?:from|von|vom|du|desde|del|de)\s(?:(?:the|number|der|nummer|el|número|numéro)\s){0,2}[+(]{0,2}"
    # *wollte per WhatsApp weiterschreiben, …*
    r"|\s(?:weiter)?(?:schreiben|chatten|kommunizieren|continue|chat|talk|write|message|seguir|hablar"
    r"|escribir"
    r"|continuer|discuter|parler|chatear)[,:]\s?(?:(?:nr\.?|number|nummer|numéro|número|under"
    r"|unter)\s)?[+(]{0,2}"
    # *He was on WhatsApp as "Captain Ross", …*
    r"|(?:\s(?:firmaba|se hacía llamar|se llamaba|called himself|called herself|went|going|nannte er sich"
    r"|nannte sie sich|se faisait appeler|signait))?"
    r"\s(?:as|by|under|under the name|by the name(?: of)?|als|unter|unter dem namen|comme|sous le nom(?: de)?"
    r"|sous|como|con el nombre(?: de)?|bajo el nombre(?: de)?)\s"
    r"\"[^\"\n\d]{2,40}\",?\s?(?:(?:with|using|on|number|mit|unter|avec|con|nummer)\s){0,2}[+(]{0,2}"
    # *WhatsApp, his number there was …*, *on WhatsApp, admin …*, *por WhatsApp, no era ella, desde el …*
    r"|[,;]?\s(?:his|her|their|seine|ihre|son|sa|su)\s(?:number|nummer|numéro|número)(?:\s(?:there|dort"
    r"|là(?:-bas)?|dessus|ahí|allí|allá))?"
    r"(?:\s(?:is|was|ist|war|est|était|es|era))?\s?:?\s?[+(]{0,2}"
    r"|(?:[\s-](?:group|gruppe|grupo|groupe))?(?:\s\"[^\"\n\d]{2,40}\")?[,;]\s(?:admin|administrator"
    r"|advis[eo]r|mentor|coach|sender|absender)\s?:?\s?[+(]{0,2}"
    r"|(?:,(?:(?!\b(?:called|rang|phoned|rief|llam[óa]\w*)\b)[^.!?\d]){0,40}|\s(?:a|some|una?|une?|eine?"
    r"|la|el)\s[^.!?,;\d]{1,30})"
    r"\s(?:from|desde|von)\s(?:el\s|the number\s|der\s)?[+(]{0,2}"
    r"|\s(?:from|von|de|del|du)\s[^.!?;\d]{1,40}?,?\s(?:nr\.?|nummer|number|no\.|numéro|número"
    r"|tel\.?)\s?:?\s?[+(]{0,2}"
    r"|\s(?:and|where i|where she|where he)\s(?:add|text|message|msg|write to|contact)(?:ed)?\s[+(]{0,2}"
    r"|\s?(?:で|に|へ|の|を)[^。.!?\d]{0,20}(?:番号|相手|アカウント|連絡先|送り主|id)は\s?[+(]{0,2}"
    r"|\s?(?:で|に)(?:メッセージ|連絡|チャット)[^。.!?\d]{0,14}(?:相手|送り主|番号)は\s?[+(]{0,2}"
)
# *then Zelle the vendor at …*
_ZELLED = re.compile(
    r"\s(?:\$?\d[\d.,]*\s)?(?:to\s)?(?:the|my|a|his|her|their|some)\s[^\W\d_]+\s(?:at|on|under)\s[+(]{0,2}"
)
# *wanted my Zelle so I spelled out …*
_ZELLE_TOLD = re.compile(
    r",?\s(?:so|and|then)\s(?:i|we|she|he)\s(?:spelled out|spelled|gave|typed|told|read out|read|texted"
    r"|said|put)"
    r"(?:\s(?:him|her|them|in|it|mine))?[,:]?\s[+(]{0,2}"
)
# *paid with Zelle, the name was Jane Doe and the number …*
_ZELLE_NAMED = re.compile(
    r"[,;:]?\s(?:(?:the|under|in|on|to) )?(?:the )?(?:name|recipient|account name)\s(?:(?:was|is|of"
    r"|on it) ){0,2}"
    r"[^.!?;\d]{2,40}?(?:,| and| with| at)?\s(?:(?:the|his|her|their|at|with|phone|cell) ){0,2}"
    r"(?:number|no\.?)(?:\s(?:was|is))?\s?:?\s?[+(]{0,2}"
)
# *the zelle popped up as "Jane D" …*
_ZELLE_SHOWN = re.compile(
    r"\s(?:(?:it|that|name|payment|transfer) )?(?:popped up|showed(?: up)?|came up|appeared|listed|displayed"
    r"|said|read|was|went to|under)\s(?:as |to |under |name )?\"[^\"\n\d]{2,40}\",?\s?"
    r"(?:(?:at|with|and|number|phone|no\.?)\s){0,2}[+(]{0,2}"
)
# *per PayPal an seinen "Spediteur" …*
_PAID_ONE = re.compile(
    r"\s(?:to|an|a|à)\s(?:the|his|her|their|an|seine[nrm]?|ihre[nrm]?|den|die|einen|son|sa|le|la|un|une"
    r"|su|el|al)\s"
    r"\"?[^\W\d_]+\"?,?\s(?:(?:at|unter|en|under|on|al|au)\s)?[<+(\"]{0,2}"
)
# *I have a PayPal account under …*
PAYPAL_OF = re.compile(
    r"\s?-?(?:accounts?|konto|cuenta|compte)?,?\s?(?:mit|with|under|unter|con|avec|sous|linked to"
    r"|tied to|in the name of)(?:\s(?:the|my|der|meiner|la|mi|el|mon|e-?mail|mail|address|adresse|correo"
    r"|dirección)){0,3}\s?[:<(\"]{0,2}\s?"
)
# *My PayPal address is …*, *mon adresse PayPal est …*, *mi correo de PayPal es …*
WHOSE_PAYPAL = re.compile(
    r"\b(?:my|our|his|her|their|meine?|unsere?|seine?|ihre?|mon|ma|notre|son|sa|leur|mi|nuestr[oa]|su"
    r"|mer[aei]|hamar[aei]"
    r"|apn[aei]|unk[aei]|usk[aei])\s(?:(?:own|eigene[sr]?|propre|propi[oa]) )?"
    r"(?:(?:e-?mail-?|mail-?)?(?:adresse|address|compte|identifiant|cuenta|direcci[oó]n|correo|usuario|id"
    r"|e-?mail|mail"
    r"|konto|account)"
    r"(?:\s(?:mail|e-?mail|électronique|electrónico))?(?:\s(?:de|du|bei|für|for|on|pour|para|with|mit"
    r"|en))?\s)?$"
    r"|(?:मेर[ाीे]|हमार[ाीे]|उसक[ाीे]|उनक[ाीे]|अपन[ाीे])\s$|(?:私|自分|僕|俺|当方|相手|犯人|母|父)の\s?$"
)
PAYPAL_IS = re.compile(
    r"(?:[\s-]?(?:(?:e-?mail|mail)[\s-]?)?(?:address|adresse|e-?mail|mail|accounts?|konto|id|login|handle"
    r"|name|pat[ah]|khata"
    r"|पता|खाता|अकाउंट|आईडी|ईमेल|アドレス|アカウント|メールアドレス|メール|id))?"
    r"(?:,?\s?(?:is|was|ist|war|lautet|läuft|est|était|c'est|es|era|hai|は|が|goes|runs)){0,2}"
    r"(?:\s(?:to|on|under|auf|unter|the|die|le|la|el|at))*\s?[:=,]?\s?[\"'(<]?"
)
# *le PayPal de ma fille, X*
PAYPAL_OF_KIN = re.compile(
    r"[\s-]?(?:konto|account)?\s(?:de|von|of|d')\s?(?:mi|mein\w*|mon|ma|my|our|unser\w*|notre|nuestr[oa])\s"
    r"[^\W\d_]+(?:\s(?:est|es|ist|is|era|war|was|était))?\s?[,:(<\"]{0,2}\s?"
)
# *he gave me his PayPal, X*
GAVE_PAYPAL = re.compile(
    r"\b(?:gave|gives|given|giving|donné|donne|gab|gibt|dio|pasó|mandó|sent|texted)(?:\s(?:me|us|her|him"
    r"|mir|uns|er|sie|out|then))*"
    r"\s(?:his|her|their|a|sein|ihr|son|leur|su)\s$|\b(?:m'a|nous a|a|lui a) donné (?:son|leur)\s$"
    r"|\b(?:gave|gives|donné|gab|dio|pasó)\b[^!?;]{0,60}[\s,](?:then|and|or|dann|und|puis|et|y"
    r"|luego)\s(?:his|her|their|sein|ihr|son|leur|su)\s$"
)
PAYPAL_GIVEN = re.compile(r"(?:\s(?:address|adresse|e-?mail|account|konto|id))?\s?[:,]\s?[\"'(<]?")
# *mine is … and his is …*: of the service that was named before
# *Paid with PayPal. Mine: X*
MINE_NEXT = re.compile(
    r"[^.!?;\n@\d]{0,30}\.\s(?:mine|ours|his|hers|theirs|meins|meine|seins|seine|le mien|le sien|el mío"
    r"|el suyo)"
    r"(?: (?:one|is|was|ist|est|es))?\s?:?\s?[\"'(+<]{0,2}"
)
OTHERS = re.compile(
    r"[^!?;@]{0,60}?(?:\S+@[^\s,;]+|[+(]?\d[\d ()-]{6,}\d)[,;.]?\s(?:(?:and|und|et|y|but|aber|mais|pero) )?"
    r"(?:mine|ours|his|hers|theirs|meins|meine|seins|seine|le mien|la mienne|le sien|la sienne|el mío"
    r"|la mía|el suyo"
    r"|la suya|(?:my|his|mein|sein|mon|son|mi|su)(?: own)? (?:account|konto|compte|cuenta)(?: à (?:moi"
    r"|lui))?)"
    r"(?: one)?(?::|,?\s(?:is|was|c'est|est|était|ist|war|lautet|läuft|es|era))"
    r"(?: (?:linked to|tied to|registered to|under|on|auf|unter|sur|sous|en))?\s?:?\s?[\"'(+<]{0,2}"
)
PAYPAL_OTHERS = re.compile(
    r"\s?\S+@[^\s,;]+[,;.]?\s(?:(?:and|und|et|y|but|aber|mais|pero) )?(?:his|hers|theirs|(?:the )?(?:crook"
    r"|scammer|man|guy|caller|fraudster|agent|woman)'s|le sien|la sienne|le leur|seine?s?"
    r"|ihres?|el suyo|la suya)(?: one)?,?\s(?:is|was|c'est|c'était|est|était|ist|war|lautet|es"
    r"|era)\s:?\s?[\"'(<]?"
)
# *PayPal से X को भेजे*, *PayPalでXに送金*: the word for whom stands behind.
PAYPAL_BEHIND = re.compile(r"\s?(?:से|se|で|から)\s?")
SENT_BEHIND = re.compile(
    r"\s?(?:को|ko)\s(?:[^\s।.!?]+\s){0,4}?(?:भेज|दिए|दिये|ट्रांसफर|चुका|bhej|diye|transfer|pay)"
    r"|\s?(?:に|へ|宛に)[^。.!?@]{0,14}(?:送金|支払|払|送っ|送り|振り込)"
)
SIGNED = re.compile(r"\"\s?[(<]?")  # *from "Zelle" (alerts@…)*
# *a WhatsApp "Hi Mum, new phone" from …*
_CHAT_QUOTED = re.compile(
    r"[^.!?\n\"\d]{0,24}\s?\"[^\n\"]{1,120}\",?\s(?:(?:came|sent|kam|kommt|reçu|recibido|geschickt)\s)?"
    r"(?:from|von|vom|mit|de|du|del|desde|depuis|avec|con|se|से)\s(?:(?:the|der|le|el|a|number|nummer"
    r"|numéro|número)\s){0,2}"
    r"[+(]{0,2}"
)
# *a WhatsApp saying "… message me here …"*
_CHAT_SAID = re.compile(
    r"\s(?:(?:message|msg|text|nachricht|mensaje)\s)?(?:saying|that said|which said|reading|mit"
    r"|que decía|disant|qui disait)"
    r"\s?:?\s?\"[^\"\n]{1,120}?[\s+(]"
)
_A_NUMBER = (
    r"(?:\s(?:the|a|der|einer|le|un|el|number|nummer|numéro|número|mobile|uk|us)){0,3}\s?:?\s?[+(]{0,2}"
)
# *contacted on WhatsApp by a person using …*, *per WhatsApp von jemandem mit der Nummer …*
_CHAT_BY = re.compile(
    r"[^.!?;\d\"]{0,24}?[\s(](?:by|from|von|par|por|de|a|an|some(?:one|body)|una?|une?|alguien|quelqu'un"
    r"|eine[rm]?|ein|jemand)\s"
    r"(?:(?!r[au]ng\b|call|phon|dial|ring|rief|anruf|appel|llam|told|sa(?:id|y)|bank)[^.!?;\d\"]){0,44}?\s?"
    r"\b(?:using|(?:who |that )?use[ds]|operating|utilisant|qui utilis(?:ait|e)|avec|usando|usa(?:ba)?|con"
    rf"|with|on|under|mit|unter){_A_NUMBER}|\s(?:using|(?:en )?utilisant|usando){_A_NUMBER}"
    # *WhatsApp message received, sender's number …*
    r"|[^.!?;\d\"]{0,30}?[\s,(](?:sender|absender|expéditeur|remitente)(?:'s)?"
    r"(?:\s(?:number|no\.?|nummer|is|was|numéro|número))*\s?:?\s?[+(]{0,2}"
)
# *WhatsApp: "Hello Mum, this is my new number …*: the number of whom a quoted message is from.
CHAT_NEW = re.compile(
    r"whats\s?app\b[^.!?\n\"\d]{0,40}\s?\"[^\"\n\d]{0,90}?\b(?:new|neue[rn]?|nouveau|nouvelle|nuevo|nueva)"
    r"\s(?:number|nummer|handynummer|numéro|num|número|handy|phone|mobile|telefon|téléphone|teléfono|one"
    r"|cell)"
    r"|whats\s?app\b[^.!?\n\"\d]{0,40}\s?\"[^\"\n\d]{0,90}?\b(?:número|numéro|nummer)\s(?:nuevo|nouveau|neu)"
)
CHAT_NEW_LINK = re.compile(r"(?:\s(?:is|ist|est|es|jetzt|now|lautet|ahora|maintenant))*\s?[:,]?\s?[+(]{0,2}")
CHAT_USED = re.compile(
    r"(?:whats\s?app|ट्स\s?(?:एप|ऐप|अप))\s(?:pe|par|पे|पर)\s(?:ek|kisi|koi|किसी|एक|कोई|unjaan|anjaan|अनजान)\s"
    r"(?:[^\s\d.,;:।]+\s){0,3}[+(]{0,2}$"
)
CHAT_USES = re.compile(
    r"\s?(?:wala |वाले |वाला )?(?:number|no\.?|नंबर|नम्बर)\s(?:se|से|use|istemal|इस्तेमाल)(?=\s)"
)
SURELY = {
    "whatsapp": (_CHAT_QUOTED, _CHAT_SAID, _CHAT_BY),
    "zelle": (_ZELLE_TOLD, _ZELLED, _ZELLE_NAMED, _ZELLE_SHOWN, _PAID_ONE),
    "paypal": (_PAID_ONE,),
}
STRAIGHT_TO = re.compile(r"\s?(?:to|an|a|à|al|ke|ko|par|pe)[\s:(<\"']*")
BY_ADDRESS = ("zelle", "paypal")
# *The PayPal I paid from is mine, …*, *I only use WhatsApp with the grandchildren, on …*: what a clause
# says of a service is said of the address or number at its end, unless it speaks of calls or of mail.
OF_SERVICE = re.compile(
    r"(?:(?!\b(?:team|people|guy|man|woman|agent|desk|fraud|refund\w*|customer|service|department|security|r[au]ng|call\w*|phon\w+|ring\w*|dial\w*|bank\w*|police|officer|support|help\w*|tell|told|said"
    r"|sa(?:ys|id)|ask\w*|wrote|writ\w*|sent me|e-?mail\w*|mail\w*|text\w*|sms|invoice\w*|receipt"
    r"|message\w*|link|site|page|contact\w*|reach\w*|report\w*|block\w*|instead|not|never|landline|numbers?|real|genuine"
    r"|nummer|telefon\w*|anruf\w*|rief\w*|angerufen|festnetz|schr[ie]+b\w*|geschrieben|rechnung|nicht|kein\w*"
    r"|sondern|erreich\w*|gesperrt|melde\w*|sagte|statt|num[eé]ro|appel\w*|rappel\w*|téléphon\w*|fixe|écri\w*"
    r"|courriel|facture|pas|jamais|joindre|joignable|dit|sinon|n[uú]mero|llam\w+|teléfono|fijo|correo|escrib\w+"
    r"|escribió|factura|locali\w+|contest\w+|dijo|sino)\b)[^.!?;\n\d@\"]){1,70}?"
    r"(?:\b(?:mine|ours|own|hers|his|theirs|meins|unseres|eigenes|seins|ihres|mien|moi|sien|mío|mía|suyo|propio),|:|,?\s(?:is|was|on|at|under|to|of|ist|war|lautet|auf|unter|est|était|sur|sous|au|es|era|en|bajo))"
    r"(?:\s(?:the|le|la|el|mit|der|die|mine|my own))*\s[+(<]{0,2}"
)
OF_HERS = re.compile(  # whose such a service is, or that she uses it
    r"\b(?:the|my|our|his|her|their|a|i|we|only|das|mein\w*|unser\w*|sein\w*|ihr\w*|dem|ich|wir|le|mon|notre|son"
    r"|leur|ce|du|el|mi|nuestro|su|del|al)\b[^.!?;:,\n\d@\"]{0,24}$|(?:^|[.!?;\n]\s?)$"
)
# *… by Zelle. I sent 350 to …*: the next sentence says to whom it went.
PAID_TO = re.compile(
    r"\b(?:from|von|vom|de|du|desde|depuis)\b(?:[^.!?;@]|\.(?=\S)){0,40}(?:@[^\s,;)]+|\d)[)\"']?,?\s(?:to|an|zu|à|a|al)\s[<(\"]?$|"
    r"(?:[$€£₹]\s?\d[\d.,]*|\d[\d.,]*\s?(?:euros?|eur|€|dollars?|usd|bucks|quid|pounds|rs|rupees|pesos))"
    r"\s(?:to|an|a|à|ko)(?:\s?\"[^\"\d]{2,30}\",?)?[\s:(<]*$"
    r"|\b(?:money|it|half|rest|payment|deposit|funds|cash|argent|geld|dinero|paisa|das|l'argent|virement)\s"
    r"(?:(?:all|both|then|was|were|is|has|had)\s)*(?:went|goes|gone|going|sent|paid|ging|gingen"
    r"|est parti|est allé|fue|iba)"
    r"\s(?:straight\s)?(?:to|an|a|à)(?:\s?\"[^\"\d]{2,30}\",?)?[\s:(<]*$|"
    r"\b(?:sent|send|paid|transferred|wired|zelled|mand[eéoó]|envi[eéoó]|pagu[eé]|deposit[eé]|envoy[eé]"
    r"|vers[eé]|pay[eé]"
    r"|schickte|geschickt|zahlte|überwies|bheje|bheja)\s(?:(?:him|her|them|over|it|me|another|the|le|les"
    r"|ihm|ihr)\s)?"
    r"(?:[$€£₹]?\s?\d[\d.,]*\s?(?:dollars?|usd|bucks|euros?|€|\$|£|rs)?\s)?"
    r"(?:of it\s)?(?:to|an|a|à|ko)(?:\s?\"[^\"\d]{2,30}\",?)?[\s:(<]*$"
)
BY_CLAUSE = frozenset(["paypal", "zelle", "whatsapp"])
THING = 40  # characters before a service's name in which it is called someone's
WITHIN = 70  # characters in which a service is named before what it knows someone by
