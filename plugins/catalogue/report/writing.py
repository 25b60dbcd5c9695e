"""Writes the report: from what changes to Markdown, in parts that may give way."""

from collections.abc import Iterable, Iterator, Sequence

from ..model import OfferFacts, PartnerFacts, Taxonomy, Words
from ..reading.faults import Fault
from .changes import ListChange, OfferChange, PartnerChange, partner_facts, users
from .dates import lines
from .escaping import code, plain
from .fitting import Part
from .scribe import Scribe, headed
from .values import Row, label, rows, tariff_rows

MOST_FAULTS = 40
MOST_SAID = 500
"""Characters of each half of a fault."""
PRIVATE = ("email", "phone", "commission_permille")
"""Facts of a partner that are never published: a comment is."""
WHOSE = ("territory", "partner")


class Writer(Scribe):
    """The sections of the report."""

    def parts(self) -> list[Part]:
        """The report from its first line to its last."""
        sections = (
            self._faults(), self._first(), self._added(), self._changed(), self._removed(), self._partners(),
            self._lists(), self._translations(), self._others(), self._preview(),
        )
        return [Part(self._counts()), Part(self._since()), *(part for section in sections for part in section)]

    def _counts(self) -> str:
        proposal, count = self.proposal, self.speech.count
        taken = self.findings.bookings.seats
        counts = (
            (len(self.findings.faults), "faults"), (len(proposal.added), "offers_added"),
            (len(proposal.changed), "offers_changed"), (len(proposal.removed), "offers_removed"),
            (sum(map(len, proposal.vanishing.values())), "vanish"), (sum(1 for n in taken.values() if n), "booked"),
            (len(proposal.partners), "partners_touched"), (len({one.path[:2] for one in proposal.lists}), "taxonomy"),
            (len(self.findings.others), "files"),
        )  # fmt: skip
        told = [count(n, key) for n, key in counts if n]
        return f"**{' · '.join(told)}**" if told else f"**{self.speech.say('nothing')}**"

    def _since(self) -> str:
        found = self.findings
        day = self.speech.day(found.day)
        said = self.speech.say("since", base=code(found.base), commit=code(found.commit[:10]), day=day)
        return f"{said} {self._looked()}".strip()

    def _looked(self) -> str:
        """Whether bookings were looked at, where that matters and no other line shows it."""
        bookings = self.findings.bookings
        if bookings.unread:
            return self.speech.say("bookings_unread", reason=bookings.unread)
        return self.speech.say("no_bookings") if self.proposal.touched and not any(bookings.seats.values()) else ""

    def _faults(self) -> Iterator[Part]:
        faults = self.findings.faults
        if not faults:
            return
        told = [f"- {self._fault(one)}" for one in faults[:MOST_FAULTS]]
        if len(faults) > MOST_FAULTS:
            more = self.speech.count(len(faults) - MOST_FAULTS, "more_faults")
            told.append("- " + self.speech.say("faults_more", n=more))
        yield Part(self.title("faults", len(faults)))
        yield Part("\n".join(told), self.speech.say("faults"))
        yield Part(self.speech.say("faults_note"))

    def _fault(self, one: Fault) -> str:
        where = " ".join(filter(None, (code(f"{one.path}:{one.line}"), plain(one.field))))
        lang = self.speech.lang
        return f"{where}: {plain(one.wrong(lang), MOST_SAID)} → {plain(one.cure(lang), MOST_SAID)}"

    def _first(self) -> Iterator[Part]:
        told = [*self._vanishing(), *self._booked(), *self._slugs()]
        if told:
            yield Part(self.title("first"))
            yield Part("\n".join(f"- {line}" for line in told), self.speech.say("first"))

    def _vanishing(self) -> Iterator[str]:
        for own_id, ids in self.proposal.vanishing.items():
            departures = self.speech.count(len(ids), "vanish")
            yield self.speech.say(
                "vanish", title=self.name(own_id), departures=departures, booked=self._taken(ids, "booked_within")
            )

    def _booked(self) -> Iterator[str]:
        for own_id, ids in self.proposal.touched.items():
            staying = ids - self.proposal.vanishing.get(own_id, frozenset())
            said = self._taken(staying, "booked", title=self.name(own_id))
            if said:
                yield said

    def _taken(self, ids: Iterable[str], key: str, **values: object) -> str:
        taken = [self.findings.bookings.seats.get(own_id, 0) for own_id in ids]
        n = sum(1 for seats in taken if seats)
        departures, persons = self.speech.count(n, "departures"), self.speech.count(sum(taken), "persons")
        return self.speech.say(key, n=n, departures=departures, persons=persons, **values) if n else ""

    def _slugs(self) -> Iterator[str]:
        for change in self.proposal.changed:
            for lang, before, after in change.lost_slugs:
                ends = {"before": code(before), "after": code(after)}
                yield self.speech.say("slug_lost", title=self.name(change.id), lang=lang, **ends)

    def _added(self) -> Iterator[Part]:
        if not self.proposal.added:
            return
        yield Part(self.title("added", len(self.proposal.added)))
        heads = ("title", "territory", "partner", "preview")
        told = [self._introduced(own_id) for own_id in self.proposal.added]
        yield Part(self.table([self.speech.say(head) for head in heads], told), self.speech.say("added"))

    def _introduced(self, own_id: str) -> tuple[str, ...]:
        teller, source = self.tellers[1], self.proposal.after.offers[own_id]
        facts = [teller.tell(name, getattr(source.facts, name)) if source.has(name) else "?" for name in WHOSE]
        return (self.name(own_id), *facts, self.pages(own_id))

    def _changed(self) -> Iterator[Part]:
        if self.proposal.changed:
            yield Part(self.title("changed", len(self.proposal.changed)))
        for change in self.proposal.changed:
            yield from self._offer(change)

    def _offer(self, change: OfferChange) -> Iterator[Part]:
        name, *whose = self._introduced(change.id)
        yield Part(headed(name, code(change.id), *whose))
        yield Part(self._facts(change), name)
        told = [f"- {line}" for line in self._dates(change)]
        yield Part("\n".join(told), f"{name}, {self.speech.say('dates')}")
        yield Part("\n".join(f"- {line}" for line in self.words(change)))
        for wording in change.words:
            yield self.details(wording, name)

    def _facts(self, change: OfferChange) -> str:
        ends = change.before.facts, change.after.facts
        leave = set(OfferFacts.model_fields) - set(change.facts) | {"tariffs"}
        told = tariff_rows(ends[0].tariffs, ends[1].tariffs, self.tellers) if "tariffs" in change.facts else []
        if "tariffs" in change.facts and not told:
            told = [Row(label(OfferFacts, "tariffs", self.speech.lang), *(self._succession(one) for one in ends))]
        return self.rows([*told, *rows(ends, self.tellers, leave)])

    def _succession(self, facts: OfferFacts) -> str:
        lists = self.proposal.after
        return ", ".join(plain(lists.label("tariffs", one.id, self.speech.lang)) for one in facts.tariffs)

    def _dates(self, change: OfferChange) -> list[str]:
        return [self.speech.say("unread_dates")] if change.dates is None else lines(change.dates, self.speech)

    def _removed(self) -> Iterator[Part]:
        if not self.proposal.removed:
            return
        before, teller = self.proposal.before, self.tellers[0]
        told = []
        for own_id in self.proposal.removed:
            facts = before.offers[own_id].facts
            name = plain(before.title(own_id, self.speech.lang))
            told.append((name, teller.tell("territory", facts.territory), teller.tell("partner", facts.partner)))
        yield Part(self.title("removed", len(told)))
        heads = [self.speech.say(head) for head in ("title", "territory", "partner")]
        yield Part(self.table(heads, told), self.speech.say("removed"))

    def _partners(self) -> Iterator[Part]:
        if self.proposal.partners:
            yield Part(self.title("partners", len(self.proposal.partners)))
        for change in self.proposal.partners:
            yield from self._partner(change)

    def _partner(self, change: PartnerChange) -> Iterator[Part]:
        source = change.after or change.before
        name = plain(source.facts.name if source and source.has("name") else change.id)
        said = "" if change.before and change.after else self.speech.say("is_new" if change.after else "is_gone")
        yield Part(headed(name, code(change.id), said, self._used(change.id), self.pages(change.id)))
        yield Part(self.rows(self._partner_rows(change)), name)
        yield Part("\n".join(f"- {line}" for line in self.words(change)))
        for wording in change.words:
            yield self.details(wording, name)

    def _partner_rows(self, change: PartnerChange) -> list[Row]:
        names, hidden = partner_facts(change), self.speech.say("private")
        if change.before is None or change.after is None:
            return []
        private = [Row(label(PartnerFacts, name, self.speech.lang), "—", hidden) for name in names if name in PRIVATE]
        leave = set(PartnerFacts.model_fields) - set(names) | set(PRIVATE)
        return [*rows((change.before.facts, change.after.facts), self.tellers, leave), *private]

    def _used(self, partner_id: str) -> str:
        n = sum(source.facts.partner == partner_id for source in self.proposal.after.offers.values())
        return self.speech.say("used_by", offers=self.speech.count(n, "offers"))

    def _lists(self) -> Iterator[Part]:
        if not self.proposal.lists:
            return
        heads = [self.speech.say(head) for head in ("what", "before", "after", "whom")]
        told: dict[tuple[str, ...], list[ListChange]] = {}
        for change in self.proposal.lists:
            told.setdefault(change.path[:2], []).append(change)
        yield Part(self.title("taxonomy", len(told)))
        cells = [self._list(path, changes) for path, changes in told.items()]
        yield Part(self.table(heads, cells), self.speech.say("taxonomy"))

    def _list(self, path: tuple[str, ...], changes: Sequence[ListChange]) -> tuple[str, ...]:
        touched = users(changes[0], self.proposal)
        whom = self.speech.say("whole_site") if touched is None else self.speech.count(len(touched), "offers")
        section = label(Taxonomy, path[0], self.speech.lang) if path[0] in Taxonomy.model_fields else plain(path[0])
        ends = (self._below([(one.path[2:], getattr(one, side)) for one in changes]) for side in ("before", "after"))
        return (" › ".join([section, *map(plain, path[1:])]), *ends, whom)

    def _below(self, values: Iterable[tuple[tuple[str, ...], object]]) -> str:
        tell = self.tellers[1].tell
        told = (": ".join([*map(plain, path), tell("", value)]) for path, value in values if value is not None)
        return "; ".join(told) or "—"

    def _translations(self) -> Iterator[Part]:
        told = [*self._missing(), *self._stale()]
        if told:
            yield Part(self.title("translations", len(told)))
            yield Part("\n".join(f"- {line}" for line in told), self.speech.say("translations"))

    def _missing(self) -> Iterator[str]:
        after = self.proposal.after
        for own_id in (*self.proposal.added, *(change.id for change in self.proposal.changed)):
            absent = [lang for lang in after.languages if lang not in after.offers[own_id].documents]
            if absent:
                yield self.speech.say("missing", title=self.name(own_id), langs=", ".join(map(plain, absent)))

    def _stale(self) -> Iterator[str]:
        for change in self.proposal.changed:
            for names, langs in change.stale:
                fields = ", ".join(label(Words, name, self.speech.lang).lower() for name in names)
                ends = {"source": change.after.default, "langs": ", ".join(langs)}
                yield self.speech.say("stale", title=self.name(change.id), fields=fields, **ends)

    def _others(self) -> Iterator[Part]:
        if self.findings.others:
            yield Part(self.title("others", len(self.findings.others)))
            yield Part("\n".join(f"- {code(path)}" for path in self.findings.others), self.speech.say("others"))

    def _preview(self) -> Iterator[Part]:
        preview = self.findings.preview
        told = [*preview.reasons, *([self.speech.say("serve_preview")] if preview.pages else [])]
        if told:
            yield Part("---\n" + "\n".join(told))
