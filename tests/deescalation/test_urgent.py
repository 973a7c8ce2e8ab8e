"""A request for a person in any wording; crisis words; and all that only looks like them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deescalation.types import Reason, Urgency
from bot.deescalation.urgent import recognise

ASKS = """
agent
Agent!!!
AGENT AGENT AGENT
human pls
humna
humann
a human please
representative!!
represntative
operator
live agent
manager now
manger please
real person
someone real please
customer service
live chat please
Hello, human please.
supervisor. now.
no. agent.
can i talk to someone real
can I speak to a person?
speak to a manager
I want to speak to your manager
let me talk to a person now
let me speak with somebody who can actually do something
is there an actual human there i can speak to
is there anyone real there?
are there any humans there
isn't there a real person I can talk to?
is there somebody I could talk to about this
put me through
put me through to someone
pls put me thru to an agent
transfer me
transfer me to a representative
connect me with a live person please
can you connect me to support staff
get me a human
get me your supervisor
give me a real person
just give me the manager
I need an agent
i need a human being
I'd like a person to look at my case
I want someone to call me
can someone call me please
please call me back
could you ring me back?
can somebody phone me about this
get someone to ring me
I would rather talk to a human
i prefer a human
I'd prefer to chat with an advisor
wanna talk 2 some1
gimme an agent
lemme talk to ur boss
tlk to a human
spekaing to a person would help, how?
i want to taalk to a huamn
can I speek to an adviser
how do I get hold of a person
how can i reach a human
how do I contact customer service
who do I need to speak to, is there a supervisor available?
is a manager available
where is your manager?
I don't want to talk to a bot
i dont want to chat with a stupid robot
no more bots
not a bot please
stop with the robot, I'm sick of talking to a machine
I refuse to deal with a computer
I'm done talking to this bot
I asked for a human!
I have already asked for a manager
I keep asking for a person and you keep sending me menus
escalate this
escalate to a supervisor
please escalate my complaint to a manager
hand me over to a colleague
can a real person look at this?
can an agent check it for me
could one of your managers read this
why can't I speak to a person?
why won't you let me talk to a human
i can't get hold of a human
I want to speak to whoever is in charge
let me talk to someone in charge
I need to speak to someone about my refund
My order is late. I want a person.
where's my parcel?? put me through to a manager
I spoke to an agent yesterday and now I want a manager
I don't want a voucher, I want to talk to a human
you're useless, get me a member of staff
talk to a human
speaking to a person is all I want: can I speak to a person
I'd like to discuss this with a person, so transfer me to one of your team members
enough of this bot
can i chat with an operator instead
I need to talk with someone from your team
Let me talk to customer support
can you get a supervisor on the line
I'd like to be transferred
transfer me please
Can I have a human?
could I get a person please
Is anyone human there?
anyone real there?
Real human, please
Human!
speak to human
talk to agent
talk to a rep
SPEAK TO AN AGENT
i wanna talk to a real person not a bot
can u connect me to ur manager
I demand to speak to a supervisor
I want to speak with a live representative immediately.
this bot is useless, let me speak to someone
you're not helping, I need a human
get me out of this bot
I want to complain to a manager
can I complain to someone in person
who can I speak to about this?
who can i talk to?
Is there a number I can call to talk to someone?
give me your phone number, I want to speak to someone
I'd rather speak to a human being
please let a human deal with this
put a human on
put someone on who knows what they're doing
put your manager on
connect me
I'm not talking to a robot
i don't wanna talk to a chatbot
can you pass me to your colleague
pass me on to somebody
hand over to a human
switch me to an agent
Please have someone contact me
have a manager call me
have someone call me back asap
I need to escalate this
can this be escalated
i would like to escalate my complaint
do you have a human I can talk to
do you have real people
got any humans there?
any chance of speaking to a real person?
chance to chat to an actual person?
how about a real human?
what do I have to do to get a human
how do i talk to a human
how do i get through to a real person
where can I find a real person to talk to
no bot. person.
PERSON PERSON PERSON
aagent
agnt
repersentative
representitive
rep please
talk to a customer service rep
i want a callback
can I get a call back
request a callback
call me
I want to speak to the manager of this place
let me speak to your superior
get your boss
bring me the manager
I need real help from a real person
I said HUMAN
human agent
live person
live human please
I want a real conversation with a real human
just let me talk to a human for god's sake
can you please just transfer me to a person already
i give up, agent please
not helpful. agent.
stop. human.
yes, connect me to an agent
ok then a person
yes please a person
can someone from your team look into this
would like to speak to staff
speak to someone in accounts
talk to billing
speak to the billing department
put me through to returns
can you transfer me to the complaints department
transfer to returns
i want the complaints manager
talk to customer assistance
is anybody there that isn't a machine
I want someone who isn't a bot
can one of your people phone me
could somebody in the office give me a ring
give me a bell please
telephone me please
can I have a quick word with your boss
I need to talk to whoever handles refunds
do you have people I can talk to
any humans left over there
any chance to get hold of a living soul
skip the robot
let me past the bot
get me somebody who knows about lamps
I need somebody with a bit of authority, get me someone with some sense
I'm asking you for the third time for an agent
how often do I have to say human
I want this looked at by a manager
I'd like to hear from a real person
it would be great if somebody called me
I want to discuss this with a colleague of yours
no interest in talking to a chatbot
will a person... is a human ever going to answer
sod this, agent
customer services please
call centre please
a line where a human picks up please
I want to complain, make a complaint to your manager
""".strip().splitlines()

DOES_NOT_ASK = """
your agent was rude
the agent hung up on me
don't put me through again
don't transfer me again
the person who delivered it was lovely
the person who signed for it isn't me
are you a human?
are you a real person
is this a bot or a human
am I talking to a person?
am i even talking to a real human
you're not a real person are you
the manager told me to ask here
I spoke to an agent yesterday
I was talking to an agent and got cut off
I talked to a representative last week and she said Friday
I tried to speak to a manager last week
I asked to speak to a manager yesterday and was hung up on
I don't want to speak to a manager
i don't need an agent
no need to put me through to anyone
I'd rather not talk to a person
can I do this without speaking to anyone
without having to talk to a human
when I speak to an agent they say something else every time
every time i talk to a person I get a different answer
what hours is customer service open
your customer service is terrible
no customer service at all
I need a person to sign for the parcel
I need someone to collect it on Monday
will somebody be home? I need someone to collect it
the delivery person left it in the rain
human error I suppose
do you sell human hair wigs
I want to talk about my refund
can you help me
can someone help me with my order
someone stole my parcel
I gave it to somebody else
you put me through hell
do I have to be a real person to sign up
my travel agent booked it
I need the agent id from the invoice
hello?
where is my order
thanks, the agent sorted it
I want a refund
transfer the money to my account
connect the charger to the phone
they never call me back
nobody called me back
please call me when it ships
I love this bot
I don't mind talking to a bot
it's fine, I don't want a human, just tell me where it is
the site says "please speak to an agent" but there is no button
my manager needs the invoice
I manage a shop
the manual says to contact the manufacturer
I can talk to my neighbour about it
I'll speak to someone at my bank
I spoke with your manager on Tuesday
the person I spoke to was helpful
the person who answered the phone was rude
someone from your team promised a refund
an agent told me it would be refunded
your representative hung up on me
the human I talked to yesterday was nice
was that a human?
are you a bot?
am I talking to a robot?
is this a real person?
are you real
do you have people working there
who are you
I work as an agent
I'm the manager of a shop and we'd like to order 20
I'm an account manager at Acme
the supervisor said it's fine
what is the customer service number
my manager ordered this
I need to contact the courier
how do I contact the courier
can I talk to the delivery driver
please contact me by email
my colleague ordered it
my boss wants an invoice
I already talked to someone about this
we already spoke to an agent
thanks for putting me through
I was put through to the wrong department
you transferred me to nobody
don't connect me to anyone
please don't escalate this
don't call me
stop calling me
your driver never called me
I'll call the bank
I have to call my mum
I'd like to change the person on the order
a person in my building took it
order for one person
table for four people
6 person tent
person to receive: Anna
can a person under 18 sign
how many people does it seat
is the mannequin human sized
human size
for a human skeleton model
I need support for my laptop
does this support bluetooth
customer support is awful
worst customer service ever
great customer service
I'm waiting for customer service to reply
I don't need help from a person
no thanks, no agent needed
no agent
no human please
not a human, just fix it
I prefer the bot
I like talking to you
can you operate on weekends
real leather?
is it an actual product
estate agent
agent 007 dvd
secret agent costume
I need an agent costume
manager's chair
manager's special
looking for the operator manual
the operator said no
someone else opened it
Somebody signed for it
anybody home?
I got someone else's parcel
can someone else pick it up
can someone sign for me
should I call someone to fix it
will someone call me before delivery
will the driver call me
can you call the courier
please call the driver
i need a representative sample
speak english
do you speak german
what does your team do
I need to talk about my order
I want to talk about delivery
let me talk
what hours can I call customer service
at what time can I speak to customer support
which days can I reach your agents
until when can I talk to somebody today
is there an e-mail to contact customer service
how late can I phone your support team
pass my thanks on to your colleague
give my regards to the agent
please send it to someone else
send the parcel to my colleague
take it to somebody else next door
tell me if anyone calls
are these messages read by a human
it was checked by a person apparently
I got no help from your agent
the order is in the name of a person I don't know
my boss said to return it
""".strip().splitlines()

SELF_HARM = """
I want to kill myself
i'm going to kill myself if this isn't fixed
honestly I just want to die
I don't want to be alive anymore
i feel suicidal
my son is suicidal and this was for him
I've taken an overdose
thinking about ending my life
there's no reason to live
I have been hurting myself
I wish I was dead
im gonna kill myself
I can't do this anymore, I want to end my life
i dont want to live anymore
I just want to end it all
I feel like ending it all
nothing matters, I'm thinking of suicide
I feel like killing myself
there's no point living
life isn't worth living
i might hurt myself
I want to disappear and never wake up
wish i wasn't alive
i am going to take my own life
I'm suicidal because of this debt
""".strip().splitlines()

DANGER = """
the charger caught fire
the battery exploded in my hand
there's smoke coming out of the toaster
the plug is sparking
my kettle gave me an electric shock
I got a shock when I plugged it in
the toaster trips the fuse and i got a shock from it
it burned my hand
it burnt my daughter
I can smell gas since you installed the cooker
there is a gas leak
my toddler swallowed a battery from the toy
my son choked on the button
she had an allergic reaction to the cream
I cut my finger on the broken glass and it won't stop bleeding
the chair collapsed and I was injured
he ended up in hospital because of your heater
I had to call an ambulance
the power bank is swollen
it started smoking when I turned it on
the lamp is on fire
my ex is going to kill me, please hide my address
your heater burst into flames
it caught fire last night
the phone is getting really hot and smoking
the battery is leaking and burned my skin
I got electrocuted by the lamp
got an electric shock from the toaster
smoke is coming from the dishwasher
the glass shattered and cut my hand
my daughter is bleeding because of the broken vase
the blender exploded
the pressure cooker blew up in my face
my baby nearly choked on a loose part
my son swallowed a magnet
it gave me a chemical burn
carbon monoxide alarm went off because of your heater
I was hurt when the shelf fell on me
the ladder broke and I fell and broke my arm
we had to go to A&E
the product made my child sick, we're at the hospital
I had an allergic reaction to the cream
the hoverboard set my kitchen on fire
my house is on fire
there was a fire
I've been poisoned by the food
the food gave us food poisoning
the charger melted and there's a burning smell
sparks flew out of the plug
the stove leaks gas
""".strip().splitlines()

THREAT = """
I will kill you
i'm gonna stab the driver
I'll come down there and punch your manager
I know where you live
I'm going to burn your warehouse down
there's a bomb in your office
I'll break your neck
wait when I get my hands on the driver
you're dead meat
I'm coming to your shop with a bat
someone is going to get hurt if I don't get my money
I'm going to come to your office and shoot everyone
i will hunt you down
I'll find you and hurt you
I'll smash your face in
you're going to die
I'm going to blow up your store
i swear I will kill that driver
if my parcel isn't here tomorrow I'll beat up your courier
I have a gun and I know your address
I'll bring a knife to your shop
gonna punch the next person I talk to
""".strip().splitlines()

NO_CRISIS = """
this is killing me
I could kill for a coffee
I'm dying to get it
I nearly died laughing
my wife will kill me if it's late
my boss is going to kill me
your prices are killing my budget
I'd kill for that jacket
the delivery took forever, I almost died of boredom
I want to die of embarrassment
this is career suicide for your brand
do you have suicide squad on dvd
the price shocked me
got a shock from the price of it
I was shocked by your service
you guys are on fire today
is the fire stick in stock
is there a fire sale
does the heater have a smoke detector
your prices exploded
my inbox exploded
I'll shoot you an email
I will shoot him an email later
I'm going to hit you with a chargeback
I'll hurt your business with my review
you are bleeding me dry
it burns a hole in my pocket
burning question: where is my order
I'm choking on the price
phone died again
my battery died
it's a killer deal
you're killing me with these delays lol
kill the order please
cut the nonsense
I'm hurt that you ignored me
I'll beat you to it
I have a knee injury, is this brace any good
could this catch fire?
is this toy a choking hazard?
my screen is smashed
the glass arrived broken
he said "I will kill you all" in the film I ordered
I need it urgently
it's an emergency, the party is tomorrow
my heart is broken
this wait is killing me
I'd kill for some good service
I'm dying here, where is it
dying to wear these shoes
my feet are killing me
drop dead gorgeous dress
these shoes are to die for
I would rather die than shop here again
over my dead body
you're fired lol
my phone is blowing up with your emails
your emails are blowing up my inbox
this is fire!
the fire pit arrived cracked
I need a fire extinguisher
is the fireplace in stock
do you sell gas cookers
gas grill delivery
smoke alarm beeping
electric fence shock collar
shock absorber for my bike
sticker shock
I'm in shock at the price
bloody hell
blood pressure monitor broken
knife set missing one knife
the knife is sharp
gun cleaning kit
bath bomb arrived broken
photo bomb
bombed out
the bomb!
you are the bomb
nail gun order
shoot me a message
can you shoot me an email
I'll hit you up
I'll crush this order
beat the deadline
punch card
my order got cut
cut my order in half
hurt my feelings
this hurts
heartburn
burn the CD
burn after reading book
burned out
the candle doesn't burn
candle is burning unevenly
the candle burns fast
the item smells bad
smells of plastic
allergic to nuts, is it safe
injury time
first aid kit
hospital bed sheets
does it overheat
I almost had a heart attack when I saw the bill
you'll be the death of me
I'll die if it doesn't come
kill two birds with one stone
kill switch
suicide squad dvd
dead battery
battery is dead
the battery swells sound effects
I will destroy you in the reviews
I'll sue the hell out of you
going to murder this burger
bleeding edge laptop
bleeding heart plant
poison ivy costume
swallowed my pride
choked up with joy
break a leg
heads will roll
watch your step
I'll be dead before this arrives
you make me sick
your service made me sick
I'm going to die if it isn't here
""".strip().splitlines()


@pytest.mark.parametrize("text", ASKS)
def test_a_request_for_a_person_is_recognised(text: str) -> None:
    urgent = recognise(text)
    assert urgent is not None
    assert (urgent.kind, urgent.reason, urgent.urgency) == ("person", Reason.ASKED, Urgency.NORMAL)


@pytest.mark.parametrize("text", DOES_NOT_ASK)
def test_mentioning_a_person_is_not_asking_for_one(text: str) -> None:
    assert recognise(text) is None


@pytest.mark.parametrize(
    ("text", "reason"),
    [(text, Reason.SELF_HARM) for text in SELF_HARM]
    + [(text, Reason.DANGER) for text in DANGER]
    + [(text, Reason.THREAT) for text in THREAT],
)
def test_a_crisis_is_recognised_and_urgent(text: str, reason: Reason) -> None:
    urgent = recognise(text)
    assert urgent is not None
    assert (urgent.kind, urgent.reason, urgent.urgency) == ("crisis", reason, Urgency.URGENT)


@pytest.mark.parametrize("text", NO_CRISIS)
def test_idioms_and_worries_are_not_a_crisis(text: str) -> None:
    assert recognise(text) is None


def test_a_crisis_comes_before_a_request_for_a_person() -> None:
    urgent = recognise("Get me a human. The charger caught fire.")
    assert urgent is not None
    assert urgent.reason is Reason.DANGER


def test_the_quote_is_the_customers_own_sentence() -> None:
    urgent = recognise("Order EK-20417 is late. PUT ME THROUGH to a manager! It's Tuesday already.")
    assert urgent is not None
    assert urgent.quote == "PUT ME THROUGH to a manager"


@pytest.mark.parametrize(
    "decorate", [str.upper, str.title, "  {}  ".format, "{}!!!".format, "hi. {}".format, "{} 😡".format]
)
@pytest.mark.parametrize("text", ["human please", "can i talk to someone real", "put me through to a manager"])
def test_case_and_punctuation_do_not_matter(text: str, decorate: Callable[[str], str]) -> None:
    assert recognise(decorate(text)) is not None


@given(st.text(max_size=400))
def test_any_text_is_read_without_failing_and_always_the_same(text: str) -> None:
    assert recognise(text) == recognise(text)
