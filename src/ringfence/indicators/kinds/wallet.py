"""Wallets of crypto currencies, each with its own check: ``btc:…``, ``eth:0x…``, ``tron:…``, ``xmr:…``.

Sources: Base58Check (the Bitcoin wiki), bech32 (BIP 173) and bech32m (BIP 350), EIP-55 for Ethereum's
capitals, Tron's version byte 0x41, Monero's blocks of Base58 with a Keccak checksum (CryptoNote 7). An
address that fails its checksum is ``possible`` in a text that speaks of wallets or coins, else nothing. A
Solana address has no checksum, so it needs such words before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import base58
from Crypto.Hash import keccak

from ringfence.indicators import cues, near, roles
from ringfence.indicators.indicator import Context, Found, Role, Validity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ringfence.indicators.fold import Folded

NAME = "wallet"
ROLES = (Role.PAYEE, Role.REPORTER)
RANK = 20

_SHORTEST, _LONGEST = 26, 106
_SOLANA_SIZES = range(42, 45)
_SOLANA = re.compile(r"\b(?:solana|sol|phantom|solflare|spl|usdc|backpack)\b")
_BASE58 = re.compile(r"[1-9A-HJ-NP-Za-km-z]+")
_ETH = re.compile(r"0[xX][0-9a-fA-F]{40}")
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BECH32_KIND = {"bc": "btc", "ltc": "ltc"}
_VERSIONS = {0x00: "btc", 0x05: "btc", 0x30: "ltc", 0x32: "ltc", 0x41: "tron"}
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_MONERO_BLOCKS = {
    2: 1,
    3: 2,
    5: 3,
    6: 4,
    7: 5,
    9: 6,
    10: 7,
    11: 8,
}  # letters of a block -> bytes (CryptoNote)


def find(text: Folded, context: Context) -> Iterator[Found]:
    """Find every wallet."""
    if max(map(len, text.words), default=0) < _SHORTEST:  # of Hindi, words may be shorter here
        return
    for _, start, end in text.tokens:
        if not _SHORTEST <= end - start <= _LONGEST:
            continue
        read = _read(text.text[start:end], beside="wallet" in text.labels)
        if read is not None and read[0].startswith("sol:") and not _is_solana(text, start, end):
            read = None
        if read is None:
            continue
        role = roles.resolve(NAME, read[0], text, (start, end))
        yield Found(NAME, *read[:1], role, read[1], *text.span(start, end), strength(read[0], role))


def _is_solana(text: Folded, start: int, end: int) -> bool:
    """Tell whether a word is told to be a wallet, or a text speaks of Solana and the word is as long."""
    beside = near.label(text, start)
    if beside is not None and beside.name == "wallet":
        return True
    return end - start in _SOLANA_SIZES and cues.says(_SOLANA, text.low)


def canonical(written: str, context: Context) -> tuple[str, Validity] | None:
    """Read a wallet that stands alone in a form's field; a coin's name and a colon may stand before it."""
    bare = written.strip()
    coin, colon, rest = bare.partition(":")
    return _read(rest if colon and coin.isalpha() else bare, beside=True)


def strength(value: str, role: Role) -> float:
    """Give .97 for a wallet that was paid to."""
    return 0.97 if role is Role.PAYEE else 0.0


def label(value: str) -> str:
    """Write a wallet with its coin's name after it."""
    coin, _, address = value.partition(":")
    return f"{address} ({coin})"


def _read(written: str, *, beside: bool) -> tuple[str, Validity] | None:
    if _ETH.fullmatch(written):
        return f"eth:{written.lower()}", Validity.VALID if _eip55(written) else Validity.POSSIBLE
    for prefix, coin in _BECH32_KIND.items():
        if written.lower().startswith(prefix + "1"):
            fine = _bech32(written, prefix)
            shaped = (
                beside
                and 14 <= len(written) <= 90
                and set(written.lower()[len(prefix) + 1 :]) <= set(_BECH32)
            )
            if fine or shaped:
                return f"{coin}:{written.lower()}", Validity.VALID if fine else Validity.POSSIBLE
            return None
    if not _BASE58.fullmatch(written) or len(written) > _LONGEST:
        return None
    return _base58(written, beside=beside)


def _base58(written: str, *, beside: bool) -> tuple[str, Validity] | None:
    if len(written) in (95, 106) and written[0] in "48":
        fine = _monero(written)
        return (f"xmr:{written}", Validity.VALID if fine else Validity.POSSIBLE) if fine or beside else None
    raw = base58.b58decode(written) if len(written) <= 44 else b""
    if len(raw) == 25:
        coin = _VERSIONS.get(raw[0])
        fine = base58.b58encode_check(raw[:21]).decode() == written
        if coin and (fine or beside):
            return f"{coin}:{written}", Validity.VALID if fine else Validity.POSSIBLE
        return None
    mixed = any(sign.isdigit() for sign in written) and any(sign.islower() for sign in written)
    if len(raw) == 32 and beside and mixed and any(sign.isupper() for sign in written):
        return f"sol:{written}", Validity.VALID
    return None


def _bech32(written: str, prefix: str) -> bool:
    """Check a segwit address: version 0 by BIP 173, later ones by BIP 350."""
    if written not in (written.lower(), written.upper()) or not 14 <= len(written) <= 90:
        return False
    letters = [_BECH32.find(sign) for sign in written.lower()[len(prefix) + 1 :]]
    if -1 in letters or len(letters) < 8:
        return False
    check = 1
    for value in [*(ord(c) >> 5 for c in prefix), 0, *(ord(c) & 31 for c in prefix), *letters]:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            check ^= generator if top >> bit & 1 else 0
    size = (len(letters) - 7) * 5 // 8
    if letters[0] == 0:
        return check == 1 and size in (20, 32)
    return letters[0] <= 16 and check == 0x2BC830A3 and 2 <= size <= 40


def _eip55(written: str) -> bool:
    """Check the capitals of an Ethereum address; one written in a single case carries no check."""
    digits = written[2:]
    if digits in (digits.lower(), digits.upper()):
        return True
    digest = keccak.new(digest_bits=256, data=digits.lower().encode()).hexdigest()
    return all(
        sign.isdigit() or sign.isupper() == (int(nibble, 16) > 7)
        for sign, nibble in zip(digits, digest, strict=False)
    )


def _monero(written: str) -> bool:
    raw = b""
    for i in range(0, len(written), 11):
        block = written[i : i + 11]
        size = _MONERO_BLOCKS.get(len(block))
        number = base58.b58decode_int(block)
        if size is None or number >= 256**size:
            return False
        raw += number.to_bytes(size, "big")
    return keccak.new(digest_bits=256, data=raw[:-4]).digest()[:4] == raw[-4:]
