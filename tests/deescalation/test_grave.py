"""What a script must not answer."""

from __future__ import annotations

import pytest

from bot.deescalation.grave import grave
from bot.deescalation.types import Reason

SAID = {
    Reason.LEGAL: """
I'll do a chargeback
I am disputing the charge with my bank
you will hear from my lawyer
my solicitor will be in touch
I'm taking you to small claims court
I'm going to sue you
I will report this to trading standards
I'll go to the ombudsman
I'm going to the press with this
see you in court
money back today or i go to my bank
i will ring my card company
""",
    Reason.FRAUD: """
my account was hacked
someone got into my account
somebody else used my card
there are orders I didn't place
I never made this order
I don't recognise this charge
there's an unauthorised payment
I got a phishing mail pretending to be you
my card was stolen and used at your shop
""",
    Reason.VULNERABLE: """
my mum died last week
my husband passed away and I need to cancel his order
the flowers are for a funeral
I lost my dad in May
my late wife ordered it
she has cancer and needs the blanket
I'm in hospital and can't collect it
I can't afford food this week because of this charge
I lost my job and need the refund
I'm blind and can't read the label
""",
}
NOT = """
my phone died
the battery is dying
dead on arrival
I'm dying to get it
this company is a scam
you are frauds
my name is Sue
I'm a lawyer and need an invoice for my office
I lost my dad's parcel number
never placed the return yet
I was charged twice
where is my refund
is it legal to ship knives
the press button is stuck
I can't afford to wait any longer
my friend is dying to see it
what is your returns policy
I hope you go bankrupt
i called my bank and they see no refund
i'll get my bank details and send them
""".strip().splitlines()


@pytest.mark.parametrize(
    ("text", "reason"),
    [(line, reason) for reason, lines in SAID.items() for line in lines.strip().splitlines()],
)
def test_it_is_recognised_with_the_sentence_that_says_so(text: str, reason: Reason) -> None:
    assert grave(f"Hello there. {text}") == (reason, text)


@pytest.mark.parametrize("text", NOT)
def test_what_only_sounds_like_it_is_not(text: str) -> None:
    assert grave(text) is None
