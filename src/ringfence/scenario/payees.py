"""Where the money goes, and who connects: wallets, accounts, handles, remote IDs; made up, well-formed.

Wallets are hashes of sentences that say so, with right checksums. Account numbers carry bank codes that no
bank has been given: US routing numbers that begin with 99, UK sort codes and Australian BSBs that begin
with 99, German bank codes that begin with 9, the Spanish and French bank codes 9999 and 99999. Remote IDs
begin 999 0, the convention of this world; those of victims go on with 5 to 9.
"""

from __future__ import annotations

import hashlib

import base58

_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_DIGEST_OF = "a wallet of a made-up ring, nobody holds its key:"


def _digest(index: int) -> bytes:
    return hashlib.sha256(f"{_DIGEST_OF} {index}".encode()).digest()


def _checked(payload: bytes) -> str:
    return base58.b58encode_check(payload).decode()


def _polymod(values: list[int]) -> int:
    generator = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for bit in range(5):
            check ^= generator[bit] if top >> bit & 1 else 0
    return check


def bech32(prefix: str, program: bytes) -> str:
    """Write a version-0 witness program as BIP 173 asks."""
    number = int.from_bytes(program, "big")
    words = (len(program) * 8 + 4) // 5
    padded = number << (words * 5 - len(program) * 8)
    payload = [0] + [padded >> 5 * (words - 1 - n) & 31 for n in range(words)]
    spread = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    rest = _polymod([*spread, *payload, 0, 0, 0, 0, 0, 0]) ^ 1
    return prefix + "1" + "".join(_BECH32[v] for v in payload + [rest >> 5 * (5 - n) & 31 for n in range(6)])


def wallet(index: int) -> str:
    """Make the wallet of that index: mostly Bitcoin, some Ethereum and Tron."""
    digest = _digest(index)
    kind = index % 6
    if kind in (0, 1):
        return "btc:" + _checked(b"\x00" + digest[:20])
    if kind in (2, 3):
        return "btc:" + bech32("bc", digest[:20])
    return f"eth:0x{digest[:20].hex()}" if kind == 4 else "tron:" + _checked(b"\x41" + digest[:20])


def _iban(country: str, bban: str) -> str:
    digits = "".join(str(int(c, 36)) for c in f"{bban}{country}00")
    return f"iban:{country}{98 - int(digits) % 97:02d}{bban}"


def _spanish(index: int) -> str:
    weights = (1, 2, 4, 8, 5, 10, 9, 7, 3, 6)
    bank, branch, number = "9999", f"{index % 9000 + 1:04d}", f"{index * 7919 % 10**10:010d}"

    def digit(text: str) -> str:
        rest = 11 - sum(int(c) * w for c, w in zip(text, weights, strict=True)) % 11
        return str({10: 1, 11: 0}.get(rest, rest))

    return bank + branch + digit("00" + bank + branch) + digit(number) + number


def _french(index: int) -> str:
    bank, branch, number = 99999, index % 90000 + 1, index * 7919 % 10**11
    return f"{bank:05d}{branch:05d}{number:011d}{97 - (89 * bank + 15 * branch + 3 * number) % 97:02d}"


def routing(index: int) -> str:
    """Make a US routing number with a right check digit and a beginning that no bank has."""
    first = f"99{index % 40 * 7:06d}"
    total = sum(int(c) * w for c, w in zip(first, (3, 7, 1, 3, 7, 1, 3, 7), strict=True))
    return f"{first}{-total % 10}"


def account(country: str, index: int) -> str:
    """Make the bank account of that index, in the country's own form."""
    number = index * 7919 + 1_000_003
    if country in ("US", "CA"):
        return f"us:{routing(index)}/{number % 10**10:010d}"
    if country == "GB":
        return f"gb:99{index % 90 + 10}{index // 90 % 90 + 10}/{number % 10**8:08d}"
    if country == "AU":
        return f"au:99{index % 10}{index // 10 % 1000:03d}/{number % 10**9:09d}"
    if country == "DE":
        return _iban("DE", f"9{index % 10**7:07d}{number % 10**10:010d}")
    return _iban("ES", _spanish(index)) if country == "ES" else _iban("FR", _french(index))


def handle(country: str, index: int) -> str:
    """Make the payment handle of that index; Cash App, Venmo and Zelle only where they exist."""
    kinds = ("cashapp", "zelle", "venmo", "paypal") if country == "US" else ("paypal",)
    kind = kinds[index % len(kinds)]
    return {
        "cashapp": f"cashapp:$example-desk{index}",
        "venmo": f"venmo:@example-help{index}",
        "zelle": f"zelle:desk{index}@pay.example",
        "paypal": f"paypal:billing{index}@pay.example",
    }[kind]


def remote(index: int, *, victim: bool = False) -> str:
    """Make the remote ID of that index: AnyDesk mostly, TeamViewer, UltraViewer, ScreenConnect hosts."""
    lead = 5 if victim else 0
    tool, index = index % 10, index if victim else index * 7_919 % 500_000 + index // 500_000 * 500_000
    if tool == 9 and not victim:
        return f"screenconnect:join-help{index}.example"
    if tool >= 7:
        return f"teamviewer:9990{lead + index // 100_000 % 5}{index % 100_000:05d}"
    if tool == 6:
        return f"ultraviewer:9990{lead + index // 10_000 % 5}{index % 10_000:04d}"
    return f"anydesk:9990{lead + index // 100_000 % 5}{index % 100_000:05d}"


BRANDS_OF_CARDS = ("apple", "google-play", "target", "steam", "amazon", "walmart", "ebay")


def gift_card(index: int) -> str:
    """Make a gift card's brand and full serial, ``brand:SERIAL``; the serial says that it is an example."""
    mixed = index * 2_654_435_761 % 36**6
    tail = ""
    for _ in range(6):
        mixed, digit = divmod(mixed, 36)
        tail = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"[digit] + tail
    return f"{BRANDS_OF_CARDS[index % 7]}:XEXAMPLE{tail[:2]}{index % 10_000:04d}{tail[2:4]}"
