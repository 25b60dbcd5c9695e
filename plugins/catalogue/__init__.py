"""The catalogue: a Pelican plugin that turns offers in Markdown into the site and into `catalogue.json`."""


def register() -> None:
    """Give Pelican the generator of the catalogue."""
    # Imported here: the editors' check uses this package without Pelican, whose import takes a fifth of a second.
    from pelican.plugins import signals

    from .generator import CatalogueGenerator

    # A strong reference: the receiver is gone with this call otherwise.
    signals.get_generators.connect(lambda sender: CatalogueGenerator, weak=False)
