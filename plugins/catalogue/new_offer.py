"""`make new-offer`: asks on the terminal what an offer needs, writes its files, and says what is left to do."""

import os
import signal
import sys
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from . import model
from .desk.asking import Asker, Values
from .desk.fields import Field, fields_of
from .desk.options import lists
from .language import locale_language
from .reading.faults import Faults, report
from .reading.load import load
from .reading.meant import as_id
from .reading.typography import french
from .reading.writing import front_matter

LATER = ("access", "alt", "former_slugs", "updated_at")
"""Words that depend on facts, or that a new offer has none of."""
SAID = {
    "fr": {
        "welcome": "Une nouvelle offre. Une étoile (*) marque ce qu’il faut dire. Ctrl-C : arrêter, sans rien écrire.",
        "language": "\n=== Les mots, en {} ===", "facts": "\n=== Les faits, une fois pour toutes les langues ===",
        "there": "{} existe déjà : choisir une autre adresse.", "nothing": "\nArrêté : rien n’a été écrit.",
        "written": "\nÉcrit : {}", "left": "Ce qu’il reste à faire, dit par la vérification :",
        "right": "La vérification ne trouve rien à corriger.",
        "next": "Ensuite : ouvrir ces fichiers, écrire le texte sous la seconde ligne ---, lancer make check, regarder "
        "la page avec make serve, puis ouvrir une demande de fusion (pull request).",
    },
    "en": {
        "welcome": "A new offer. A star (*) marks what must be said. Ctrl-C: stop, and write nothing.",
        "language": "\n=== The words, in {} ===", "facts": "\n=== The facts, once for all languages ===",
        "there": "{} is there already: choose another slug.", "nothing": "\nStopped: nothing was written.",
        "written": "\nWritten: {}", "left": "What is left to do, as the check says:",
        "right": "The check finds nothing to mend.",
        "next": "Next: open these files, write the text below the second line of ---, run make check, look at the page "
        "with make serve, then open a pull request.",
    },
}  # fmt: skip


def main(arguments: Sequence[str] = ()) -> int:
    """Ask, write, check. Returns 0 when files were written, 1 when nothing was."""
    content = Path(arguments[0]) if arguments else Path("content")
    lang = locale_language(os.environ)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell may have started us deaf to it
    day = os.environ.get("BUILD_DAY")
    today = date.fromisoformat(day) if day else datetime.now(ZoneInfo("Europe/Paris")).date()
    try:
        asker = Asker(lists(content, lang), today, input, _say)
        files = ask(asker, content)
    except Faults as faults:
        _say(report(faults.found, lang))
        return 1
    except (KeyboardInterrupt, EOFError):
        _say(phrase("nothing", lang))
        return 1
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        _say(phrase("written", lang).format(path))
    _tell_what_is_left(content, today, list(files), lang)
    return 0


def ask(asker: Asker, content: Path) -> dict[Path, str]:
    """The files that the answers make, by path; nothing is written yet. Raises EOFError and KeyboardInterrupt."""
    lang, languages = asker.lists.lang, _required(asker)
    _say(phrase("welcome", lang))
    words = {languages[0]: _words(asker, languages[0], content)}
    _say(phrase("facts", lang))
    facts = asker.part(model.OfferFacts, _leave_out, {})
    for other in languages:
        words.setdefault(other, {}).update(_words(asker, other, content) if other != languages[0] else {})
        words[other] |= _about(asker, facts, other)
    own_id = words[languages[0]]["slug"]
    folder = content / "offers" / facts["territory"]
    return {
        folder / f"{own_id}.{one}.md": front_matter(said | (facts if one == languages[0] else {}), "")
        for one, said in words.items()
    }


def _required(asker: Asker) -> list[str]:
    own = asker.lists.taxonomy
    return [lang for lang in own.languages if lang not in own.partial_languages]


def _words(asker: Asker, of: str, content: Path) -> Values:
    """The words of one language; the slug that follows from the title is proposed."""
    names = asker.lists.taxonomy.guided_languages.get(of, {})
    _say(phrase("language", asker.lists.lang).format(names.get(asker.lists.lang, of)))
    fields = {field.name: field for field in fields_of(model.Words)}
    title = asker.one(fields["title"], model.Words)
    first = of == asker.lists.taxonomy.languages[0]
    slug = asker.one(fields["slug"], model.Words, as_id(title))
    while first and (there := _there(content, slug)):
        _say(phrase("there", asker.lists.lang).format(there))
        slug = asker.one(fields["slug"], model.Words, f"{slug}-2")
    return asker.part(model.Words, lambda field, _: field.name in LATER, {"title": title, "slug": slug})


def _there(content: Path, own_id: str) -> Path | None:
    return next((content / "offers").rglob(f"{own_id}.??.md"), None)


def _leave_out(field: Field, values: Mapping[str, Any]) -> bool:
    """What is not asked: an address for a virtual visit, a platform for another."""
    virtual = values.get("type") == "virtual"
    return field.name in (("meeting_point", "end_point") if virtual else ("virtual",))


def _about(asker: Asker, facts: Values, lang: str) -> Values:
    """Sentences on the facets and pictures that the facts name, in one language."""
    fields = {field.name: field for field in fields_of(model.Words)}
    pictures = [image["file"] for image in facts.get("images", ())]
    found: Values = {}
    for name, keys in (("access", facts.get("accessibility", ())), ("alt", pictures)):
        said = {key: asker.ask(f"\n{fields[name].label(asker.lists.lang)} ({lang}), {key} > ").strip() for key in keys}
        if any(said.values()):
            found[name] = {key: text for key, text in said.items() if text}
    return found


def _tell_what_is_left(content: Path, today: date, written: list[Path], lang: str) -> None:
    names = {path.name for path in written}
    try:
        load(content, today)
        found = []
    except Faults as faults:
        found = [one for one in faults.found if one.path.rpartition("/")[2] in names]
    _say(phrase("left" if found else "right", lang))
    for one in found:
        _say(f"  {one.text(lang)}")
    _say(phrase("next", lang))


def phrase(name: str, lang: str) -> str:
    """A sentence of this command."""
    return french(SAID[lang][name]) if lang == "fr" else SAID[lang][name]


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
