"""What an offer, a partner, a circuit and the taxonomy hold, and what follows from that alone.

Facts (prices, dates, places) stand once, in the file of the first language; words stand once a language. A class is
one or the other, so that a fact in a translation can be told from a word: `OfferFacts` and `Words`, `PartnerFacts` and
`PartnerWords`, `CircuitFacts` and `CircuitWords`. Every field says in two languages what it is (`values.told`).
"""

from .circuits import CircuitFacts, CircuitWords, Stop, StopWords
from .dates import NTH, WEEKDAYS, Change, NewStart, Rule, SingleDate
from .ground import Frame, Ground, River
from .offers import EVERYONE, Image, Minimum, Offer, OfferFacts, Tariff, Tier
from .partners import Partner, PartnerFacts, PartnerWords
from .places import MeetingPoint, Virtual
from .taxonomy import HORIZON_DAYS, Site, TariffLabels, Taxonomy, Territory, Theme
from .values import (
    CLOCK_PATTERN,
    COLOUR_PATTERN,
    EMAIL_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    LINE_PATTERN,
    MOST_CHARACTERS,
    PHONE_PATTERN,
    PICTURE_PATTERN,
    WEB_PATTERN,
    Part,
)
from .words import Words

__all__ = [
    "CLOCK_PATTERN", "COLOUR_PATTERN", "EMAIL_PATTERN", "EVERYONE", "HORIZON_DAYS", "ID_PATTERN", "LANGUAGE_PATTERN",
    "LINE_PATTERN", "MOST_CHARACTERS", "NTH", "PHONE_PATTERN", "PICTURE_PATTERN", "WEB_PATTERN", "WEEKDAYS", "Change",
    "CircuitFacts", "CircuitWords", "Frame", "Ground", "Image", "MeetingPoint", "Minimum", "NewStart", "Offer",
    "OfferFacts", "Part", "Partner", "PartnerFacts", "PartnerWords", "River", "Rule", "SingleDate", "Site", "Stop",
    "StopWords", "Tariff", "TariffLabels", "Taxonomy", "Territory", "Theme", "Tier", "Virtual", "Words",
]  # fmt: skip
