"""The language of what commands say to people."""

from collections.abc import Mapping


def locale_language(environ: Mapping[str, str]) -> str:
    """`fr` or `en` from the locale (POSIX: LC_ALL, LC_MESSAGES, LANG); French, the source, where none is set."""
    chosen = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    plain = chosen.split(".")[0]
    return "fr" if plain in ("", "C", "POSIX") or plain.lower().startswith("fr") else "en"
