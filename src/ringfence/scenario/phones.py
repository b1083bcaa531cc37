"""Telephone numbers that no one has: those kept free for fiction, and ``+999…`` for large worlds.

Sources of the ranges: NANPA (555-0100 to 555-0199 in every area code), Ofcom (numbers for use in TV and radio
drama), ACMA (numbers for use in fiction), BNetzA (Rufnummern für Drama), ARCEP (numéros pour œuvres
audiovisuelles). Spain, India and Japan keep none free: there fraud calls from abroad, and so does ours.
``+999`` is kept free by the ITU; ``extract`` reads it only with ``--world``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from ringfence.scenario.chance import Ints

COUNTRIES = ("US", "GB", "CA", "AU", "DE", "ES", "FR")
_TOLL_FREE = "800 833 844 855 866 877 888"
_US = """201 202 203 205 206 207 208 209 210 212 213 214 215 216 217 218 219 224 225 228 229 231 234 239 240
248 251 252 253 254 256 260 262 267 269 270 276 281 301 302 303 304 305 307 308 309 310 312 313 314
315 316 317 318 319 320 321 323 330 334 336 337 339 347 351 352 360 361 386 401 402 404 405 406 407
408 409 410 412 413 414 415 417 419 423 424 425 432 434 435 440 443 469 478 479 480 484 501 502 503
504 505 507 508 509 510 512 513 515 516 517 518 520 530 540 541 551 559 561 562 563 567 570 571 573
574 580 585 586 601 602 603 605 606 607 608 609 610 612 614 615 616 617 618 619 620 623 626 630 631
636 641 646 650 651 660 661 662 678 682 701 702 703 704 706 707 708 712 713 714 715 716 717 718 719
720 724 727 731 732 734 740 754 757 760 763 765 769 770 772 773 774 775 785 786 801 802 803 804 805
806 808 810 812 813 814 815 816 817 818 828 830 831 832 843 845 847 848 850 856 857 858 859 860 862
863 864 865 870 901 903 904 906 907 908 909 910 912 913 914 915 916 917 918 919 920 925 928 931 936
937 940 941 947 949 951 952 954 956 970 971 972 973 978 979 980 985 989"""
_CA = "204 226 250 289 306 403 416 418 438 450 506 514 519 587 604 613 647 705 709 778 780 807 819 902 905"
_FICTION = {  # the fixed digits
    "GB": """+442079460 +441214960 +441134960 +441144960 +441164960 +441174960 +441184960
+441314960 +441414960 +441514960 +441614960 +441914980 +442896496 +442920180 +443069990 +448081570""",
    "AU": "+6125550 +6127010 +6135550 +6137010 +6175550 +6177010 +6185550 +6187010",
    "DE": "+493023125 +496990009 +494066969 +492214710 +498999998",
    "FR": "+3319900 +3326191 +3335301 +3346571 +3353649",
}
_FREE = {"GB": 3, "AU": 4, "DE": 3, "FR": 4}  # free digits after them

RING, GENUINE, INNOCENT, PERSON, THIN = range(5)
"""Who has the number; each has its own part of every hundred, so that no number means two things."""

_PART = {RING: (0, 50), GENUINE: (50, 57), THIN: (57, 60), INNOCENT: (60, 70), PERSON: (70, 100)}
BLOCK = 5
"""Numbers that are given out together; two such runs make one block of ten."""


def _hundreds(stem: str, free: int) -> list[str]:
    return [f"{stem}{n:0{free - 2}d}" for n in range(10 ** (free - 2))]


@cache
def _stems(country: str) -> list[str]:
    """List a country's free hundreds (all but the last two digits), nearest first."""
    if country in ("US", "CA"):
        toll_free, local, canada = _TOLL_FREE.split(), _US.split(), _CA.split()
        mixed = [code for pair in zip(toll_free, local, strict=False) for code in pair] + local[
            len(toll_free) :
        ]
        codes = mixed if country == "US" else canada + mixed[::-1]
        return [f"+1{code}55501" for code in codes]
    if country == "ES":
        return _stems("GB")[::-1]
    stems = _FICTION[country].split()
    lists = [_hundreds(stem, _FREE[country]) for stem in stems]
    return [stem for same in zip(*lists, strict=True) for stem in same]


@dataclass(frozen=True, slots=True)
class Numbers:
    """Gives out numbers by country and index.

    Attributes:
        world: Give ``+999…`` numbers, which never run out, in place of the regulators' ranges.
    """

    world: bool

    def capacity(self, who: int, country: str) -> int:
        """Count the different numbers there are."""
        low, high = _PART[who]
        return 10_000_000 if self.world else len(_stems(country)) * (high - low)

    def write(self, who: int, country: Ints, index: Ints) -> list[str]:
        """Write numbers as E.164.

        Args:
            who: ``RING``, ``GENUINE``, ``INNOCENT``, ``PERSON`` or ``THIN`` (a thin ring's).
            country: Position in ``COUNTRIES``, for each number.
            index: Which number of that country, from 0; above the capacity they repeat.
        """
        if self.world:
            return [
                f"+999{who + 1}{c}{i % 10_000_000:07d}"
                for c, i in zip(country.tolist(), index.tolist(), strict=True)
            ]
        low, high = _PART[who]
        part = high - low
        lists = [_stems(code) for code in COUNTRIES]
        return [
            f"{lists[c][i // part % len(lists[c])]}{low + i % part:02d}"
            for c, i in zip(country.tolist(), index.tolist(), strict=True)
        ]

    def blocks(self, rng: np.random.Generator, country: int) -> Ints:
        """Shuffle a country's runs of ``BLOCK`` ring numbers; the index of a run's first number each."""
        runs = min(self.capacity(RING, COUNTRIES[country]), 1_000_000) // BLOCK
        return (rng.permutation(runs) * BLOCK).astype(np.int64)
