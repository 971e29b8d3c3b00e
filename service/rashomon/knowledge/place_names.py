"""Normal forms of place names, so that one place met in many spellings is one key.

`full_key` folds case, marks, apostrophes, hyphens and spaces; `place_key` also drops the Arabic article in all its spellings;
`skeleton` keeps consonants only and is for matching last, always marked weak.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_ARTICLES = frozenset(
    ("al", "ar", "as", "ash", "at", "ad", "adh", "an", "az", "el", "er", "es", "esh", "et", "ed", "en", "ez", "ul", "ud", "ur")
)
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {"\u0131": "i", "ə": "a", "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_APOSTROPHES = re.compile(r"['\u2019\u2018\u02bb\u02bc\u02be\u02bf`\u00b4\u2032\u02b9\u02ba\u201d\u201c\"]")
_CAPITALS = str.maketrans({"İ": "I", "Ə": "A", "Ł": "L", "Đ": "D", "Ð": "D", "Ø": "O", "Æ": "Ae", "Œ": "Oe", "Þ": "Th"})
_SITE_WORDS = {"air": "airport", "camp": "camp", "crossing": "crossing", "dam": "dam"}
SITE_KINDS = frozenset(_SITE_WORDS.values())
_SITE_KINDS = re.compile(
    r"\s*\b(?:(?P<air>(?:(?:military|international|domestic|regional|civilian|army|naval)[ -])*"
    r"(?:air[ -]?(?:base|field|port|strip|force base)|aerodrome)s?)"
    r"|(?P<camp>(?:refugee|displacement|IDP|displaced)?s?[ -]?camps?)"
    r"|(?P<crossing>border[ -](?:crossing|post|gate)|crossing point)"
    r"|(?P<dam>(?:hydroelectric|hydropower) (?:dam|plant|power plant)))\b",
    re.IGNORECASE,
)
_DIVISION = re.compile(
    r"\s+(?:governorate|province|oblast|region|state|department|district|raion|county|division|prefecture|cercle|territory|"
    r"subdistrict|municipality|city council)$",
    re.IGNORECASE,
)
# what transliterators write in many ways: one spelling for each sound, then vowels and half-vowels are dropped
_SOUNDS = (
    ("sch", "sh"), ("tch", "ch"), ("tj", "j"), ("dj", "j"), ("dzh", "j"), ("zh", "j"), ("kh", "k"), ("gh", "g"), ("dh", "d"),
    ("th", "t"), ("ph", "f"), ("ck", "k"), ("q", "k"), ("x", "ks"), ("c", "k"), ("sh", "s"), ("ch", "s"), ("z", "s"),
    ("p", "b"), ("v", "w"), ("g", "j"),
)  # fmt: skip
_SOFT = re.compile(r"[aeiouywh]")
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=65536)
def words_of(name: str) -> tuple[str, ...]:
    """Return the name's words, folded: 'Dayr az-Zawr' gives dayr, az, zawr."""
    bare = _APOSTROPHES.sub("", name).casefold().translate(_LETTERS)
    bare = "".join(c for c in unicodedata.normalize("NFKD", bare) if not unicodedata.combining(c))
    return tuple(_WORD.findall(bare))


def full_key(name: str) -> str:
    """Return the name as one run of plain letters and digits: 'Khan-Shaykhun' and 'Khan Shaykhun' meet."""
    return "".join(words_of(name))


def place_key(name: str) -> str:
    """Return the full key without articles: 'ar-Raqqa' and 'Raqqa' meet. A name of articles only keeps them."""
    words = words_of(name)
    return "".join(w for w in words if w not in _ARTICLES) or "".join(words)


def keys_of(name: str) -> tuple[str, ...]:
    """Return the keys to look up, the most exact first, without repeats."""
    return tuple(dict.fromkeys((full_key(name), place_key(name))))


def skeleton(name: str) -> str:
    """Return the consonants that survive any transliteration: Kweiris, Kuweires, Kuwayris give one; empty when too short.

    Fewer than three consonants say too little to match on.
    """
    words = [w for w in words_of(name) if w not in _ARTICLES] or list(words_of(name))
    text = "".join(words)
    for old, new in _SOUNDS:
        text = text.replace(old, new)
    bones = _DOUBLED.sub(r"\1", _SOFT.sub("", text))
    return bones if len(bones) >= 3 else ""


@lru_cache(maxsize=8192)
def site_name(name: str) -> str:
    """Return the name with one word for its kind: air base, airfield and military airport are all 'airport'."""
    return _SITE_KINDS.sub(lambda m: " " + _SITE_WORDS[m.lastgroup or ""], name).strip()


def without_kind(name: str) -> str:
    """Return a division's name without its kind: 'Manbij District' gives 'Manbij'."""
    return _DIVISION.sub("", name).strip() or name


def plain_latin(name: str) -> str:
    """Return the name in plain Latin letters; empty when it is written in another script."""
    bare = unicodedata.normalize("NFKD", _APOSTROPHES.sub("'", name).translate(_LETTERS | _CAPITALS))
    bare = "".join(c for c in bare if not unicodedata.combining(c)).strip("' ")
    return bare if bare.isascii() else ""
