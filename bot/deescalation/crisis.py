"""Words of crisis: self-harm, danger to life, threats against people. Idioms and exaggeration must not set it off.

Better one person too many than one too few, so where a phrase is said both in earnest and as an idiom, the pattern
asks for what makes it real (a body, a device, somebody who is meant), and the idioms are listed and left out.
"""

from __future__ import annotations

import re

from bot.deescalation.phrases import sentences
from bot.deescalation.types import Reason

_FAMILY = (
    r"(?:son|daughter|child|children|kids?|baby|toddler|wife|husband|partner|mum|mom|mother|dad|father"
    r"|friend|nan|dog|cat)"
)
_WHO = rf"(?:i|we|he|she|they|it|my (?:\w+ )?{_FAMILY}|our (?:\w+ )?{_FAMILY})"
_BODY = (
    r"(?:hands?|fingers?|thumb|arms?|legs?|foot|feet|face|skin|eyes?|neck|head|lips?|mouth|tongue|throat|hair"
    r"|back|chest|knee)"
)
_OBJECT = (
    r"(?:battery|batteries|charger|charging cable|cable|phone|power ?bank|laptop|tablet|kettle|toaster|oven"
    r"|heater|cooker|stove|grill|lamp|bulb|light"
    r"|plug|socket|adapt[eo]r|hairdryer|straightener|iron|scooter|bike|bottle|glass|jar|blender|fryer|hob|boiler"
    r"|pan|device"
    r"|product|item|thing|toy|machine|washer|dryer|motor|tv|speaker|vape|it|this|that|one)"
)
_HARM = r"(?:kill|hurt|stab|shoot|beat(?: the \w+ out of)?|beat up|punch|slap|strangle|murder|attack|harm|choke|smash)"
_THEM = (
    r"(?:you|u|ya|him|them|her|someone|somebody|everyone|everybody|the next (?:person|one|agent|driver)"
    r"|every one of you|all of you|one of you"
    r"|your (?:\w+ )?(?:staff|driver|drivers"
    r"|people|workers|manager|family|kids|colleagues?|face|head|legs|neck|teeth)|(?:the|that"
    r"|this|your) (?:\w+ )?(?:driver|courier|manager"
    r"|agent|guy|man|woman|person|idiot|delivery (?:guy|man|driver)))"
)
_WILL = (
    r"(?:i'?ll|i will|i'?m (?:going to|gonna|about to)|im gonna|i am (?:going to|gonna)|i swear i'?ll"
    r"|i want to|we'?ll|we will|i'?d love to)"
)

_SELF_HARM = (
    r"\b(?:kill(?:ing)?|hang(?:ing)?|harm(?:ing)?|drown(?:ing)?) (?:myself|himself|herself|themselves)\b",
    r"\b(?:end|ending|take|taking) (?:my|his|her|their) (?:own )?li(?:fe|ves)\b",
    r"\b(?:want(?:ed|ing)?|going|gonna|wanna|ready|trying) (?:to )?end it all\b"
    r"|\b(?:feel(?:ing)? like|thinking (?:of|about)|thoughts? (?:of|about)|considering) (?:just )?ending it all\b",
    r"\bi(?:'m| am) (?:feeling |so |really )?suicidal\b|\bsuicidal (?:thoughts|feelings|tonight|again)\b",
    r"\b(?:is|are|was|been|feel|feeling|felt) suicidal\b",
    r"\b(?:commit(?:ting)?|attempt(?:ed|ing)?|thinking (?:of|about)|consider(?:ing)?|contemplating) suicide\b",
    r"(?<!do you )(?<!you )\b(?:want|wanna|ready) (?:to )?die\b(?! (?:of|from|laughing|with|in (?:this"
    r"|that) game))",
    r"\bwish (?:that )?i (?:was|were) dead\b(?! (?:tired|wrong))|\bi(?:'d| would) be better off dead\b"
    r"|\bbetter off without me\b",
    r"\b(?:don'?t|do not|didn'?t) want to (?:live|be alive|be here|exist|wake up)(?: any ?more| anymore"
    r"| any longer)?\s*(?:$|any|if|and|,)",
    r"\bno (?:reason|point)(?: in| to)? (?:to )?(?:live|living|being alive|going on living|go on living)\b",
    r"\bnothing (?:left )?to live for\b|\blife (?:is ?n'?t|is not|not) worth living\b|\bcan'?t go on living\b",
    r"\bnever wake up(?: again)?\b|\bwish (?:that )?i (?:wasn'?t|weren'?t|was never|had never been) (?:alive"
    r"|here any ?more|born)\b",
    r"\bself[- ]?harm(?:ing|ed)?\b",
    r"\b(?:want to|wanna|going to|gonna|might|will|keep|been|i'?m|thinking (?:of|about)) (?:hurt|hurting|cut"
    r"|cutting) myself\b"
    r"(?! (?:on|with (?:the|this|your) (?:box|packag|lid|edge)|trying|opening|off|some))",
    r"\b(?:taken|took|take|taking) an? overdose\b|\bi(?:'ve| have)? overdosed\b|\btaken (?:too many|all (?:my"
    r"|the)) (?:pills|tablets)\b",
)

_DANGER = (
    r"\bthere (?:was|is|'s) (?:now )?a (?:\w+ )?fire\b|\bfire (?:broke out|started)\b|\bstarted a fire\b",
    r"\b(?:hot|loud|noisy|sizzling|melting) and (?:is |was |started )?(?:smoking|sparking|burning)\b",
    rf"\b(?:my|our) (?:\w+ )?{_FAMILY}(?: is| was|'s) (?:\w+ )?bleeding\b|\bblew up in (?:my|his|her|our) (?:face"
    rf"|hands?)\b",
    r"\b(?:chemical|second[- ]degree|third[- ]degree) burns?\b|\b(?:got|have|with|left) (?:\w+ )?burns? (?:on"
    r"|all over) (?:my|his|her)\b",
    rf"\bmade (?:him|her|us|my (?:\w+ )?{_FAMILY}|me (?:really |very |violently )?(?=ill)) ?(?:\w+ )?(?:sick|ill)\b",
    r"\b(?:been|was|were|got) poisoned\b|\b(?:leaks?|leaking|leaked) gas\b|\bcarbon monoxide alarms? (?:went"
    r"|is going|keeps going|going) off\b",
    r"\b(?:caught|catch(?:es|ing)?|set) (?:on )?fire\b|\b(?:burst|bursts|went up|gone up) (?:in|into) flames\b",
    rf"\b(?:{_OBJECT}|house|kitchen|bedroom|flat|carpet|curtains?|sofa|bed) (?:\w+ )?(?:is|was|are|were"
    rf"|'s) (?:literally |now )?on fire\b",
    r"\bset (?:my|our|the) (?:\w+ )?(?:house|kitchen|home|flat|carpet|curtains?|bed|sofa|table|desk"
    r"|hair) (?:on fire|alight)\b",
    r"\b(?:smoke|sparks?|flames?) (?:\w+ )?(?:is |are |was |were |started |keeps? )?(?:coming|pouring|came|pour"
    r"|shooting|flying|flew|shot|rising)\b",
    rf"\b{_OBJECT} (?:\w+ )?(?:is |was |are |keeps |started |has been |'s )?(?:just )?(?:smoking|sparking"
    rf"|smoulder\w+|burning|overheating)\b"
    r"(?! (?:deal|hot|hole|a hole|question|money|through))",
    r"\bstart(?:ed|s)? (?:to )?(?:smok(?:e|ing)|spark(?:ing)?|burn(?:ing)?|melt(?:ing)?)\b",
    r"\bburning smell\b|\bsmell(?:s|ed|ing)? (?:of |like )?(?:burning|smoke|gas)\b|\bgas (?:leak|is leaking"
    r"|leaking|smell)",
    r"\belectric(?:al)? shocks?\b|\belectrocut\w+",
    r"\b(?:gave|got|gives|getting|giving|had) (?:(?:me|us|him|her|my \w+) )?an? (?:\w+ )?shock (?:when|from|off"
    r"|while|after|as|the moment)"
    r" (?:\w+ ){0,3}(?:plug\w*|touch\w*|switch\w*|turn\w*|charg\w*|us(?:ed|ing)|held|hold\w*)",
    r"\b(?:got|had|getting) an? (?:\w+ )?shock (?:from|off) (?:(?:the|my|your|a) (?:\w+ )?)?"
    rf"{_OBJECT}\b(?! (?:price|bill))",
    rf"\b{_OBJECT} (?:\w+ )?(?:exploded|exploding|blew up|blown up|explodes|shattered (?:in|on|all over) (?:my"
    rf"|his|her|our))\b(?! (?:on|in) (?:twitter|social|my inbox))",
    rf"\bburn(?:t|ed|s|ing)? (?:me|him|her|us|myself|himself|herself|(?:my|his|her|our) (?:\w+ )?(?:{_BODY}"
    rf"|{_FAMILY}))\b(?! out)",
    rf"\b(?:cut|slashed|sliced|gashed|broke|broken|fractured|scalded) (?:my|his|her|our) (?:\w+ )?(?:{_BODY}"
    rf"|wrist|nose|rib|toe|{_FAMILY}'?s? {_BODY})\b",
    r"\b(?:cut|scalded|injured|hurt) (?:myself|himself|herself|themselves)\b",
    rf"\b{_WHO}(?:'s|'m|'re)? (?:\w+ )?(?:got|was|were|is|am|are|has been|have been|been|getting)? ?(?:badly "
    rf"|seriously |nearly )?injured\b",
    rf"\binjured (?:me|him|her|my (?:\w+ )?(?:{_FAMILY}|{_BODY}))\b|\bcaus(?:ed|ing) (?:an? )?(?:\w+ )?injur(?:y"
    rf"|ies)\b",
    rf"\b{_WHO} (?:got|was|were) (?:badly |really )?hurt (?:when|by (?:the|this|your|that) {_OBJECT}"
    rf"|because (?:the|your|it))\b",
    rf"\b(?:i'm|i am|he's|he is|she's|she is|{_BODY}(?: is|'s)|won't stop|still|it's) bleeding\b(?! (?:money|cash"
    rf"|ridiculous|useless|annoy))",
    r"\b(?:ended up|put me|put him|put her|took (?:me|him|her)|taken|rushed|sent|landed|going|had to go|on (?:my"
    r"|our) way) (?:\w+ ){0,3}"
    r"(?:hospital|a&e|emergency room|the er|casualty)\b",
    r"\b(?:call(?:ed|ing)?|need(?:ed)?|sent|waiting for) (?:for )?(?:an |the )?(?:ambulance|fire brigade"
    r"|fire department|fire service)\b",
    r"\bneed(?:ed|s)? (?:\w+ )?stitches\b|\bunconscious\b(?! bias)|\bpassed out (?:from|because|after|when)",
    r"\bchok(?:ed|ing) (?:on|hazard)(?! (?:the|that|your|this) (?:price|bill|cost|total))\b",
    r"\bswallowed (?:a |the |one |it|part|some|two )",
    r"\ballergic reaction\b|\banaphyla\w+|\bfood poisoning\b|\b(?:poisoned|poisoning) (?:me|him|her|us|my|from)\b"
    r"|\bcarbon monoxide\b",
    r"\b(?:can'?t|cannot|couldn'?t|struggling to|trouble|difficulty) breath(?:e|ing)\b",
    r"\b(?:battery|batteries|charger|plug|cable|power ?bank) (?:\w+ )?(?:is |was |has |are |'s "
    r"|got )?(?:\w+ )?(?:swollen|swelling|swelled|bulging|melted|melting|leaking acid|too hot)\b",
    r"\b(?:scared|afraid|fear(?:ing)?|frightened) for (?:my|our|her|his) (?:life|safety)\b|\bstalk(?:er|ing me)\b",
    r"\b(?:he|she|my ex|ex|someone)(?:'s| is| has)? (?:threatened|threatening|going) to (?:kill|hurt|find) me\b",
)

_THREAT = (
    rf"\b(?:come|coming|drive|go|get) (?:\w+ ){{0,5}}and (?:i'?ll )?{_HARM} {_THEM}\b|^(?:gonna"
    rf"|going to) {_HARM} {_THEM}\b",
    r"\bhunt (?:you|him|her|them) down\b|\b(?:i'?ll|i will|going to|gonna) find (?:you|him|her|them) and (?:hurt"
    r"|kill|beat|make)\b",
    r"\bi(?:'ve got| have| got| own) a (?:gun|shotgun|rifle|bomb|weapon)\b(?! (?:holster|safe|case|rack|order|licen))",
    r"\bbring(?:ing)? (?:a|my) (?:gun|knife|bat|hammer|weapon|machete|shotgun) (?:to|with|and)\b",
    rf"\b{_WILL} (?:\w+ )?(?:fucking |personally |literally |come (?:down |over )?(?:there "
    rf"|here )?and )?{_HARM} {_THEM}\b"
    r"(?! (?:an? (?:\w+ )?(?:e-?mail|message|text|line|note|dm)|the (?:\w+ )?(?:e-?mail|details)|over (?:an?|the)"
    r"|to it|with (?:an? )?"
    r"(?:\w+ )?(?:review|reviews|lawsuit|chargeback|kindness|one star|complaint|claim|fine|bill)"
    r"|in (?:court|the reviews)|on price|(?:business|reputation|sales|ratings?|brand)))",
    rf"\b{_WILL} (?:break|smash|bash) (?:your|his|her|their|the driver's) (?:\w+ )?(?:neck|legs?|face|head|arms?"
    rf"|teeth|nose|windows?|knees)\b",
    r"\bi know where (?:you|u|he|she|they|your \w+) (?:all )?(?:live|work|lives)\b|\bfind out where (?:you|u) live\b",
    r"\b(?:burn|blow|shoot) (?:up |down )?(?:your|the|this|that) (?:\w+ )?(?:office|offices|warehouse|store|shop"
    r"|building|place|depot|house)\b",
    r"\b(?:bomb|bombing) (?:your|the|this) (?:\w+ )?(?:office|warehouse|store|shop|building|place|depot)\b"
    r"|\bbomb in (?:your|the) \w+",
    r"\b(?:come|coming|drive|show up|turn up|walk) (?:\w+ ){0,6}with (?:a|my) (?:\w+ )?(?:bat|baseball bat|knife"
    r"|gun|hammer|shotgun|rifle|crowbar|machete)\b",
    r"\b(?:you'?re|you are|you'?ll be|you will be|ur|your) (?:all )?(?:a )?dead (?:man|meat|woman)\b|\byou(?:'re"
    r"| are) (?:all )?going to (?:die|get hurt)\b",
    r"\bwatch (?:your|ur) back\b|\bwhen i get my hands on (?:you|him|her|them|that|the driver|whoever)\b",
    r"\b(?:someone|somebody)(?:'s| is) (?:going to|gonna) get (?:hurt|killed|stabbed|shot)\b",
)

# Said by people who are in no danger.
_IDIOMS = re.compile(
    r"\b(?:career|commercial|brand|business|social|political|financial) suicide\b|\bsuicide squad\b"
    r"|\bkill(?:ing)? myself laughing\b"
    r"|\bkill(?:ing)? (?:myself|himself|herself) (?:trying|working|at work|over the)\b|\b(?:almost|nearly"
    r"|just about) killed myself laughing\b"
    r"|\b(?:don'?t|not going to|won'?t|wouldn'?t|not) (?:kill|killing|hurt) (?:myself|you|him|them|anyone)\b"
    r"|\b(?:you|u|you guys|we|team|i'm|i am|you're|we're) (?:are |were |is )?on fire\b|\bfire (?:sale|stick|tv"
    r"|tablet|hd|pit|place|alarm"
    r"|extinguisher|door|proof|works?)\b|\b(?:if|in case) (?:of|there is|there's) (?:a )?(?:fire|gas)\b"
    r"|\bsmok(?:e|ing) (?:alarms?|detectors?|deal|area|jacket)\b|\bno smoking\b|\b(?:gas|carbon monoxide"
    r"|co2?) (?:alarms?(?! (?:went|is going|keeps going|going) off)|detectors?|bill|hob|cooker|grill|stove|bbq)\b"
    r"|\bburn(?:s|ing|t)? (?:a hole|through (?:my|the) (?:money|savings|data))\b|^(?:is|are|does|do|can"
    r"|could) .*(?:catch fire|choking hazard|explode|overheat)\b|\ballergic reaction to (?:your|this) (?:service"
    r"|company)\b"
    r"|\bbreath(?:e|ing) a word\b|\b(?:allergic reaction|electric shocks?|overheating) (?:protection|proof"
    r"|prevention|collar)\b"
)


def crisis(text: str) -> tuple[Reason, str] | None:
    """The gravest thing said, and the sentence it is said in; None if nothing is."""
    for reason, patterns in _ALL:
        for sentence in sentences(text):
            lowered = _IDIOMS.sub(" ", " ".join(sentence.lower().replace("’", "'").replace(",", " ").split()))
            if any(pattern.search(lowered) for pattern in patterns):
                return reason, sentence
    return None


_ALL = tuple(
    (reason, tuple(re.compile(pattern) for pattern in patterns))
    for reason, patterns in ((Reason.SELF_HARM, _SELF_HARM), (Reason.DANGER, _DANGER), (Reason.THREAT, _THREAT))
)
