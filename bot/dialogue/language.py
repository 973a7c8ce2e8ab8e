"""Which language a message is in, by its script and its small words: enough to know that it is not English."""

from __future__ import annotations

import re

ENGLISH = "en"
UNKNOWN = "other"  # not English by its script, and which it is, the script alone does not say

# Small words that are frequent in one language and rare in English chat.
_SMALL_WORDS = {
    "en": "the a an is are was i my me you your it this that to of in on for and but not have has where what when how "
    "can could please order hello hi thanks thank yes no with from do did want need",
    "es": "el los las una que qué dónde donde está esta mi mis por favor para con pero cuando cuándo cómo quiero hola "
    "gracias pedido no llegado mi tengo necesito puedo buenos días hablar paquete del es",
    "fr": "le les une est où ma mes mon pas je vous bonjour merci pour avec mais quand comment veux voudrais commande "
    "colis que qui n'est s'il plaît où j'ai du des et à livraison reçu toujours",
    "de": "der die das ist wo mein meine ich sie nicht und mit für aber wann wie bitte danke hallo bestellung paket "
    "ein eine habe möchte noch kein keine guten tag kann bin auf warum",
    "it": "il lo gli una è dove mio mia non per con ma quando come vorrei ciao grazie ordine pacco che sono ho "
    "del della ancora arrivato mi buongiorno",
    "pt": "o os uma está onde meu minha não para com mas quando como quero olá obrigado obrigada encomenda pedido que "
    "por favor tenho ainda chegou bom dia eu",
    "nl": "de het een is waar mijn ik niet en met voor maar wanneer hoe graag bedankt hallo bestelling pakket nog geen "
    "heb wil kan goedemorgen goedendag alstublieft",
    "pl": "jest gdzie moje moja nie i z dla ale kiedy jak proszę dziękuję cześć zamówienie paczka mam chcę dzień dobry",
}
_WORDS = {language: frozenset(words.split()) for language, words in _SMALL_WORDS.items()}
_OTHER_SCRIPT = re.compile(r"[\u0370-\u1fff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

# The likeliest language of a script: it finds the colleague who reads it. Looked for in this order, since Japanese is
# written with Chinese characters too, and Ukrainian and Persian share most of their letters with Russian and Arabic.
_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\u1100-\u11ff\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u3400-\u9fff]")),
    ("uk", re.compile(r"[іїєґ]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("el", re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("fa", re.compile(r"[پچژگ]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
)

ANSWERED = tuple(language for language in _WORDS if language != ENGLISH)


def language_of(text: str) -> str:
    """A two-letter code, "other", or "en" whenever in doubt. By its script alone, it is the likeliest one."""
    letters = [character for character in text if character.isalpha()]
    if len(letters) >= 4 and sum(bool(_OTHER_SCRIPT.match(letter)) for letter in letters) > len(letters) / 2:
        lower = text.lower()
        return next((language for language, script in _SCRIPTS if script.search(lower)), UNKNOWN)
    words = re.findall(r"[^\W\d_]+(?:'[^\W\d_]+)?", text.lower().replace("’", "'"))
    hits = {language: sum(word in small for word in words) for language, small in _WORDS.items()}
    best = max(hits, key=lambda language: (hits[language], language == ENGLISH))
    if best == ENGLISH or hits[best] < 2 or hits[best] < 2 * hits[ENGLISH] or hits[best] < len(words) * 0.3:
        return ENGLISH
    return best
