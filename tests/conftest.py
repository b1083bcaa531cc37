"""What every test can ask for, and the rule that CI skips nothing but what needs the real files."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings

from ringfence.ledger.configuration import Configuration, configuration
from tests.nodes import Served, forget, make_home, serving
from tests.postgres import ABSENT, postgresql, programs
from tools.pages import Demo, run_demo

ROOT = Path(__file__).resolve().parent.parent
REAL_DATA = ROOT.parent / "shared" / "data"
NO_REAL_DATA = "the real files are not here"
FIRST = (
    "tests/unit/web/test_slow_clients.py",
    "tests/agree/test_spark.py",
    "tests/docs/test_readme.py",
)
"""Files that take long, or make what another file waits for: begun first, so that at the end no worker is
left alone with one."""

os.environ.pop("COLUMNS", None)  # a worker has the width of a terminal that is not there
settings.register_profile("ours", deadline=None)  # no test asserts a time
settings.load_profile("ours")

RealData = Callable[[str], Path]


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def real_data() -> RealData:
    """Give a function from a name in ``../shared/data`` to its path; it skips the test where that is absent.

    def test_it_reads_the_day_file(real_data):
        folder = real_data("ftc_dnc_day_2021-07-07")
    """

    def path(name: str) -> Path:
        wanted = REAL_DATA / name
        if not wanted.exists():
            pytest.skip(f"{NO_REAL_DATA}: ../shared/data/{name}")
        return wanted

    return path


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Run the demo once, in an empty folder; each worker has a copy of what it prints and leaves."""
    base = tmp_path_factory.getbasetemp()
    made = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "the-demo"
    made.mkdir(exist_ok=True)
    with (made / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made / "printed").exists():
            for name in ("folder", "node"):
                (made / name).mkdir()
            printed = run_demo(made / "folder", made / "node").printed
            (made / "printed").write_text(printed, encoding="utf-8")
    folder, node = (shutil.copytree(made / name, base / f"demo-{name}") for name in ("folder", "node"))
    return Demo(folder, node, (made / "printed").read_text(encoding="utf-8"))


@pytest.fixture
def node(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Generator[Configuration, None, None]:
    """Give this process a node of its own: an empty home, its keys, and an empty ledger."""
    del db
    monkeypatch.setenv("RINGFENCE_HOME", str(tmp_path / "home"))
    make_home(tmp_path / "home")
    forget()
    yield configuration()
    forget()


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Generator[Served, None, None]:
    """Start one real server for all tests that only look at pages; those that fill it start their own."""
    with serving(tmp_path_factory.mktemp("served") / "home") as one:
        yield one


@pytest.fixture(scope="session")
def postgres() -> Generator[str, None, None]:
    """Start one PostgreSQL for the tests that want it; give what DATABASE_URL must be."""
    if programs() is None:
        pytest.skip(ABSENT)
    # A test is a transaction that stays open: what a server does by itself meanwhile would never settle.
    with postgresql("fsync=off", "autovacuum=off") as url:
        yield url


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files of `FIRST` before the others; all else stays in its order."""
    places = {name: place for place, name in enumerate(FIRST)}
    items.sort(key=lambda item: places.get(item.nodeid.partition("::")[0], len(FIRST)))


def skip_is_forbidden(reason: str) -> bool:
    """Tell whether a skip for this reason is a failure: in CI every one is, but for want of real files."""
    strict = bool(os.environ.get("CI") or os.environ.get("RINGFENCE_APT"))
    return strict and NO_REAL_DATA not in reason


def _reason(report: pytest.TestReport | pytest.CollectReport) -> str:
    return str(report.longrepr[2]) if isinstance(report.longrepr, tuple) else str(report.longrepr)


def _judge(report: pytest.TestReport | pytest.CollectReport) -> None:
    if report.skipped and not hasattr(report, "wasxfail") and skip_is_forbidden(_reason(report)):
        report.longrepr = f"In CI no test may be skipped. This one was: {_reason(report)}"
        report.outcome = "failed"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Make a failure of a skip that CI does not allow."""
    report = yield
    _judge(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Do the same for a whole file that skips itself."""
    report = yield
    _judge(report)
    return report
