"""The name after *my name is* and its like, in the languages of the reports (en de es fr it pt ja hi).

A name that someone else said of himself survives: *he said, "my name is David from Microsoft"* is the
fraudster's claim, and evidence.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ringfence.reports.own import PrivateSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_INTRODUCED = re.compile(
    r"\b(?:my (?:(?:full|first|last|legal|real|own|given|maiden|sur) ?)?name(?: is|'s|’s| was|:)|my names|"
    r"i am called|i'm called|they call me|"
    r"mein (?:voller |vor|nach)?name(?: ist| lautet|:)|ich hei(?:ß|ss)e|ich bin (?:der|die) (?:herr|frau)|"
    r"me llamo|mi nombre(?: completo)?(?: es|:)|"
    r"je m['’ ]appelle|mon (?:nom|prenom)(?: complet)?(?: est|:)|je me (?:nomme|prenomme)|"
    r"mi chiamo|il mio nome (?:e|è)|meu nome (?:e|é)|me chamo)[\s:,\"“„]*"
)
_SIGNED = re.compile(
    r"(?:^|\n)[ \t]*(?:(?:kind |best |warm )?regards|sincerely(?: yours)?|yours (?:truly|faithfully)|"
    r"mit freundlichen gr(?:u|ue)(?:ß|ss)en|mfg|viele gr(?:u|ue)(?:ß|ss)e|atentamente|un saludo|"
    r"saludos(?: cordiales)?|"
    r"cordialement|bien a vous|signed|name|nombre|nom)[ \t]*[,:.]?[ \t]*\n?[ \t]*(?=[^\W\d_])"
)
_JAPANESE = re.compile(
    r"(?:私の)?名前は\s*([^\s、。,.「」]{1,12}?)(?=です|と申|といい|で、|。|、|\s|$)|私は\s*([^\s、。]{1,10}?)と(?:申|言|いい)"
)
_HINDI = re.compile(r"(?:मेरा|हमारा)\s+नाम\s+(\S+(?:\s+(?!है)\S+){0,2})(?=\s+है|\s*[।,.]|$)")

_WORD = re.compile(r"[^\W\d_]+(?:['’\-.][^\W\d_]+)*\.?")
_BETWEEN = re.compile(r"[ \t]+")
_PARTICLES_WRITTEN = "de del der den van von la le du da di dos bin al el ibn mac mc o y e "
_PARTICLES = frozenset(_PARTICLES_WRITTEN.split())
_STOP_WRITTEN = (
    "and i i'm im but from the a an my he she they we you who so it is was am are not on in at by to "
    "for of with that this because since being used still also here there now und ich aber der die "
    "das aus ein eine bei auf in nicht wir er sie mein meine weil y yo pero soy de en con que mi la "
    "el los las no un una porque et je mais de du dans sur avec qui que mon ma le les un une il elle "
    "car suis calling called writing from phone number email address live years year old have had got "
    "received lost paid wohne habe wurde bin vivo tengo he fui ai habite "
)
_STOP = frozenset(_STOP_WRITTEN.split())
_TITLES = frozenset({"mr", "mrs", "ms", "dr", "jr", "sr", "prof"})
_HINTS = (
    "name",
    " called",
    "call me",
    "ich hei",
    "ich bin d",
    "llamo",
    "nombre",
    "appelle",
    "mon nom",
    "mon prenom",
    "je me ",
    "chiamo",
    "nome",
    "chamo",
)  # one of them stands in whatever `_INTRODUCED` finds
_MOST_WORDS = 4
_QUOTED = re.compile(
    r"(?:\b(?:he|she|they|caller|man|woman|guy|lady|person|agent|voice|operator|technician|someone|er|sie|anrufer|"
    r"mann|frau|hombre|mujer|senor|homme|femme|il|elle|on|el|ella)\b[^.!?\n]{0,25}"
    r"\b(?:said|says|saying|told|tells|goes|went|claimed|answered|introduced|began|started|sagte|sagt|meinte|meldete|"
    r"behauptete|dijo|dice|diciendo|contesto|dit|disait|a dit|m'a dit|repondu)\b[^.!?\n]{0,20}|"
    r"\b(?:hello|hi|good (?:morning|afternoon|evening)|hallo|guten tag|hola|bonjour|allo)\b[,!. ]*"
    r"[\"“„«]\s*)$"
)
_CLAIMED = re.compile(
    r"[,.\s]*(?:(?:and|und|y|et)\s+)?(?:(?:i am|i'm|ich bin|ich rufe|soy|je suis)\s+)?"
    r"(?:calling|an|llamando|appelle)?\s*(?:from|of|with|on behalf of|von|vom|aus|bei|de|del|du|chez)\s+"
    r"(?:the\s+|der\s+|la\s+|l['’]|your\s+)?(?:\w+\s+)?"
    r"(?:microsoft|windows|amazon|apple|google|norton|mcafee|geek|paypal|ebay|facebook|dell|hp|irs|tech\w*|"
    r"support|security|fraud|bank|customer|department|kundendienst|sicherheit\w*|soporte|seguridad|assistance|"
    r"securite|service)\b|[,.\s]*(?:and\s+)?(?:i am|i'm) calling\b"
)
_LOOK_BACK = 70


def name_spans(text: str, folded: str) -> Iterator[PrivateSpan]:
    """Find the names by which people introduce themselves or sign.

    Args:
        text: The text as written.
        folded: The same in lower case without accents, as `own.fold` gives it.

    Yields:
        Spans in no order.
    """
    for found in _INTRODUCED.finditer(folded) if any(map(folded.__contains__, _HINTS)) else ():
        end = _name_end(text, folded, found.end())
        if end is None:
            continue
        if _QUOTED.search(folded, max(0, found.start() - _LOOK_BACK), found.start()):
            continue
        yield PrivateSpan(found.end(), end, "name")
    signed = _SIGNED.finditer(folded) if "\n" in folded else filter(None, [_SIGNED.match(folded)])
    for found in signed:
        end = _name_end(text, folded, found.end())
        if end is not None and text[found.end()].isupper():
            yield PrivateSpan(found.end(), end, "name")
    if not folded.isascii():
        for shape in (_JAPANESE, _HINDI):
            for found in shape.finditer(folded):
                group = 1 if found[1] else 2
                yield PrivateSpan(*found.span(group), "name")


def _name_end(text: str, folded: str, start: int) -> int | None:
    """Tell where a name ends: at most four words, capitals and particles; in small letters two words.

    None where no name stands, or where the name is the fraudster's claim.
    """
    end: int | None = None
    at, count, small = start, 0, False
    while count < _MOST_WORDS and (word := _WORD.match(text, at)):
        written = word[0]
        plain = written.rstrip(".").lower()
        capital = any(one.isupper() or not one.islower() for one in written if one.isalpha())
        joins = count > 0 and plain in _PARTICLES and not capital
        if not joins and not _belongs(plain, count, capital=capital, small=small):
            break
        count += 1
        small = small or not (capital or joins)
        stops = written.endswith(".") and len(plain) > 1 and plain not in _TITLES
        if not joins:
            end = word.end() - (1 if stops else 0)
            if _CLAIMED.match(folded, end):
                return None
        gap = _BETWEEN.match(text, word.end())
        if stops or gap is None:
            break
        at = gap.end()
    return end


def _belongs(plain: str, count: int, *, capital: bool, small: bool) -> bool:
    """Tell whether a word belongs to the name that began before it."""
    if plain in _STOP:
        return False
    return capital or count == 0 or (small and count == 1)
