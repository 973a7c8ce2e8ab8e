"""How people put it when they may harm themselves, are in danger, or threaten somebody; and idioms that only sound so.

Where a phrase is said both in earnest and as an idiom, the pattern asks for what makes it real (a body, a device,
somebody who is meant). Matched in small letters, without commas, idioms left out (`crisis.py`).
"""

from __future__ import annotations

import re

_FAMILY = (
    r"(?:son|daughter|child|children|kids?|baby|toddler|wife|husband|partner|mum|mom|mother|dad|father"
    r"|friend|nan|dog|cat)"
)
_WHO = rf"(?:i|we|he|she|they|it|my (?:\w+ )?{_FAMILY}|our (?:\w+ )?{_FAMILY})"
_BODY = (
    r"(?:hands?|fingers?|thumb|arms?|legs?|foot|feet|face|skin|eyes?|neck|head|lips?|mouth|tongue|throat|hair"
    r"|back|chest|knee|ears?|wrist|lap|hip|ankle|shoulder|stomach|toes?|leg)"
)
_OBJECT = (
    r"(?:battery|batteries|charger|charging cable|cable|phone|power ?bank|laptop|tablet|kettle|toaster|oven"
    r"|heater|cooker|stove|grill|lamp|bulb|light"
    r"|plug|socket|adapt[eo]r|hairdryer|straightener|iron|scooter|bike|bottle|glass|jar|blender|fryer|hob|boiler"
    r"|pan|device"
    r"|headphones|earbuds|blanket|fan|radiator|microwave|fridge|freezer|dishwasher|drill"
    r"|product|item|thing|toy|machine|washer|dryer|motor|tv|speaker|vape|it|this|that|one)"
)
_HARM = (
    r"(?:kill|hurt|stab|shoot|beat(?: the (?:\w+ ){1,2}out of)?|beat up|punch|slap|strangle|throttle|murder|attack"
    r"|harm|choke|smash)"
)
_THEM = (
    r"(?:you|u|ya|him|them|her|someone|somebody|everyone|everybody|the next (?:person|one|agent|driver)"
    r"|every one of you|all of you|one of you"
    r"|your (?:\w+ )?(?:staff|driver|drivers"
    r"|people|workers|manager|family|kids|colleagues?|face|head|legs|neck|teeth)|(?:the|that"
    r"|this|your) (?:\w+ )?(?:driver|courier|manager"
    r"|agent|guy|man|woman|person|idiot|delivery (?:guy|man|driver))|whoever)"
)
_WILL = (
    r"(?:i'?ll|i will|i'?m (?:going to|gonna|about to)|im gonna|i am (?:going to|gonna)|i swear i'?ll"
    r"|i want to|i wanna|imma|ill|we'?ll|we will|we'?re (?:going to|gonna|coming to)|i'?d love to)"
)

SELF_HARM = (
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
    r"\b(?:took|taken|take) (?:too many|all (?:my|the)|a lot of|\d+) (?:\w+ )?(?:pills|tablets|painkillers|paracetamol"
    r"|medication|meds)\b|\b(?:pills|tablets) in front of me\b|\b(?:pills|tablets|painkillers)\b.{0,30}\bto die\b"
    r"|\bwould (?:drinking|swallowing|eating) (?:\w+ ){1,4}kill me\b",
    r"\bkms\b|\bkill my self\b|\bunaliv(?:e|ing) (?:myself|himself|herself)\b|^\W*suicidal\W*$|\bim (?:\w+ )?suicidal\b"
    r"|\b(?:talk\w*|speak\w*|joking) (?:about|of) suicide\b|\bmak(?:e|ing) suicide\b",
    r"\b(?:slit|slitting|slash|slashing|cut|cutting) (?:(?:my|his|her|their) )?wrists\b|\bcutting (?:myself|himself"
    r"|herself)\b(?! (?:on|off|some|a|with))|\bcut (?:myself|himself|herself) again\b"
    r"|\bto (?:hurt|harm|kill) (?:himself|herself|themselves)\b",
    r"\b(?:jump\w*|throw(?:ing)? (?:myself|himself|herself)) (?:off|in front of|under) (?:a|the|my) (?:\w+ )?(?:bridge"
    r"|building|roof|train|bus|balcony|cliff|car|tube)\b|\b(?:standing|sitting|i'?m) on (?:the|a) (?:bridge|ledge)\b",
    r"\b(?:wants|wanted|threatened|threatening|tried|trying) to die\b(?! (?:of|from|laughing|with|when|in))",
    r"\b(?:going|gonna|want|ready|plan\w*) (?:to )?end (?:it|things) (?:tonight|today|now|for good)\b"
    r"|\bthinking (?:of|about) ending (?:it|things)\b",
    r"\b(?:point|reason) (?:in|to|of|for) (?:living|live|being alive|stay(?:ing)? alive|carry(?:ing)? on with life)\b"
    r"|\bno (?:reason|point) (?:to |in )?(?:carry on|carrying on|stay alive|be(?:ing)? here any ?more)\b",
    r"\bbetter off if i (?:was|were|wasn'?t|weren'?t)\b|\b(?:nobody|no one)(?:'d| would| will) (?:even )?miss me\b"
    r"|\bcares? if i (?:live or )?(?:die|was dead|am dead)\b|\bi(?:'d| had) never been born\b",
    r"\b(?:want|wish|hope|rather|could)\b.{0,40}\b(?:not|never) wake up\b|\bdon'?t want to wake up\b(?! (?:at|early|so"
    r"|before|to))",
    r"\b(?:want|wish|like|rather) (?:to )?(?:be dead|stop existing|not exist|not be alive|disappear for good)\b"
    r"|\b(?:don'?t|do not) deserve to (?:live|be alive)\b|\bno will to live\b|\bnot want live\b",
    r"\b(?:don'?t|do not|not) feel safe with myself\b|\bscared of what i(?:'ll| will| might|'m going to) do to myself\b"
    r"|\bdanger to myself\b|\b(?:done with|tired of|enough of|sick of) (?:life|living|being alive)\b(?! (?:in|with|at"
    r"|without|out|on))|\blife (?:is ?n'?t|is not|not) worth it (?:any ?more|anymore)\b",
    r"\bje veux mourir\b|\bquiero morir(?:me)?\b|\b(?:will|möchte) sterben\b|\bvoglio morire\b",
)

DANGER = (
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
    rf"\b{_OBJECT} (?:\w+ )?(?:\w+ )?(?:exploded|exploding|blew up|blown up|explodes|shattered (?:in|on|all over) (?:my"
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
    r"\b(?:bare|exposed|live|loose) (?:wires?|wiring)\b|\b(?:cable|cord|wire) is (?:\w+ )?frayed\b"
    r"|\bsee (?:the )?copper\b",
    rf"\b{_OBJECT} (?:\w+ )?(?:sparked|arced)\b|\belectric arc\b|\bwent bang\b"
    rf"|\bbang and (?:then )?(?:there was )?smoke\b"
    r"|\bthere was (?:\w+ )?smoke\b|\bburning (?:plastic|rubber|chemical|electrical) smell\b|\bsmok(?:es|ing) a (?:bit"
    r"|little|lot)\b|\bnow it'?s smoking\b|\bit'?s smoking now\b",
    rf"\b(?:melted|scorched|singed|charred) (?:my|our|the|a) (?:\w+ )?(?:socket|plug|sheets?|bed|curtains?|carpet|table"
    rf"|worktop|counter|floor|sofa|wall|hair|skin|clothes|{_BODY})\b|\bstarting to (?:melt|smoke|burn|spark)\b"
    r"|\b(?:adapt[eo]r|plug|socket|cable|charger|lamp|kettle) is melting\b|\bsocket (?:is|went|turned) black\b"
    r"|\b(?:curtains?|sheets?|carpet|sofa) (?:\w+ )?(?:got|was|were) (?:singed|scorched|charred)\b",
    r"\b(?:gave|gives|giving) (?:me|us|him|her|my \w+) (?:a |an )?(?:\w+ )?(?:shocks?|zap|jolt)\b(?! (?:when i (?:saw"
    r"|read"
    r"|heard|opened|looked)|to (?:see|read|hear)|how))|\b(?:zap|tingle|jolt) (?:off|from|when)\b",
    r"\b(?:this|it|that|thing|product|which)(?:'s| is) (?:\w+ )?(?:dangerous|unsafe|not safe|a (?:fire "
    r"|safety )?hazard)\b"
    r"(?! (?:for|to) my (?:wallet|purse|budget|bank))|\bproduct safety issue\b|\bburn(?:ed|t)? (?:my|our|the) (?:house"
    r"|kitchen|flat|home) down\b|\bscared to (?:plug|switch|turn|use|touch)\b",
    rf"\bscalded (?:me|him|her|us|my (?:\w+ )?(?:{_BODY}|{_FAMILY}))\b|\bboiling (?:water|coffee|oil"
    rf"|tea) (?:\w+ )?(?:over"
    r"|on) (?:me|my|his|her)\b|\bshards? (?:of glass )?everywhere\b|\bacid (?:\w+ )?leak\w*\b",
    rf"\b(?:fell|collapsed|toppled|came down|came off) (?:\w+ ){{0,3}}(?:on|onto|under) (?:me|him|her|us|my (?:\w+ )?"
    rf"(?:{_FAMILY}|{_BODY}))\b|\b(?:slipped|broke|snapped|collapsed|gave way) and (?:i|he|she|my \w+) fell\b",
    r"\b(?:hurt|injured|cut) by (?:it|the|your|this)\b(?! (?:tone|words?|way|service|reply|comment))"
    r"|\b(?:someone|somebody) (?:got|was) hurt because\b|\bwon'?t stop bleeding\b|\b(?:foot|hand|finger|thumb|arm"
    r"|leg) cut"
    r" open\b|\bblood everywhere\b",
    r"\b(?:feel|feeling|felt|been|got|all) (?:\w+ )?(?:sick|ill|dizzy|nauseous) (?:since|after|from) (?:using|eating"
    r"|drinking|i|we|it)\b|\bfumes\b.{0,30}\b(?:dizzy|sick|ill|faint|cough\w*|headaches?)\b|\b(?:is|are|started|been"
    r"|keeps) (?:vomiting|throwing up)\b",
    r"\b(?:rash|hives|blisters) (?:\w+ )?(?:over|on) (?:my|his|her|our)\b|\b(?:given|gave) (?:me|him|her"
    r"|my \w+) an? (?:\w+ "
    r")?(?:rash|burn|blister)\b|\b(?:face|throat|tongue|lips?|eyes?) (?:is |has |are |have |'s )?(?:\w+ )?(?:swollen"
    r"|swelling up|swelled up|closing up)\b",
    r"\b(?:glass|needles?|razor|blades?|nails?|shards?) in(?:side)? (?:the|my|our|his|her) (?:\w+ )?(?:coffee|food"
    r"|beans"
    r"|pillow|blanket|toy|tea|mouth|slippers?|shoes?|drink)\b|\bfound (?:a |an |some )?(?:needle|razor(?: blade)?"
    r"|broken "
    r"glass|bits of glass|piece of glass) (?:in|inside)\b",
    rf"\b(?:{_FAMILY}|he|she) (?:nearly|almost) choked\b(?! laughing)|\b(?:magnet|battery|bead|button|bit|piece|part)"
    r" (?:\w+ )?in (?:his|her) (?:mouth|throat|nose)\b",
    r"\bcall(?:ed|ing)? (?:999|911|112)\b|\b(?:firemen|firefighters|fire brigade|fire department) (?:had|came|said|come"
    r"|were|was|put)\b|\b(?:in|at) (?:a&e|a and e|the emergency room)\b",
    rf"\b(?:driver|courier|delivery (?:man|guy|driver)|postman|he) (?:\w+ )?(?:touched|attacked|assaulted|grabbed"
    rf"|groped"
    rf"|punched|pushed|hit) (?:me|my (?:\w+ )?{_FAMILY})\b|\bran over my (?:\w+ )?(?:{_BODY}|{_FAMILY})\b",
    r"\b(?:man|someone|somebody|guy|driver|ex) (?:is|was|keeps|has been) (?:following|stalking|threatening"
    r"|harassing) (?:me"
    r"|us)\b|\b(?:i'm|i am|we're|we are) (?:now |really )?not safe\b|\bmy ex\b.{0,60}\b(?:dangerous|violent|found me)\b"
    r"|\bwon'?t leave\b.{0,20}\b(?:scared|afraid|frightened)\b",
)

THREAT = (
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
    rf"\b{_WILL} (?:\w+ )?(?:knock {_THEM} (?:out|down)|run {_THEM} over|put {_THEM} in (?:the ground|hospital"
    rf"|a (?:coffin"
    r"|grave|wheelchair|box)))\b",
    r"\bfind (?:that|the|this|your) (?:\w+ ){1,3}and (?:break|smash|stab|punch|shoot|hurt|kill|beat)\b",
    r"\b(?:rip|tear|cut|chop|blow) (?:your|his|her|their) (?:\w+ )?(?:head|arms?|legs?|balls|tongue|heart"
    r"|brains?) (?:off"
    r"|out)\b|\bslit (?:your|his|her|their|some(?:body|one)'?s) throats?\b|\bput a bullet in\b",
    r"\b(?:torch|firebomb|petrol bomb|burn down) (?:your|the|this|that) (?:\w+ )?(?:place|shop|store|office|warehouse"
    r"|depot"
    r"|building|van|house)\b|\bslash (?:your|his|her|their) t[iy]res\b|\bt[iy]res get slashed\b|\bthrow acid\b",
    r"\bdrive my (?:van|car|truck) (?:through|into) your\b|\b(?:set|setting) (?:my |the )?dogs? on (?:him|her|you"
    r"|them)\b"
    r"|\bmy dogs? set on\b|\bhit (?:you|him|her|them) with (?:a|my) (?:shovel|bat|hammer|brick|crowbar|spade|car)\b",
    r"\b(?:know|found out|found) where (?:that|the|your|this) (?:agent|driver|courier|manager|woman|man|guy"
    r"|girl) lives\b"
    r"|\bknow where (?:you|he|she|they) (?:all )?(?:park|sleep)\b|\b(?:found|got|have|know) (?:your|his|her) (?:\w+ )?"
    r"home address\b",
    r"\b(?:wait|waiting) (?:outside )?for (?:you|him|her|them) (?:outside|after|in the car park)\b"
    r"|\bsleep with one eye open\b|\bleaving in (?:an ambulance|a body bag|a coffin)\b|\b(?:somebody|someone|he"
    r"|you)(?:'s|"
    r"'ll| will| is)? (?:going to |gonna )?end up in (?:hospital|the morgue|a body bag|a coffin)\b",
    r"\bshame if (?:something|anything) happened to\b|\baccidents happen to people\b|\bwith blood\b"
    r"|\bnever walk again\b"
    r"|\bpicking your teeth\b|\b(?:you|he|she|they)(?:'ll| will|'s going to| is gonna) get a (?:kicking|beating)\b",
    r"\b(?:you are|you're|ur|u r) (?:all )?(?:so )?dead\b(?! (?:right|on\b|wrong|to me|set|good|slow|easy|nice|helpful"
    r"|quick|end|link))|\b(?:i'?m|i am|we'?re|we are) coming for (?:you|him|her|them|your)\b|\bwith my (?:brothers"
    r"|cousins"
    r"|boys)\b.{0,25}\b(?:talk|visit|sort)\b|\bmail you (?:some )?(?:white powder|anthrax)\b",
)

# Said by people who are in no danger.
IDIOMS = re.compile(
    r"\b(?:career|commercial|brand|business|social|political|financial) suicide\b|\bsuicide squad\b"
    r"|\bkill(?:ing)? myself laughing\b"
    r"|\bkill(?:ing)? (?:myself|himself|herself) (?:trying|working|at work)\b|\b(?:almost|nearly"
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
    r"|\b(?:sales|prices?|demand|orders|costs|popularity|interest) (?:\w+ ){0,3}explod\w+|\bexploding with\b"
    r"|\bexploded (?:onto|on) (?:the market|the scene|twitter|social)\b|\b(?:candles?|incense|tea|whisky) smells? (?:of"
    r"|like) smoke\b|\bi(?:'ve| have)? (?:broke|broken|hurt|fractured) my \w+ (?:last \w+ )?(?=so|and can|can you"
    r"|could)"
    r"|\bbreath(?:e|ing) a word\b|\b(?:allergic reaction|electric shocks?|overheating) (?:protection|proof"
    r"|prevention|collar)\b"
)
