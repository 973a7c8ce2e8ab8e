"""First names common among customers in English, in lower case: how a name typed in small letters is known for one."""

from __future__ import annotations

# CLEAR: no everyday words among these, so one of them is a name wherever it stands.
_CLEAR = """
aaron abdul abdullah abigail adam adele adrian agnes ahmed aidan aisha alan albert alejandro alessandro alex
alexander alexandra alexis alfie ali alice alicia alison allison alyssa amanda amelia amir amit amy ana anastasia
andre andrea andreas andrei andrew andy angela angelina anita anja ankit ann anna anne annie anthony antonio anya
arjun arthur asha ashley ayesha barbara beatrice becky ben benjamin bernard beth bethany betty beverley bianca bob
bogdan brandon brenda brian bridget bruce bryan caitlin callum cameron carl carla carlos carmen carol caroline
catherine cathy cecilia charles charlie chidi chloe chris christina christine christopher cindy claire clara clive
colin connor craig cristina daniel daniela danielle dave david deborah debbie deepak denise dennis derek diana
diane diego dimitri dominic donna doris dorothy doug douglas duncan dylan eddie edward eileen elaine eleanor elena
elizabeth ella ellen ellie elliot emeka emily emma eric erica erik ethan eva evan evelyn farah fatima felix fiona
francesca francis frederick gabriel gareth gary gavin geoff george gemma gerald gillian giovanni giulia gloria
gordon graham greg gregory hannah harriet harry hassan heidi helen helena henry hiroshi howard hugh hugo ian
ibrahim imran ines ingrid irene isaac isabel isabella isla ivan jacob jacqueline jade jake jamal james jamie jane
janet janice jasmine jason javier jeff jeffrey jenna jennifer jenny jeremy jerry jess jesse jessica jim jimmy
joan joanna joanne joel john johnny jonathan jorge jose joseph josh joshua juan judith judy julia julian julie
justin karen karim karl kate katherine kathleen kathryn kathy katie keith kelly kenneth kenny kevin khalid kieran
kirsty kofi krishna kristen kyle laura lauren leah leo leon leonard leonie lewis liam linda lindsay lisa logan
lorraine louis louise luca lucas lucia lucy luis luke lydia lynn maja malcolm marcel marco marcus margaret maria
marie marilyn mario marion martha martin mary mateo matt matthew maureen megan mehmet melanie melissa michael
michelle miguel mike mia milena miriam mohamed mohammed molly monica muhammad nadia naomi natalie natasha nathan
neha neil nicholas nicola nicole nigel nikita nina noah nora norman oliver olivia omar owen pablo pamela
patricia patrick paul paula pauline pedro peter phil philip philippa phoebe pierre piotr priya rachel rahul raj
rajesh rebecca renee ricardo richard rita robert roberto rodrigo roger ronald rosemary rosie ross roy rupert ruth
ryan sabrina sally sam samantha samir samuel sanjay sara sarah scott sean sebastian sergei shannon sharon sheila
shirley siobhan simon sofia sonia sophia sophie stefan stella stephanie stephen steve steven stuart sunita susan
susanne suzanne sven sylvia tamara tania tanya tara ted teresa terry thandi theo theresa thomas tim timothy tina
todd tom tomasz tommy tony tracey tracy trevor valerie vanessa vera veronica vicky vikram viktor vincent vivian
walter wanda wayne wendy wei william xavier yasmin yusuf yvonne zainab zara zoe zoey
"""

# UNCLEAR: everyday words, months or places too, so names only where something else says so.
_UNCLEAR = """
amber angel april art august austin bill brook brooke bud carter chance charlotte chase chelsea cliff daisy dale
dawn dean diamond don drew earl ed faith florence forest frank gene georgia ginger glen grace grant guy harper
hazel heather holly hope hunter iris ivy jack jay jean jewel jordan joy june ken kim kit lane lee lily mark mason
max may melody mercy miles nick norm olive oscar page paris parker pat patience pearl peg penny pete pierce poppy ray
reed rich rick rob robin rod rose ruby rusty sandy savannah sky skye stone sue summer sydney taylor terri trinity
tyler victor victoria violet virginia wade will willow
"""

TITLES = frozenset({"mr", "mrs", "ms", "dr", "prof"})
CLEAR, UNCLEAR = frozenset(_CLEAR.split()), frozenset(_UNCLEAR.split())
