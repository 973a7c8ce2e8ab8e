"""The coach, measured on drafts that were written before it was tried on them."""

from __future__ import annotations

import re
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bot.deescalation.coach import MOST_ADVICE, Advice, review
from bot.deescalation.coach_phrases import PHRASES, Phrase
from bot.deescalation.due_words import Calendar
from bot.deescalation.types import Level

DRAFTS = yaml.safe_load((Path(__file__).parent / "drafts.yml").read_text(encoding="utf-8"))
MONDAY = Calendar(datetime(2026, 11, 23, 14, 30, tzinfo=timezone.utc), "Europe/London")


def advice_on(draft: dict[str, Any]) -> list[Advice]:
    level = Level(draft.get("level", "calm"))
    acknowledged = draft.get("acknowledged", level is not Level.IRATE)
    asked = draft.get("asked", [])
    return review(draft["text"], calendar=MONDAY, level=level, asked=asked, acknowledged=acknowledged)


def test_it_finds_what_inflames_names_it_and_leaves_good_drafts_alone() -> None:
    """First tried on them it had .86 of the bad ones and was right in .95 of its warnings; the rest was mended since
    (apostrophes left out, mostly), so these floors guard what is there and do not measure it."""
    found = [(draft, advice_on(draft)) for draft in DRAFTS["bad"]]
    named = [draft for draft, advice in found if draft["kind"] in {one.kind for one in advice}]
    disturbed = [(draft["text"], advice) for draft in DRAFTS["good"] if (advice := advice_on(draft))]
    missed = [draft["text"] for draft, _ in found if draft not in named]
    assert len(DRAFTS["bad"]) >= 60 and len(DRAFTS["good"]) >= 60
    assert len(named) / len(found) >= 0.95, missed
    assert len(named) / (len(named) + len(disturbed)) >= 0.97, disturbed


@pytest.mark.parametrize("phrase", PHRASES, ids=lambda phrase: phrase.pattern.pattern[:40])
def test_what_it_proposes_instead_it_would_not_warn_of(phrase: Phrase) -> None:
    proposed = re.sub(r"\[\[[^]]*\]\]", "Friday", phrase.better)
    assert not [one for one in review(proposed, calendar=MONDAY) if one.kind != "promise without a date"], proposed


@given(st.sampled_from([draft["text"] for draft in DRAFTS["bad"] + DRAFTS["good"]]), st.text(max_size=40))
def test_its_places_are_in_the_draft_and_it_never_lectures(text: str, more: str) -> None:
    draft = f"{more}\n{text} {more}"
    advice = review(draft, calendar=MONDAY, level=Level.IRATE, asked=["When does it come?"], acknowledged=False)
    assert len(advice) <= MOST_ADVICE
    for one in advice:
        assert 0 <= one.start <= one.end <= len(draft)
        if one.kind not in ("unanswered question", "acknowledge first", "long"):
            assert one.phrase and one.phrase in draft and one.phrase.strip() in draft[one.start : one.end]


def test_a_better_wording_stands_where_the_phrase_stood() -> None:
    draft = "Hi Tom. As per our policy refunds take 5 days. Kindly wait."
    policy, cliche = review(draft, calendar=MONDAY)
    assert draft[: policy.start] + (policy.better or "") + draft[policy.end :] == (
        "Hi Tom. What I can do is [[remedy]]. Kindly wait."
    )
    assert draft[: cliche.start] + (cliche.better or "") + draft[cliche.end :] == draft.replace("Kindly", "Please")


def test_their_own_words_said_back_are_no_fault() -> None:
    said_back = "You wrote “you should have told me about the policy, calm down they said”. That was wrong of us."
    assert review(said_back, calendar=MONDAY) == []


def test_to_somebody_irate_it_asks_for_an_acknowledgement_once_and_for_fewer_words() -> None:
    facts = "The parcel left Leeds on Monday and the depot has it."
    kinds = [one.kind for one in review(facts, calendar=MONDAY, level=Level.IRATE, acknowledged=False)]
    assert kinds == ["acknowledge first"]
    assert review(facts, calendar=MONDAY, level=Level.IRATE, acknowledged=True) == []
    assert review(facts, calendar=MONDAY, level=Level.UPSET, acknowledged=False) == []
    long = " ".join([facts] * 7)
    assert [one.kind for one in review(long, calendar=MONDAY, level=Level.IRATE)] == ["long"]
    assert review(long, calendar=MONDAY) == []
