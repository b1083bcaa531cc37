"""The extractors of others, each as fast as it can be made: what they find in texts, and in how much time.

This module runs under the Python of `.venv-peers` (`tools.peers`), so it imports nothing of ours and, at the
top, nothing of theirs. Each is set up once, before the clock starts: patterns compiled, lists read, only the
kinds asked for that we have too, and no list fetched. What is measured is the processor's time of this
process, so that other work on the machine does not count; each works on one core.

A finder is handed texts and gives for each the pairs of kind and value as it writes them; kinds have our
names. `benchmarks.notation` brings the values to one notation.
"""

from __future__ import annotations

import importlib
import importlib.metadata
import json
import statistics
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Pairs = list[tuple[str, str]]
    Finder = Callable[[list["Text"]], list[Pairs]]

UNKNOWN = "US"
"""The plan by which numbers are read where a text's country is unknown."""
MOST_PASSES, LONG_ENOUGH = 15, 3.0
"""The texts are gone through so often, or for so many seconds; the median pass counts."""


class Text(NamedTuple):
    """A text, and what is known beside it: ISO 3166-1 country and BCP 47 language, None where unknown."""

    text: str
    country: str | None
    lang: str | None


def read(file: str | Path) -> list[Text]:
    """Read the texts that `write` wrote."""
    return [Text(*row) for row in json.loads(Path(file).read_text("utf-8"))]


def write(file: Path, texts: Iterable[Text]) -> None:
    """Write texts for a child."""
    file.write_text(json.dumps(list(texts)), "utf-8")


def timed(
    find: Finder, texts: list[Text], *, keep: bool, once: bool, before: Callable[[], None] | None = None
) -> dict[str, object]:
    """Let a finder go through texts and take its time.

    Args:
        find: The finder.
        texts: The texts.
        keep: Whether what was found is given, too.
        once: Go through them once, and not again and again.
        before: Called before each pass, off the clock: forgets what the pass before remembered.
    """
    find(texts[:20])
    found: list[Pairs] = []
    passes: list[float] = []
    while not passes or (not once and len(passes) < MOST_PASSES and sum(passes) < LONG_ENOUGH):
        if before is not None:
            before()
        started = time.process_time()
        found = find(texts)
        passes.append(time.process_time() - started)
    result: dict[str, object] = {"seconds": statistics.median(passes), "texts": len(texts)}
    return {**result, "found": found} if keep else result


def one(name: str, texts: str, *, keep: bool, once: bool) -> dict[str, object]:
    """Let one finder of others go through the texts of a file; its version is told, too."""
    version = importlib.metadata.version(name.partition(" ")[0])
    return {**timed(FINDERS[name](), read(texts), keep=keep, once=once), "version": version}


def _each(find: Callable[[Text], Iterable[tuple[str, str]]]) -> Finder:
    return lambda texts: [list(find(text)) for text in texts]


def _matcher(library: str) -> Finder:
    """Numbers that are valid, by the matcher of libphonenumber's two ports."""
    module: Any = importlib.import_module(library)
    valid, e164 = module.Leniency.VALID, module.PhoneNumberFormat.E164

    def find(text: Text) -> Iterable[tuple[str, str]]:
        matches = module.PhoneNumberMatcher(text.text, text.country or UNKNOWN, leniency=valid)
        return [("phone", module.format_number(match.number, e164)) for match in matches]

    return _each(find)


def _iocsearcher() -> Finder:
    module: Any = importlib.import_module("iocsearcher.searcher")
    ours = {
        "phoneNumber": "phone", "url": "url", "fqdn": "domain", "email": "email", "ip4": "ip", "ip6": "ip",
        "iban": "iban", "bitcoin": "btc", "ethereum": "eth", "tron": "tron", "litecoin": "ltc",
        "solana": "sol", "monero": "xmr", "telegramHandle": "telegram",
    }  # fmt: skip
    search, targets = module.Searcher().search_data, set(ours)
    return _each(lambda text: [(ours[one.name], one.value) for one in search(text.text, targets)])


def _ioc_finder() -> Finder:
    module: Any = importlib.import_module("ioc_finder")
    ours = {
        "urls": "url", "domains": "domain", "email_addresses": "email", "ipv4s": "ip", "ipv6s": "ip",
        "bitcoin_addresses": "btc", "monero_addresses": "xmr",
    }  # fmt: skip
    # A URL's domain is added for every finder alike, and an address's is not wanted.
    options = {
        "included_ioc_types": list(ours),
        "parse_domain_from_url": False,
        "parse_from_url_path": False,
        "parse_domain_from_email_address": False,
        "parse_unicode_iocs": True,
    }

    def find(text: Text) -> Iterable[tuple[str, str]]:
        found = module.find_iocs(text.text, **options)
        return [(kind, value) for name, kind in ours.items() for value in found[name]]

    return _each(find)


def _iocextract() -> Finder:
    module: Any = importlib.import_module("iocextract")

    def find(text: Text) -> Iterable[tuple[str, str]]:
        written = text.text
        found = [("url", value) for value in module.extract_urls(written, refang=True, strip=True)]
        # What it finds begins with the word before the address; refanging would glue the two together.
        mails = (value.split(" ")[-1] if "@" in value else value for value in module.extract_emails(written))
        found += [("email", module.refang_email(value)) for value in mails]
        found += [("ip", value) for value in module.extract_ips(written, refang=True)]
        return [*found, *(("phone", value) for value in module.extract_telephone_nums(written))]

    return _each(find)


_PRESIDIO = {
    "PHONE_NUMBER": "phone", "URL": "url", "EMAIL_ADDRESS": "email", "IP_ADDRESS": "ip", "CRYPTO": "btc",
    "IBAN_CODE": "iban",
}  # fmt: skip


def _presidio() -> Finder:
    """Its recognizers of patterns, on a pipeline without a model; one set a country, texts in batches."""
    presidio: Any = importlib.import_module("presidio_analyzer")
    known: Any = importlib.import_module("presidio_analyzer.predefined_recognizers")
    suffixes: Any = importlib.import_module("tldextract")
    suffixes.extract = suffixes.TLDExtract(suffix_list_urls=())  # else it asks the network at each address
    others = [
        *(known.UrlRecognizer(), known.EmailRecognizer(), known.IpRecognizer()),
        *(known.CryptoRecognizer(), known.IbanRecognizer()),
    ]
    pipeline = _no_model()
    engines: dict[str | None, Any] = {}

    def engine(country: str | None) -> Any:  # noqa: ANN401 - not typed, and absent from our environment
        if country not in engines:
            phones = known.PhoneRecognizer(supported_regions=(country or UNKNOWN,))
            registry = presidio.RecognizerRegistry([phones, *others], supported_languages=["en"])
            analyzer = presidio.AnalyzerEngine(registry, pipeline, supported_languages=["en"])
            engines[country] = presidio.BatchAnalyzerEngine(analyzer)
        return engines[country]

    def find(texts: list[Text]) -> list[Pairs]:
        found: list[Pairs] = [[] for _ in texts]
        for country in {text.country for text in texts}:
            rows = [row for row, text in enumerate(texts) if text.country == country]
            batch = [texts[row].text for row in rows]
            results = engine(country).analyze_iterator(batch, "en", batch_size=256, entities=list(_PRESIDIO))
            for row, text, result in zip(rows, batch, results, strict=True):
                found[row] = [(_PRESIDIO[one.entity_type], text[one.start : one.end]) for one in result]
        return found

    return find


def _no_model() -> Any:  # noqa: ANN401 - not typed, and absent from our environment
    """A pipeline that only divides a text into words: models are fetched, which cannot be had offline."""
    spacy: Any = importlib.import_module("spacy")
    engine: Any = importlib.import_module("presidio_analyzer.nlp_engine").SpacyNlpEngine()
    engine.nlp = {"en": spacy.blank("en")}
    return engine


FINDERS: dict[str, Callable[[], Finder]] = {
    "phonenumbers matcher": lambda: _matcher("phonenumbers"),
    "rphonenumbers matcher": lambda: _matcher("rphonenumbers"),
    "iocsearcher": _iocsearcher,
    "ioc-finder": _ioc_finder,
    "iocextract": _iocextract,
    "presidio-analyzer": _presidio,
}
"""By their names as packages."""
OURS_TOO = ("phonenumbers matcher", "rphonenumbers matcher")
"""Those that our own environment holds, so that they can always be run."""
