"""What a value did in the report, from the words around it.

The nearest phrase before the value in the same sentence decides, then one just after it, then what the whole
text
is: a recorded message or a pop-up speaks for the scammer, a voice that says *told me*, *I called* is the
reporter's. Two rules stand above the words: a brand's own contact is ``genuine`` whatever was said of it, and
a remote ID of which nothing is said is the reporter's own, so that it is masked.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from ringfence.indicators import (
    asides,
    clauses,
    contact_card,
    cues,
    dialogue,
    forms,
    known_good,
    mail_headers,
    near,
    people,
    relatives,
    signed_japanese,
    signed_off,
    voices,
    whose,
)
from ringfence.indicators.cues import parted
from ringfence.indicators.indicator import Role

if TYPE_CHECKING:
    from ringfence.indicators.fold import Folded
    from ringfence.indicators.phrases import Cue

_BEFORE = 70  # characters back in which a phrase may tell a role
_BEFORE_OWN = 45  # and in which "my …" may make a value the reporter's
_AFTER = 12
_CLOSE = 3  # a phrase that ends so near decides before one that follows
_NEARER = 4  # characters by which a phrase that follows must be nearer to decide
_NEXT = 40  # characters behind a phrase in which the next value stands
_DISTANT = 24  # characters between a phrase and a value behind which the clause's other words count too
_FAR = 1_000  # what a phrase counts as that tells only where nothing was said before
_COMMA = 10  # what a comma counts as between a value and a phrase that follows
_REFERS = ("that's ", "which is ", "that is ", "which was ")  # what a comma parts from a value no more
_WORD = re.compile(r"[^\W\d_]+")
_ADVERBS = frozenset(
    cues.listed(
        "also just then again who that which has have had and is was it he she they i we the this twice "
        "always only ext number auch dann wieder die der das hat und war ist noch erneut nummer "
        "aussi encore puis qui a m est me también y que luego otra vez ha"
    )
)
_VISIT = frozenset(["domain", "url", "ip"])
_UNSAID_OWN = frozenset([Role.CALLBACK, Role.CONTACT])
_OF_PEOPLE = frozenset([Role.REPORTER, Role.GENUINE])
# What is said plainly after a value against what was said before: *called … which is the real one*.
_PLAIN = frozenset(
    {(role, Role.GENUINE) for role in (Role.CALLBACK, Role.CALLER_ID, Role.CONTACT)}
    | {(Role.PAYEE, Role.REPORTER)}
)
_LEADING = frozenset([Role.REPORTER, Role.CALLBACK, Role.PAYEE, Role.GENUINE])
_OF_ONE = _OF_PEOPLE | {Role.OPERATOR}  # what is said of one value is not said of the next

# How people sign with a number, wherever it stands.
_SIGNS = re.compile(r"(?:^|[.!?,\n]\s{0,2})(?:t[eé]l|phone|ph\b|mob|cell)")
_CLAUSE = re.compile(r"[^、,;]{0,6}[、,;].{4}")  # a clause that ends after a value, and another that begins
_SUREST = frozenset(["genuine", "reporter"])
_COMMAS = frozenset(",、;")
_WRAPPED = " )\"'"  # what may close around a value
_CLAUSE_ENDS = frozenset('.,、。।;()"')
_OTHER = re.compile(
    r"[^\s@]*@\S*[^\s.,;]|\d[\d ()./-]{5,}\d|https?://\S+|(?:[a-z0-9-]+\.)+[a-z]{2,}(?![\w.])\S*"
)
_MAY_BE_OTHER = re.compile(r"[\d@]|\.[a-z]|://")
_AND = re.compile(
    r"(?!\s(?:(?:an|à|au|al|a|to|from|von|de|del|du|desde|depuis|en|par|por|per|el|le|la|dem|the)\s){1,3}[+(]*$)"
    r"(?:\s(?:evenings|mornings|afternoons|daytime|weekends|nights|abends|morgens|tagsüber)\b)?"
    r"(?:\s?\([^()]{1,20}\)(?=\s?(?:[,/&]|and|or|und|oder|et|ou|y|o)))?[\s,/&()]*(?:(?:and|or|und|oder|y|o|et|ou)\b)?\s*"
    r"(?:(?:on|at|by|unter|per|al|en|au|à|sur|par|via|telefonisch|mobil|telefon|handy|phone|mobile|cell|tel|téléphone"
    r"|portable|teléfono|móvil|mail|e-mail|email|website|web|site|webseite|página|sitio|page|it's|it is|is|ist|es|est|an|leur|ihre|deren|their|su|courriel|adresse|address"
    r"|el|la|cel|celular|fijo|correo|dem|the|por|las|mañanas?|tardes?|noches?|abends|morgens|le|soir|matin|evenings|mornings|afternoons|daytime|weekends|nights)\b[.:,]?\s*"
    r"){0,6}[\s(+]*"
    r"|[\s,/()、・]*(?:か|と|または|もしくは|及び|aur|ya|और|या)?\s*"
    r"(?:(?:自宅|会社|職場|携帯|固定電話|メール|tel|電話|mobile|phone|email|mail|ghar|office|मोबाइल|फोन|घर|ईमेल)"
    r"\s*(?:の電話|は|に|で|ka|का|par|पर)?[.:)、,\s]*){0,3}[\s(+:]*"
)

# *from "Social Security", …*, *Ours (paid from): …*
_QUOTED = re.compile(r"\s?\"[^\"\d]{2,30}\",?\s?[+(]{0,2}")
_ASIDE = re.compile(r"\s?\([^()\d]{1,40}\)\s?:?\s?[+(]{0,2}")
_TO_PHONE = re.compile(r"\bto (?:tele)?phone\b")
_PERSON = re.compile(r"s?he(?='s | is )")
_MEIN = frozenset(["mein", "meine", "meiner", "meinem", "meinen"])  # behind which any noun stands, not a name
_SHORT = 3  # letters of a phrase, *I'm* without its sign, after which no name is looked for
_JOIN_REACH = 100
_MOST_JOINED = 4  # values joined by *and* that are followed back
# Names behind a relative: *my son Jens, …*.
_CALLED = re.compile(
    r"(?:[\s,:(]{1,2}(?:(?:Herrn?|Frau|Dr\.?|RA|M\.|Mme|Me|Mr\.?|Mrs\.?|Ms\.?)\s)?[A-ZÄÖÜÉ][\w'.-]+){1,3}"
    r"|\s(?!(?:को|से|ने|पर|पे|में|तो|जो|नहीं|नही|और|या)\s?$)[\u0900-\u097f]+\s?$"
)

# How the name of phrases ends that tell only where nothing but linking words follow: *I'm on*.
_BESIDE = "_beside"
_CALLER_BESIDE = "caller_id_beside"
_OF_SCAMMER = (Role.CALLBACK, Role.CONTACT, Role.VISITED)
_GIVEN = re.compile(r"\bg[ai]ves? (?:me|us|her|him|them) (?:(?:the|his|her|their|a) )?$")
_SHOWN = "shown"  # *the number displayed*: by a telephone or by a pop-up, as the whole text tells
_OF_DESK = "desk"  # *callback to*: hers of whom a note speaks, else a number to call
_WEAK = "_weak"  # *the number*: what was said just before it tells more
_WEAKLY = "callback_weak"

# The roles that each kind's values can have by words, and the one they have without.
_BY_WORDS: dict[str, tuple[frozenset[str], Role]] = {
    "phone": (frozenset(["callback", "caller_id", "genuine", "reporter"]), Role.CALLBACK),
    "email": (frozenset(["contact", "genuine", "reporter"]), Role.CONTACT),
    "domain": (frozenset(["genuine", "visited"]), Role.VISITED),
    "url": (frozenset(["genuine", "visited"]), Role.VISITED),
    "ip": (frozenset(), Role.VISITED),
    "wallet": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "bank_account": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "gift_card": (frozenset(["payee", "reporter"]), Role.PAYEE),
    "handle": (frozenset(["payee", "contact", "reporter"]), Role.PAYEE),
    "remote_access": (frozenset(["operator", "reporter"]), Role.REPORTER),
}


def resolve(kind: str, value: str, text: Folded, place: tuple[int, int]) -> Role:
    """Say what a value did.

    Args:
        kind: The value's kind.
        value: Its canonical form.
        text: The folded text it stands in.
        place: Where it starts there, and one past where it ends.
    """
    return resolve_told(kind, value, text, place)[0]


def resolve_told(kind: str, value: str, text: Folded, place: tuple[int, int]) -> tuple[Role, bool]:
    """Say what a value did, as `resolve`, and whether words near it or a list told so."""
    if known_good.genuine(kind, value):
        return Role.GENUINE, True
    allowed, default = _BY_WORDS[kind]
    told = _told(text, *place, allowed)
    if told is None:
        return _unsaid(kind, default, text), False
    if told == contact_card.SIGNED:
        return Role.REPORTER, True
    if told == Role.REPORTER:
        return voices.of_scammer(kind, value, text, place) or Role.REPORTER, True
    return Role(told), True


def hers(text: Folded) -> bool:
    """Tell whether any words of a text may make a value the reporter's; without them only a remote ID is."""
    spoken = any(
        cue.name.startswith("reporter")
        for group in ("before", "after")
        for cue in text.by_group.get(group, ())
    )
    if (
        spoken
        or relatives.may_have(text)
        or signed_off.may_stand(text.low)
        or signed_japanese.may_stand(text.low)
    ):
        return True
    if (
        whose.may_tell(text)
        or dialogue.may_stand(text)
        or mail_headers.may_stand(text.low)
        or forms.may_stand(text.low)
    ):
        return True
    return _SIGNS.search(text.low) is not None or contact_card.may_stand(text.low)


def told(text: Folded, start: int) -> bool:
    """Tell whether a phrase before a place speaks of calling: it makes a number a likely telephone number."""
    return any(
        cue.name.startswith(("callback", "caller_id", "reporter", _SHOWN))
        and not near.parted_from(text.low, cue.end, start)
        for cue in near.before(text, "before", start, _BEFORE_OWN)
    )


def _told(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    answered = dialogue.answered(text, start)
    surest = (
        (answered if answered in allowed else None)
        or (_by_place(text, start, end, allowed) if "reporter" in allowed else None)
        or _by_people(text, start, end, allowed)
        or _joined(text, start, allowed)
    )
    if surest is not None:
        return surest
    first = _first_before(text, start, allowed)
    verb = _verb(text, end, allowed, first)
    if verb is not None:
        return verb
    if first is not None and first.role == Role.GENUINE and voices.named_in_message(text, end):
        return next((role for role in _OF_SCAMMER if role in allowed), first.role)
    then = _first_after(text, end, allowed)
    far = first is not None and first.away > _DISTANT and first.role in _OF_SCAMMER
    if then is None and far and clauses.told(text, start, end, allowed) == Role.GENUINE:
        return Role.GENUINE
    if then is None and (first is None or first.away == _BEFORE):
        in_clause = clauses.told(text, start, end, allowed)
        if in_clause is None and Role.GENUINE in allowed and Role.REPORTER in allowed:
            is_own = whose.in_own_sentence(text, start) and not _TO_PHONE.search(text.low, max(0, start - 24), start)
            in_clause = Role.REPORTER if is_own else None
        if in_clause is not None:
            return in_clause
    if first is None or then is None:
        return first.role if first is not None else then and then[0]
    plainly = then[1] < _COMMA and (first.role, then[0]) in _PLAIN
    plainly = plainly or (
        first.role == Role.REPORTER and then == (Role.CALLBACK, 1) and first.away > _CLOSE
    )  # *the ID I read him and … that I dialled*
    linked = text.low.startswith((" and ", ", and "), end)
    innocent = linked and first.role == Role.GENUINE and then[0] == Role.CALLBACK  # *is X, and I called it*
    nearer = not first.sure and not innocent and then[1] + _NEARER <= first.away
    return then[0] if plainly or nearer else first.role


def _by_people(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Tell a role by brackets beside a value, or by the person who is named with it."""
    aside = asides.told(text, start, end, allowed)
    if aside is not None or not whose.may_tell(text):
        return aside
    told = whose.before(text, start) or whose.after(text, end)
    if told == Role.GENUINE and voices.named_in_message(text, end):
        return None
    return told if told in allowed else None


def _by_place(text: Folded, start: int, end: int, allowed: frozenset[str]) -> str | None:
    """Tell what a value is by the line it stands in: an e-mail's header, a signature, contact details."""
    if "contact" in allowed and "@" in text.low[start:end]:
        header = mail_headers.role(text.low, start)
        if header is not None:
            return header
    if "phone" in text.labels and signed_off.is_signature(text, start, end):
        return "reporter"
    if forms.is_own(text.low, start) or signed_off.is_own(text, start, end):
        return "reporter"
    if not text.low.isascii() and signed_japanese.is_own(text.low, start, end):
        return "reporter"
    card = contact_card.role(text.low, start, end)
    popup = "script" in text.scenes and "story" not in text.scenes  # with its own *Contact: …*
    return None if popup and card == Role.REPORTER else card


def _joined(text: Folded, start: int, allowed: frozenset[str]) -> str | None:
    """Give the role of the value before, where *and* joins them: *my daughter under … or by mail at …*."""
    for _ in range(_MOST_JOINED):
        if not _MAY_BE_OTHER.search(text.low, max(0, start - _JOIN_REACH), start):
            return None
        others = [*_OTHER.finditer(text.low, max(0, start - _JOIN_REACH), start)]
        if not others or not _AND.fullmatch(text.low, others[-1].end(), start):
            return None
        start = others[-1].start()
        every = allowed | {Role.CALLBACK, Role.CALLER_ID, Role.CONTACT}
        first = _first_before(text, start, every)
        then = None if first is not None else _first_after(text, others[-1].end(), every)
        owned = _by_people(text, start, others[-1].end(), every)
        owned = owned or (Role.REPORTER if first is None and then is None and whose.in_own_sentence(text, start) else None)
        role = owned or (first.role if first is not None else then and then[0])
        if role is not None:
            return role if role in allowed and role in _OF_PEOPLE else None
    return None


def _verb(text: Folded, end: int, allowed: frozenset[str], first: _Before | None) -> str | None:
    """Give the role that a verb after a value tells, in languages where verbs stand last.

    Args:
        text: The text.
        end: Where the value ends.
        allowed: The roles that its kind may have.
        first: What was said before it: *my …* and *the real …* just before it tell more than any verb, and a
            verb of another clause tells only where nothing was said.
    """
    if "verb" not in text.by_group or (first is not None and first.sure and first.role in _SUREST):
        return None
    for cue in near.verb(text, end):
        between = text.low[end : cue.start]
        if first is not None and (cue.name == _SHOWN or _CLAUSE.match(between)):
            continue
        name = _unsaid("phone", Role.CALLBACK, text) if cue.name == _SHOWN else cue.name
        if name.endswith(_BESIDE) and not between.strip(_WRAPPED):
            name = name.removesuffix(_BESIDE)
        if name in allowed and not _of_another(text, between, cue):
            return name
    return None


def _of_another(text: Folded, between: str, cue: Cue) -> bool:
    """Tell whether what stands behind a value speaks of the next one: *A, my number is B*."""
    if cue.name == Role.REPORTER and _CLAUSE.match(between):
        return True
    if cue.name != Role.GENUINE and _COMMAS.isdisjoint(between):
        return False
    following = _OTHER.search(text.low, cue.end, cue.end + _BEFORE)
    return following is not None and _CLAUSE_ENDS.isdisjoint(text.low[cue.end : following.start()])


def _leads_on(text: Folded, end: int) -> bool:
    """Tell whether what is said as someone's own is the next value: *A from my account B*, *A y mi correo es B*."""
    other = _OTHER.search(text.low, end, end + _NEXT)
    return other is not None and near.tight(text, end, other.start())


def _first_after(text: Folded, end: int, allowed: frozenset[str]) -> tuple[str, int] | None:
    """Give the role that the nearest phrase after a value tells, and how far away it stands."""
    for cue in near.after(text, end, _AFTER):
        between = text.low[end : cue.start]
        name = _unsaid("phone", Role.CALLBACK, text) if cue.name == _SHOWN else cue.name.removesuffix(_WEAK)
        if name not in allowed or parted(text.low, end, cue.start):
            continue
        if not _ADVERBS.issuperset(_WORD.findall(between)):
            continue
        if name in _LEADING and not text.low.startswith(_REFERS, cue.start) and _leads_on(text, cue.end):
            continue
        apart = "," in between and not text.low.startswith(_REFERS, cue.start)
        away = _FAR if cue.name.endswith(_WEAK) else len(between) + (_COMMA if apart else 0)
        return name, away
    return None


class _Before(NamedTuple):
    """What a phrase before a value tells.

    Attributes:
        role: The role.
        sure: Whether nothing that follows can tell another.
        away: How many characters before the value the phrase ends.
    """

    role: str
    sure: bool
    away: int


def _first_before(text: Folded, start: int, allowed: frozenset[str]) -> _Before | None:
    """Give the role that the nearest phrase before a value tells."""
    weak: Cue | None = None
    for cue in near.before(text, "before", start, _BEFORE):
        name = _role_of(cue, text)
        if name not in allowed or (name == "reporter" and start - cue.end > _BEFORE_OWN):
            continue
        if near.parted_from(text.low, cue.end, start):
            break
        if name == Role.REPORTER and Role.CALLER_ID in allowed and "screen" in text.low[cue.start : cue.end]:
            continue  # what a screen shows of hers is an ID, not a number to call
        if name == Role.GENUINE and voices.is_posed(text, cue.start):
            continue
        if name in _OF_ONE and not _only_mine(text.low[cue.end : start]):
            continue
        if cue.name == _CALLER_BESIDE and _QUOTED.fullmatch(text.low, cue.end, start):
            return _Before(name, sure=False, away=start - cue.end)
        if cue.name == _CALLER_BESIDE and "," in text.low[cue.end : start]:
            continue
        beside = cue.name.endswith(_BESIDE) or (weak is not None and name != "reporter")
        named = name == "reporter" and cue.end - cue.start > _SHORT
        named = named and text.low[cue.start : cue.end] not in _MEIN
        if beside and not _beside(text, cue.end, start, names=named):
            continue
        if cue.name == _WEAKLY:
            weak = weak or cue
            continue
        away = start - cue.end
        return _Before(name, weak is not None or name == "reporter" or away <= _CLOSE, away)
    unsaid = _unsaid("phone", Role.CALLBACK, text)
    return None if weak is None else _Before(unsaid, sure=False, away=_BEFORE)


def _role_of(cue: Cue, text: Folded) -> str:
    """Give the role that a phrase tells: the one in its name, unless the whole text decides it."""
    if cue.name == _SHOWN:
        return _unsaid("phone", Role.CALLBACK, text)
    if relatives.has(cue, text):
        return Role.REPORTER
    if cue.name.startswith("genuine") and clauses.of_kin(text.low, cue.start):
        return Role.REPORTER  # *my daughter on her proper number*
    person = _PERSON.match(text.low, cue.start) if cue.name.startswith("reporter") else None
    if person is not None and not relatives.are_meant(text, "her" if person[0] == "she" else "his"):
        return ""  # *he's on …*, said of who called
    mine = text.low.startswith(("my ", "our "), cue.start)
    if (
        cue.name.startswith("reporter")
        and not mine
        and _GIVEN.search(text.low, max(0, cue.start - 24), cue.start)
    ):
        return Role.CALLBACK  # *gave me his wife's number*
    if cue.name == _OF_DESK:
        return Role.REPORTER if people.is_note(text) else Role.CALLBACK
    return "callback" if cue.name == _WEAKLY else cue.name.removesuffix(_BESIDE)


def _beside(text: Folded, end: int, start: int, *, names: bool) -> bool:
    """Tell whether only linking words stand between a phrase and a value, or a value before it.

    Args:
        text: The text.
        end: Where the phrase ends.
        start: Where the value starts.
        names: Let a name of one or two words stand between too.
    """
    called = _CALLED.match(text.text, end, start) if names else None
    end = called.end() if called else end
    other = _OTHER.search(text.low, end, start)
    if _ASIDE.fullmatch(text.low, end, start):
        return True
    return near.tight(text, end, start if other is None else other.start())


def _only_mine(between: str) -> bool:
    """Tell whether *my …* still speaks of a value: another value between them must be joined by *and*."""
    others = [match.end() for match in _OTHER.finditer(between)]
    return not others or _AND.fullmatch(between, others[-1]) is not None


def _unsaid(kind: str, default: Role, text: Folded) -> Role:
    if kind != "phone":
        return default
    scenes = text.scenes
    return (
        Role.CALLER_ID
        if "called" in scenes and "screen" not in scenes and ("script" not in scenes or "story" in scenes)
        else default
    )
