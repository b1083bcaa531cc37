"""The world behind the texts: who sees whom, what rotates, what glues, what is popular."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ringfence.indicators.indicator import SIGHTINGS
from ringfence.scenario.difficulty import difficulty
from ringfence.scenario.filings import FRAME, GLUE, SPAM, UNRELATED, VICTIM
from ringfence.scenario.parameters import chakra, town
from ringfence.scenario.rings import CHAKRA_THIN, DAY
from ringfence.scenario.values import origin, role
from ringfence.scenario.world import World, make, sightings, truth


@pytest.fixture(scope="module")
def joint() -> World:
    return make(chakra())


@pytest.fixture(scope="module", params=[1_000, 10_000, 30_000])
def general(request: pytest.FixtureRequest) -> World:
    return make(town(reports=request.param, seed=3))


def test_two_companies_see_ten_and_nine_of_fourteen_call_centres_and_share_five(joint: World) -> None:
    sees = joint.rings.sees
    assert len(joint.rings) == 14
    assert sees[:, 0].sum() == 10
    assert sees[:, 1].sum() == 9
    assert (sees[:, 0] & sees[:, 1]).sum() == 5
    assert (sees[:, 0] | sees[:, 1]).all()


def test_a_company_receives_only_reports_of_rings_that_it_sees(joint: World) -> None:
    victims = joint.filings.sort == VICTIM
    assert joint.rings.sees[joint.filings.ring[victims], joint.filings.source[victims]].all()


def test_a_little_over_two_thousand_victims_in_six_countries(joint: World) -> None:
    victims = joint.filings.sort == VICTIM
    assert 2_000 < len(np.unique(joint.filings.person[victims])) < 2_200
    assert len(np.unique(joint.filings.country[victims])) == 6


def test_the_thin_rings_are_dealt_out_so_that_no_source_sees_half(joint: World) -> None:
    for ring in CHAKRA_THIN:
        told = np.bincount(joint.filings.source[joint.filings.ring == ring], minlength=3)
        assert told.min() > 5
        assert told.max() < told.sum() / 2


def test_a_thin_ring_falls_apart_in_every_source_and_hangs_together_when_pooled(joint: World) -> None:
    mentions, filings = joint.mentions, joint.filings
    firsts = filings.first == np.arange(len(filings))
    strong = np.isin(mentions.role, [role(name) for name in ("callback", "operator")])
    for ring in CHAKRA_THIN:
        mine = strong & (mentions.origin == origin("own")) & firsts[mentions.report]
        mine &= (filings.ring[mentions.report] == ring) & (filings.sort[mentions.report] == VICTIM)
        report, value = mentions.report[mine], mentions.value[mine]
        told = np.unique(np.stack((value, filings.source[report])), axis=1, return_counts=True)[1]
        assert told.max() <= 2
        edges = (np.ones(len(report)), (report, len(filings) + value))
        size = len(filings) + len(joint.values)
        _, group = connected_components(coo_matrix(edges, shape=(size, size)), directed=False)
        assert np.bincount(group[np.unique(report)]).max() > 0.8 * len(np.unique(report))


def test_the_same_seed_makes_the_same_world_and_another_seed_another() -> None:
    once, again, other = (make(town(reports=500, seed=seed)) for seed in (5, 5, 6))
    assert sightings(once).equals(sightings(again))
    assert truth(once).equals(truth(again))
    assert not sightings(once).equals(sightings(other))


def test_numbers_live_fourteen_days_and_five_and_a_half_domains_of_eleven_show_each(
    general: World,
) -> None:
    lines = general.lines
    # A tenth more at the most: a quarter of the first lines are main numbers, which live eight times as long.
    assert 12.5 < np.median(lines.phones.life) / DAY < 18
    assert 10 < np.median(lines.sites.life) / DAY < 12
    assert 4.5 < len(lines.sites) / len(lines.phones) < 7.5


def test_a_ring_takes_its_numbers_in_runs_from_the_same_block(general: World) -> None:
    phones = general.lines.phones
    values = general.values
    largest = int(np.bincount(phones.owner).argmax())
    rows = np.flatnonzero(phones.owner == largest)
    numbers = [values[general.lines.first_phone + int(row)].as_py() for row in rows]
    assert len({number[:-1] for number in numbers}) < len(set(numbers)) / 2


def test_popular_brand_numbers_ring_numbers_and_enablers_exist_at_every_size(general: World) -> None:
    mentions, total = general.mentions, len(general.filings)

    def most(rows: np.ndarray) -> int:
        return int(np.bincount(mentions.value[rows]).max())

    assert most(mentions.role == role("genuine")) > total / 60
    assert most((mentions.role == role("callback")) & (mentions.origin == origin("own"))) > 12
    assert most((mentions.role == role("caller_id")) & (mentions.origin == origin("spoofed"))) >= 4


def test_a_gateway_serves_several_rings(general: World) -> None:
    mentions = general.mentions
    shared = mentions.origin == origin("shared")
    value, ring = mentions.value[shared], mentions.ring[shared]
    top = int(np.bincount(value).argmax())
    assert len(np.unique(ring[value == top])) >= 3


def test_ring_sizes_have_a_heavy_tail(general: World) -> None:
    size = np.sort(general.rings.size)[::-1]
    assert size[0] > 10 * np.median(size)
    assert size[0] < 0.25 * size.sum()


def test_some_people_report_twice_and_some_are_hit_by_two_rings(general: World) -> None:
    filings = general.filings
    again = np.flatnonzero(filings.first != np.arange(len(filings)))
    assert len(again) > 0
    assert (filings.person[again] == filings.person[filings.first[again]]).all()
    assert (filings.source[again] != filings.source[filings.first[again]]).all()
    assert (filings.received[again] > filings.received[filings.first[again]]).all()
    victims = np.flatnonzero((filings.sort == VICTIM) & (filings.first == np.arange(len(filings))))
    pairs = np.unique(np.stack((filings.person[victims], filings.ring[victims])), axis=1)
    assert pairs.shape[1] > len(np.unique(filings.person[victims]))


def test_hostile_spam_and_unrelated_reports_belong_to_no_ring(general: World) -> None:
    rings = np.array(truth(general)["ring_id"].is_null().to_pylist())
    sort = general.filings.sort
    assert rings[np.isin(sort, (FRAME, GLUE, SPAM, UNRELATED))].all()
    assert not rings[sort == VICTIM].any()
    assert {FRAME, GLUE, SPAM, UNRELATED, VICTIM} == set(np.unique(sort).tolist())


def test_a_hostile_person_is_one_reporter_who_names_two_rings(joint: World) -> None:
    filings, mentions = joint.filings, joint.mentions
    rows = np.flatnonzero(filings.sort == GLUE)
    assert len(np.unique(filings.person[rows])) < len(rows)
    rings = {tuple(np.unique(mentions.ring[(mentions.report == row) & (mentions.ring >= 0)])) for row in rows}
    assert any(len(named) == 2 for named in rings)


def test_sightings_keep_the_schema_and_never_lie_after_their_report(general: World) -> None:
    found = sightings(general)
    assert found.schema.equals(SIGHTINGS)
    assert (general.filings.received > general.filings.at).all()
    assert set(found["report_id"].to_pylist()) <= set(general.report_ids())


def test_scripts_are_noisy_unless_noise_is_off(general: World) -> None:
    def scripts(*, noise: bool) -> set[str]:
        found = sightings(general, noise=noise)
        return {
            v
            for k, v in zip(found["kind"].to_pylist(), found["value"].to_pylist(), strict=True)
            if k == "script"
        }

    assert len(scripts(noise=True)) > len(scripts(noise=False)) > 5


def test_more_companies_share_as_many_rings_as_asked() -> None:
    world = make(town(reports=20_000, companies=3, overlap=0.6))
    sees = world.rings.sees[:, :3]
    shared = sees & (sees.sum(axis=1, keepdims=True) > 1)
    assert shared.sum() / sees.sum() == pytest.approx(0.6, abs=0.05)
    assert world.sources == ("company-a", "company-b", "company-c", "public-desk")


def test_most_reports_share_a_strong_value_with_their_ring_and_many_do_not(joint: World) -> None:
    hard = difficulty(joint)
    assert 0.8 < hard.one < 0.95
    assert 0.4 < hard.two < 0.7
    assert hard.largest < 0.3
