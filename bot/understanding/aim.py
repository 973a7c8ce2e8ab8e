"""At whom abuse is aimed: who is named, else who was spoken to. Pure rules, which the maintainers' examples correct."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.understanding.lines import AGENT

AIMED = ("bot", "staff", "company")

_BOT = re.compile(
    r"\b(?:chat ?)?(?:ro)?bots?\b|\b(?:machine|computer|program(?:me)?|algorithm|ai|software|script|calculator|toaster"
    r"|tin can|code|automated|siri|alexa|chatgpt)\b"
)
_STAFF = re.compile(
    r"\b(?:he|she|him|her|his|agents?|drivers?|couriers?|postman|postie|manager|supervisor|boss|rep|advis[eo]r|colleague"
    r"|woman|lady|girl|guy|man|lad|bloke|whoever"
    r"|(?:the|that|your) (?:\w+ )?(?:idiot|moron|clown|imbecile|fool|person|one)"
    r" (?:who|that|in|at|on|you))\b"
)
_COMPANY = re.compile(
    r"\b(?:you|u|ya) (?:\w+ )?(?:all|lot|people|guys|ppl|bunch)\b|\by'?all\b|\ball of (?:you|u|ya)\b|\b(?:company|shop"
    r"|firm|business|team|staff|everyone|everybody|outfit|management)\b|\b(?:bunch|pack|load|gang|lot) of\b"
    r"|\b\w*(?:idiots|morons|imbeciles|clowns|cretins|crooks|thieves|liars|scammers|parasites|pigs|bastards|wankers|twats"
    r"|cunts|muppets|scum|scumbags|shits|retards|vermin|assholes|arseholes|monkeys|cowboys|yourselves)\b"
)


def aim(text: str, earlier: Sequence[tuple[str, str]]) -> str:
    """One of `AIMED`. `earlier`: (speaker, text), oldest first; a bare "you" is whoever spoke last."""
    lowered = text.lower().replace("’", "'")
    with_person = next((speaker == AGENT for speaker, _ in reversed(earlier) if speaker != "customer"), False)
    if _BOT.search(lowered):
        return "bot"
    if _COMPANY.search(lowered) and not re.search(r"\b(?:he|she|driver|courier|agent)\b", lowered):
        return "company"
    if with_person or _STAFF.search(lowered):
        return "staff"
    return "bot"
