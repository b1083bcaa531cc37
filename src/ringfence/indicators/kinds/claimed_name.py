"""The name, or badge number, that the caller gave: ``kevin-martin``, ``badge:ms4471``.

``cues/names.toml`` holds the phrases that present a name; what follows must look like one. *My name is* and
its like are the caller's words only where someone quotes him (*he said my name is*), where a message speaks,
or where his office follows (*I am Jane Doe from Microsoft*): else the reporter names herself. So it is with
*of* and *from* behind a name. A relative, a firm or a program is *named* so too: what stands before tells.
"""

from __future__ import annotations

import re
import tomllib
from importlib import resources
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, near, phrases
from ringfence.indicators.indicator import Context, Found, Role, Validity
from ringfence.indicators.spelling import names

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "claimed_name"
ROLES = (Role.CLAIMED,)
RANK = None

# Patterns of names are laid on the text without its accents.
_PART = r"(?:(?:Ma?c|[OD]')?[A-Z][a-zß'æøþð]{1,15}(?:-[A-Z]?[a-zßæøþð]{1,15})?)(?<!')"
_ONE = rf"(?P<name>(?:[A-Z]\. )?{_PART}(?: (?:[A-Z]\.? )?{_PART}){{0,3}})(?![A-Za-z0-9_@])"
_FILLERS = (
    r"(?:(?:an?|the|of|as|is|was|el|la|los|un|una|der|die|ein|eine|einen|einem|le|une|m|mme|monsieur|madame|mr|mrs|ms"
    r"|miss|dr|herrn?|frau|sra?|srta|señora?|senora?|senorita|don|do[nñ]a|officer|agente?|agent|l'agent|inspector"
    r"|special|senior|supervisor|technician|engineer|tecnic[oa]|oficial|ingeniero|licenciad[oa]|kommissar"
    r"|techniker|inspecteur|technicien(?:ne)?|conseiller|commissaire|capitaine|lieutenant|detective|sergeant|captain"
    r"|deputy)\.? ){0,4}"
)
_THEN = re.compile(rf"\s?(?P<sign>[.:,=-]?)\s{{0,2}}[\"'(]{{0,2}}(?i:{_FILLERS}){_ONE}")
_ENDS = re.compile(rf"(?<![A-Za-z0-9_.@-]){_ONE}[\"')]{{0,2}},? ?$")
# What stands before a name that *from*, *of*, *von*, *de* follow; the second is said of others only.
_OTHERS = re.compile(
    r"\b(?:(?i:is|was|with|by|to|from|mrs?|ms|miss|dr|war|herrn?|frau|monsieur|madame|mme|m|senora?|sra?|srta|es"
    r"|era|llamo|llamaba|por|con|ein|eine|une?|un[ao]?|rief|sagte|don|tal|wegen|durch|meldete sich|appele|par"
    r"|avec)"
    r"\.? |[\"(]\s?)$"
)
_ALONE = re.compile(_ONE)
# What stands before a common first name that is a caller's: *a Kevin*, *a woman, Jane Doe*, *adviser (Jane*.
_GIVEN = re.compile(
    r"(?:\b(?:(?:by|was|is|with|from|to|called|got|then|me|for|said|as|another|only|just)\san?|one|some|un[ae]?"
    r"|ein(?:e[nmr]?)?|ek|koi|that|this|esa?|ese)\s(?:(?:mr|mrs|ms|dr|herrn?|frau|sra?|m|mme)\.? )?\"?"
    r"|\b(?:man|woman|lady|guy|male|female|hombre|mujer|senorita|muchach[oa]|mann|anrufer(?:in)?|dame|homme"
    r"|femme|caller|agent|technician|officer|supervisor|representative|operator|tecnico|agente|operadora?"
    r"|asesora?|techniker|mitarbeiter(?:in)?|technicien(?:ne)?|conseiller|conseillere|interlocuteur|appelant)"
    r"(?:\s?[,:(]\s?\"?|\s\")"
    r"|\b(?:angeblich|vermeintlich|falsche|sogenannt|supuest|presunt|fals[oa]\b|pretendue?\b"
    r"|suppose|soi-disant|faux\b"
    r"|fausse\b|alleged\b|supposed\b|so-called|fake\b)[a-z]{0,3} (?:[a-z-]+ ){0,2}\"?"
    r"|(?:berater|techniker|beamter|mitarbeiter|inspektor|kommissar)(?:in)? "
    r"|\b(?:lic|ing|licenciad[oa]|ingenier[oa]|directora?|policier|technicien|conseiller|senior|superior|superieur|responsable|boss"
    r"|his manager|her manager)\.? "
    r"|\b(?:his|her|their|son|su|seinen|ihren) (?:full |real )?(?:name|nom|nombre|namen)[,:] \"?"
    r"|\b(?:signed|firmaba|firmado|firmada|firma|signee?|gezeichnet|unterschrieben|unterzeichnet)"
    r"(?: [a-z]+){0,3}? "
    r"(?:as |by |como |por |par |von |mit |\")?)$"
)
_SENDER = re.compile(
    r"\b(?:voicemails?|messages?|calls?|e-?mails?|letters?|texts?|recording|invoice|anrufe?|nachricht|llamadas?|correos?"
    r"|mensajes?|appels?|courriels?|messages?)\s(?:from|von|de|by)\s\"?$"
)
_OF = frozenset(["from", "of", "at", "with", "vom", "von", "de", "du", "del", "bei", "chez", "des"])
_FROM = frozenset(["from", "with"])
_ARTICLE = re.compile(r"(?:(?:the|la|el|los|der|den|dem|your|chez|les|le)\s|l'|d')")
# What stands between *my name is Jane Doe* and her office.
_OFFICE = re.compile(
    r"[\"']?,? ?(?:(?:hai|hoon|hun|hu|and|und|et|y|aur|or|speaking|here|calling|you|i'm|i am|im|ich bin|rufe"
    r"|je suis|soy|le hablo|hablo|llamo|main|mai|mein|we are|today|ihr|am apparat"
    r"|à l'appareil|al aparato|al habla|am telefon|your),? ){0,5}"
    r"(?P<of>(?:from|with|of|at|vom|von|bei|de|du|des|del|desde|chez|representing|for|im auftrag)\s|d')?"
    r"(?:(?:the|la|el|los|der|den|your|chez|les|le|tu|su|votre|ihrem|ihrer)\s|l'|d')?"
)
_AFTER_OFFICE = re.compile(r"[^.!?]{0,24}?\b(?:se|ki taraf se|ka|ke|की|से|का)\b")
_SE = re.compile(r"(?:[^\s.!?,]+ ){1,3}(?:se|से|ki taraf se|की तरफ से|ka|का) (?:main |mai |mein |मैं )?$")
_CALLING = re.compile(
    r",? (?:and )?(?:i'm |i am |we are )?calling (?:you|on behalf|about|regarding|in reference|to inform)\b"
)
_BADGE = (
    r"[\s:#.(=°º,-]{0,4}(?:(?:n[°ºo]|number|is|was|ist|lautete?|est|[eé]tait|es|era|war|hai|tha|thi|son"
    r"|the|il|la|el|le|der|die|das)\b[\s.:#]{0,2}){0,2}"
)
_NUMBERED = re.compile(_BADGE + r"['\"]?(?P<number>(?:[a-z]{1,5}-?)?\d[a-z0-9-]{2,11})(?![a-z0-9@])")
_SPACED = re.compile(
    _BADGE + r"(?P<number>(?!(?:no|nr|is|was|and|ext|tel|for|the|el|la|le|les|los|der|die|das|ein|une?"
    r"|una)\b)[a-z]{1,4} \d{3,8})(?![a-z0-9])"
)
_LETTERED = re.compile(_BADGE + r"(?P<number>[a-z]{1,5}-?\d{3,9}[a-z]?)(?![a-z0-9@])")
_BESIDE_NAME = re.compile(
    r"(?:[,;(]|、|さんから電話、|\b(?:and|with|und|et|y|mit|con|avec|aur))\s?(?:his |her |seine |su )?$"
)
_HASHED = re.compile(r"\s?#\s?(?P<number>[a-z]{0,4}-?\d[a-z0-9-]{2,11})(?![a-z0-9@])")
# Whose name is told is the reporter's own people, or no person's, by the words before.
_KIN = re.compile(
    r"\b(?:my|our|mi|mis|nuestr[oa]s?|mein(?:e[mnrs]?)?|unser(?:e[mnrs]?)?|mon|ma|notre|mera|meri|mere|hamar[aie])\s"
    r"(?!supervisor|manager|colleague|senior|boss|chef|kolleg|jefe|partner)(?:[^\W\d_]+[\s,]+){1,3}"
    r"(?:who |que |qui |die |der )?$"
)
_THING = re.compile(
    r"\b(?:app|application|apps|program|programme|programs|software|tool|website|web|site|page|compan(?:y|ies)|firm"
    r"|business|virus|malware|trojan|street|town|city|village|coin|token|platform|group|channel|file|folder|account"
    r"|scam|fraud|product|service|place|bank|shop|store|something|programa|aplicacion|pagina|sitio|empresa|compania"
    r"|tienda|plataforma|grupo|archivo|cuenta|banco|calle|pueblo|moneda|servicio|logiciel|appli|societe|entreprise|fichier"
    r"|plateforme|banque|compte|carte|virement|facture|colis|mandat|iban|beneficiaire|programm|firma|unternehmen|seite"
    r"|internetseite|webseite|plattform|datei|konto|gruppe|virus|dog|cat|hund|perro|gato|chien|chat)s?"
    r"[\s,:\"']+(?:[^\W\d_]+\s)?$"
)
_VEHICLE = re.compile(
    r"\b(?:coche|carro|auto|vehiculo|moto|camioneta|car|van|vehicle|truck|voiture|furgoneta)\b"
)
_MY = re.compile(r"\b(?:my|our|mi|mis|mein(?:e[rmn]?)?|mon|ma|notre|mera|meri|mere|apna)\s$")
_SHORT = re.compile(r"\b(?:m|mrs?|ms|dr|sra?|srta|sgt|lt|lic|ing|det|insp)$")
_HERR = re.compile(r"\b(?i:herrn?|frau|kommissar|dr)\.? $")
_SAID = 45  # characters back in which someone may be said to speak
_ISSUED = 30  # and in which a plate may be one of a car
_BACK, _MOST = 80, 400
_RANKED = re.compile(
    r"(?:inspektor|kommissar|wachtmeister|techniker|beamter|mitarbeiter)(?:in)?$"
)  # of titles
# What no one is called: Department, Investigation, Headship, Bankmitarbeiter.
_NO_NAME_ENDING = re.compile(
    r"(?:tions?|ships?|ness|quarters|(?<!cle)ments?|ances?|enc(?:y|ies)|beamte[rn]?|beamtin|mitarbeiter(?:in|s)?|techniker"
    r"|berater(?:in)?|abteilung|dienst|kommissar|polizist(?:in)?|leiter)$"
)
_NAMES = names("brand")


def _listed(name: str) -> frozenset[str]:
    """Read a list of ``lists/names.toml``; its words have no accents."""
    lists = resources.files("ringfence.indicators").joinpath("lists", "names.toml").read_text("utf-8")
    return frozenset(cues.listed(tomllib.loads(lists)[name]))


_TELEPHONE = re.compile(r"(?:\+?1[ .-]?)?\(?[2-9]\d\d\)?[ .-]\d{3}[ .-]\d{4}(?!\d)|\+\d{8}|0[\d ]{9,12}\d")
_NUMBERS = frozenset(["badge", "staff", "id", "bare_id", "title"])
_TITLES, _OFFICES, _ORDINARY, _FIRST = map(_listed, ("titles", "offices", "ordinary", "first"))
_RECORDED, _TOLD = "script", "story"


class _Place(NamedTuple):
    """Where a name stands in the folded text, end exclusive."""

    start: int
    end: int


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find each name and each number once."""
    seen: set[str] = set()
    for value, start, end in _every(text):
        if value not in seen:
            seen.add(value)
            yield Found(NAME, value, Role.CLAIMED, Validity.VALID, *text.span(start, end), 0.0)


def _every(text: Folded) -> Iterator[tuple[str, int, int]]:
    """Give each name and number, and where it stands."""
    bare = text.text if text.text.isascii() else cues.bare(text.text)
    for place in _names(text, bare):
        start = place.start + _title(bare[place.start : place.end])
        value, length = _slug(text.text[start : place.end]) if start < place.end else (None, 0)
        if value is not None:
            yield value, start, start + length
    for cue in text.by_group.get("name", ())[:_MOST]:
        number = _number(text, cue) if cue.name in _NUMBERS else None
        if number is not None:
            yield f"badge:{text.low[slice(*number)].replace(' ', '')}", *number


def _names(text: Folded, bare: str) -> Iterator[_Place]:
    for cue in text.by_group.get("name", ())[:_MOST]:
        if cue.name in ("called", "title", "own"):
            place = _after(text, bare, cue)
            if place is not None:
                yield place
    for cue in text.by_group.get("name_after", ())[:_MOST]:
        match = _before(bare, cue.start)
        if match is None:
            continue
        place = _Place(*match.span("name"))
        if cue.name == "called" or _own(text, place, cue.start) or _from_office(text, place.start):
            yield place
    yield from _of(text, bare)
    yield from _well_known(text, bare)


def _after(text: Folded, bare: str, cue: phrases.Cue) -> _Place | None:
    """Give the name that follows a phrase."""
    match = _THEN.match(bare, cue.end)
    if match is None or not _may_follow(text, cue, match):
        return None
    place = _Place(*match.span("name"))
    if cue.name == "own":
        return place if _own(text, place, cue.start) else None
    before = cues.bare(text.low[max(0, cue.start - _BACK) : cue.start])
    if _KIN.search(before) or _THING.search(before) or (cue.name == "title" and _MY.search(before)):
        return None
    ordinary = text.low.endswith("sich als", 0, cue.end) and " " not in match["name"]  # *als Techniker*
    if ordinary and not _HERR.search(bare, cue.end, place.start) and not _office(text, place.end):
        return None
    return place


def _may_follow(text: Folded, cue: phrases.Cue, match: re.Match[str]) -> bool:
    """Tell whether a name belongs to a phrase by the sign between: a comma only after *the agent*."""
    if match["sign"] == ",":
        return cue.name == "title"
    if match["sign"] == ".":  # *the officer. Then …* is another sentence
        return _SHORT.search(text.low, cue.start, cue.end) is not None
    return cue.name != "title" or "(" not in text.text[cue.end : match.start("name")]


def _before(bare: str, end: int) -> re.Match[str] | None:
    """Match the name that ends at a place."""
    return _ENDS.search(bare, max(0, end - _BACK), end)


def _of(text: Folded, bare: str) -> Iterator[_Place]:
    """Give each name that *from*, *of*, *von*, *de* and an office follow: *David from Microsoft*."""
    if _OF.isdisjoint(text.words):
        return
    tokens = text.tokens
    looked_at = 0
    for i in [i for i, word in enumerate(text.said) if i and word in _OF]:
        (_, first, last), (word, start, end) = tokens[i - 1 : i + 1]
        if not text.text[first].isupper() or looked_at > _MOST or start - last > 3:
            continue
        looked_at += 1
        match = _before(bare, start) if bare[last - 1].islower() else None
        if match is None:
            continue
        place = _Place(*match.span("name"))
        follows = _ARTICLE.match(text.low, end + 1)
        at = end + 1 if follows is None else follows.end()
        capital = text.text[at : at + 1].isupper()
        introduced = capital and _OTHERS.search(bare, max(0, place.start - _BACK), place.start)
        known = word in _FROM or match["name"].partition(" ")[0].lower() in _FIRST
        if introduced or (known and _is_office(text, at)):
            yield place


def _well_known(text: Folded, bare: str) -> Iterator[_Place]:
    """Give each name that begins with a common first name and stands as one that someone gave himself."""
    if _FIRST.isdisjoint(text.words):
        return
    reached = 0
    for start in [text.tokens[i][1] for i, word in enumerate(text.said) if word in _FIRST]:
        if start < reached or not text.text[start].isupper():
            continue
        match = _ALONE.match(bare, start)
        if match is None:
            continue
        reached = match.end("name")
        before = bare[max(0, start - _BACK) : start].lower()
        quoted = before.endswith(('"', "'")) and bare[reached : reached + 2].rstrip(",.") in ('"', "'")
        whole = " " in match["name"] and _SENDER.search(before)
        if (
            (quoted or whole or _GIVEN.search(before))
            and not _KIN.search(before)
            and not _THING.search(before)
        ):
            yield _Place(*match.span("name"))


def _own(text: Folded, place: _Place, start: int) -> bool:
    """Tell whether *my name is …* is the caller's: he is quoted, a message speaks, his office follows."""
    if _office(text, place.end) or _CALLING.match(text.low, place.end):
        return True
    return _is_quoted(text, start)


def _is_quoted(text: Folded, start: int) -> bool:
    """Tell whether a place is in someone else's words."""
    if _RECORDED in text.scenes and _TOLD not in text.scenes:
        return True
    if '"' in text.text and text.text.count('"', max(0, start - 2_000), start) % 2 == 1:
        return True
    for said in near.before(text, "said", start, _SAID):
        if said.name == "speaker" and text.low[said.end : said.end + 1] != ":":
            continue
        return said.name != "me" and not cues.parted(text.low, said.end, start)
    return False


def _office(text: Folded, end: int) -> bool:
    """Tell whether an office or a brand follows a name: *from Microsoft*, *hai, main Amazon se*."""
    match = _OFFICE.match(text.low, end)
    if match is None or not _is_office(text, match.end()):
        return False
    return match["of"] is not None or _AFTER_OFFICE.match(text.low, match.end()) is not None


def _from_office(text: Folded, start: int) -> bool:
    """Tell whether an office stands before a name: *Amazon customer care se Kevin Martin bol raha hun*."""
    match = _SE.search(text.low, max(0, start - _BACK), start)
    return match is not None and _is_office(text, match.start())


def _is_office(text: Folded, start: int) -> bool:
    """Tell whether the next four words are a brand's or an office's."""
    tokens = text.tokens
    i = cues.at(tokens, start)
    here = tokens[i : i + 4]
    if not here or here[0][1] > start + 3:
        return False
    end = min(here[-1][2], start + 45)
    if any(start <= cue.start < end for cue in text.by_group.get("brand", ())):
        return True
    words = [word for word, _, last in here if last <= end and not cues.parted(text.low, start, last)]
    return not _OFFICES.isdisjoint(words) or any(start <= place.start < end for place in _NAMES.places(text))


def _number(text: Folded, cue: phrases.Cue) -> tuple[int, int] | None:
    """Give where the number stands that follows *badge number*; none of the reporter's own, or of a car."""
    low = text.low
    if cue.name == "title":
        match = _HASHED.match(low, cue.end)
    elif cue.name in ("id", "bare_id"):
        match = _LETTERED.match(low, cue.end)
    else:
        match = _NUMBERED.match(low, cue.end) or _SPACED.match(low, cue.end)
    if match is None or _TELEPHONE.match(low, match.start("number")):
        return None
    before = cues.bare(low[max(0, cue.start - _ISSUED) : cue.start])
    if cue.name == "staff" and _MY.search(before) and not _is_quoted(text, cue.start):
        return None
    if _VEHICLE.search(before) or (cue.name == "bare_id" and not _BESIDE_NAME.search(before)):
        return None
    return match.span("number")


def _title(name: str) -> int:
    """Give how many characters of a name are titles before it: *Officer*, *Herr*."""
    length = 0
    for word in name.split(" "):
        low = cues.bare(word.lower()).rstrip(".")
        if low not in _TITLES and not (_RANKED.search(low) and length + len(word) < len(name)):
            break
        length += len(word) + 1
    return min(length, len(name))


def _slug(name: str) -> tuple[str | None, int]:
    """Make a slug of a name, cut before what is none: *Kevin Martin Support*.

    Returns:
        The slug, None where it is no name; and how many characters of the name it stands for.
    """
    words = name.split(" ")
    wrong = next((n for n, word in enumerate(words) if _is_no_name(word)), len(words))
    if wrong < min(2, len(words)) or name.lower() in phrases.spellings("brand"):
        return None, 0
    kept = " ".join(words[:wrong])
    if len(words) == 1 and kept.endswith("ing"):
        return None, 0
    return "-".join(re.findall(r"[^\W_]+", kept.lower())), len(kept)


def _is_no_name(word: str) -> bool:
    low = word.lower()
    listed = any(low in phrases.spellings(group) for group in ("brand", "software", "card"))
    known = listed or cues.bare(low) in _ORDINARY
    return known or _NO_NAME_ENDING.search(low) is not None


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a name that stands alone in a form's field."""
    low = written.strip().lower()
    prefix = "badge:" if low.startswith("badge:") else ""
    slug = "-".join(re.findall(r"[^\W_]+", low.removeprefix("badge:")))[:60].rstrip("-")
    return (prefix + slug, Validity.VALID) if slug else None


def strength(value: str, role: Role) -> float:
    """Give 0: a claimed name is a stage name, used by thousands."""
    return 0.0


def label(value: str) -> str:
    """Write a name with capitals."""
    return value.replace("-", " ").title()
