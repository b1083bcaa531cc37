"""Write a batch of reports down: their stories, their forms' fields, and what was planted where."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pyarrow as pa

from ringfence.scenario import names, payees, scripts, spelling
from ringfence.scenario.batch import VALUE_TRUTH, Said, slot_of
from ringfence.scenario.chance import Quick
from ringfence.scenario.filings import CHANNELS, FRAME, GLUE, METHODS, SPAM, VICTIM
from ringfence.scenario.narrate import TOOLS, Planted, Story, narrate
from ringfence.scenario.partners import CONSENTS, CURRENCY, Filed, company_a, company_b, mail, public_desk
from ringfence.scenario.phones import COUNTRIES
from ringfence.scenario.rings import LANGS
from ringfence.scenario.voice import voice

if TYPE_CHECKING:
    from random import Random
    from types import ModuleType

    from ringfence.scenario.batch import Batch

_SIGN = {"USD": "$", "GBP": "£", "CAD": "$", "AUD": "$", "EUR": "€"}
_NO_STATEMENT = ("Reported by phone, no statement.", "See form.", "Customer called in.", "no further details")
MAIL = "mail-"
"""How the reference of a report begins that reaches the desk as a mail."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a worker gives back.

    Attributes:
        lines: For each source, its reports' lines in order.
        mails: Mails by reference.
        truth: Rows of ``value_truth.parquet``.
        count: Reports written.
    """

    lines: dict[str, str]
    mails: dict[str, bytes]
    truth: pa.RecordBatch
    count: int


def layout(source: int, sources: int) -> ModuleType:
    """Give the layout of a source by its position; the last source is the desk."""
    if source == sources - 1:
        return public_desk
    return company_b if source % 2 else company_a


def money(minor: int, currency: str, lang: str, rng: Random) -> str:
    """Write an amount as people do: ``$1,250``, ``1250 dollars``, ``1.250 €``."""
    whole, sign = minor // 100, _SIGN[currency]
    if lang == "en":
        cents = f".{minor % 100:02d}" if minor % 100 else ""
        word = {"USD": "dollars", "GBP": "pounds", "EUR": "euros"}.get(currency, "dollars")
        return rng.choice(
            (f"{sign}{whole:,}{cents}", f"{sign}{whole}{cents}", f"{whole} {word}", f"{sign}{whole:,}")
        )
    grouped = f"{whole:,}".replace(",", " " if lang == "fr" else ".")
    word = {"USD": "Dollar" if lang == "de" else "dólares" if lang == "es" else "dollars"}.get(
        currency, "Euro" if lang == "de" else "euros"
    )
    return rng.choice((f"{grouped} {sign}", f"{whole} {word}", f"{whole}{sign}", f"{grouped} {word}"))


def day(at: datetime, lang: str, rng: Random) -> str:
    """Write a day as people do."""
    month = voice(lang).months[at.month - 1]
    if lang == "en":
        end = "th" if 4 <= at.day <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(at.day % 10, "th")
        return rng.choice(
            (f"{month} {at.day}", f"{at.day} {month}", f"{month} {at.day}{end}", f"the {at.day}{end}")
        )
    if lang == "de":
        return f"{at.day}. {month}"
    return f"{at.day} de {month}" if lang == "es" else f"{'1er' if at.day == 1 else at.day} {month}"


class _Report:
    """One report while it is being written."""

    def __init__(self, batch: Batch, n: int) -> None:
        self.batch, self.n, self.rows = batch, n, batch.rows
        self.rng = Quick(batch.seed * 1_000_003 + batch.first + n)
        self.country = COUNTRIES[self.rows["country"][n]]
        self.lang = LANGS[self.rows["lang"][n]]
        self.person = self.rows["person"][n]
        self.anonymous = bool(self.rows["anonymous"][n])
        home = LANGS[self.rows["home"][n]]
        self.name = names.person(self.person, home)
        self.email = names.address(self.person, home)
        self.sort = self.rows["sort"][n]
        self.slots: dict[str, list[Said]] = {}
        for one in batch.values(n):
            self.slots.setdefault(slot_of(one, self.rows, n, set(self.slots)), []).append(one)
        self.places: list[tuple[Said, str]] = []
        self.fields: dict[str, str] = {}

    def at(self, column: str) -> datetime:
        """Give a moment of the report."""
        return datetime.fromtimestamp(self.batch.start + self.rows[column][self.n], UTC)

    def lead(self, slot: str) -> Said:
        """Give the value that is written for a slot: a page rather than its bare domain."""
        return max(self.slots[slot], key=lambda one: one.kind == "url")

    def own(self) -> dict[str, Said]:
        """Decide which of the writer's own details the text holds."""
        if self.sort != VICTIM:
            return {}
        phone, email, remote = self.batch.shares
        told: dict[str, Said] = {}
        if self.rng.random() < (phone if not self.anonymous else phone / 3):
            told["own_phone"] = Said("phone", self.batch.phones[self.n], "reporter", -1, "reporter")
        if self.rng.random() < (email if not self.anonymous else email / 3):
            told["own_email"] = Said("email", self.email, "reporter", -1, "reporter")
        if self.rows["connected"][self.n] and self.rng.random() < remote:
            value = payees.remote(self.person, victim=True)
            if "operator" in self.slots:  # both use the same tool
                theirs = self.lead("operator").value.partition(":")[0]
                value = f"{theirs}:{value.partition(':')[2]}"
            if not value.startswith("screenconnect"):
                told["own_remote"] = Said("remote_access", value, "reporter", -1, "reporter")
        return told

    def place(self, fields: frozenset[str]) -> tuple[Planted, ...]:
        """Decide which values stand in the text, in a form's field, or in both; fill the fields."""
        planted = []
        for slot, group in self.slots.items():
            one, where = self.lead(slot), "text"
            if slot in fields and self.sort == VICTIM:
                drawn = self.rng.random()
                where = "text" if drawn < 0.3 else "field" if drawn < 0.55 else "both"
            if where != "text":
                speaker = voice(self.lang)
                hidden = self.rng.random() < 0.02
                self.fields[slot] = spelling.written(
                    one.kind, one.value, self.country, self.rng, speaker, hidden=hidden
                )
            if where != "field":
                planted.append(Planted(slot, one.kind, one.value))
            if slot == "callback" and "caller" in fields - self.slots.keys() and self.rng.random() < 0.3:
                # The desk's one telephone field is filled with whichever number people have.
                self.fields["caller"] = spelling.phone(
                    one.value, self.country, self.rng, voice(self.lang), hidden=False
                )
                where = "both"
            self.places += [(same, where) for same in group]
        for slot, one in self.own().items():
            planted.append(Planted(slot, one.kind, one.value))
            self.places.append((one, "text"))
        return tuple(planted)

    def write(self) -> Filed:
        """Write the report."""
        rows, n, rng = self.rows, self.n, self.rng
        form = layout(rows["source"][n], len(self.batch.sources))
        planted = self.place(form.FIELDS)
        currency = CURRENCY[self.country]
        amount = rows["minor"][n] or rng.randint(3, 90) * 1000 + 99
        brand = names.BRANDS[rows["brand"][n]]
        story = Story(
            seed=self.batch.seed,
            sort=self.sort,
            lang=self.lang,
            country=self.country,
            brand=brand,
            channel=rows["channel"][n],
            method=rows["method"][n],
            amount=money(amount, currency, self.lang, rng),
            when=day(self.at("at"), self.lang, rng),
            me=self.name if not self.anonymous else rng.choice(("A. N.", "anon", "xx")),
            connected=bool(rows["connected"][n]),
            script=rows["script"][n] if form is public_desk or planted or rng.random() < 0.7 else -1,
            planted=planted,
            obfuscated=self.batch.obfuscated,
        )
        silent = not planted and self.fields and rng.random() < 0.4
        text, quoted = (rng.choice(_NO_STATEMENT), False) if silent else narrate(story, rng)
        if quoted:
            self.places.append((self.script(), "text"))
        known = not self.anonymous
        speaker = voice(self.lang)
        phone = spelling.phone(self.batch.phones[n], self.country, rng, speaker, hidden=False)
        tool = next(
            (t for t in TOOLS if "operator" in self.slots and t.lower() in self.lead("operator").value), ""
        )
        return Filed(
            reference=self.batch.references[n],
            received=self.at("received"),
            at=self.at("at"),
            country=self.country,
            lang=self.lang,
            name=self.name if known else "",
            phone=phone if known and self.person % 10 != 8 else "",
            email=self.email if known and self.person % 10 != 9 else "",
            brand=names.SHOWN[brand],
            channel=CHANNELS[rows["channel"][n]],
            text=text or rng.choice(_NO_STATEMENT),
            tool=tool,
            method=METHODS[rows["method"][n]],
            minor=rows["minor"][n],
            currency=currency,
            fields=self.fields,
            consents=self.consents(),
        )

    def consents(self) -> tuple[str, ...]:
        """Decide what the writer agrees to: the same in each of her reports, by chance of its own.

        Who testifies may be contacted, and who may be contacted lets the police see her report.
        """
        if self.sort == SPAM:
            return ()
        rng = Quick(f"consents {self.batch.seed} {self.person}")
        police, companies = rng.random(), rng.random()
        agreed = tuple(
            name
            for name, share in zip(CONSENTS, self.batch.willing, strict=True)
            if (companies if name == "share_companies" else police) < share
        )
        return tuple(one for one in agreed if one.startswith("share")) if self.anonymous else agreed

    def script(self) -> Said:
        """Name the script that the text quotes; a kit's is shared."""
        number = self.rows["script"][self.n]
        why = "shared" if number >= self.batch.first_kit else "own"
        return Said("script", f"script-{number:06d}-{self.lang}", "said", self.rows["ring"][self.n], why)

    def forwarded(self) -> tuple[str, str]:
        """Give sender and text of the fraudsters' mail that this report forwards."""
        rows, n = self.rows, self.n
        whole = scripts.text(
            self.batch.seed, max(0, rows["script"][n]), 2, self.lang, names.BRANDS[rows["brand"][n]]
        )
        shown = "…"
        if "callback" in self.slots:
            number = self.lead("callback").value
            shown = spelling.phone(number, self.country, self.rng, voice(self.lang), hidden=False)
        return self.lead("email").value, whole.replace(scripts.NUMBER, shown)


def _truth(batch: Batch, rows: list[tuple[int, Said, str]]) -> pa.RecordBatch:
    columns: list[list[str | None]] = [[] for _ in VALUE_TRUTH]
    for n, one, place in rows:
        hostile = batch.rows["sort"][n] in (FRAME, GLUE)
        value = one.value
        if one.kind == "gift_card":
            brand, _, serial = value.partition(":")
            value = f"{brand}:…{serial[-4:]}"
        ring = None if one.ring < 0 or hostile else f"ring-true-{one.ring:05d}"
        for column, cell in zip(
            columns, (batch.ids[n], one.kind, value, one.role, ring, one.origin, place), strict=True
        ):
            column.append(cell)
    return pa.RecordBatch.from_arrays([pa.array(c, type=pa.string()) for c in columns], schema=VALUE_TRUTH)


def render(batch: Batch) -> Rendered:
    """Write every report of a batch."""
    lines: dict[str, list[str]] = {name: [] for name in batch.sources}
    mails: dict[str, bytes] = {}
    rows: list[tuple[int, Said, str]] = []
    for n in range(len(batch.ids)):
        report = _Report(batch, n)
        filed = report.write()
        source = batch.rows["source"][n]
        if filed.reference.startswith(MAIL):
            mails[filed.reference] = mail.mail(filed, *report.forwarded())
            report.places = [(one, "text") for one, _ in report.places]
        else:
            form = layout(source, len(batch.sources))
            lines[batch.sources[source]].append(form.row(filed))
        rows += [(n, one, place) for one, place in report.places]
    joined = {name: "".join(part) for name, part in lines.items()}
    return Rendered(lines=joined, mails=mails, truth=_truth(batch, rows), count=len(batch.ids))
