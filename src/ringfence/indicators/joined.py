"""Values that words join to the one before: *my daughter under … or by mail at …*."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.indicators import antecedents, cues, near

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded

OTHER = re.compile(
    r"[^\s@]*@\S*[^\s.,;]|\d[\d ()./-]{5,}\d|https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?!\w|\.\w)\S*"
)
_MAY_BE_OTHER = re.compile(r"[\d@]|\.[a-z]|://")
AND = re.compile(
    r"(?!,?\s(?:(?:an|à|au|al|a|to|from|von|de|del|du|desde|depuis|en|par|por|per|el|le|la|dem"
    r"|the)\s){1,3}[+(]*$)"
    r"(?:\s(?:evenings|mornings|afternoons|daytime|weekends|nights|abends|morgens|tagsüber)\b)?"
    r"(?:\s?\([^()]{1,20}\)(?=\s?(?:[,/&]|and|or|und|oder|et|ou|y|o)))?[\s,/&()]*(?:(?:and|or|und|oder|y"
    r"|o|et|ou)\b)?\s*"
    r"(?:(?:on|at|by|unter|per|al|en|au|à|sur|par|via|telefonisch|mobil|telefon|handy|phone|mobile|cell"
    r"|tel|téléphone"
    r"|jederzeit|auch|gerne?|notfalls|sonst|anytime|also|otherwise|else|sinon|aussi|también"
    r"|portable|teléfono|móvil|mail|e-mail|email|website|web|site|webseite|página|sitio|page|it's|it is"
    r"|is|ist|es|est|an|leur|ihre|deren|their|su|courriel|adresse|address"
    r"|el|la|cel|celular|fijo|correo|dem|the|por|las|mañanas?|tardes?|noches?|abends|morgens|le|soir"
    r"|matin|evenings|mornings|afternoons|daytime|weekends|nights)\b[.:,]?\s*"
    r"){0,6}[\s(+]*"
    r"|[\s,/()、・]*(?:か|と|または|もしくは|及び|aur|ya|और|या)?\s*"
    r"(?:(?:自宅|会社|職場|携帯|固定電話|メール|tel|電話|mobile|phone|email|mail|ghar|office|मोबाइल|फोन|घर|ईमेल)"
    r"\s*(?:の電話|は|に|で|ka|का|par|पर)?[.:)、,\s]*){0,3}[\s(+:]*"
)

_REACH = 100  # characters between a value and the one before
# The last words of what `AND` matches. After another in ASCII, with a space before it, nothing is joined.
_LAST_WORD = re.compile(
    r"(?:and|or|und|oder|y|o|et|ou|on|at|by|unter|per|al|en|au|sur|par|via|telefonisch|mobil|telefon|handy"
    r"|phone|mobile|cell|tel|portable|mail|email|website|web|site|webseite|sitio|page|is|ist|es|est|an|leur"
    r"|ihre|deren|their|su|courriel|adresse|address|el|la|cel|celular|fijo|correo|dem|the|por|las|tardes?|noches?"
    r"|abends|morgens|le|soir|matin|evenings|mornings|afternoons|daytime|weekends|nights|aur|ya|ghar|office|ka"
    r")+"
)
_BACK = 24  # characters in which the last word is looked for

# What stands between the parts of a list of ways to reach someone: *at home, X, or days at my son's, Y*.
_LISTED = frozenset(
    cues.listed(
        "and or else otherwise on at by via under my our the home house work office shop store desk "
        "cell cellphone mobile "
        "landline line phone telephone number tel email e mail address fax days nights evenings "
        "mornings afternoons "
        "weekends day night evening morning afternoon daytime after before until till noon lunch supper "
        "dinner weekdays "
        "not but try barn garage workshop kitchen nicht aber sondern schon "
        "pas mais sino pero no one two three four five six seven eight nine ten twelve pm am then "
        "sundays s ext extension wk hm h c w m failing that if urgent next door only best also same "
        "oder und sonst auf unter bei meinem meiner mein meine tagsüber abends morgens nachmittags am "
        "abend mittags "
        "davor danach im in laden geschäft werkstatt praxis handy festnetz mobil dienstlich privat "
        "arbeit büro zuhause nummer mail telefon der dem die das von vor nach uhr per "
        "ou et sinon au à sur chez mon ma le la les l' de du bureau travail maison fixe portable mobile "
        "courriel soir matin "
        "journée midi téléphone numéro celui après avant "
        "o y bien en el la los las casa trabajo oficina móvil fijo celular correo mañanas tardes noches "
        "tarde noche mañana teléfono de mi "
        "या और घर ऑफिस पर के नंबर मोबाइल मेरे फोन ya aur ghar office par pe number mobile mere ke"
    )
)
_MOST_LISTED = 9  # words

_OF_SERVICE = re.compile(
    r"(?:\s(?:own|eigene[snm]?|paypal|zelle|venmo|cash ?app|upi|account|konto|compte|cuenta|wallet"
    r"|e-?mail)(?![^\W\d_])){0,3}"
)


def only_mine(between: str) -> bool:
    """Tell whether *my …* still speaks of a value: another value between them must be joined by *and*."""
    others = [match.end() for match in OTHER.finditer(between)]
    return not others or AND.fullmatch(between, others[-1]) is not None


def start_of_previous(low: str, start: int) -> tuple[int, int] | None:
    """Give where the value that is joined to one starts and ends; None where none is.

    Args:
        low: The folded text in small letters.
        start: Where the value starts that may be joined to another.
    """
    _, space, last = low[max(0, start - _BACK) : start].rstrip(" +(").rpartition(" ")
    if space and last.isalpha() and last.isascii() and not _LAST_WORD.fullmatch(last):
        return None
    if not _MAY_BE_OTHER.search(low, max(0, start - _REACH), start):
        return None
    others = [*OTHER.finditer(low, max(0, start - _REACH), start)]
    if not others or not AND.fullmatch(low, others[-1].end(), start):
        return None
    return others[-1].span()


def start_of_listed(text: Folded, start: int) -> tuple[int, int] | None:
    """Give where the value before starts and ends, in a list of ways to reach someone; None where it is none.

    Args:
        text: The folded text.
        start: Where the value starts that may go on such a list.
    """
    low = text.low
    if not _MAY_BE_OTHER.search(low, max(0, start - _REACH), start):
        return None
    others = [*OTHER.finditer(low, max(0, start - _REACH), start)]
    if not others or cues.stopped(low, others[-1].end(), start):
        return None
    tokens = text.tokens
    first, last = cues.at(tokens, others[-1].end()), cues.at(tokens, start)
    if last - first > _MOST_LISTED or "," not in low[others[-1].end() : start] + low[start - 2 : start]:
        return None
    for word, begins, ends in tokens[first:last]:
        if word not in _LISTED and not antecedents.is_word_for_hers(text, begins, ends):
            return None
    return others[-1].span()


def leads_on(text: Folded, end: int, within: int) -> bool:
    """Tell whether what is said is said of the next value: *A from my account B*, *A y mi correo es B*."""
    other = OTHER.search(text.low, end, end + within)
    account = _OF_SERVICE.match(text.low, end)
    end = account.end() if account is not None else end
    return other is not None and near.tight(text, end, other.start())
