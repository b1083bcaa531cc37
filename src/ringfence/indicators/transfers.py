"""Which of the accounts of a transfer it left: that is the payer's own, and the other one the payee's.

Notes of banks name both: *Debited: routing …*, *con cargo a … (cliente)*, *X se paise kate*; and people say
*from hers, …* of a relative.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

_BACK = 64  # characters before an account in which it is told
_MOVED = frozenset(  # of which a text has one where an account is told to be debited
    cues.listed(
        "bel cta kto debited debit debits remitter remitting originator originating ordering payer "
        "belastet belastetes belastung belastungskonto zulasten lasten abgebucht abbuchung auftraggeberkonto "
        "auftraggeber débit débité débitée débiter "
        "siendo étant being abgegangen abgeflossen weggegangen parti partis partie sorti sortis sortie "
        "salió salieron salido out "
        "cargo adeudo adeudada adeudado ordenante "
        "nikle nikli nikla nikal nikale kate kata kati kat निकली निकले निकला निकाली निकाले कटे कटी कटा "
        "कट डेबिट"
    )
)
_PARTIES = frozenset(  # or where a party is named in brackets, or an account is called hers
    cues.listed(
        "hers own sien sienne propre suyo suya propia seinem ihrem seins ihres payer remitter ordenante "
        "auftraggeber auftraggeberin"
    )
)
_PARTIES |= antecedents.PARTIES
_WORDS = _MOVED | _PARTIES
# Of these a text has one where `_DEBITED` finds anything, and of the others where `_LEFT` does.
_IS_DEBITED = (_MOVED - frozenset(["out"])) | frozenset(cues.listed("sender debtor belastetem"))
_IS_DEBITED |= {f"{word}'s" for word in _IS_DEBITED}
_HAS_LEFT = frozenset(
    cues.listed(
        "abgegangen abgeflossen weggegangen parti partie partis parties sorti sortie sortis sorties salió "
        "salieron salido out"
    )
)
_DEBITED = re.compile(
    r"\b(?:debit(?:ed|s)?|remitter|remitting|originat(?:or|ing)|ordering|payer)(?:'s)?"
    r"(?:\s(?:from|account|acct|a/c|iban|bank|party|customer|party's|customer's))*"
    r"(?:\s?[:=-])?(?:\s(?:routing|sort code|account|acct|a/c|iban|bsb|no\.?|number))*\s?:?\s?$"
    r"|\b(?:payer|remitter|originator|sender|debtor|ordering (?:party"
    r"|customer))\s?:\s?(?:[^\W\d_]+\.?\s?){1,4},\s?"
    r"(?:(?:chk|checking|savings|acct|account|a/c|routing|sort code|iban|bsb|no\.?|number)\s?:?\s?){0,3}$"
    r"|\b(?:belaste(?:t|tes|tem)|belastung(?:skonto)?|zulasten|zu lasten|abgebucht|abbuchung"
    r"|auftraggeber(?:konto)?)"
    r"(?:\s(?:wurde|von|vom|des|dem|der|kontos?|girokontos?|iban|kundenkontos?|kundin|kunden|ist))*\s?:?\s?$"
    r"|\b(?:par (?:le )?)?débit(?:ée?|er)?(?:\s(?:du|de|sur|le|son|est|était|a|compte|iban|client"
    r"|cliente|la))*\s?:?\s?$"
    r"|\b(?:con cargo|cargo|adeud(?:o|ad[oa]))\s(?:a|en|de)(?:\s(?:la|su|el|cuenta|cta\.?|iban|del|de"
    r"|cliente))*"
    r"\s?:?\s?$|\b(?:cuenta|iban) (?:ordenante|de cargo)\s?:?\s?$"
    # *…, siendo la suya la …*
    r"|\bsiendo (?:la suya|el suyo|la propia|el propio)"
    r"(?:\s(?:propi[ao]|la|el|con|iban|cuenta|número))*\s?:?\s?$"
    r"|\bétant (?:le sien|la sienne)(?:\s(?:le|iban|compte|n°))*\s?:?\s?$"
    r"|\b(?:hers|(?:his|her) own)(?:\s(?:account|iban))? being"
    r"(?:\s(?:the|iban|account))*\s?:?\s?$"
    r"|\bbeing (?:his|her|their) own(?:\s(?:account|iban))?\s?:?\s?$"
)
# *Belastetes Kto. der Kdin.: …*, *Cta. de cargo de la clta.: …*: whatever words stand between, none leads on
_DEBITED_ACCOUNT = re.compile(
    r"\b(?:debit(?:ed|s|ing)?|belast\w*|bel|zulasten|abgebucht|auftraggeber\w*|débit\w*|cargo|adeud\w+|ordenante"
    r"|remitt\w+|originat\w+)\b(?:\.?[\s-](?!(?:to|into|onto|in|for|from|with|by|and|an|auf|nach|von|zu|zugunsten|mit"
    r"|und|vers|sur|au|aux|pour|avec|depuis|par|et|a|al|hacia|para|con|desde|por|y|card|karte|carte|tarjeta)\b)"
    r"[^\W\d_]+){0,5}\.?\s?[:(=]?\s?$"
)
# *abgegangen von …*, *salió de …*: so may a call or an e-mail come, too
_LEFT = re.compile(
    r"\b(?:abgegangen|abgeflossen|weggegangen)(?: ist| sind| war| waren)? (?:von|vom|aus)"
    r"(?:\s(?:konto|iban|dem|der|meinem|meiner))*\s?:?\s?$"
    r"|\b(?:parti|sorti)e?s? (?:du|de|depuis)(?:\s(?:compte|le|iban|mon))*\s?:?\s?$"
    r"|\bsali(?:ó|eron|do) (?:de|desde)(?:\s(?:la|mi|cuenta|el|iban))*\s?:?\s?$"
    r"|\b(?:came|went|gone|taken|paid|going) out of"
    r"(?:\s(?:account|acct|iban|a/c|routing|sort code|my))*\s?:?\s?$"
)
_IS_ACCOUNT = re.compile(r"[a-z]{2}\d\d[ a-z0-9]{8}")
_NAMES_ACCOUNT = re.compile(r"\b(?:account|acct|a/c|iban|routing|sort code|konto|compte|cuenta)\b")
# *… depuis le sien, BE30 …*: of the relative, or of whom a note speaks.
_FROM_THEIRS = re.compile(
    r"\b(?:depuis|de|desde|from|von|vom|aus)\s"
    r"(?:le sien|la sienne|son propre compte|hers|(?:his|her|their) own|el suyo|la suya|su propia cuenta"
    r"|(?:seinem|ihrem)(?: eigenen)?|seins|ihres)(?:\s(?:account|konto|acct))?\s?[,:(]?\s?$"
)
_SPOKEN_OF = frozenset(["kin", "his", "hers", "behalf", "note"])
_BY_PARTY = re.compile(
    r"[\"']?\s?\((?:the |la |el |le |der |die |das )?(?P<who>[^\W\d_]+)\.?\)|[\"']?\s?\((?:the )?(?:payer"
    r"|remitter"
    r"|ordenante|auftraggeber(?:in)?)\)"
)
_GONE_FROM = re.compile(
    r"(?:[\s,(]{0,3}(?:ifsc|आईएफएससी)[\s:]{0,2}\w{11}\)?)?\s?(?:se|से)\s(?:[^\s।.!?@]+\s){0,3}?"
    r"(?:निकल|निकाल|कट|डेबिट|nikl|nikal|kat(?:e|a|i|\b)|debit)"
)


def may_tell(text: Folded) -> bool:
    """Tell quickly whether any account of a text may be told to be the one that money left."""
    if text.words.isdisjoint(_WORDS):
        return False
    return (
        not text.words.isdisjoint(_MOVED)
        or _BY_PARTY.search(text.low) is not None
        or not text.scenes.isdisjoint(_SPOKEN_OF)
    )


def is_debited(text: Folded, start: int, end: int) -> bool:
    """Tell whether an account is the one that money left, by the words right before or behind it.

    Args:
        text: The folded text.
        start: Where the account starts there.
        end: One past where it ends.
    """
    if text.words.isdisjoint(_WORDS):
        return False
    low, first = text.low, max(0, start - _BACK)
    if not text.words.isdisjoint(_IS_DEBITED) and (
        _DEBITED.search(low, first, start)
        or (_IS_ACCOUNT.match(low, start) and _DEBITED_ACCOUNT.search(low, first, start))
    ):
        return True
    party = _BY_PARTY.match(low, end)
    named = party is not None and (party["who"] is None or antecedents.is_party(text, *party.span("who")))
    if named or _GONE_FROM.match(low, end):
        return True
    left = None if text.words.isdisjoint(_HAS_LEFT) else _LEFT.search(low, first, start)
    if left is not None and (_IS_ACCOUNT.match(low, start) or _NAMES_ACCOUNT.search(left[0])):
        return True
    return not text.scenes.isdisjoint(_SPOKEN_OF) and _FROM_THEIRS.search(low, first, start) is not None
