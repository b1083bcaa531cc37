"""Addresses that were made harmless, or spelled out so that no filter sees them, and how to make them plain.

``hxxps[:]//contoso[.]example``, ``refunds (at) contoso (dot) example``, *w w w dot contoso dash help dot
example*, *example punto com*, *ドットコム*. No standard tells how; the forms are those that analysts and
reporters use. Each step is a pattern and what makes one match of it plain; `fold.Folded.refanged` takes them
one after the other.
"""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from ringfence.indicators.cues import INDIC, JAPANESE, listed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Step = tuple[re.Pattern[str], Callable[[re.Match[str]], str]]

# -- signs ---------------------------------------------------------------------------------------------------
_DOTS = "dot|d0t|punkt|punto|point|ponto"
_OPEN, _CLOSE = r"[\[({<|*]{1,2}\s?", r"\s?[\])}>|*]{1,2}"
_NEXT = r"(?=[^\W_])"
_COM = r"(?-i:com|example|co\.uk)(?![\w:,-]|\.\w)"
_PLAIN_ENDING = (
    r"(?:com|net|org|info|biz|online|example|invalid|test|co\s?\.\s?uk|de|fr|es|in|jp|us|ca|au|uk)\b(?!-)"
)
_HOST_AHEAD = r"[a-z0-9-]{1,40}(?:\s?\.\s?[a-z0-9-]{1,40}){0,3}"

_SIGNS = re.compile(
    r"(?i)(?=[hmtd\s\[({<|*.\\_~@-])(?:"
    r"(?<![a-z0-9])(?P<back>h(?:tt|xx)ps?:\\\\[^\s\"'<>]{3,400})"
    r"|(?<![a-z0-9])(?P<scheme>h(?:xx|\*\*|xt|tx|__|##|t{1,4})p|meow|ttp)(?P<s>s?)"
    r"(?:\s?[\[(]?[:;][\])]?\s?[\[(]?(?://|\\\\|/(?=[a-z0-9]))/?[\])]?|\s?\[://\]|//)[ \t]?"
    r"|(?P<slash>(?<=[^\W_])\[/\]|(?<=:)\[//\])|(?P<colon>(?<=[^\W_])\[:\](?=//|\d))"
    rf"|(?P<dot>(?<=[^\W_])\s?{_OPEN}(?:[.,]|{_DOTS}){_CLOSE}\s?{_NEXT}"
    r"|(?<=[a-z0-9])\[\.(?=[a-z])|(?<=[a-z0-9])\.\](?=[a-z])|(?<=[a-z0-9])\\\.(?=[a-z])"
    rf"|(?<=[a-z0-9])(?:_(?:{_DOTS})_|~(?:{_DOTS})~)(?=[a-z])|(?<=[a-z0-9])-dot-(?={_COM})|(?<=[a-z0-9])(?-i:DOT|Dot)(?={_COM})"
    rf"|(?<=[a-z0-9])\s\.\s(?=(?:[a-z0-9-]{{1,40}}\s?\.\s?){{0,2}}{_PLAIN_ENDING}|[a-z0-9_-]{{1,40}}\s?@)"
    rf"|(?<=[a-z0-9])\.\s(?={_COM})|(?<=[a-z0-9])\s\.(?={_COM})|(?<=\bwww)\s?\.\s(?=[a-z0-9-]{{2}}))"
    rf"|(?P<at>(?<=[^\W_])\s?{_OPEN}(?:@|at|ät|arroba|arobase){_CLOSE}\s?{_NEXT}"
    rf"|(?<=[a-z0-9])[(\[]a[)\]](?=[a-z0-9-]{{1,40}}\.{_PLAIN_ENDING})"
    r"|(?<=[a-z0-9])[_~-]at[_~-](?=[a-z0-9-]{1,40}(?:[_~-]dot[_~-]| dot |\.)[a-z])"
    r"|(?P<place>(?<=[a-z0-9])\sat\s(?=[a-z0-9-]{1,40}\s?[\[({]\s?(?:\.|dot)\s?[\])}]))"
    rf"|(?<=[a-z0-9])(?:\s@\s?|@\s)(?={_HOST_AHEAD}\s?\.\s?{_PLAIN_ENDING}|(?:ok[a-z]{{3,9}}|ybl|ibl|axl"
    rf"|paytm|upi|apl)\b)))"
)
# What one of these signs begins with, by a sign that it holds: looked for first, since most texts hold none.
_SIGN_PARTS = {
    "_": ("h__", "_dot", "_at_", "_punkt", "_punto", "_point"),
    "-": ("-dot-", "-at-"),
    "~": ("~at~", "~dot~"),
    "*": ("h**",),
    "#": ("h##",),
    "]": (".]",),
    "\\": ("\\.",),
    " .": (" .com", " .example", " .co."),
    ". ": (". com", ". example", ". co.", "www. "),
    "dot": ("dotcom", "dotexample"),
    "(a)": ("(a)",),
    "[a]": ("[a]",),
    "hx": ("hxx", "hxt"),
    "htx": ("htx",),
    "meow": ("meow",),
}
_SPACED = re.compile(r"[a-z0-9](?: \. | @ ?|@ )[a-z0-9_]")
_IN_SIGNS = re.compile(rf"[\[({{<|*]\s?(?:[.,@:/]|(?:{_DOTS}|at|ät|arroba|arobase)\b)")
# Letters with a space after each, the dots too: *c o n t o s o . e x a m p l e*.
_SPREAD = re.compile(
    r"(?i)(?<!\S)[a-z0-9](?: [a-z0-9-]){3,40} \.(?: [a-z0-9-]){2,40}(?: \.(?: [a-z]){2,10})?(?!\S)"
)
# *contoso . example / pay*
_SPACED_PATH = re.compile(rf"(?i)(?<=[a-z0-9]) \. ({_PLAIN_ENDING}) / (?=[a-z0-9])")
# A scheme with a space after each sign: *h t t p s : / / contoso [.] example*.
_SPACED_SCHEME = re.compile(r"(?<![a-z0-9])h t t p(?P<s> s)? ?: ?/ ?/ ?(?=[a-z0-9])", re.IGNORECASE)
_LISTS = tomllib.loads(resources.files(__package__).joinpath("lists", "addresses.toml").read_text("utf-8"))
_NO_NAME = frozenset(_LISTS["no_name"].split())


# *a message from @refund.team.uk*: a name there, and no address
_BEFORE_NAME = re.compile(r"\b(?:from|to|at|by|via|is|was|von|an|par|à|por)$", re.IGNORECASE)


def _sign(match: re.Match[str]) -> str:
    if match["back"]:
        return "http" + match["back"][4:].replace("\\", "/")
    if match["scheme"]:
        return match[0] if match[0].lower() in ("http://", "https://") else f"http{match['s']}://"
    if match["slash"]:
        return "//" if "//" in match[0] else "/"
    if match["colon"]:
        return ":"
    if match["at"]:
        kept = (match["place"] and not _is_person(match)) or (
            match[0][0] == " " and _BEFORE_NAME.search(match.string, max(0, match.start() - 8), match.start())
        )
        return match[0] if kept else "@"
    return _dot(match)


def _is_person(match: re.Match[str]) -> bool:
    """Tell whether what stands before *at* is a part of an e-mail address, and no verb or place."""
    before = match.string[max(0, match.start() - 60) : match.start()].lower()
    word = before.rpartition(" ")[2]
    return re.search(r"[0-9._-]", word) is not None or (
        word not in _NO_LOCAL and (word in _LOCALS or _TELLS_MAIL.search(before[: -len(word)]) is not None)
    )


def _dot(match: re.Match[str]) -> str:
    """Write a dot that was made harmless; one with a space on one side is mostly the end of a sentence."""
    before = re.search(r"\S*$", match.string[max(0, match.start() - 60) : match.start()])
    word = before[0].lower() if before is not None else ""
    if match[0] == " .":
        return match[0] if word in _NO_NAME else "."
    if match[0] == ". " and word != "www":
        return "." if re.search(r"[0-9.-]", word) else match[0]
    return "."


# -- words ---------------------------------------------------------------------------------------------------
_NATO = dict.fromkeys(["alpha", "alfa"], "a") | {
    word: word[0]
    for word in listed(
        "bravo charlie delta echo foxtrot golf hotel india juliet juliett kilo lima mike november oscar papa "
        "quebec romeo sierra tango uniform victor whiskey whisky xray x-ray yankee zulu"
    )
}
_DIGITS_SAID = {
    word: str(digit)
    for digit, said in enumerate(
        (
            *("zero oh null cero zéro", "one eins uno un", "two zwei zwo dos deux", "three drei tres trois"),
            *("four vier cuatro quatre", "five fünf cinco cinq", "six sechs seis", "seven sieben siete sept"),
            *("eight acht ocho huit", "nine niner neun nueve neuf"),
        )
    )
    for word in said.split()
}
_LETTER_BY_LETTER = 3  # letters alone that make a name one that is spelled out
_JOINS = {
    **dict.fromkeys(["dash", "hyphen", "minus", "bindestrich", "strich", "minuszeichen"], "-"),
    **dict.fromkeys(["guion", "guión", "raya", "tiret", "trait d'union", "हाइफन", "हाइफ़न", "डैश"], "-"),
    **dict.fromkeys(["underscore", "unterstrich", "guion bajo", "guión bajo", "tiret bas", "underline"], "_"),
    **dict.fromkeys(["dot", "punkt", "punto", "point", "ponto"], "."),
}
_SLASHES = ["slash", "forward slash", "schrägstrich", "barra", "barre", "barre oblique"]
_AT_ALWAYS = [
    "ät",
    "arroba",
    "arobase",
    "at the rate of",
    "at the rate",
    "at sign",
    "klammeraffe",
    "a commercial",
]
SPOKEN_ENDINGS = _LISTS["spoken_endings"].split()
# Endings that are also words: they need more than one word before them.
_WORDLIKE = frozenset(_LISTS["spoken_words"].split())
_WORDLIKE_ABROAD = _WORDLIKE | frozenset(_LISTS["spoken_words_abroad"].split())


def _one_of(words: list[str] | dict[str, str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_GAP = r"[ ,\n]{1,2}(?:then )?"
_SIGN = "[a-z0-9à-ÿ]"
_WORD = rf"(?!(?:dot|dash|hyphen|punkt|punto|point) ){_SIGN}(?:[a-z0-9à-ÿ-]{{0,40}}{_SIGN})?+(?![a-z0-9à-ÿ-])"
_LETTERS = r"(?<!\b[a-z0-9][ -])[a-z0-9](?:[ -][a-z0-9](?![a-z0-9à-ÿ])){2,40}+(?!-)"
_DIGIT_SAID = _one_of(_DIGITS_SAID)
_ARMY = (
    rf"(?:{_one_of(_NATO)})[ ,-]{{1,2}}(?:{_one_of(_NATO)})\b"
    rf"(?:[ ,-]{{1,2}}(?:{_one_of(_NATO)}|{_DIGIT_SAID})\b){{0,30}}+"
)
_DIGITS_ROW = rf"(?:{_DIGIT_SAID})(?:[ ,-]{{1,2}}(?:{_DIGIT_SAID})\b){{1,6}}+"
# *help dash p c dot example*: two letters alone, between what tells of a name
_PAIR = r"[a-z0-9][ -][a-z0-9](?![a-z0-9à-ÿ-]|[ -][a-z0-9](?![a-z0-9à-ÿ]))"
_PIECE = rf"(?:{_LETTERS}|{_ARMY}|{_WORD})"
_JOIN = rf"{_GAP}(?:{_one_of(_JOINS)}){_GAP}"
_DASH = rf"{_GAP}(?:{_one_of([word for word, sign in _JOINS.items() if sign == '-'])}) "
_SLASH = rf"[ ,]{{1,2}}(?:{_one_of(_SLASHES)})[ ,]{{1,2}}"
_AT = rf"{_GAP}(?:{_one_of([*_AT_ALWAYS, 'at'])}){_GAP}"
_SPOKEN = (
    rf"(?i)(?<![\w.-])(?:(?P<scheme>h ?t ?t ?p ?s?)[ ,]{{1,2}}(?:colon|doppelpunkt|dos puntos|deux points)"
    rf"(?:[ ,]{{1,2}}(?:double slash|{_one_of(_SLASHES)})){{1,2}}[ ,]{{1,2}})?"
    rf"(?:(?P<local>{_PIECE}(?:(?:{_JOIN}|\.){_PIECE}){{0,4}})(?P<at>{_AT}))?"
    rf"(?P<host>(?:{_PAIR}(?={_DASH})|{_PIECE})(?:(?:{_JOIN}|\.)(?:{_DIGITS_ROW}|{_PAIR}|{_PIECE})){{0,6}}?)"
    rf"(?:{_GAP}(?P<dot>{_DOTS})[ ,]{{1,2}}|(?P<plain> ?\. ?))(?P<ending>(?:{_one_of(SPOKEN_ENDINGS)}"
    rf"|c o m|n e t|o r g))(?![\w-]|\s?@| (?:at"
    rf"|ät|arroba|arobase|dash|hyphen|bindestrich|tiret|gui[oó]n) )"
    rf"(?:(?: (?:{_DOTS}) |\.)(?P<second>{_one_of(SPOKEN_ENDINGS)})(?![\w-]))?"
    rf"(?P<path>(?:{_SLASH}{_PIECE}(?:{_JOIN}{_PIECE}){{0,3}}){{0,5}})"
)
# What may be spoken, by words without accents of which one stands there. Each begins with a sign that is
# found fast, and then looks back to where its word begins.
_MAY_BE_SPOKEN = (
    (
        frozenset(["dot", "punkt", "punto", "point"]),
        re.compile(
            r"[dp](?<!\w[dp])(?:ot|0t|unkt|unto|oint),? (?:"
            + _one_of(SPOKEN_ENDINGS)
            + r"|c o m|n e t|o r g)\b"
        ),
    ),
    (
        frozenset(["dash", "hyphen", "bindestrich", "guion", "tiret"]),
        re.compile(r"[dhbgt](?<!\w[dhbgt])(?:ash|yphen|indestrich|ui[oó]n|iret) [a-z0-9-]+ ?\."),
    ),
    (
        frozenset(["arroba", "arobase", "rate", "klammeraffe", "sign"]),
        re.compile(r" (?<=[^\W_] )(?:ät|arroba|arobase|at the rate|klammeraffe|at sign) [^\W_]"),
    ),
)
# What stands before *at* where it means a place: *the page at contoso dot example*.
_NO_LOCAL = _NO_NAME | frozenset(_LISTS["no_local"].split())
_TELLS_SITE = re.compile(
    r"(?:web|site|seite|página|pagina|url|link|enlace|lien|page|domain|dominio|navegador|browser|typed?"
    r"|tapez|adresse"
    r"|dirección|direccion|visit|go to|went to|open|entre en|www)\b[^.!?]{0,20}$"
)
_LOCALS = frozenset(_LISTS["locals"].split())
_TELLS_MAIL = re.compile(r"(?:mail|write|written|wrote|reply|contact|sender|from|address)\b[^.!?]{0,20}$")
_SAID = re.compile(r"[^\s,]+")
_LONG_WORDS = re.compile(
    r"(?i)trait d'union|gui[oó]n bajo|tiret bas|at the rate(?: of)?|at sign|a commercial|forward slash"
    r"|barre oblique"
)


def _spoken(match: re.Match[str]) -> str:
    """Write a spelled address as it is typed; what only looks like one stays."""
    local, host, ending = match["local"], match["host"], match["ending"].lower().replace(" ", "")
    name = _written(host)
    joined = name != host.lower()
    if match["plain"] and not (joined and not host.lower().endswith(name)) and not local:
        return match[0]
    path = re.sub(r"\s|,", "", re.sub(_SLASH, "/", match["path"].lower())) if match["path"] else ""
    before = match.string[max(0, match.start() - 40) : match.start()].lower()
    known = (
        joined or bool(re.search(r"[0-9-]", name)) or name.startswith("www") or before.endswith(("@", "/"))
    )
    if not local and not known:
        wordlike = _WORDLIKE if (match["dot"] or "dot").lower() in ("dot", "d0t") else _WORDLIKE_ABROAD
        if name in _NO_NAME or len(name) < 2 or (ending in wordlike and not _TELLS_SITE.search(before)):
            return match[0]
    second = f".{match['second'].lower()}" if match["second"] else ""
    site = f"{name}.{ending}{second}{path}"
    if match["scheme"]:
        site = re.sub(r"\s", "", match["scheme"].lower()) + "://" + site
    if not local:
        return site
    person = _written(local)
    surely = match["at"].strip(" ,\n").lower() != "at" or re.search(r"[0-9._-]", person)
    if surely or (person not in _NO_LOCAL and (match["dot"] or _TELLS_MAIL.search(before))):
        return f"{person}@{site}"
    return local + match["at"] + site


def _written(said: str) -> str:
    """Write the words of a name together: letters, the words of the army's alphabet, *dash*, *dot*.

    Numbers are digits where the rest is spelled letter by letter: *delta echo sierra kilo dash nine*.
    """
    low = _LONG_WORDS.sub(lambda words: words[0].replace(" ", "\0"), said.lower())
    parts: list[str] = []
    words = [word.replace("\0", " ") for word in _SAID.findall(low)]
    army = sum(word in _NATO for word in words) > 1
    spelled = army or sum(len(word) == 1 and word.isalpha() for word in words) >= _LETTER_BY_LETTER
    for word in words:
        if word == "then" and len(words) > 1:
            continue
        if len(word) > 4 and re.fullmatch(r"[a-z0-9](?:-[a-z0-9])+", word):
            parts.append(word.replace("-", ""))
        elif spelled and word in _DIGITS_SAID:
            parts.append(_DIGITS_SAID[word])
        else:
            parts.append(_JOINS.get(word) or (_NATO.get(word, word) if army else word))
    return "".join(parts)


# -- Hindi and Japanese --------------------------------------------------------------------------------------
_SPELLED_ENDINGS = {
    **dict.fromkeys(["कॉम", "काम", "कोम", "コム", "こむ"], "com"),
    **dict.fromkeys(["नेट", "ネット"], "net"),
    **dict.fromkeys(["ऑर्ग", "オーグ", "オルグ"], "org"),
    **dict.fromkeys(["इन"], "in"),
    **dict.fromkeys(["इन्फो", "インフォ"], "info"),
    **dict.fromkeys(["ジェーピー", "ジェイピー"], "jp"),
}
_DOT_WORD = r"(?:डॉट|डाट|डोट|ドット|どっと)"
_AT_WORD = r"(?:(?:एट|ऐट|अट)(?:\s(?:द|दी|the)\s(?:रेट|rate))?|@?アット(?:マーク)?|あっと(?:まーく)?|[★☆])"
_DASH_WORD = r"(?:हाइफन|हाइफ़न|डैश|ハイフン|はいふん)"
_ENDING = "|".join(_SPELLED_ENDINGS)
_EASTERN = (
    rf"(?i)(?<=[a-z0-9])\s?{_DOT_WORD}\s?(?:(?:{_ENDING})(?![{JAPANESE}{INDIC}])|(?=[a-z0-9]))"
    rf"|(?<=[a-z0-9])\.\s?(?:{_ENDING})(?![{JAPANESE}{INDIC}])"
    rf"|(?<=[a-z0-9])\s?{_DASH_WORD}\s?(?=[a-z0-9])"
    rf"|(?<=[a-z0-9])\s?{_AT_WORD}\s?(?=[a-z0-9-]{{1,40}}\s?(?:\[?\.\]?\s?[a-z]|{_DOT_WORD}|{_DASH_WORD}"
    rf"|\(dot\)|dot\s))"
    rf"|\s?[\[({{<]\s?(?:{_DOT_WORD}|{_AT_WORD})\s?[\])}}>]\s?"
)
_MAY_BE_EASTERN = re.compile(f"[★☆{JAPANESE}{INDIC}]")
_EASTERN_SIGNS = re.compile(rf"{_DOT_WORD}|{_AT_WORD}|\.\s?(?:{_ENDING})")
_AT_SAID, _DASH_SAID, _ENDING_SAID = re.compile(_AT_WORD), re.compile(_DASH_WORD), re.compile(_ENDING)


def _eastern(match: re.Match[str]) -> str:
    said = match[0]
    if _DASH_SAID.search(said):
        return "-"
    if _AT_SAID.search(said):
        return "@"
    ending = _ENDING_SAID.search(said)
    return f".{_SPELLED_ENDINGS[ending[0]]}" if ending else "."


@lru_cache(maxsize=2)
def _made(pattern: str) -> re.Pattern[str]:
    """Compile one of the longest patterns when the first text needs it: no start need wait for it."""
    return re.compile(pattern)


def _has_sign(low: str) -> bool:
    """Tell whether one of the signs that stand apart begins somewhere; plain loops are the fastest here."""
    for sign, parts in _SIGN_PARTS.items():
        if sign in low:
            for part in parts:
                if part in low:
                    return True
    return False


def steps(low: str, words: frozenset[str]) -> Iterator[Step]:
    """Give what makes the addresses of a text plain, in order; nothing where nothing can be disarmed.

    Args:
        low: The folded text in small letters.
        words: Its words, without accents.
    """
    if not low.isascii() and _MAY_BE_EASTERN.search(low) and _EASTERN_SIGNS.search(low):
        yield _made(_EASTERN), _eastern
    if " . " in low and " / " in low:
        yield _SPACED_PATH, lambda match: f".{match[1]}/"
    if (
        _has_sign(low)
        or ((" . " in low or " @" in low or "@ " in low) and _SPACED.search(low))
        or ("ttp" in low and low.count("ttp") > low.count("http://") + low.count("https://"))
        or _IN_SIGNS.search(low)
    ):
        yield _SIGNS, _sign
    if " . " in low and _SPREAD.search(low):
        yield _SPREAD, lambda match: match[0].replace(" ", "")
    if "h t t p" in low:
        yield _SPACED_SCHEME, lambda match: "https://" if match["s"] else "http://"
    for said, one in _MAY_BE_SPOKEN:
        if not said.isdisjoint(words) and one.search(low):
            yield _made(_SPOKEN), _spoken
            return
    if " ät " in low:
        yield _made(_SPOKEN), _spoken
