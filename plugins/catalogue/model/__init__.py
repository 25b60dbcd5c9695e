"""What an offer, a partner and the taxonomy hold, and what follows from that alone."""

from .definition import (
    CLOCK_PATTERN,
    COLOUR_PATTERN,
    EMAIL_PATTERN,
    ID_PATTERN,
    LANGUAGE_PATTERN,
    LINE_PATTERN,
    MOST_CHARACTERS,
    PHONE_PATTERN,
    WEEKDAYS,
    MeetingPoint,
    NewStart,
    Offer,
    OfferFacts,
    Partner,
    PartnerFacts,
    PartnerWords,
    SingleDate,
    Site,
    Tariff,
    Taxonomy,
    Territory,
    Theme,
    Tier,
    WeeklyRule,
    Words,
)

__all__ = [
    "CLOCK_PATTERN", "COLOUR_PATTERN", "EMAIL_PATTERN", "ID_PATTERN", "LANGUAGE_PATTERN", "LINE_PATTERN",
    "MOST_CHARACTERS", "PHONE_PATTERN", "WEEKDAYS", "MeetingPoint", "NewStart", "Offer", "OfferFacts", "Partner",
    "PartnerFacts", "PartnerWords", "SingleDate", "Site", "Tariff", "Taxonomy", "Territory", "Theme", "Tier",
    "WeeklyRule", "Words",
]
