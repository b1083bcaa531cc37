"""Write parts of a sheet: text from outside made harmless, values disarmed, sentences in their language."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ringfence.referrals.pages.clean import breakable, clean, defanged, escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ringfence.referrals.pages.subject import Known, Line, Subject
    from ringfence.referrals.pages.words import Spoken

NAME, VALUE, SENTENCE, LABEL, SHORT = 160, 90, 700, 38, 60
"""The most characters of a name, of a value in a table, of a sentence, of a label in a picture, of a
value in a sentence."""
Cell = str
Sheet = dict[str, object]


class Writer:
    """Writes the parts of a sheet, and remembers what came from outside.

    Args:
        subject: What is written of.
        spoken: The language.
        escape: Characters of outside text that no font draws.
        plain: Escape everything from outside but ASCII.
    """

    def __init__(self, subject: Subject, spoken: Spoken, escape: frozenset[str], *, plain: bool) -> None:
        self.subject = subject
        self.spoken = spoken
        self.escape = escape
        self.plain = plain
        self.outside: list[str] = []

    def out(self, text: str, most: int = NAME) -> str:
        """Write text that came from outside."""
        shown = clean(text, most)
        self.outside.append(shown)
        written = escaped(shown, self.escape, plain=self.plain)
        return breakable(written if len(written) <= most else f"{written[: most - 1]}…")

    def value(self, kind: str, value: str, most: int = VALUE) -> str:
        """Write a value so that nobody opens it by mistake."""
        return self.out(defanged(kind, value), most)

    def kind(self, kind: str) -> str:
        """Call a kind in the language."""
        return self.spoken.say(f"kind.{kind}")

    def losses(self, losses: Sequence[tuple[str, int]], most: int = 4) -> str:
        """Write sums in several currencies, the first few."""
        told = [self.spoken.money(self.out(currency, 3), minor) for currency, minor in losses[:most]]
        more = ["…"] if len(losses) > most else []
        return " · ".join([*told, *more]) or "–"

    def line(self, line: Line) -> Sheet:
        """Write a sentence in three parts: what stands before the value, the value, what stands after."""
        if line.key is None or self.spoken.lang == "en":
            return self._english(line)
        fill: dict[str, str] = {}
        for name, what in line.fill:
            if name in {"kind", "use"}:
                fill[name] = self.spoken.say(f"{name}.{what}")
            elif isinstance(what, date):
                fill[name] = self.spoken.day(what)
            else:
                fill[name] = self.spoken.number(what) if isinstance(what, int) else self.out(what)
        if "people" in fill:
            one = dict(line.fill)["people"] == 1
            fill["who"] = self.spoken.say("said.who_one" if one else "said.who", **fill)
            same = fill["first"] == fill["last"]
            fill["when"] = self.spoken.say("said.on" if same else "said.between", **fill)
        before, value, after = self.spoken.say(line.key, **fill).partition("{value}")
        kind = self._kind_of(line)
        shown = self.value(kind, line.value, SHORT) if value and line.value is not None else ""
        return {"before": before, "value": shown, "after": after, "english": False}

    def _english(self, line: Line) -> Sheet:
        before, value, after = line.text, "", ""
        if line.value and line.text.count(line.value) == 1:
            before, _, after = line.text.partition(line.value)
            value = self.value(self._kind_of(line), line.value, SHORT)
        return {
            "before": self.out(before, SENTENCE),
            "value": value,
            "after": self.out(after, SENTENCE),
            "english": self.spoken.lang != "en",
        }

    def _kind_of(self, line: Line) -> str:
        fill = dict(line.fill)
        told = str(fill.get("kind", fill.get("use", "")))
        if told:
            return next((kind for kind in ("url", "domain", "email", "ip") if told.startswith(kind)), "")
        value = line.value or ""
        return "url" if "://" in value else "email" if "@" in value else ""

    def english(self, sentences: Sequence[str]) -> list[Sheet]:
        """Write sentences that exist in English only."""
        return [
            {
                "before": self.out(text, SENTENCE),
                "value": "",
                "after": "",
                "english": self.spoken.lang != "en",
            }
            for text in sentences
        ]

    def known(self, known: Known) -> list[Cell]:
        """Write one row of a table of values."""
        number = self.spoken.number
        return [
            self.value(known.kind, known.value),
            self.spoken.say(f"use.{known.kind}_{known.role}"),
            number(known.reporters),
            number(known.reports),
            known.first_on.isoformat(),
            known.last_on.isoformat(),
        ]
