"""What is learned about flags from our own files: unseen wordings, hard negatives, context, and one line more."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

pytest.importorskip("onnxruntime")

from bot.deescalation.thresholds import FLAG_AT
from bot.launch import paths
from bot.understanding import flag_files, graded
from bot.understanding.abuse import load_prior
from bot.understanding.encoder import shared_encoder
from bot.understanding.flag_files import LEARNED, Example
from bot.understanding.flag_model import Table, Weights, feature_names, features, fit, squash
from bot.understanding.flag_training import everyday, everyday_table, fit_aim, fit_flags, own_table, rule_odds
from bot.understanding.flags import find_flags, target_of

Earlier = Sequence[tuple[str, str]]
ASKED = [("customer", "i want to die"), ("assistant", "I'm sorry you're going through this. Are you safe right now?")]
WITH_TOM = [("agent", "Hi, this is Tom. I have your order here.")]


def learn(more: Sequence[Example] = ()) -> Weights:
    encoder = shared_encoder()
    ordinary = everyday_table(everyday([], graded.load(graded.files(paths.site()))), encoder)
    return fit_flags(own_table([*flag_files.load(paths.site()), *more], encoder) + ordinary, prior=load_prior())


@pytest.fixture(scope="module")
def model() -> Weights:
    return learn()


def read(model: Weights, text: str, earlier: Earlier = ()) -> dict[str, float]:
    learned = squash(model(features(text, earlier, shared_encoder())))
    return find_flags(text, intents={}, learned=dict(zip(LEARNED, learned.tolist(), strict=True)))


def raised(model: Weights, text: str, earlier: Earlier = ()) -> set[str]:
    flags = read(model, text, earlier)
    return {flag for flag in LEARNED if flags[flag] >= FLAG_AT[flag]}


# None of these lines stands in data/flags.
MEANT = {
    "abuse": """
        you dumb piece of scrap
        fuck you, stupid bot
        shut your face you useless robot
        what a bunch of morons you are
        your courier is a fat lazy pig
        show me your boobs bot""",
    "threat": """
        i'm going to come to your warehouse and hurt somebody
        i'll wait for your driver and break his nose
        i will burn your depot to the ground""",
    "self_harm": """
        i don't want to live any more
        i think about killing myself every day
        i've swallowed all my pills
        i want to be dead""",
    "danger": """
        the charger is smoking and smells of burning
        my daughter burned her hand on it
        the plug sparks whenever i touch it
        we had to take him to hospital after he swallowed a part of it""",
    "legal": """
        my lawyer will contact you
        i will take you to small claims court
        i'm reporting you to trading standards
        i've asked my bank for a chargeback""",
    "fraud": """
        somebody used my card on your website
        my account has been hacked
        there is an order on my account that i didn't make""",
}
NOT_MEANT = """
    this kettle is killing me
    i'd die for that blanket
    my battery died
    shoot me an email
    i'm dying to get it
    kill the subscription please
    the lamp exploded onto the market
    my lawyer friend loves it
    i'll report back
    is this site a scam?
    damn kettle
    shit courier box
    where the hell is my parcel
    the kettle leaks
    my order arrived broken
    i was charged twice
    i forgot my password
    i want a refund
    useless service
    i am very disappointed
    can you help me
    thank you so much
    cut the order in half please
    is the paint safe for children"""


@pytest.mark.parametrize(
    ("flag", "text"), [(flag, line.strip()) for flag, said in MEANT.items() for line in said.strip().splitlines()]
)
def test_what_is_meant_is_flagged(model: Weights, flag: str, text: str) -> None:
    assert flag in raised(model, text)


@pytest.mark.parametrize("text", [line.strip() for line in NOT_MEANT.strip().splitlines()])
def test_what_only_sounds_like_it_is_not(model: Weights, text: str) -> None:
    assert raised(model, text) == set()


def test_an_answer_is_read_in_the_light_of_the_question(model: Weights) -> None:
    for answer in ("no", "not really"):
        assert "self_harm" in raised(model, answer, ASKED)
        assert raised(model, answer) == raised(model, answer, WITH_TOM) == set()


@pytest.mark.parametrize(
    ("text", "earlier", "target"),
    [
        ("you stupid machine", (), "bot"),
        ("fuck off you moron", WITH_TOM, "staff"),
        ("you lot are thieving scum", (), "company"),
        ("damn kettle", (), "thing"),
        ("where is my kettle", (), "nobody"),
    ],
)
def test_abuse_knows_its_target(model: Weights, text: str, earlier: Earlier, target: str) -> None:
    encoder = shared_encoder()
    aimed = fit_aim(flag_files.load(paths.site()), encoder)(features(text, earlier, encoder))
    swears = text.startswith("damn")
    assert target_of(read(model, text, earlier), (aimed + rule_odds(text, earlier)).tolist(), swears=swears) == target


def test_one_new_line_of_the_maintainers_moves_its_flag(model: Weights) -> None:
    texts = {
        "abuse": "the badger sings at midnight",
        "threat": "my umbrella has seven sides",
        "self_harm": "purple is a number today",
        "danger": "the teapot hums in latin",
        "legal": "ask the owl about the cheese",
        "fraud": "someone painted my tuesday green",
    }
    lines = [Example(flag, text, True, target="bot" if flag == "abuse" else None) for flag, text in texts.items()]
    moved = learn(lines)
    for flag, text in texts.items():
        assert read(moved, text)[flag] > 1.3 * read(model, text)[flag]


def test_a_site_without_examples_has_the_shipped_abuse_and_the_patterns() -> None:
    bare = fit_flags(own_table([], shared_encoder()), prior=load_prior())
    assert read(bare, "fuck you")["abuse"] > FLAG_AT["abuse"]
    assert read(bare, "i am so sad")["self_harm"] < 0.01
    assert read(bare, "i want to kill myself")["self_harm"] > FLAG_AT["self_harm"]
    nothing = fit_flags(own_table([], shared_encoder()), prior=None)
    assert max(read(nothing, "fuck you").values()) < 0.01


def test_there_is_a_name_for_every_feature() -> None:
    assert features("where is it", ASKED, shared_encoder()).shape == (len(feature_names()),)
    assert len(set(feature_names())) == len(feature_names())


def test_a_fit_learns_each_output_and_leaves_out_what_does_not_count() -> None:
    x = np.array([[1.0, 0.0], [1.0, 0.1], [0.0, 1.0], [0.1, 1.0]])
    meant = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 0.0], [0.0, 0.0]])
    counts = np.array([[1.0, 0.0], [1.0, 0.0], [1.0, 1.0], [1.0, 1.0]])
    odds = fit(Table(x, meant, counts), hold=0.1)(x)
    assert (odds[:, 0] > 0).tolist() == [True, True, False, False]
    other = fit(Table(x, np.column_stack([meant[:, 0], 1 - meant[:, 0]]), counts), hold=0.1)(x)
    assert np.allclose(odds[:, 0], other[:, 0], atol=1e-2)
    assert (other[2:, 1] > 0).all()
