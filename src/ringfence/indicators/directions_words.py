"""Words and patterns of `directions`: how money leaves an account and comes to another, by language."""

from __future__ import annotations

import re

from ringfence.indicators import cues

LEAVING = frozenset(
    cues.listed(
        "with from out off left leaving leaves drained emptied debit debited debiting raided ex pulled "
        "sender source "
        "von vom aus abgang ab belastet zahlungspflichtiger zahlungspflichtige auftraggeber absender quelle "
        "de du depuis débit débiter débité débitée sorti sortie parti vidé vident vider vidée émetteur "
        "donneur "
        "desde del salió salieron origen ordenante vació vaciaron sacaron retiraron "
        "had have keep kept bank banked hold held saved customer complainant victim member cust "
        "claimant debtor kundin kunde geschädigte "
        "plaignante plaignant client cliente victime denunciante víctima perjudicada perjudicado "
        "खाताधारक ग्राहक us uns nous nosotros here branch entidad oficina "
        "से se कटे कटा कटी निकले निकला निकली गए गया"
    )
)
"""Words of which a text has one where money is told to leave an account."""
PAID = frozenset(
    cues.listed(
        "back received landed arrived ended lodged beneficiary receiver recipient payee credited credit "
        "creditor zahlungsempfänger empfänger "
        "begünstigter begünstigte gutgeschrieben zugang bénéficiaire créditer crédité destinataire "
        "beneficiario "
        "destinatario destino abonado लाभार्थी प्राप्तकर्ता"
    )
)
ACCOUNTS = frozenset(
    cues.listed(
        "account acct acc a c iban bsb routing sort ifsc savings checking current pot isa wallet zelle venmo "
        "paypal upi konto girokonto sparkonto tagesgeldkonto compte livret cuenta libreta nómina "
        "cartilla khata paytm gpay phonepe bhim "
        "khate खाते खाता खातों 口座 account's cashapp cash konten comptes cuentas s"
    )
)
BEGINS_IBAN = re.compile(r"[a-z]{2}\d\d")
_LABELS = (
    r"(?:[\s,.:;#(=\"'-]|\b(?:bsb|sort code|sortcode|s/c|routing|rtn|aba|iban|ifsc|account|acct|acc|a/c"
    r"|number"
    r"|no|nr|num|numbers?|ending|konto(?:nummer)?|kto|compte|cuenta|cta|libreta|número|numéro|numero|at|with"
    r"|having|and|mit|der|die|das|le|la|el|under|zelle|venmo|paypal|upi|id|cash app|wallet|address|code|with"
    r"|khata|sankhya|in|branch|of|the|being|namely|unter|que|es|acaba|acabada|is)\b|n°|खाता|संख्या|नंबर|आईएफएससी"
    r"|कोड)*$"
)
# Words that may stand between whose it is and the account; none by which money goes on.
_ADJECTIVES_EN = (
    r"(?:[\s,(]{1,2}(?!(?:in)?to\b|onto\b|and\b|but\b|he\b|she\b|they\b|i\b|we\b|his\b|that\b|which\b|sent\b|paid\b"
    r"|went\b|for\b|by\b|towards?\b|told\b|said\b|phone\b|card\b)[a-z&'-]+){0,6}"
)
_NOUNS_EN = (
    r"\b(?:account|acct|acc|a/c|savings|checking|chequing|current|pot|isa|wallet|zelle|venmo|paypal|upi"
    r"|own|iban|cash app|money market|chk|sav)\b"
)
_OUT_EN = (
    r"\b(?:from|out of|out|off|left|leaving|leaves|drained|emptied|debit(?:ed|ing)?(?: from| to)?"
    r"|raided|ex)\s"
    r"(?:the\s)?"
)
_WHO_EN = r"(?:(?P<mineen>my|our)|(?P<pronen>his|her|their)|(?P<whoen>[a-z]+)'?s)\b"
# *her own a/c with us, X*: at the bank that writes
_WITH_US = re.compile(
    r"(?<!beneficiary )(?<!payee )(?<!recipient )(?<!mule )(?<!receiving )"
    r"\b(?:account|acct|acc|a/c|konto|kto|girokonto|compte|cpte|cuenta|cta)\.?\s"
    r"(?:(?:is|was|held|kept|geführt|tenu|ouvert|que|tiene|qu'elle|qu'il|a)\s){0,2}"
    r"(?P<us>with us|w/ ?us|here|held here|(?:at|in|with) (?:our|this) (?:branch|bank|cu|credit union|office"
    r"|society)"
    r"|bei uns|in unserem haus|chez nous|con nosotros|en (?:esta|nuestra) (?:entidad|oficina|sucursal))\b"
    + _LABELS
)
OUT = {
    "en": (
        _WITH_US,
        # *I paid from X*
        re.compile(
            r"\b(?:i|we)\s(?:(?:then|only|just|have|had|always) )?(?:paid|sent|transferred|moved|wired"
            r"|zelled|venmoed)\b"
            r"(?:(?!\b(?:to|into)\b)[^.!?;@\d]){0,30}\b(?:from|out of|using)" + _LABELS
        ),
        # *the wallet I bought the coins with: X*
        re.compile(
            r"\b(?:wallet|account|acct|a/c|card|address|iban|one)\s(?:that |which )?(?:i|we)\s(?:(?!was\b"
            r"|were\b|told\b|to\b)"
            r"[a-z'$£]+\s){1,6}?(?:with|from|out of|through)\b(?:\s(?:is|was))?" + _LABELS
        ),
        re.compile(rf"{_OUT_EN}(?:my |our |the |his |her )?{_WHO_EN}{_ADJECTIVES_EN}{_LABELS}"),
        # *pulled from the credit union, my share account, …*
        re.compile(rf"\bfrom the [a-z ]{{3,24}}, {_WHO_EN}{_ADJECTIVES_EN}{_LABELS}"),
        # *we had £3k in the joint account, X*
        re.compile(
            r"\b(?:i|we|i'd|we'd)\s(?:had |have |keep |kept |bank |banked |hold |held |saved? "
            r")[^.!?;@]{0,40}?\b(?:in|at|with)\s(?:the|our|a|an|my)"
            r"\s(?:(?!to\b|into\b|and\b|he\b|they\b|she\b)[a-z'-]+[\s,]{1,2}){0,5}" + _LABELS
        ),
        re.compile(
            r"\b(?:customer|complainant|victim|member|cust|claimant|debtor)(?: "
            r"\([^()\d]{1,20}\))?\s?:\s?(?:[^\d;:!?@.]{2,40},\s)" + _LABELS
        ),
        re.compile(
            r"\b(?:funds|account|amount|sum) debited\s?(?::|was|is|from)?\s?"
            + _LABELS
            + r"|\bdebit(?:ed)? (?:party|side|leg|customer|account)\s?:\s?(?:[^\d;:!?@]{2,40},\s)?"
            + _LABELS
            + r"|^\s?(?:[\w ]{1,20}: )?debit:? "
            + _LABELS
        ),
    ),
    "de": (
        re.compile(
            r"\b(?:\w*konto|iban|wallet),? (?:von|mit|aus) (?:dem|der) (?:ich"
            r"|wir)\b[^.!?;\d@]{0,40}\b(?:ist|war|lautet)?" + _LABELS
        ),
        re.compile(
            r"\b(?:von|vom|aus|abgang(?: vom| von| aus)?)\s(?:(?P<minede>mein|unser)e?[mnrs]?"
            r"|(?P<pronde>ihrem|ihres|ihrer|seinem|seiner)|dem|der)?\s?"
            r"(?:(?!auf\b|an\b|nach\b|zu\b|ist\b|hat\b|wurde\b|ich\b|er\b|sie\b)[a-zäöüß-]+\s){0,2}"
            r"[a-zäöüß-]*(?:konto|kontos|konten|sparbuch|depot)(?:\s(?:meine[rs]|unsere[rs]|der|des)\s(?P<whode>[a-zäöüß-]+?))?"
            + _LABELS
        ),
        re.compile(
            r"\b(?:kundin|kunde|geschädigte[rn]?|zahlungspflichtige[rn]?|auftraggeber(?:in|konto)?|absender(?:konto)?|quellkonto)\s?:\s?"
            r"(?:[^\d;:!?@]{2,40},\s)?" + _LABELS
        ),
    ),
    "fr": (
        re.compile(
            r"\b(?:compte|livret|iban|wallet) (?:d'où|depuis lequel|avec lequel|duquel|dont) (?:j'ai"
            r"|nous avons|je|on a)\b"
            r"[^.!?;\d@]{0,40}(?:\best)?" + _LABELS
        ),
        re.compile(
            r"\b(?:de|du|depuis|vid[éeê]\w*|débit\w*(?: de| du| sur)?)\s(?:(?P<minefr>mon|ma|notre"
            r"|nos)\s|(?P<pronfr>son|sa)\s|le\s|la\s)?"
            r"(?:[a-zéèêàç-]+\s)?(?:compte|livret|épargne|assurance)s?\b"
            r"(?:\s(?!vers\b|sur\b|au\b|à\b|pour\b|de\b)[a-zéèêàç]+){0,2}"
            r"(?:\s(?:de|du|d')\s?(?:(?:la|le|l'|mon|ma|mes|notre|nos|sa|son)\s?)?(?P<whofr>[a-zéèêàç-]+))?"
            + _LABELS
        ),
        re.compile(
            r"\b(?:compte (?:à débiter|débité|émetteur|source|d'origine)|donneur d'ordre|plaignante?"
            r"|cliente?|victime|débiteur|émetteur)\s?:\s?"
            r"(?:[^\d;:!?@]{2,40},\s)?" + _LABELS
        ),
    ),
    "es": (
        re.compile(
            r"\b(?:cuenta|iban|wallet|billetera) (?:desde|con|de) (?:la|el) que (?:yo )?(?:pagué|envié"
            r"|mandé|hice|transferí|saqué"
            r"|compré|pagamos|hicimos)\b[^.!?;\d@]{0,40}(?:\bes)?" + _LABELS
        ),
        re.compile(
            r"\b(?:de|desde|del|vaci\w+|sacaron de|retiraron de)\s(?:(?P<minees>mi|mis|nuestr[oa])\s"
            r"|(?P<prones>su)\s|la\s|el\s)?"
            r"(?:[a-záéíóúñ]+\s)?(?:cuenta|libreta|cartilla|nómina|ahorros)\b"
            r"(?:\s(?!a\b|hacia\b|al\b|para\b|de\b|del\b|en\b|y\b)[a-záéíóúñ]+){0,2}"
            r"(?:\s(?:de|del)\s(?:(?:la|el|mi|mis|nuestr[oa]|su)\s)?(?P<whoes>[a-záéíóúñ-]+))?" + _LABELS
        ),
        re.compile(
            r"\b(?:cuenta (?:de )?(?:origen|cargo|ordenante)|ordenante|pagador|(?:titular y "
            r")?denunciante|cliente|víctima|perjudicad[oa])\s?(?:\([^()\d]{1,20}\))?\s?:\s?"
            r"(?:[^\d;:!?@]{2,40},\s)?" + _LABELS
        ),
    ),
}
# Without whose it is: hers, if another account follows to which it went.
BARE = {
    "en": (
        re.compile(r"\b(?:from|out of|debit(?:ed)?)" + _LABELS),
        re.compile(r"\b(?:sender|source|payer|remitter)\b[^.;!?\d@]{0,24}" + _LABELS),
    ),
    "de": (re.compile(r"\b(?:von|vom|aus)" + _LABELS),),
    "fr": (re.compile(r"\b(?:de|du|depuis)" + _LABELS),),
    "es": (re.compile(r"\b(?:de|desde|del)" + _LABELS),),
}
# What follows the account that money left: where it went.
ONWARD = re.compile(
    r"[\s)\"',;]{0,3}(?:\([^()\d]{1,24}\)[\s,;.]{0,2})?(?:(?!\b(?:my|our|mein\w*|mon|ma|mi)\b)[^.!?\d@]){0,40}?"
    r"(?:\b(?:into|to|onto|credit(?:ed)?|beneficiary|receiver|recipient|payee|auf|an|nach|zugunsten|vers|sur|au"
    r"|a|hacia|benef\w*|empf\w+|destin\w+)\b|->|=>|→|>)(?!\s(?:my|our|mein|mon|mi)\b)"
    r"[^.!?@\d]{0,50}(?:\d|[a-z]{2}\d\d|[^\s@]+@)"
)
CAME = re.compile(
    r"\b(?:received?|got|refund\w*|came|come|comes|sent me|paid me|credit|deposit\w*|erhalten|bekam"
    r"|bekommen|kam"
    r"|kommen|reçu|venait|recibí|llegó|he said|they said|er sagte|il disait|dijo)\b[^.!?;]*$"
)
IN = re.compile(
    r"\b(?:beneficiary|receiver|recipient|payee|creditor|funds credited|credit(?:ed)?(?! union\b| "
    r"card\b|s\b)(?: account| to)?"
    r"|(?:it|money|rest|refund|that) back (?:at|to|into|in)|received (?:at|by|into|in)|landed (?:at|in"
    r"|with)|arrived (?:at|in)|ended up (?:at|in)|lodged "
    r"(?:at|to|into)"
    r"|zahlungsempfänger(?:in)?|empfänger(?:in)?|begünstigte[rn]?|gutgeschrieben(?: auf)?"
    r"|compte à créditer|compte crédité|bénéficiaire|destinataire|beneficiario|destinatario|cuenta "
    r"(?:de )?destino)"
    r"(?:[^.;!?\d@]|\.(?=\S)){0,40}" + _LABELS + r"|(?:लाभार्थी|प्राप्तकर्ता)[^.।;!?\d@]{0,40}$"
)
OF_HERS = re.compile(
    r"\b(?:my|our|mine|customer|cust|client|member|victim|mein\w*|unser\w*|kund\w+|mon|ma|notre|cliente?|mi|nuestr[oa]"
    r"|debit\w*|from|sender|her|his)\b"
)
# *she told me to use her cousin's account, X*
IN_TOLD = re.compile(
    r"\b(?:he|she|they|caller|man|woman|agent)\s(?:told|asked|wanted|said|claimed|insisted|had)\b[^.!?;]{0,80}?\b(?:use|pay|send|wire|transfer|deposit)\b"
    r"[^.!?;\d@]{0,24}\b(?:his|her|their)\b[^.!?;\d@]{0,30}" + _LABELS
)
ACCOUNT = re.compile(
    _NOUNS_EN + r"|\b(?:bsb|sort code|s/c|routing|ifsc)\b|konto|sparbuch|depot|compte|livret|épargne|cuenta"
    r"|libreta|cartilla"
    r"|nómina|ahorros|[a-z]{2}\d\d(?: ?[a-z0-9]{4}){2}|débit|cargo|pflichtig|auftrag|absender|émett"
    r"|donneur|ordenante|pagador|debit"
)
OF_KIN = frozenset(["his", "hers", "kin", "behalf", "note"])
VALUE = re.compile(
    r"[.!?](?=\s)|\n|[^\s@]+@[^\s@]+|\d(?:[\d -]{4,}\d)(?=[^\d]{0,60}?\b(?:(?:in)?to|and|auf|an|vers|y"
    r"|et|und|a)\b)"
)
MINE = frozenset(cues.listed("my our mein unser mon ma notre nos mi mis nuestro nuestra"))
_MINE_HINDI = r"(?:मेर[ाीे]|हमार[ाीे]|अपन[ाीे]|mer[aie]|hamar[aie]|apn[aie]|ग्राहक|पीड़ित|customer|शिकायतकर्ता)"
LEFT_HINDI = re.compile(
    r"(?:खाताधारक|ग्राहक|पीड़ित|शिकायतकर्ता|khatadharak)\s?:?\s[^\d.।!?@,]{2,30},\s(?:(?:account|khata|खाता|number|no|संख्या|नंबर|ifsc)[\s:,.]*){0,3}$"
    rf"|(?:^|[\s,.।:(]){_MINE_HINDI}\s(?:[^\s\d.।!?@]+\s){{0,5}}?(?:खात[ाे]|khat[ae]|account|अकाउंट|wallet)\s(?:से|se)\s[^\d.।!?@]{{0,30}}?"
    r"(?:kat\w*|nik[al]\w*|gay[aei]|debit\w*|कट\S*|निक\S*|गए|गया|गयी|डेबिट)[\s,:(]+(?:(?:account|khata|खाता|number|no|संख्या|नंबर|ifsc|upi|id)[\s:,.]*){0,3}$"
)
IN_HINDI = re.compile(  # *… में डाले गए*
    r"(?:[\s,(]{0,3}(?:ifsc|आईएफएससी)(?: code| कोड)?[\s:]{0,2}\w{11})?[)\s,]{1,3}(?:में|को|me|mein"
    r"|ko)(?![^\W\d_])"
)
OF_HERS_HINDI = re.compile(
    rf"(?:^|[\s,.।:(]){_MINE_HINDI}\s(?:(?!को\b|ko\b)[^\s\d.।!?@]+\s){{0,5}}?(?:खात[ाे]|khat[ae]|account|अकाउंट|wallet|upi|यूपीआई)"
    r"[^.।!?@]{0,40}$"
)
OUT_HINDI = re.compile(
    r"(?:[\s,(]{0,3}(?:ifsc|आईएफएससी)(?: code| कोड)?[\s:]{0,2}\w{11})?[)\s,\"']{0,3}(?:से"
    r"|se)(?![^\W\d_])(?!\s(?:फोन|फ़ोन|कॉल|phone|call|मैसेज|message))"
)
OF_HERS_JAPANESE = re.compile(
    r"(?:私|自分|妻|夫|主人|父|母|両親|息子|娘|お客様|顧客|本人)(?:名義)?の[^。.、@\d]{0,16}(?:口座|ウォレット)[^。.@]{0,24}$"
)
OUT_JAPANESE = re.compile(r"[)\s]{0,2}(?:の口座)?(?:から|より)")


def ways(lang: str | None, by_lang: dict[str, tuple[re.Pattern[str], ...]]) -> tuple[re.Pattern[str], ...]:
    """Give the patterns of a text's language and the English ones."""
    own = by_lang.get(lang or "", ())
    return own if lang == "en" else (*own, *by_lang["en"])
