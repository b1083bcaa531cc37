"""Countries and languages as forms write them, read as their codes.

>>> country_code("United Kingdom"), country_code("deutschland"), country_code("USA"), country_code("Narnia")
('GB', 'DE', 'US', None)
"""

from __future__ import annotations

import re
import unicodedata

from ringfence.words import Country

_NAMES = {
    "AE": "united arab emirates, uae, are",
    "AR": "argentina, argentinien, argentine, arg",
    "AT": "austria, osterreich, oesterreich, autriche, aut",
    "AU": "australia, australien, australie, aus",
    "BD": "bangladesh, bangladesch, bgd",
    "BE": "belgium, belgien, belgica, belgique, belgie, bel",
    "BR": "brazil, brasilien, brasil, bresil, bra",
    "CA": "canada, kanada, can",
    "CH": "switzerland, schweiz, suiza, suisse, svizzera, che",
    "CL": "chile, chili, chl",
    "CN": "china, chine, people s republic of china, chn",
    "CO": "colombia, kolumbien, colombie, col",
    "CZ": "czech republic, czechia, tschechien, chequia, republica checa, tchequie, cze",
    "DE": "germany, deutschland, alemania, allemagne, federal republic of germany, deu, ger, brd",
    "DK": "denmark, danemark, dinamarca, dnk",
    "ES": "spain, spanien, espana, espagne, esp",
    "FI": "finland, finnland, finlandia, finlande, fin",
    "FR": "france, frankreich, francia, fra",
    "GB": "united kingdom, great britain, britain, uk, england, scotland, wales, northern ireland, gbr, u k,"
    " vereinigtes konigreich, grossbritannien, reino unido, gran bretana, royaume uni, grande bretagne",
    "GR": "greece, griechenland, grecia, grece, grc",
    "HK": "hong kong, hongkong, hkg",
    "IE": "ireland, irland, irlanda, irlande, republic of ireland, irl",
    "IL": "israel, isr",
    "IN": "india, indien, inde, bharat, ind",
    "IT": "italy, italien, italia, italie, ita",
    "JP": "japan, japon, jpn, nippon",
    "KE": "kenya, kenia, ken",
    "KR": "south korea, korea, sudkorea, corea del sur, coree du sud, republic of korea, kor",
    "LU": "luxembourg, luxemburg, luxemburgo, lux",
    "MX": "mexico, mexiko, mexique, mex",
    "MY": "malaysia, malasia, malaisie, mys",
    "NG": "nigeria, nga",
    "NL": "netherlands, the netherlands, holland, niederlande, paises bajos, pays bas, nederland, nld",
    "NO": "norway, norwegen, noruega, norvege, nor",
    "NZ": "new zealand, neuseeland, nueva zelanda, nouvelle zelande, nzl, aotearoa",
    "PH": "philippines, philippinen, filipinas, phl",
    "PK": "pakistan, pak",
    "PL": "poland, polen, polonia, pologne, polska, pol",
    "PT": "portugal, prt",
    "RO": "romania, rumanien, rumania, roumanie, rou",
    "SE": "sweden, schweden, suecia, suede, swe",
    "SG": "singapore, singapur, singapour, sgp",
    "TH": "thailand, tailandia, thailande, tha",
    "TR": "turkey, turkei, turquia, turquie, turkiye, tur",
    "UA": "ukraine, ucrania, ukr",
    "US": "united states, united states of america, usa, america, u s, u s a, vereinigte staaten,"
    " estados unidos, etats unis, etats unis d amerique, eeuu, ee uu",
    "VN": "vietnam, viet nam, vnm",
    "ZA": "south africa, sudafrika, sudafrica, afrique du sud, zaf",
}
_BY_NAME = {name.strip(): code for code, names in _NAMES.items() for name in names.split(",")}
_CODES_WRITTEN = (
    "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT "
    "BV BW BY BZ CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH "
    "ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT "
    "HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS "
    "LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG NI "
    "NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG "
    "SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG "
    "UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW "
)
CODES = tuple(sorted(_CODES_WRITTEN.split()))
"""Every code that ISO 3166-1 gives to a country, in order."""
_CODES = frozenset(CODES)
_LANGS = {
    "english": "en", "englisch": "en", "ingles": "en", "anglais": "en", "german": "de", "deutsch": "de",
    "aleman": "de", "allemand": "de", "spanish": "es", "spanisch": "es", "espanol": "es", "castellano": "es",
    "espagnol": "es", "french": "fr", "franzosisch": "fr", "frances": "fr", "francais": "fr", "hindi": "hi",
    "japanese": "ja", "japanisch": "ja", "japones": "ja",
    "japonais": "ja", "italian": "it", "portuguese": "pt",
}  # fmt: skip


def country_code(written: str) -> str | None:
    """Read a country: its ISO 3166-1 code, or a common name in English, German, Spanish or French.

    Returns:
        The alpha-2 code, or None when it names no country.
    """
    folded = _plain(written)
    if len(folded) == 2 and folded.upper() in _CODES:
        return folded.upper()
    return _BY_NAME.get(folded) or _BY_NAME.get(folded.removeprefix("the "))


def iso_country(code: str) -> Country | None:
    """Read a code that ISO 3166-1 gives to a country, in any case; no names, no codes of its users.

    >>> iso_country(" in "), iso_country("UK"), iso_country("ZZ"), iso_country("India")
    ('IN', 'GB', None, None)

    Returns:
        The alpha-2 code; None when it is none.
    """
    folded = code.strip().upper()
    known = "GB" if folded == "UK" else folded
    return Country(known) if known in _CODES else None


def lang_code(written: str) -> str | None:
    """Read a language: its BCP 47 tag, of which the language alone is kept, or its name."""
    folded = written.strip().lower()
    if found := re.fullmatch(r"([a-z]{2})(?:[-_][a-z0-9]{2,8})*", folded):
        return found[1]
    return _LANGS.get(_plain(written))


def _plain(written: str) -> str:
    spelled = (
        unicodedata.normalize("NFKD", written.replace("ß", "ss")).encode("ascii", "ignore").decode().lower()
    )
    return re.sub(r"[^a-z]+", " ", spelled).strip()
