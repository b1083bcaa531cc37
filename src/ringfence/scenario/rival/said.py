"""What the reports of the second world say: which value, in which role, at which place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ringfence.scenario.rival import forms
from ringfence.scenario.rival.keys import Floats, Ints, Keys, below, lives, mix, ranked, share, turn
from ringfence.scenario.rival.rings import BRANDS, RUN, line_life
from ringfence.scenario.rival.victims import (
    ADVERT,
    CONFUSES,
    HOSTILE,
    UNRELATED,
    Rows,
    Told,
    says,
)

if TYPE_CHECKING:
    from ringfence.scenario.rival.rings import World

# Where in the ten thousand million numbers behind +999 each sort stands.
_BROKER, _GENUINE, _ANYONE, _DIALLER = 6_000_000_000, 7_000_000_000, 8_000_000_000, 9_000_000_000
_HOSTS, _EXCHANGES = 12, 8


@dataclass(frozen=True, slots=True)
class Said:
    """Mentions: of which report's row, in which form and role, which key; arrays of shape (mentions,)."""

    row: Ints
    form: Ints
    role: Ints
    key: Keys


class Mentions:
    """Gathers what is said, part by part."""

    def __init__(self) -> None:
        """Begin with nothing said."""
        self._parts: list[Said] = []

    def add(self, row: Ints, form: int, role: int | Ints, key: Keys | Ints) -> None:
        """Add mentions of one form."""
        count = len(row)
        self._parts.append(
            Said(row, np.full(count, form), np.broadcast_to(role, count), np.asarray(key).astype(np.uint64))
        )

    def all(self) -> Said:
        """Give everything that was said, by report."""
        names = ("row", "form", "role", "key")
        row, form, role, key = (
            np.concatenate([getattr(part, name) for part in self._parts]) for name in names
        )
        order = np.lexsort((key, role, form, row))
        return Said(row[order], form[order], role[order], key[order])


def say(world: World, rows: Rows, told: Told) -> Said:
    """Say everything that some reports say."""
    said = Mentions()
    everything = (world, rows, told, said)
    _numbers(*everything)
    _callers(*everything)
    _sites(*everything)
    _letters(*everything)
    _payments(*everything)
    _tools(*everything)
    _words(*everything)
    _genuine(*everything)
    _others(world, rows, said)
    return said.all()


def _numbers(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    some = told.these(says(rows, told, "callback", 1))
    said.add(some.row, forms.PHONE, forms.CALLBACK, dialled(world, some))


def dialled(world: World, told: Told) -> Ints:
    """Tell the number that each victim was to dial.

    A campaign uses two of its ring's lines, so that campaigns of one ring share numbers. A line takes its
    numbers one after another from runs of ten. Some rings keep one number for months; some campaigns sell
    their calls to a broker, whose number serves several rings; some numbers were another ring's before.
    """
    ring, day = told.ring, told.day
    pick = below(mix(told.happening, 71), 2, skew=1.5)
    line = world.rings.first_line[ring] + below(
        mix(told.campaign, 4, pick), world.rings.lines[ring], skew=1.4
    )
    number = _number(world, line, day, told.again)
    # Given out again: the number that some other line had 45 to 200 days before.
    given = mix(world.seed, 72, number)
    lines = len(world.rings.line_base)
    before = day - line_life(mix(world.seed, 21, line), world.assumed) - 45.0 - 155.0 * share(mix(given, 1))
    old = (share(given) < world.assumed.reassigned) & (before > 0)
    number = np.where(old, _number(world, below(mix(given, 2), lines), before, 0 * line), number)
    held = mix(world.seed, 73, ring, told.again)
    main = world.rings.main[ring] & (share(mix(told.happening, 74)) < 0.5)
    lasts = turn(held, day, lives(held, 220.0, 0.3))
    number = np.where(main, 5_000_000_000 + (mix(held, lasts) % np.uint64(10**9)).astype(np.int64), number)
    sold = share(mix(told.campaign, 5)) < world.assumed.brokers
    broker = ranked(mix(told.campaign, 6), world.rings.brokers, 0.9)
    desk = mix(world.seed, 75, broker)
    lasts = turn(desk, day, lives(desk, 100.0, 0.4))
    return np.where(sold, _BROKER + (mix(desk, lasts) % np.uint64(10**9)).astype(np.int64), number)


def _number(world: World, line: Ints, day: Floats, again: Ints) -> Ints:
    key = mix(world.seed, 21, line)
    count = turn(key, day, line_life(key, world.assumed))
    run = world.rings.line_base[line] + count // world.assumed.run + 2 * again
    carrier = world.rings.carrier[line]
    bits = world.rings.room[carrier].astype(np.uint64)
    # Within its room a carrier scatters runs; an odd factor makes that one to one.
    factor = mix(world.seed, 76, carrier) | np.uint64(1)
    place = (run.astype(np.uint64) * factor) & ((np.uint64(1) << bits) - np.uint64(1))
    first = (np.cumsum(1 << world.rings.room) - (1 << world.rings.room))[carrier]
    return np.asarray((first + place.astype(np.int64)) * RUN + count % world.assumed.run)


def _callers(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    """Callers' numbers: mostly spoofed, some of a dialler that calls for many rings, some a brand's own."""
    some = told.these(says(rows, told, "caller", 2))
    drawn = share(mix(some.happening, 81))
    anyone = _ANYONE + (mix(some.happening, 82) % np.uint64(10**9)).astype(np.int64)
    dialler = mix(world.seed, 83, world.rings.dialler[some.ring])
    pool = mix(dialler, np.floor(some.day / 20).astype(np.int64), below(mix(some.happening, 84), 15))
    number = np.select(
        [drawn < 0.5, drawn < 0.75, drawn < 0.87],
        [
            anyone,
            _DIALLER + (pool % np.uint64(10**9)).astype(np.int64),
            _brands_number(world, some.brand, some.happening),
        ],
        dialled(world, some),
    )
    confused = share(mix(some.key, 85)) < CONFUSES[rows.source[some.row]]
    said.add(some.row, forms.PHONE, np.where(confused, forms.CALLBACK, forms.CALLER_ID), number)


def _sites(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    """Sites: of the ring's lines, of a kit that shows several rings' numbers, or on a host for everyone."""
    some = told.these(says(rows, told, "site", 3))
    ring, day, happening = some.ring, some.day, some.happening
    drawn = share(mix(some.campaign, 7))
    popup = some.channel == 0
    kit = mix(world.seed, 91, world.rings.kit[ring])
    through = popup & (drawn < world.assumed.kits)
    hub = through & (share(mix(happening, 92)) < 0.3)
    kit_line = mix(kit, 1, below(mix(happening, 93), 6, skew=1.5))
    own_line = mix(
        world.seed,
        94,
        ring,
        some.again,
        below(mix(some.campaign, 8), world.rings.lines[ring]),
        below(mix(happening, 95), world.assumed.domains, skew=2.2),
    )
    line = np.where(through, kit_line, own_line)
    key = mix(line, turn(line, day, lives(line, world.assumed.domain_life, 0.7)))
    key = np.where(hub, mix(kit, 2, turn(kit, day, lives(kit, 150.0, 0.3))), key)
    hosted = ~through & (share(mix(some.campaign, 9)) < world.assumed.hosts * 2.5)
    host = mix(77, ranked(mix(some.campaign, 10), _HOSTS, 0.8))
    said.add(some.row, forms.DOMAIN, forms.VISITED, np.where(hosted, host, key))
    whole = share(mix(some.key, 96)) < 0.55
    path = np.where(
        hosted, (key & ~np.uint64(15)) | ranked(mix(some.campaign, 10), _HOSTS, 0.8).astype(np.uint64), key
    )
    said.add(some.row[whole & hosted], forms.HOSTED, forms.VISITED, path[whole & hosted])
    said.add(some.row[whole & ~hosted], forms.URL, forms.VISITED, path[whole & ~hosted])


def _letters(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    """Senders' addresses: the ring's, some of a mailing house that sends for many."""
    some = told.these(says(rows, told, "email", 4))
    line = mix(
        world.seed,
        101,
        some.ring,
        some.again,
        below(mix(some.campaign, 11), 1 + world.rings.lines[some.ring] // 2),
    )
    house = mix(world.seed, 102, world.rings.gateway[some.ring])
    line = np.where(share(mix(some.campaign, 12)) < 0.12, house, line)
    key = mix(line, turn(line, some.day, lives(line, world.assumed.email_life, 0.7)))
    said.add(some.row, forms.EMAIL, forms.CONTACT, key)


def _payments(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    some = told.these(says(rows, told, "paid", 5))
    ring, day, happening = some.ring, some.day, some.happening
    # Each ring has its own taste: gift cards, accounts, wallets, handles; the rest sends cash.
    taste = np.cumsum(
        np.array([0.33, 0.27, 0.2, 0.14, 0.06]) * (0.3 + 1.4 * share(mix(ring[:, None], 111, np.arange(5)))),
        axis=1,
    )
    way = (taste <= (share(mix(happening, 112)) * taste[:, -1])[:, None]).sum(axis=1)
    through = share(mix(happening, 113)) < world.assumed.gateways
    gateway = mix(world.seed, 114, world.rings.gateway[ring])
    gateway = mix(gateway, turn(gateway, day, lives(gateway, 150.0, 0.4)))
    card = way == 0
    whole = share(mix(some.key, 115)) < 0.35
    said.add(some.row[card & whole], forms.GIFT, forms.PAYEE, mix(happening, 116)[card & whole])
    said.add(some.row[card & ~whole], forms.GIFT_END, forms.PAYEE, mix(happening, 116)[card & ~whole])
    account = way == 1
    line = _mule(world, some)
    life = world.assumed.mule_least + (world.assumed.mule_most - world.assumed.mule_least) * share(
        mix(line, 1)
    )
    key = np.where(through, gateway, mix(line, turn(line, day, life)))
    half = share(mix(some.key, 117)) < 0.15
    said.add(some.row[account & ~half], forms.ACCOUNT, forms.PAYEE, key[account & ~half])
    said.add(some.row[account & half], forms.HALF, forms.PAYEE, key[account & half])
    handle = way == 3
    line = mix(line, 5)
    life = world.assumed.mule_least + (world.assumed.mule_most - world.assumed.mule_least) * share(
        mix(line, 1)
    )
    key = np.where(through, mix(gateway, 5), mix(line, turn(line, day, life)))
    said.add(some.row[handle], forms.HANDLE, forms.PAYEE, key[handle])
    coin = way == 2
    line = mix(world.seed, 118, ring, below(mix(happening, 119), world.rings.wallets[ring]))
    key = mix(line, turn(line, day, lives(line, world.assumed.wallet_life, 0.6)))
    drawn = share(mix(happening, 120))
    bars = np.cumsum([world.assumed.exchanges, 0.2])
    exchange = mix(world.seed, 121, ranked(mix(happening, 122), _EXCHANGES, 1.0))
    key = np.select([drawn < bars[0], drawn < bars[1]], [exchange, mix(happening, 123)], key)
    said.add(some.row[coin], forms.WALLET, forms.PAYEE, key[coin])


def _mule(world: World, some: Told) -> Keys:
    """Choose the line of mules' accounts: the ring's own, or of a network of two or three world.rings."""
    network = world.rings.network[some.ring]
    shared = (network >= 0) & (share(mix(some.happening, 131)) < 0.6)
    accounts = world.rings.accounts[some.ring]
    own = mix(world.seed, 132, some.ring, below(mix(some.happening, 133), accounts, skew=1.5))
    theirs = mix(world.seed, 134, network, below(mix(some.happening, 133), accounts, skew=1.5))
    return np.where(shared, theirs, own)


def _tools(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    """The remote tool: an operator's ID, or the ring's relay; and the program's name."""
    some = told.these(says(rows, told, "remote", 6))
    line = mix(
        world.seed, 141, some.ring, some.again, below(mix(some.happening, 142), world.rings.seats[some.ring])
    )
    key = mix(line, turn(line, some.day, lives(line, world.assumed.operator_life, 0.5)))
    relay = world.rings.relay[some.ring] & (share(mix(some.happening, 143)) < 0.5)
    host = mix(world.seed, 144, some.ring)
    host = mix(host, turn(host, some.day, lives(host, 150.0, 0.4)))
    said.add(some.row[~relay], forms.REMOTE, forms.OPERATOR, key[~relay])
    said.add(some.row[relay], forms.RELAY, forms.OPERATOR, host[relay])
    said.add(some.row, forms.SOFTWARE, forms.USED, ranked(mix(some.happening, 145), 9, 1.0))


def _words(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    some = told.these(says(rows, told, "script", 7))
    said.add(some.row, forms.SCRIPT, forms.SAID, grouped(world, some))
    some = told.these(says(rows, told, "brand", 8))
    said.add(some.row, forms.BRAND, forms.IMPERSONATED, some.brand)
    some = told.these(says(rows, told, "claimed", 9))
    said.add(some.row, forms.NAME, forms.CLAIMED, ranked(mix(some.happening, 151), 80, 0.6))


def grouped(world: World, told: Told) -> Keys:
    """Tell the near-duplicate group of each quote.

    A ring uses several scripts. Some are copied from popular ones, and some of these were rewritten. Grouping
    puts most quotes where they belong; it splits some off, lumps some together, and errs.
    """
    wording = mix(world.seed, 161, told.ring, below(mix(told.campaign, 13), world.rings.scripts[told.ring]))
    popular = mix(world.seed, 162, ranked(mix(wording, 1), 20 + round(len(world.rings) ** 0.5), 0.9))
    copied = share(mix(wording, 2)) < world.assumed.copied
    shifted = copied & (share(mix(wording, 3)) < world.assumed.shifted)
    near = share(mix(told.key, 163)) < 0.35
    group = np.where(copied & (~shifted | near), popular, wording)
    drawn = share(mix(told.key, 164))
    bars = np.cumsum([world.assumed.split, world.assumed.lumped, world.assumed.strayed])
    lump = mix(world.seed, 165, told.brand, told.channel)
    stray = mix(world.seed, 162, ranked(mix(told.key, 166), 20 + round(len(world.rings) ** 0.5), 0.3))
    return np.select(
        [drawn < bars[0], drawn < bars[1], drawn < bars[2]],
        [mix(group, 9, below(mix(told.key, 167), 3)), lump, stray],
        group,
    )


def _genuine(world: World, rows: Rows, told: Told, said: Mentions) -> None:
    """The brand's own number or site, which some take for the ring's."""
    named = says(rows, told, "genuine", 10) & (share(mix(told.key, 171)) < world.assumed.names_genuine)
    some = told.these(named & (rows.sort[told.row] != HOSTILE))
    _brands_own(world, (some.row, some.key, some.brand), said)


def _brands_own(world: World, about: tuple[Ints, Keys, Ints], said: Mentions) -> None:
    row, key, brand = about
    number = share(mix(key, 172)) < 0.65
    wrong = share(mix(key, 173)) < world.assumed.misread
    phone = _brands_number(world, brand, key)
    said.add(row[number], forms.PHONE, np.where(wrong, forms.CALLBACK, forms.GENUINE)[number], phone[number])
    site = mix(world.seed, 174, brand)
    said.add(
        row[~number], forms.DOMAIN, np.where(wrong, forms.VISITED, forms.GENUINE)[~number], site[~number]
    )


def _brands_number(world: World, brand: Ints, key: Keys) -> Ints:
    """Choose one of a brand's three numbers; the first is the best known."""
    own = mix(world.seed, 175, brand, below(mix(key, 176), 3, skew=4.0))
    return _GENUINE + (own % np.uint64(10**9)).astype(np.int64)


def _others(world: World, rows: Rows, said: Mentions) -> None:
    """What reports of no ring say: brands' own, lone numbers and sites; adverts; what hostile people add."""
    row = np.flatnonzero(rows.sort == UNRELATED)
    key = rows.key[row]
    brand = ranked(mix(key, 181), BRANDS, 1.2)
    about = share(mix(key, 182)) < 0.55
    _brands_own(world, (row[about], key[about], brand[about]), said)
    said.add(row, forms.BRAND, forms.IMPERSONATED, brand)
    phone = share(mix(key, 183)) < 0.4
    lone = _ANYONE + (mix(key, 184) % np.uint64(10**9)).astype(np.int64)
    said.add(row[phone], forms.PHONE, forms.CALLBACK, lone[phone])
    site = share(mix(key, 185)) < 0.25
    host = np.where(share(mix(key, 186)) < 0.3, mix(77, ranked(mix(key, 187), _HOSTS, 0.8)), mix(key, 188))
    said.add(row[site], forms.DOMAIN, forms.VISITED, host[site])
    coin = share(mix(key, 189)) < 0.12
    said.add(
        row[coin],
        forms.WALLET,
        forms.PAYEE,
        mix(world.seed, 121, ranked(mix(key, 190), _EXCHANGES, 1.0))[coin],
    )
    row = np.flatnonzero(rows.sort == ADVERT)
    plan = mix(world.seed, 32, rows.sort[row], rows.advert[row])
    said.add(row, forms.PHONE, forms.CALLBACK, _ANYONE + (mix(plan, 4) % np.uint64(10**9)).astype(np.int64))
    said.add(row, forms.DOMAIN, forms.VISITED, mix(plan, 5))
    # Half of the hostile people name two rings in each report, the others a ring and an innocent number.
    row = np.flatnonzero((rows.sort == HOSTILE) & (rows.advert % 2 == 1))
    plan = mix(world.seed, 32, rows.sort[row], rows.advert[row])
    official = rows.advert[row] % 4 == 1
    someone = _ANYONE + (mix(plan, 6) % np.uint64(10**9)).astype(np.int64)
    innocent = np.where(official, _brands_number(world, ranked(mix(plan, 7), BRANDS, 1.2), plan), someone)
    said.add(row, forms.PHONE, forms.CALLBACK, innocent)
