"""The sentences of warnings: what may stay as it is. See messages.py."""

from .messages_reading import Sentences

WARNINGS: dict[str, dict[str, Sentences]] = {
    "stale_translation": {
        "fr": ("{source} a changé depuis cette traduction ({fields})", "relire la traduction, puis l'enregistrer"),
        "en": ("{source} has changed since this translation ({fields})", "look through the translation, then save it"),
    },
    "past_date": {
        "fr": ("le {value} est passé", "écrire un jour à venir, ou effacer cette ligne"),
        "en": ("{value} is past", "write a day to come, or delete this line"),
    },
    "long_title": {
        "fr": ("ce titre a {length} caractères, les moteurs de recherche en montrent 60", "le raccourcir"),
        "en": ("this title has {length} characters, search engines show 60", "shorten it"),
    },
    "long_summary": {
        "fr": ("ce résumé a {length} caractères, les moteurs de recherche en montrent 160", "le raccourcir"),
        "en": ("this summary has {length} characters, search engines show 160", "shorten it"),
    },
    "summary_without_stop": {
        "fr": ("ce résumé n'est pas une phrase finie", "le finir par un point"),
        "en": ("this summary is not a finished sentence", "end it with a full stop"),
    },
    "summary_is_title": {
        "fr": ("ce résumé répète le titre", "dire ce que l'on verra"),
        "en": ("this summary repeats the title", "say what visitors will see"),
    },
    "summary_of_another": {
        "fr": ("ce résumé est aussi celui de {other}", "dire ce que cette offre a en propre"),
        "en": ("this summary is also that of {other}", "say what is this offer's own"),
    },
    "untranslated_summary": {
        "fr": ("ce résumé n'est pas traduit", "le traduire"),
        "en": ("this summary is not translated", "translate it"),
    },
    "alt_is_file_name": {
        "fr": ("«{value}» est un nom de fichier", "dire ce que l'on voit sur l'image"),
        "en": ("“{value}” is the name of a file", "say what is seen on the picture"),
    },
}
