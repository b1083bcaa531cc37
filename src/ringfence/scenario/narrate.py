"""Tell one report as a person would: which parts, in which order, in which register, how carefully typed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from ringfence.scenario import scripts, spelling
from ringfence.scenario.filings import CHANNELS, FRAME, GLUE, METHODS, SPAM, UNRELATED, VICTIM
from ringfence.scenario.names import REPORT_SITE, SHOWN
from ringfence.scenario.typing_habits import mistype, restore
from ringfence.scenario.voice import voice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from ringfence.scenario.voice import Pattern

REGISTERS = ("formal", "chatty", "angry", "elderly", "behalf", "plain", "terse")
_REGISTER_WEIGHTS = (0.16, 0.17, 0.07, 0.09, 0.07, 0.24, 0.2)
TOOLS = ("AnyDesk", "TeamViewer", "UltraViewer", "ScreenConnect")


class Planted(NamedTuple):
    """A value that the text must hold.

    Attributes:
        slot: The slot that it fills.
        kind: Its kind.
        value: Its canonical form (a gift card's with the serial).
    """

    slot: str
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Story:
    """What one report tells.

    Attributes:
        seed: The world's seed, for scripts.
        sort: What the report is (``filings.VICTIM`` …).
        lang: Its language.
        country: Where its writer lives.
        brand: Slug of the brand.
        channel: Position in ``CHANNELS``.
        method: Position in ``METHODS``.
        amount: The amount as written; asked for where nothing was paid.
        when: The day as written.
        me: The writer's name.
        connected: Someone connected to the computer.
        script: The script quoted, or -1.
        planted: The values to tell.
        obfuscated: Share of values written so that machines miss them.
    """

    seed: int
    sort: int
    lang: str
    country: str
    brand: str
    channel: int
    method: int
    amount: str
    when: str
    me: str
    connected: bool
    script: int
    planted: tuple[Planted, ...]
    obfuscated: float


class _Teller:
    """Holds what is still to be told while one story is put together."""

    def __init__(self, story: Story, rng: Random) -> None:
        self.story, self.rng, self.voice = story, rng, voice(story.lang)
        self.values: list[str] = []
        self.left = {one.slot: one for one in story.planted}
        tool = rng.choice(TOOLS[:2])
        for one in story.planted:
            if one.kind == "remote_access":
                tool = next(name for name in TOOLS if name.lower() == one.value.partition(":")[0])
        self.slots = {
            "brand": SHOWN[story.brand],
            "agent": rng.choice(scripts.AGENTS),
            "when": story.when,
            "amount": story.amount,
            "tool": tool,
            "me": story.me,
            "order": "-".join(str(rng.randint(10**n, 10 ** (n + 1) - 1)) for n in (2, 6, 6)),
            "ref": f"{rng.choice(('CRN', 'REF', 'INV-', 'NF'))}{rng.randint(10**5, 10**9)}",
        }
        self.told: list[str] = []
        self.quoted = False

    def mark(self, one: Planted) -> str:
        """Write a value down and leave a mark in its place, so that typing habits cannot spoil it."""
        hidden = self.rng.random() < self.story.obfuscated
        text = spelling.written(one.kind, one.value, self.story.country, self.rng, self.voice, hidden=hidden)
        self.values.append(text)
        return chr(0xE000 + len(self.values) - 1)

    def choose(self, patterns: Sequence[Pattern]) -> Pattern | None:
        """Choose a pattern whose values are still to be told."""
        for _ in range(5):
            pattern = self.rng.choice(patterns)
            if pattern.needs <= self.left.keys():
                return pattern
        return next((p for p in patterns if not p.needs), None)

    def say(self, part: str, *, chance: float = 1.0) -> None:
        """Add a sentence of this part of the story."""
        if chance < 1.0 and self.rng.random() >= chance:
            return
        patterns = self.voice.parts.get(part)
        pattern = self.choose(patterns) if patterns else None
        if pattern is None:
            return
        marks = {slot: self.mark(self.left.pop(slot)) for slot in sorted(pattern.needs)}
        text = pattern.fill(self.slots | marks)
        if text and text not in self.told:
            self.told.append(text)

    def tell(self, slot: str, part: str) -> None:
        """Add a sentence for a value that is still to be told; nothing when it has been."""
        if slot not in self.left:
            return
        options = [p for p in self.voice.parts[part] if slot in p.needs and p.needs <= self.left.keys()]
        pattern = self.rng.choice(options)
        marks = {name: self.mark(self.left.pop(name)) for name in sorted(pattern.needs)}
        self.told.append(pattern.fill(self.slots | marks))

    def genuine(self) -> None:
        """Tell a brand's own number and site, where the report names them."""
        self.tell("genuine", "tell.genuine_phone")
        if "genuine_site" in self.left:
            site = self.left["genuine"] = self.left.pop("genuine_site")
            self.tell("genuine", "tell.report_site" if site.value == REPORT_SITE else "tell.genuine_site")

    def quote(self, part: str) -> None:
        """Quote the script; where it shows a number, the report's own stands there."""
        story = self.story
        if story.script < 0:
            return
        whole = scripts.text(story.seed, story.script, story.channel, story.lang, story.brand)
        dialled = self.left.get("callback")
        quoted = scripts.quote(whole, self.rng, None if dialled is None else lambda: self.mark(dialled))
        if dialled is not None and chr(0xE000 + len(self.values) - 1) in quoted and self.rng.random() < 0.5:
            del self.left["callback"]
        pattern = self.rng.choice(self.voice.parts[part])
        self.told.append(pattern.fill(self.slots | {"quote": quoted}))
        self.quoted = True


def _part(teller: _Teller, part: str) -> None:
    """Tell one part of a victim's story, where there is something to tell."""
    story = teller.story
    if part == "quote":
        teller.quote("tell.quote")
    elif part == "claim":
        teller.say("tell.claim", chance=0.55)
    elif part == "remote" and story.connected:
        teller.say("tell.remote", chance=0.85)
    elif part == "pay" and story.method:
        teller.say(f"tell.pay_{METHODS[story.method]}")
    elif part == "payee" and "payee" in teller.left:
        teller.tell("payee", f"tell.payee_{teller.left['payee'].kind}")
    elif part == "genuine":
        teller.genuine()
    else:
        teller.tell(part, f"tell.{part}")


def _victim(teller: _Teller) -> None:
    rng = teller.rng
    order = [
        "site",
        "quote",
        "caller",
        "callback",
        "email",
        "claim",
        "remote",
        "operator",
        "own_remote",
        "pay",
    ]
    if rng.random() < 0.25:
        swap = rng.randrange(len(order) - 1)
        order[swap], order[swap + 1] = order[swap + 1], order[swap]
    order += ["payee", "gateway", "genuine", "second"]
    if rng.random() < 0.12:
        rng.shuffle(order)
    teller.say("tell.aftermath", chance=0.08)
    teller.say(f"contact.{CHANNELS[teller.story.channel]}", chance=0.93)
    for part in order:
        _part(teller, part)
        teller.say("tell.ramble", chance=0.06)
    for part in ("own_phone", "own_email"):
        teller.tell(part, f"tell.{part}")


def _terse(teller: _Teller) -> None:
    story, rng = teller.story, teller.rng
    teller.say("terse.lead", chance=0.3)
    teller.say(f"terse.{CHANNELS[story.channel]}", chance=0.9)
    order = ["callback", "caller", "site", "email", "quote", "remote", "operator", "pay", "payee"]
    if rng.random() < 0.3:
        rng.shuffle(order)
    for part in order:
        if part == "quote":
            if rng.random() < 0.5:
                teller.quote("terse.quote")
        elif part == "remote":
            if story.connected:
                teller.say("terse.remote", chance=0.6)
        elif part == "pay":
            if story.method:
                teller.say("terse.pay")
        else:
            teller.tell(part, "terse.email_from" if part == "email" else f"terse.{part}")
    for part in ("gateway", "second", "own_remote", "own_phone", "own_email"):
        teller.tell(part, f"tell.{part}")
    teller.genuine()
    teller.say("terse.aftermath", chance=0.4)


_OTHER = {UNRELATED: "other.unrelated", SPAM: "other.spam", FRAME: "other.frame", GLUE: "other.glue"}


def _other(teller: _Teller) -> None:
    """Tell what is no victim's story; whatever value is left is put at the end."""
    part = _OTHER[teller.story.sort]
    wanted = next((s for s in ("stray", "advert", "second", "callback") if s in teller.left), None)
    if wanted is None:
        teller.say(part)
    else:
        teller.tell(wanted, part)
    for slot in ("callback", "second", "own_phone", "own_email"):
        teller.tell(slot, f"tell.{slot}")
    teller.tell("site", "tell.site")
    teller.genuine()


def narrate(story: Story, rng: Random) -> tuple[str, bool]:
    """Write the report's text. Every planted value stands in it, in one spelling or another.

    Returns:
        The text, and whether it quotes the script.
    """
    teller = _Teller(story, rng)
    register = rng.choices(REGISTERS, _REGISTER_WEIGHTS)[0]
    if story.sort != VICTIM:
        _other(teller)
    elif register == "terse":
        _terse(teller)
    else:
        if register != "plain":
            teller.say(f"opening.{register}")
        if rng.random() < 0.06 and register != "behalf":
            teller.say("tell.own_name")
        _victim(teller)
        teller.say("tell.aftermath", chance=0.45)
        teller.say("tell.closing", chance=0.35)
    text = restore(mistype(teller.told, register, teller.voice.lang, rng), teller.values)
    return text, teller.quoted
