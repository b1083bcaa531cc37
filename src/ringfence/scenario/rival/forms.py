"""The forms of values in the second world: their kind, how they are written, what they are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl
import pyarrow as pa

if TYPE_CHECKING:
    from ringfence.scenario.rival.keys import Floats, Ints, Keys

ROLES = (
    "callback",
    "caller_id",
    "genuine",
    "visited",
    "contact",
    "payee",
    "operator",
    "impersonated",
    "used",
    "claimed",
    "said",
)
CALLBACK, CALLER_ID, GENUINE, VISITED, CONTACT, PAYEE, OPERATOR, IMPERSONATED, USED, CLAIMED, SAID = range(11)

_FORMS: tuple[tuple[str, dict[int, float]], ...] = (
    # kind, strength in each role that has some
    ("phone", {CALLBACK: 0.93, CALLER_ID: 0.2}),
    ("domain", {VISITED: 0.93}),
    ("url", {VISITED: 0.5}),
    ("url", {VISITED: 0.5}),
    ("email", {CONTACT: 0.95}),
    ("wallet", {PAYEE: 0.97}),
    ("bank_account", {PAYEE: 0.85}),
    ("bank_account", {}),
    ("handle", {PAYEE: 0.9}),
    ("gift_card", {PAYEE: 0.99}),
    ("gift_card", {}),
    ("remote_access", {OPERATOR: 0.9}),
    ("remote_access", {OPERATOR: 0.9}),
    ("brand", {}),
    ("software", {}),
    ("claimed_name", {}),
    ("script", {SAID: 0.3}),
)
(
    PHONE,
    DOMAIN,
    URL,
    HOSTED,
    EMAIL,
    WALLET,
    ACCOUNT,
    HALF,
    HANDLE,
    GIFT,
    GIFT_END,
    REMOTE,
    RELAY,
    BRAND,
    SOFTWARE,
    NAME,
    SCRIPT,
) = range(len(_FORMS))
KINDS = tuple(dict.fromkeys(kind for kind, _ in _FORMS))

_WORDS = (
    "alert",
    "care",
    "clean",
    "cloud",
    "desk",
    "device",
    "fast",
    "fix",
    "guard",
    "help",
    "home",
    "live",
    "online",
    "page",
    "portal",
    "safe",
    "scan",
    "secure",
    "shield",
    "soft",
    "support",
    "tech",
    "total",
    "trust",
    "web",
    "win",
    "zone",
    "first",
    "prime",
    "net",
    "link",
    "pro",
)


def kinds(form: Ints) -> Ints:
    """Give the position in ``KINDS`` of each form's kind."""
    return np.array([KINDS.index(kind) for kind, _ in _FORMS])[form]


def strengths(form: Ints, role: Ints) -> Floats:
    """Give the prior strength of each form in each role (files.md)."""
    table = np.zeros((len(_FORMS), len(ROLES)))
    for position, (_, worth) in enumerate(_FORMS):
        for each, strength in worth.items():
            table[position, each] = strength
    return np.asarray(table[form, role])


def hexadecimal(key: Keys) -> pl.Series:
    """Write keys as sixteen hexadecimal digits."""
    raw = np.ascontiguousarray(key, dtype=">u8").view(np.uint8)
    fixed = pa.FixedSizeBinaryArray.from_buffers(pa.binary(8), len(key), [None, pa.py_buffer(raw)])
    return pl.Series(fixed.cast(pa.binary())).bin.encode("hex")


def written(form: Ints, key: Keys) -> pl.Series:
    """Write values out."""
    words = pl.Series(_WORDS)
    frame = pl.DataFrame(
        {
            "form": form.astype(np.int8),
            "number": key,
            "hex": hexadecimal(key),
            "first": words.gather(((key >> np.uint64(20)) % np.uint64(32)).astype(np.uint32)),
            "second": words.gather(((key >> np.uint64(30)) % np.uint64(32)).astype(np.uint32)),
        }
    )
    long, word, second, digits = pl.col("hex"), pl.col("first"), pl.col("second"), pl.col("number")
    name = pl.format("{}-{}-{}.example", word, second, long.str.slice(0, 11))
    nine = (digits % 10**9).cast(pl.String).str.zfill(9)
    end = (digits % 10_000).cast(pl.String).str.zfill(4)
    card = pl.format("card-{}:…{}", digits % 7, end)
    forms = {
        PHONE: pl.format("+999{}", digits.cast(pl.String).str.zfill(10)),
        DOMAIN: name,
        URL: pl.format("https://{}/{}", name, second),
        HOSTED: pl.format("https://host-{}.example/{}", digits % 16, long.str.slice(0, 13)),
        EMAIL: pl.format("{}.{}@{}-mail.example", word, long.str.slice(0, 11), second),
        WALLET: pl.format("btc:bc1q{}", long),
        ACCOUNT: pl.format("us:99{}/{}", (digits % 40).cast(pl.String).str.zfill(7), long.str.slice(0, 12)),
        HALF: pl.format("us:99{}/", (digits % 40).cast(pl.String).str.zfill(7)),
        HANDLE: pl.format("cashapp:${}{}", word, long.str.slice(0, 11)),
        GIFT: pl.format("{}#{}", card, long),
        GIFT_END: card,
        REMOTE: pl.format("anydesk:9{}", nine),
        RELAY: pl.format("screenconnect:{}", name),
        BRAND: pl.format("brand-{}", digits),
        SOFTWARE: pl.format("tool-{}", digits),
        NAME: pl.format("name {}", digits),
        SCRIPT: pl.format("script-{}", long),
    }
    order = np.argsort(form, kind="stable")
    back = np.empty(len(order), dtype=np.uint32)
    back[order] = np.arange(len(order), dtype=np.uint32)
    parts = frame[order].partition_by("form", maintain_order=True)
    values = [part.select(forms[part["form"][0]].alias("value")).to_series() for part in parts]
    return pl.concat(values).gather(back)
