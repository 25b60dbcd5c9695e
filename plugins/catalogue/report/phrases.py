"""What the report says, in French and English. French ones get their narrow spaces as they are said."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from babel.dates import format_date
from babel.numbers import format_decimal

from ..reading.typography import french
from .escaping import plain

SAID: Mapping[str, tuple[str, str]] = {
    "nothing": ("Rien ne change pour les visiteurs.", "Nothing changes for visitors."),
    "since": (
        "Comparé à {base} ({commit}), départs vus du {day}.",
        "Compared with {base} ({commit}), departures as of {day}.",
    ),
    "faults": ("Fautes", "Faults"),
    "faults_more": ("… et {n} : `make check` les dit toutes.", "… and {n}: `make check` tells them all."),
    "faults_note": (
        "Ce qui suit ne tient compte que de ce qui a pu être lu.", "What follows holds for what could be read alone."
    ),
    "first": ("À voir d’abord", "To look at first"),
    "added": ("Offres ajoutées", "Offers added"),
    "changed": ("Offres changées", "Offers changed"),
    "removed": ("Offres retirées", "Offers removed"),
    "partners": ("Partenaires", "Partners"),
    "taxonomy": ("Taxonomie", "Taxonomy"),
    "translations": ("Traductions", "Translations"),
    "others": ("Autres fichiers", "Other files"),
    "preview": ("Aperçu", "Preview"),
    "title": ("Titre", "Title"),
    "territory": ("Territoire", "Territory"),
    "partner": ("Partenaire", "Partner"),
    "what": ("Ce qui change", "What changes"),
    "before": ("Avant", "Before"),
    "after": ("Après", "After"),
    "whom": ("Qui est touché", "Whom it touches"),
    "language": ("Langue", "Language"),
    "dates": ("Dates", "Dates"),
    "departures_added": ("ajoutés", "added"),
    "departures_gone": ("disparaissent", "vanish"),
    "departures_moved": ("déplacés", "moved"),
    "departures_cancelled": ("annulés", "cancelled"),
    "departures_closed": ("fermés à la réservation", "closed to booking"),
    "departures_full": ("complets ailleurs", "full elsewhere"),
    "departures_open": ("rouverts", "open again"),
    "departures_capacity": ("places {before} → {after}", "seats {before} → {after}"),
    "departures_language": ("langue {before} → {after}", "language {before} → {after}"),
    "departures_place": ("rendez-vous {before} → {after}", "meeting point {before} → {after}"),
    "usual_place": ("habituel", "the usual one"),
    "dates_line": ("**{what}** : {dates}", "**{what}**: {dates}"),
    "unread_dates": (
        "Les dates ne peuvent être comparées : une faute les empêche d’être lues.",
        "The dates cannot be compared: a fault keeps them from being read.",
    ),
    "regular": ("{n} {weekdays} à {at}, du {first} au {last}", "{n} {weekdays} at {at}, from {first} to {last}"),
    "irregular": (
        "{n} {weekdays} à {at}, entre le {first} et le {last}",
        "{n} {weekdays} at {at}, between {first} and {last}",
    ),
    "daily": ("{n} jours de suite à {at}, du {first} au {last}", "{n} days running at {at}, from {first} to {last}"),
    "every_days": (
        "{n} dates à {at}, tous les {step} jours, du {first} au {last}",
        "{n} dates at {at}, every {step} days, from {first} to {last}",
    ),
    "one_date": ("{day} à {at}", "{day} at {at}"),
    "more_dates": ("… et {n} autres", "… and {n} more"),
    "words": ("Mots", "Words"),
    "words_of": ("{lang} : {fields} (+{more} −{less} mots)", "{lang}: {fields} (+{more} −{less} words)"),
    "words_diff": ("Le détail des mots, {lang}", "The words in detail, {lang}"),
    "language_added": ("{lang} : nouvelle traduction", "{lang}: new translation"),
    "language_removed": (
        "{lang} : traduction retirée, sa page disparaît",
        "{lang}: translation removed, its page is gone",
    ),
    "slug_lost": (
        "{title} ({lang}) : l’adresse {before} devient {after} sans `former_slugs` ; les liens "
        "d’avant ne mènent plus à rien.",
        "{title} ({lang}): the address {before} becomes {after} without `former_slugs`; former links lead nowhere.",
    ),
    "vanish": (
        "{title} : {departures}{booked}. Pour annuler un départ réservé, écrire `status: cancelled` ; pour le "
        "déplacer, `moved_to`.",
        "{title}: {departures}{booked}. To cancel a departure with bookings write `status: cancelled`; "
        "to move it, `moved_to`.",
    ),
    "booked": (
        "{title} : réservations sur {departures} que la proposition touche ({persons}).",
        "{title}: bookings on {departures} that the proposal touches ({persons}).",
    ),
    "booked_within": (", dont {n} avec réservations ({persons})", ", {n} of them with bookings ({persons})"),
    "bookings_unread": ("Réservations non consultées : {reason}.", "Bookings were not looked at: {reason}."),
    "no_bookings": (
        "Aucune réservation sur les départs touchés.", "No bookings on the departures that are touched."
    ),
    "no_store": ("aucun magasin n’est indiqué", "no store is named"),
    "store_missing": ("il n’y a pas de {path}", "there is no {path}"),
    "store_silent": ("le magasin ne répond pas ({reason})", "the store does not answer ({reason})"),
    "missing": ("{title} : pas encore en {langs}", "{title}: not yet in {langs}"),
    "stale": (
        "{title} : à revoir en {langs} : {fields} (changé en {source})",
        "{title}: to look at again in {langs}: {fields} (changed in {source})",
    ),
    "comma": (" ; ", "; "),
    "private": ("changé (non publié)", "changed (not published)"),
    "used_by": ("{offers} de ce partenaire", "{offers} of this partner"),
    "is_new": ("nouveau", "new"),
    "is_gone": ("retiré", "removed"),
    "whole_site": ("tout le site", "the whole site"),
    "moved_by": ("déplacé de {metres}", "moved by {metres}"),
    "ages": ("{first}–{last} ans", "aged {first}–{last}"),
    "ages_from": ("dès {first} ans", "from age {first}"),
    "ages_to": ("jusqu’à {last} ans", "up to age {last}"),
    "quota": ("au plus {n}", "at most {n}"),
    "tier": ("{percent} % jusqu’à {hours} h avant", "{percent} % until {hours} h before"),
    "tiers_common": ("la règle commune", "the common rule"),
    "no_refund": ("rien n’est remboursé", "nothing goes back"),
    "minimum": ("{persons}, décidé {hours} h avant", "{persons}, decided {hours} h before"),
    "free": ("gratuit", "free"),
    "phone": ("téléphone", "phone"),
    "desktop": ("ordinateur", "desktop"),
    "no_preview": ("Pas d’aperçu : {reason}.", "No preview: {reason}."),
    "because_faults": (
        "les fautes ci-dessus empêchent de construire le site",
        "the faults above keep the site from being built",
    ),
    "because_build": ("la construction a échoué ({reason})", "the build failed ({reason})"),
    "because_settings": ("pas de réglages {path}", "no settings {path}"),
    "no_pictures": ("Pas d’images de l’aperçu : {reason}.", "No pictures of the preview: {reason}."),
    "because_playwright": ("Playwright n’est pas installé", "Playwright is not installed"),
    "because_chromium": ("Chromium n’est pas là", "Chromium is not there"),
    "because_browser": ("Chromium s’est arrêté ({reason})", "Chromium ended ({reason})"),
    "pictures_more": ("{n} : au-delà de {most} pages, sans image.", "{n}: beyond {most} pages, not pictured."),
    "serve_preview": (
        "Aperçu : l’artefact `preview` contient les pages ; `python3 -m http.server -d site` dans "
        "son dossier les montre.",
        "Preview: the artefact `preview` holds the pages; `python3 -m http.server -d site` in its folder shows them.",
    ),
    "left_out": (
        "*Laissé de côté, faute de place : {what} ({n} caractères).*",
        "*Left out for want of room: {what} ({n} characters).*",
    ),
    "left_out_parts": (
        "*Laissé de côté, faute de place : {n} autres parties.*",
        "*Left out for want of room: {n} more parts.*",
    ),
    "no_git": ("git n’est pas installé", "git is not installed"),
    "no_repository": ("{folder} n’est pas dans un dépôt git", "{folder} is in no git repository"),
    "unknown_revision": (
        "git ne connaît pas la révision {base} -> écrire une branche, une étiquette ou un commit : BASE=main",
        "git knows no revision {base} -> write a branch, a tag or a commit: BASE=main",
    ),
    "shallow": (
        "ce clone est superficiel et ne contient pas ce qu’il faut de {base} -> git fetch --unshallow",
        "this clone is shallow and lacks what is needed of {base} -> git fetch --unshallow",
    ),
    "no_common_commit": (
        "{base} et le commit présent n’ont rien en commun",
        "{base} and the present commit have nothing in common",
    ),
    "slow_git": ("git {command} ne finit pas", "git {command} does not end"),
    "git_refused": ("git {command} a échoué : {reason}", "git {command} failed: {reason}"),
    "not_written": ("Le rapport n’a pas pu être écrit : {reason}", "The report could not be written: {reason}"),
}
COUNTED: Mapping[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "offers": (("offre", "offres"), ("offer", "offers")),
    "offers_added": (("offre ajoutée", "offres ajoutées"), ("offer added", "offers added")),
    "offers_changed": (("offre changée", "offres changées"), ("offer changed", "offers changed")),
    "offers_removed": (("offre retirée", "offres retirées"), ("offer removed", "offers removed")),
    "partners_touched": (("partenaire touché", "partenaires touchés"), ("partner touched", "partners touched")),
    "taxonomy": (
        ("changement de taxonomie", "changements de taxonomie"),
        ("change of taxonomy", "changes of taxonomy"),
    ),
    "departures": (("départ", "départs"), ("departure", "departures")),
    "vanish": (("départ disparaît", "départs disparaissent"), ("departure vanishes", "departures vanish")),
    "booked": (
        ("départ réservé touché", "départs réservés touchés"),
        ("booked departure touched", "booked departures touched"),
    ),
    "faults": (("faute", "fautes"), ("fault", "faults")),
    "persons": (("personne", "personnes"), ("person", "persons")),
    "more_faults": (("autre", "autres"), ("more", "more")),
    "pages": (("page", "pages"), ("page", "pages")),
    "files": (("autre fichier", "autres fichiers"), ("other file", "other files")),
}


class Unavailable(Exception):
    """Something that the report asks for cannot be had: `code` names the sentence that says why."""

    def __init__(self, code: str, **params: str) -> None:
        super().__init__(code, params)
        self.code, self.params = code, params


class Speech:
    """Says the report's sentences in French or English."""

    def __init__(self, lang: str) -> None:
        self.lang = lang
        self.locale = "fr" if lang == "fr" else "en_GB"

    def say(self, key: str, **values: object) -> str:
        """A sentence; values must be escaped already."""
        return _sentence(key, self.lang).format(**values)

    def explain(self, reason: Unavailable) -> str:
        """Why something cannot be had, in Markdown."""
        return self.say(reason.code, **{name: plain(value) for name, value in reason.params.items()})

    def day(self, day: date, *, weekday: bool = False) -> str:
        """`2 mai 2027`, or `dimanche 2 mai 2027`."""
        first = "'1er'" if self.lang == "fr" and day.day == 1 else "d"
        return format_date(day, f"EEEE {first} MMMM y" if weekday else f"{first} MMMM y", self.locale)

    def count(self, n: int, key: str) -> str:
        """`3 offres ajoutées`: French has no plural for zero, English has."""
        one, many = COUNTED[key][0 if self.lang == "fr" else 1]
        single = n == 1 or (self.lang == "fr" and n == 0)
        return f"{format_decimal(n, locale=self.locale)} {one if single else many}"


@cache
def _sentence(key: str, lang: str) -> str:
    return french(SAID[key][0]) if lang == "fr" else SAID[key][1]
