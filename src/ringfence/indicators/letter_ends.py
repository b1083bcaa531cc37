"""The block of lines with which a letter ends, or begins: a closing, a name, and how to reach who writes.

    Kind regards
    Alan Peel
    12 Mill Lane
    Mob: 07700 900412 (evenings)

    PS: …

What tells a block is how its lines are made: below a closing stands a name, below that lines of nothing but
values and their labels. Where a postscript or someone else's mail follows, or the report ends, the name needs
no closing. A letter's head is the same above a salutation: a name, an address, how to reach who writes.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import cues, near

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

CLOSINGS = (
    r"(?:sent from my (?:iphone|ipad|phone|android|mobile)|sent from (?:yahoo|outlook|mail) [a-z ]{2,20}"
    r"|regards|thanks|thx|yours|all the best|best wishes|best|ta|with thanks|in anticipation"
    r"|appreciate it|god bless|love"
    r"|tia|tks|rgds|thank you|respectfully|sincerely|yours truly|yours faithfully"
    r"|many thanks|cheers|saludos?|gracias"
    r"|atentamente|cordialmente|atte|grüßen?|gruß|gruss|grüssen?|danke|vielen dank|hochachtungsvoll"
    r"|lg|mfg|vg|hdl|herzlichst|cdlt|cdt|slts|slds|un abrazo|abrazos|sadar|pranam|yrs|warmly|thanx"
    r"|blessings|bien à vous|bien à toi|bien cordialement"
    r"|cordialement|merci|salutations|respectueusement|dhanyavaad|dhanyavad|dhanyawaad|dhanyawad|shukriya)"
)
_EASTERN = (
    r"(?:धन्यवाद|सादर|भवदीया?|प्रार्थी|शुक्रिया|आभार|以上|敬具|草々|かしこ"
    r"|お願い(?:いた|致)?し(?:ます|ております)|お願い申し上げます|失礼(?:いた|致)?します|ありがとうございま(?:す|した))"
)
_CLOSING = re.compile(rf"(?:\b{CLOSINGS}\b|{_EASTERN})[^\n\d@:?;\"]{{0,30}}$", re.MULTILINE)
_DASHES = re.compile(r"^--[ \t]*$", re.MULTILINE)
_LABEL = (
    r"(?:(?:my |home |work |day |daytime )?(?:tele)?(?:phone|fon|fono|fax)|t[eé]l[eé]phone|teléfono|telefono"
    r"|t[eé]lf?|tfno|tlf|tel[eé]f|cel(?:ular|l)?|m[óo]vil|mov|fijo|port(?:able)?|fixe|handy|mobil[e]?|mob|ph"
    r"|festnetz|privat|landline|home|work|e-?mail|mail|correo|courriel|mél|whatsapp|contact|kontakt|contacto"
    r"|電話番号|電話|携帯電話|携帯|自宅|連絡先|メールアドレス|メール|फोन|फ़ोन|मोबाइल|मो|ईमेल|संपर्क|[hcmtew])"
    r"(?: ?(?:no|nr|number|nummer|address|adresse|नंबर|de contact[eo]?|privat|perso|pro|particular|home"
    r"|work))?"
)
_VALUE = r"(?:[^\s@,;<>]+@[^\s@,;<>]+|\+?\(?\d(?:[\d ()./-]{5,}\d))"
_REMARK = (
    r"(?:[ \t]?\([^()\n]{1,50}\)|[ \t]?[-–,;] ?[^\n\d@]{1,40}"
    r"|[ \t](?:(?:[^\W\d_]+'s )?(?:home|cell|mobile|work|office|evenings?|mornings?|days|privat|mobil|fijo"
    r"|casa|fixe"
    r"|portable|bureau|domicile|anytime)(?: phone)?))"
)
_SIGNS = r"[\s,.:;|/·•*<>=(-]*"
_CONTACT = re.compile(
    rf"{_SIGNS}(?:{_LABEL}(?![a-z]){_SIGNS}){{0,2}}{_VALUE}"
    rf"(?:[\s,|/·•<>;-]+(?:{_LABEL}(?![a-z]){_SIGNS}){{0,2}}{_VALUE}){{0,3}}\)?{_REMARK}?[ \t.,;>)]*"
)
_NAME = re.compile(
    r"[ \t-]*(?:gez\. ?|signed:? ?|/s/ ?|fdo\.?:? ?"
    r"|firmado:? ?)?[^\W\d_][^\n\d@:;?!\"]{1,40}(?:\([^()\n]{1,20}\)\s*)?"
)
# *Kev Doyle | Doyle Roofing | 07700 …*
_NAMED_CONTACT = re.compile(rf"(?P<name>{_NAME.pattern})[\s,|·/-]+{_CONTACT.pattern}")
_STRICT_NAME = re.compile(
    r"[ \t-]*[A-ZÀ-Þ](?:[a-zß-ÿ'-]{1,15}|\.)(?: [A-ZÀ-Þ](?:[\w'-]{1,15}"
    r"|\.)){1,3}(?: ?\([^()\n]{1,12}\))?[ \t]*"
)
_PLAIN = re.compile(r"[^\n@:?!\"]{2,45}")  # a firm, a street, a town
_ENDED = re.compile(r"[^\s.]{4,}[.;]\s*$")  # a sentence
_MOST_WORDS = 6
_MOST_PLAIN = 4
_MOST_LINES = 10
_LONGEST = 120  # characters of a line
_MOST_CLOSINGS = 40  # that are looked at in one text
_REACH = 300  # characters before what is added in which a name stands that nothing closes
# Words of a sentence, which no name and no address has.
_TELLS = frozenset(
    cues.listed(
        "number was is are were call calls called caller scammer scammers fraud they he she his their it "
        "phone "
        "from said says told nummer war ist anrufer rief ruft anruf número era es llamó llamaron llamar "
        "numéro "
        "était est appel appelle appelait appelé hai tha से था है"
    )
)
_ADDING = frozenset(
    cues.listed(
        "p ps pd d posdata postdata postscriptum post nachtrag enc encl enclosed enclosure enclosures "
        "attach attached "
        "attachment attachments anlage anlagen anhang angehängt beigefügt adjunto adjunta adjuntos "
        "adjuntas anexo "
        "anexos pj pièce pièces ci n nb"
    )
)
_OWN_VOICE = frozenset(cues.listed("i my i've ich mein meine meinem je j'ai ma mon yo mi me maine meri mera"))
_WORDS = frozenset(
    cues.listed(
        "iphone ipad android yahoo outlook regards thanks thx yours best ta anticipation appreciate bless "
        "love tia "
        "tks rgds thank respectfully sincerely truly faithfully cheers saludo saludos gracias atentamente "
        "cordialmente atte grüße grüßen gruß gruss grüsse grüssen danke dank hochachtungsvoll lg mfg vg bien "
        "hdl herzlichst cdlt cdt slts slds abrazo abrazos sadar pranam yrs warmly thanx blessings "
        "cordialement merci salutations respectueusement dhanyavaad dhanyavad dhanyawaad dhanyawad shukriya"
    )
)
# What someone adds below, or another's mail.
_ADDED = (
    r"(?:p\. ?-?s\.?|ps|p\.d\.|pd|posdata|postdata|post ?scriptum|nachtrag|encl?|enclosed|enclosures?"
    r"|attach(?:ed|ments?)|anlagen?|anhang|angehängt|beigefügt|adjunt[oa]s?|anexos?|pj|p\.j\."
    r"|pi[eè]ces?[ -]jointes?"
    r"|ci-joint|n\.b\.|nb)(?:\s?[:.,-]\s?:?|\s)|追伸|添付|同封|पुनश्च|संलग्न"
)
_BELOW = re.compile(
    rf"[\s>]{{0,6}}(?:{_ADDED}|>|-{{3,}}|_{{3,}}|from: |von: |de ?: |begin forwarded|(?:on|am|le"
    rf"|el) [^\n]{{5,60}}"
    r"(?:wrote|schrieb|écrit|escribió)[^\n]{0,30}:)"
)
_ADDITION = re.compile(rf"(?:^|(?<=[.!?)\d]\s))(?:{_ADDED})", re.MULTILINE)
_MAILED = re.compile(r"^[ \t]*(?:(?:from|von|de)\s?:|-{3,})", re.MULTILINE)
# Whoever signs so is no person.
_FIRM = re.compile(
    r"\b(?:team|support|department|dept|billing|customer|services?|desk|center|centre|helpdesk|care"
    r"|security|refunds?|helpline|officer|agent|technician|kundenservice|kundendienst|abteilung|zentrale"
    r"|équipe"
    r"|assistance|servicio|soporte|equipo|atención|technik)\b|サポート|センター|事務局|担当|विभाग|टीम|सेवा"
)
_THEIR_CARD = re.compile(
    r"\b(?:signature|letterhead|business card|his card|her card|unterschrift|briefkopf|visitenkarte"
    r"|tarjeta de visita|carte de visite)\b"
)


_DEAR = re.compile(
    r"\b(?:dear|valued|hello) (?:valued )?(?:customer|consumer|client|member|user"
    r"|subscriber)\b(?! (?:service|care"
    r"|support|relations))|\b(?:sehr geehrte[rs]? (?:kundin|kunde|nutzer)|estimad[oa] (?:client|usuari)"
    r"|ch(?:er|ère) (?:client|abonn|utilisat))|お客様各位|प्रिय ग्राहक"
)


_HEAD = 320  # characters in which a letter's head stands
_MOST_HEADING = 8  # words of one of its lines
_HEADING = re.compile(r"[^\n@:?!\"]{2,60}")
_SALUTATION = re.compile(
    r"^[ \t]*(?:dear|to whom|to the [a-z ]{3,40}[:,](?=[ \\t]*$)|sehr geehrte|guten tag|hallo"
    r"|liebe[rs]?|an die|madame|monsieur|messieurs|bonjour|cher|chère"
    r"|muy señor\w*|estimad[oa]s?|a quien|señor\w*|distinguid\w*|buen[oa]s|hola|hello|hi|good "
    r"(?:morning|afternoon|day)"
    r"|sirs?|gentlemen|betreff|betr\.|objet|asunto|subject|re:|सेवा में|महोदय|श्रीमान|मान्यवर|विषय"
    r"|आदरणीय|拝啓|前略|御中|sewa mein"
    r"|mahoday|respected)(?![^\W\d_])",
    re.MULTILINE,
)
_FIELDS = re.compile(r"\s*[^\n:]{2,24}:[^\n]*\n")


class Block(NamedTuple):
    """The lines of a letter's end that hold values, and whether something was added below."""

    start: int
    end: int
    followed: bool


def may_stand(text: Folded) -> bool:
    """Tell quickly whether a text may have such a block."""
    if "\n" not in text.low:
        return False
    if not text.low.isascii() or not text.words.isdisjoint(_WORDS):
        return True
    if _head(text) is not None:
        return True
    return "--" in text.low or ("\n\n" in text.low and _is_told(text))


def _is_told(text: Folded) -> bool:
    """Tell whether someone tells what happened to her, and no recorded message speaks alone."""
    own = "script" not in text.scenes and not text.words.isdisjoint(_OWN_VOICE)
    return own or "story" in text.scenes


def head(text: Folded, start: int) -> bool:
    """Tell whether a value stands in a letter's head, above the salutation: that of who writes."""
    if start > _HEAD or "\n" not in text.low[:_HEAD]:
        return False
    known: tuple[int, int] | None = text.kept.get("letter_head", (-1, -1))
    if known == (-1, -1):
        known = text.kept["letter_head"] = _head(text)
    return known is not None and known[0] <= start < known[1]


def _head(text: Folded) -> tuple[int, int] | None:
    """Read a name and lines of values from a text's beginning to a blank line or a salutation."""
    low, at = text.low, len(text.low) - len(text.low.lstrip())
    begins: int | None = None
    end, named = at, False
    while at < min(len(low), _HEAD):
        stop = low.find("\n", at)
        if stop < 0 or _SALUTATION.match(low, at):
            break
        if low[at:stop].strip():
            whole = _CONTACT.fullmatch(low, at, stop) if named else _NAMED_CONTACT.fullmatch(low, at, stop)
            if whole is not None and (named or _TELLS.isdisjoint(_words(whole["name"]))):
                begins = at if begins is None else begins
                named, end = True, stop
            elif _is_heading(low, at, stop):
                named = True
            else:
                break
        at = stop + 1
    if begins is None or not _is_letter(text, end):
        return None
    return begins, end


def _is_heading(low: str, first: int, last: int) -> bool:
    """Tell whether a line may be a name, a part of an address or a date."""
    line = _HEADING.fullmatch(low, first, last)
    if line is None or len(line[0].split()) > _MOST_HEADING or not _TELLS.isdisjoint(_words(line[0])):
        return False
    return _FIRM.search(line[0]) is None


def _is_letter(text: Folded, end: int) -> bool:
    """Tell whether a story or a salutation follows a head that is no firm's, nor of a letter to customers."""
    low = text.low
    if _FIRM.search(low, 0, end) or near.within(text, "brand", 0, end) or cues.says(_DEAR, low):
        return False
    if _FIELDS.match(low, end) and not _SALUTATION.match(low, end + len(low[end:]) - len(low[end:].lstrip())):
        return False
    if _SALUTATION.search(low, end, end + _HEAD) is not None:
        return True
    return low.startswith("\n\n", end) and _is_told(text)


def added(text: Folded, start: int) -> int:
    """Give where a postscript or a list of what is enclosed begins shortly behind a place; else the end."""
    low = text.low
    if low.isascii() and text.words.isdisjoint(_ADDING):
        return len(low)
    found = _ADDITION.search(low, start, start + _REACH)
    return len(low) if found is None else found.start()


def block(text: Folded, start: int) -> Block | None:
    """Give the block of a letter's end in which a value stands, that of who writes."""
    if "\n" not in text.low:
        return None
    known: list[Block] | None = text.kept.get("letter_ends")
    if known is None:
        known = text.kept["letter_ends"] = [*_blocks(text)]
    return next((one for one in known if one.start <= start < one.end), None)


def _blocks(text: Folded) -> Iterator[Block]:
    low = text.low
    done = 0
    patterns: tuple[re.Pattern[str], ...] = (
        (_CLOSING, _DASHES) if "\n--" in low or low.startswith("--") else (_CLOSING,)
    )
    if low.isascii() and text.words.isdisjoint(_WORDS):
        patterns = patterns[1:]
    for pattern in patterns:
        for closing in islice(pattern.finditer(low), _MOST_CLOSINGS):
            if pattern is _CLOSING and closing.start() < done:
                continue
            found = _below(text, closing.end() + 1)
            if found is not None and _is_hers(text, closing.start(), found):
                done = found.end
                yield found
    yield from _unclosed(text)


def _below(text: Folded, first: int) -> Block | None:
    """Read a name and lines of values below a closing."""
    low, at, plain = text.low, first, 0
    named = False
    begins: int | None = None
    end = at
    for _ in range(_MOST_LINES):
        if at >= len(low):
            break
        stop = low.find("\n", at)
        stop = len(low) if stop < 0 else stop
        if stop - at > _LONGEST:
            break
        if low[at:stop].strip():
            whole = _CONTACT.fullmatch(low, at, stop) if named else _NAMED_CONTACT.fullmatch(low, at, stop)
            if whole is not None and (named or _TELLS.isdisjoint(_words(whole["name"]))):
                begins = at if begins is None else begins
                named, end = True, stop
            elif begins is not None or not _is_plain(low, at, stop, named=named):
                break
            else:
                named = True
                plain += 1
                if plain > _MOST_PLAIN:
                    break
        at = stop + 1
    if begins is None:
        return None
    return Block(begins, end, _BELOW.match(low, end) is not None)


def _is_plain(low: str, first: int, last: int, *, named: bool) -> bool:
    """Tell whether a line may be a name, or below it a firm or a part of an address."""
    line = (_PLAIN if named else _NAME).fullmatch(low, first, last)
    if line is None or len(line[0].split()) > _MOST_WORDS:
        return False
    if not _TELLS.isdisjoint(_words(line[0])):
        return False
    return _ENDED.search(low, first, last) is None and _ADDITION.match(low, first) is None


def _words(line: str) -> set[str]:
    return {*map(cues.alike, cues.bare(line).split())}


def _is_hers(text: Folded, first: int, found: Block) -> bool:
    """Tell whether no firm signs, and no other's mail or words are what ends there."""
    low = text.low
    if _FIRM.search(low, first, found.start) or near.within(text, "brand", first, found.start):
        return False
    if any(cues.first(one, low) < first for one in (_MAILED, _THEIR_CARD, _DEAR)):
        return False
    return text.text.count('"', 0, first) % 2 == 0


def _unclosed(text: Folded) -> Iterator[Block]:
    """Find names with lines of values below them that nothing closes: at the end, or before an addition."""
    if not _is_told(text):
        return
    below = _BELOW_LINE.search(text.low)
    if below is not None:
        found = _above(text, below.start(), followed=True)
        if found is not None:
            yield found
    found = _above(text, len(text.low), followed=False)
    if found is not None:
        yield found


def _above(text: Folded, last: int, *, followed: bool) -> Block | None:
    """Read upwards from a place: lines of values, a name in a paragraph of its own, the end of a sentence."""
    low = text.low
    first = max(0, last - _REACH)
    end = first + len(low[first:last].rstrip())
    at = begins = end
    while at > first:
        line = low.rfind("\n", first, at) + 1
        if line <= first or not _CONTACT.fullmatch(low, line, at):
            break
        begins, at = line, line - 1
    name = low.rfind("\n", first, at) + 1
    if begins == end or name <= first or not _STRICT_NAME.fullmatch(text.text, name, at):
        return None
    over = low[first:name].rstrip(" \t")
    if not over.endswith("\n\n") or (not followed and over.rstrip()[-1:] not in _STOPS):
        return None
    found = Block(begins, end, followed)
    return found if _is_hers(text, name, found) else None


_STOPS = frozenset(".!?)")
_BELOW_LINE = re.compile(rf"\n(?={_BELOW.pattern})")
