"""The moves: acknowledged once and well, refocused within bounds, never keeping anybody from a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deescalation.acknowledgements import ACKNOWLEDGEMENTS, BY_ERRAND, PARTICULAR
from bot.deescalation.playbook import Decision, RefocusForm, Situation, decide
from bot.deescalation.temper import IRATE_AT, UPSET_AT, update
from bot.deescalation.types import Happened, Level, Move, Reading, Reason, Style, Temper, Used
from tests.deescalation.heated import frustration_of

ORDER = (
    Move.LISTEN,
    Move.ACKNOWLEDGE,
    Move.OWN,
    Move.BOUNDARY,
    Move.REFOCUS,
    Move.SOLVE,
    Move.OFFER_PERSON,
    Move.HAND_OFF,
)


def reading(heat: float, **flags: float) -> Reading:
    frustration = frustration_of(heat)
    level = Level.IRATE if frustration >= IRATE_AT else Level.UPSET if frustration >= UPSET_AT else Level.CALM
    return Reading("late_parcel", 0.9, frustration, level, flags=flags)


class Conversation:
    """Turns played one after the other, as the brain plays them."""

    def __init__(self, errand: str | None = "late_parcel", **constants: object) -> None:
        self.temper, self.history, self.errand, self.constants = Temper(), (), errand, constants

    def say(self, text: str, frustration: float, **now: object) -> Decision:
        read = reading(frustration)
        happened = now.get("happened") or Happened()
        assert isinstance(happened, Happened)
        self.temper = update(self.temper, [read], [text], happened)
        situation = Situation(text, read, self.temper, errand=self.errand, facts_known=True, history=self.history)
        decision = decide(replace(situation, **{**self.constants, **now}))
        self.history += decision.used(turn=self.temper.turn, errand=self.errand)
        return decision


def test_a_calm_customer_gets_speed() -> None:
    decision = Conversation().say("hi, where is my parcel", 0.1)
    assert decision.moves == (Move.SOLVE,)
    assert decision.acknowledge is None


def test_an_upset_customer_is_acknowledged_specifically_before_the_answer() -> None:
    decision = Conversation().say("this is the third time I'm asking where my parcel is", 0.5)
    assert decision.moves == (Move.ACKNOWLEDGE, Move.OWN, Move.SOLVE)
    assert (decision.acknowledge, decision.facts) == ("nth_contact", {"contact": "third"})


def test_an_irate_customer_gets_empathy_something_concrete_a_way_forward_and_a_person() -> None:
    decision = Conversation().say("WHERE IS MY DAMN PARCEL!!! I have been waiting two weeks, this is ridiculous", 0.95)
    assert decision.moves == (Move.ACKNOWLEDGE, Move.OWN, Move.REFOCUS, Move.SOLVE, Move.OFFER_PERSON)
    assert (decision.acknowledge, decision.facts) == ("waiting", {"waiting": "two weeks"})
    assert decision.refocus is RefocusForm.CARD


def test_without_facts_the_concrete_thing_is_a_question() -> None:
    conversation = Conversation(facts_known=False)
    assert conversation.say("WHERE IS MY DAMN PARCEL!!! this is ridiculous", 0.95).refocus is RefocusForm.QUESTION


def test_irate_and_not_calming_after_that_goes_to_a_person() -> None:
    conversation = Conversation()
    conversation.say("WHERE IS MY DAMN PARCEL!!! this is ridiculous", 0.95)
    decision = conversation.say("that is not good enough", 0.85)
    assert decision.handoff is not None
    assert decision.handoff.reason is Reason.IRATE
    assert decision.moves[-1] is Move.HAND_OFF


def test_somebody_who_answers_the_question_is_not_soothed_again() -> None:
    conversation = Conversation()
    conversation.say("this is so annoying, waiting since monday", 0.55)
    assert conversation.say("EK-20417", 0.1).moves == (Move.SOLVE,)


def test_the_feeling_is_acknowledged_once_and_a_new_cost_later() -> None:
    conversation = Conversation()
    assert conversation.say("annoying, waiting since monday", 0.5).acknowledge == "waiting"
    assert conversation.say("so annoying, really", 0.5).acknowledge is None
    assert conversation.say("and it was for my daughter's birthday", 0.5).acknowledge == "occasion"


def test_boiling_up_anew_is_acknowledged_anew() -> None:
    conversation = Conversation()
    conversation.say("annoying, waiting since monday", 0.5)
    for _ in range(6):
        conversation.say("thanks, I see", 0.0)
    assert conversation.temper.state is Level.CALM
    decision = conversation.say("no wait, that is bad", 0.5)
    assert decision.acknowledge == "late_parcel"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("it was for my son's birthday, third time I'm writing", "occasion"),
        ("you promised it would be here by Monday", "broken_promise"),
        ("I've contacted you 4 times", "nth_contact"),
        ("I keep having to email you", "repeat_contact"),
        ("waiting for three weeks now", "waiting"),
        ("nobody ever replies", "no_answer"),
        ("that's not what I asked", "not_understood_by_bot"),
        ("I was charged twice", "charged_wrongly"),
        ("I need it by friday", "deadline"),
        ("tracking says delivered but there is nothing here", "marked_delivered"),
        ("you sent me the wrong size", "wrong_item"),
        ("it arrived broken", "damaged"),
        ("where is my refund", "refund_slow"),
        ("you won't let me return it", "return_trouble"),
        ("I tried to cancel it", "cancel_trouble"),
        ("it still hasn't arrived", "late_parcel"),
        ("never ordering here again", "threatens_to_leave"),
        ("forget it", "resigned"),
        ("this is shit", "heated"),
        ("this is bad", "general"),
    ],
)
def test_what_is_acknowledged_is_what_they_said(text: str, key: str) -> None:
    decision = Conversation(errand=None).say(text, 0.55)
    assert decision.acknowledge == key
    assert tuple(decision.facts) == ACKNOWLEDGEMENTS[key]


def test_heat_without_particulars_falls_back_to_the_errand() -> None:
    assert Conversation(errand="refund_status").say("this is bad", 0.5).acknowledge == "refund_slow"


def test_every_key_an_errand_falls_back_to_exists() -> None:
    assert set(BY_ERRAND.values()) <= set(ACKNOWLEDGEMENTS)
    assert {"occasion", "deadline", "nth_contact"} <= PARTICULAR
    assert "general" not in PARTICULAR


def test_records_of_earlier_contacts_count_when_the_customer_is_heated() -> None:
    decision = Conversation().say("this is bad", 0.5, happened=Happened(contact_number=3))
    assert decision.facts == {"contact": "third"}


def test_a_boundary_is_set_once_and_for_abuse_only() -> None:
    conversation = Conversation()
    assert not conversation.say("where is my fucking parcel", 0.6).boundary
    decision = conversation.say("you are all idiots", 0.6)
    assert decision.boundary
    assert decision.offer_person or Move.OFFER_PERSON in {used.move for used in conversation.history}
    assert not conversation.say("idiots!", 0.6).boundary


def test_the_readers_abuse_flag_needs_to_be_sure() -> None:
    def boundary(probability: float) -> bool:
        return decide(Situation("du Depp", reading(0.5, abuse=probability), Temper(turn=1, since_turn=1))).boundary

    assert boundary(0.8)
    assert not boundary(0.7)


def test_an_upset_customer_without_an_errand_is_listened_to() -> None:
    assert Conversation(errand=None).say("this is bad", 0.5).moves[0] is Move.LISTEN


def test_not_understanding_asks_once_and_offers_a_person_and_then_hands_over() -> None:
    conversation = Conversation(errand=None)
    first = conversation.say("flurb", 0.0, unclear=True, happened=Happened(misunderstandings=1))
    assert first.clarify
    assert first.offer_person
    second = conversation.say("flurb!", 0.0, unclear=True, happened=Happened(misunderstandings=2))
    assert second.handoff is not None
    assert second.handoff.reason is Reason.NOT_UNDERSTOOD


def test_a_person_is_offered_not_pressed() -> None:
    conversation = Conversation()
    assert conversation.say("this is awful", 0.65).offer_person
    assert not conversation.say("this is awful still", 0.6).offer_person
    assert not Conversation(person_declined=True).say("this is awful", 0.65).offer_person


def test_grief_gets_gentle_words_and_a_person() -> None:
    decision = Conversation().say("my mum died and I need to cancel her order", 0.1)
    assert decision.moves == (Move.ACKNOWLEDGE, Move.HAND_OFF)
    assert decision.acknowledge == "grief"


@pytest.mark.parametrize(
    "text",
    [
        "I want to kill myself",
        "the charger caught fire",
        "I will kill you",
        "THE PLUG IS SPARKING, third time I'm writing!!!",
    ],
)
def test_no_script_of_ours_comes_before_help_in_a_crisis(text: str) -> None:
    decision = Conversation().say(text, 0.9)
    assert decision.moves == (Move.HAND_OFF,)
    assert decision.acknowledge is None


def test_the_refocus_is_for_the_irate_and_for_the_upset_who_grow_hotter_but_not_the_matter_of_fact() -> None:
    def second(style: Style) -> Decision:
        conversation = Conversation(style=style)
        conversation.say("annoying, waiting since monday", 0.45)
        return conversation.say("come on now", 0.62)

    assert second(Style.BALANCED).refocus is RefocusForm.CARD
    assert second(Style.FACTS).refocus is None


def test_the_log_says_why_in_plain_words() -> None:
    decision = Conversation().say("this is the third time I'm asking where my parcel is", 0.65)
    assert decision.why == (
        "upset since turn 1: third contact; has been in touch before; acknowledge nth contact; go on with late parcel; "
        "offer a person"
    )


def test_history_keeps_the_keys_and_survives_json() -> None:
    conversation = Conversation()
    conversation.say("WHERE IS MY DAMN PARCEL!!! two weeks waiting, this is ridiculous", 0.95)
    conversation.say("a human please", 0.5)
    assert [Used.from_json(used.to_json()) for used in conversation.history] == list(conversation.history)
    assert Used(1, Move.REFOCUS, "late_parcel", "card") in conversation.history
    assert Used(2, Move.HAND_OFF, "late_parcel", "asked_for_person") in conversation.history


# --- Whatever is said, in whatever order ------------------------------------------------------------------------
TEXTS = st.sampled_from(
    (
        "hi",
        "EK-20417",
        "thanks",
        "this is the third time I'm asking",
        "WHERE IS MY DAMN PARCEL!!! this is ridiculous",
        "never ordering here again",
        "you idiots",
        "it was for my son's birthday",
        "forget it",
        "that's not what I asked",
        "you will hear from my lawyer",
        "my mum died",
        "a human please",
        "put me through to a manager",
    )
)
TURNS = st.lists(
    st.tuples(
        TEXTS,
        st.floats(0, 1),
        st.fixed_dictionaries(
            {
                "errand": st.sampled_from((None, "late_parcel", "refund_status")),
                "facts_known": st.booleans(),
                "unclear": st.booleans(),
                "person_declined": st.booleans(),
                "turns_without_progress": st.integers(0, 8),
                "happened": st.builds(Happened, same_question=st.integers(0, 4), misunderstandings=st.integers(0, 3)),
                "style": st.sampled_from(Style),
            }
        ),
    ),
    max_size=12,
)


@given(TURNS)
def test_the_bounds_hold_in_every_conversation(turns: list[tuple[str, float, dict[str, object]]]) -> None:
    conversation = Conversation()
    made: list[Decision] = []
    for text, frustration, now in turns:
        decision = conversation.say(text, frustration, **now)
        earlier = {move for one in made for move in one.moves}
        # something is always done, in the order of the trade, and never twice
        assert decision.moves
        assert list(decision.moves) == sorted(set(decision.moves), key=ORDER.index)
        # the directive and the moves agree
        assert (decision.handoff is not None) == (Move.HAND_OFF in decision.moves)
        assert decision.boundary == (Move.BOUNDARY in decision.moves)
        assert (decision.refocus is not None) == (Move.REFOCUS in decision.moves)
        assert decision.offer_person == (Move.OFFER_PERSON in decision.moves)
        assert (decision.acknowledge is not None) == (Move.ACKNOWLEDGE in decision.moves)
        # a person, at once and unconditionally
        if text in ("a human please", "put me through to a manager"):
            assert decision.handoff is not None
            assert decision.handoff.reason is Reason.ASKED
        # a handoff always says on what evidence, in the customer's words
        if decision.handoff is not None:
            assert decision.handoff.evidence[0].quote
            assert decision.handoff.evidence[0].cue
        # never twice running, never after a handoff, nor with one, and only once before the facts are dealt with
        if decision.refocus is not None:
            assert not (made and Move.REFOCUS in made[-1].moves)
            assert Move.HAND_OFF not in earlier
            assert decision.handoff is None
            last = max((place for place, one in enumerate(made) if one.refocus), default=None)
            assert last is None or any(Move.SOLVE in one.moves for one in made[last + 1 :])
        # one boundary in a conversation
        if decision.boundary:
            assert Move.BOUNDARY not in earlier
        # no acknowledgement is said twice, and each has all its facts
        if decision.acknowledge is not None:
            assert decision.acknowledge not in {one.acknowledge for one in made}
            assert tuple(decision.facts) == ACKNOWLEDGEMENTS[decision.acknowledge]
            assert all(decision.facts.values())
        # not asked twice what was meant without a person being at hand
        if decision.clarify:
            assert decision.handoff is None
        assert decision.why
        made.append(decision)


@given(TURNS)
def test_the_same_conversation_gets_the_same_answers(turns: list[tuple[str, float, dict[str, object]]]) -> None:
    def play() -> list[Decision]:
        conversation = Conversation()
        return [conversation.say(text, frustration, **now) for text, frustration, now in turns]

    assert play() == play()


STORY = (
    "so i ordered a kettle for my new flat and then it said it would come last saturday and then nothing, i rang you "
    "and nobody answered, ive been waiting two weeks now and the tracking says nothing either"
)


def test_who_tells_the_whole_story_is_shown_that_it_was_understood() -> None:
    decision = Conversation().say(STORY, 0.6)
    assert decision.moves[:2] == (Move.LISTEN, Move.ACKNOWLEDGE)
    assert len(decision.reflect) >= 2


def test_reflecting_happens_once_in_a_conversation() -> None:
    talk = Conversation()
    assert talk.say(STORY, 0.6).reflect
    assert not talk.say(STORY, 0.6).reflect


@pytest.mark.parametrize("how", [{"answered": True}, {"style": Style.FACTS}])
def test_no_reflecting_to_who_answers_or_wants_facts(how: dict[str, object]) -> None:
    text = "tracking says delivered, it is not here, i have been waiting two weeks, third time i contact you"
    assert Conversation().say(text, 0.6).reflect
    assert not Conversation().say(text, 0.6, **how).reflect


def test_in_a_hurry_is_told_the_short_version_calm_or_not() -> None:
    decision = Conversation().say("no time for this just tell me where it is", 0.1)
    assert decision.acknowledge == "in_a_hurry"
    assert not decision.reflect


def test_who_wants_facts_gets_no_general_word_unless_irate() -> None:
    plain = Conversation(style=Style.FACTS).say("where is EK-20411, it is not acceptable", 0.5)
    assert plain.acknowledge is None
    particular = Conversation(style=Style.FACTS).say("third time i contact you about EK-20411", 0.5)
    assert particular.acknowledge == "nth_contact"


def test_an_irate_customer_who_answers_our_question_is_worked_with() -> None:
    talk = Conversation()
    talk.say("WHERE IS IT this is ridiculous you useless clowns, never again", 0.95)
    assert talk.say("EK-20432 and hurry up!!!", 0.8, answered=True).handoff is None
    handed = talk.say("WELL?? this is a joke", 0.95).handoff
    assert handed is not None
    assert handed.reason is Reason.IRATE


def test_an_occasion_still_to_come_is_not_mourned() -> None:
    ahead = Conversation().say("it's for my sisters wedding which is on saturday", 0.6)
    assert (ahead.acknowledge, ahead.facts) == ("occasion_ahead", {"occasion": "your sister's wedding"})
    over = Conversation().say("it was for my sisters wedding and you ruined it", 0.6)
    assert over.acknowledge == "occasion"
