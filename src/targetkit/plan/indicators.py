"""Reading indicators, ledgers and groups."""

import datetime as dt
from collections.abc import Callable

from targetkit.book import Field, Ledger
from targetkit.errors import TargetkitError
from targetkit.indicator import Basis, Better, Condition, Derivation, Finality, Indicator, Measure, Reading
from targetkit.interval import Interval
from targetkit.language import Text
from targetkit.period import Period
from targetkit.plan import fields as f
from targetkit.plan.fields import Fields, Problems, Wrong
from targetkit.plan.nodes import Mapping, Node, Scalar, Sequence, shown
from targetkit.target import BOUND_WORDS, Group
from targetkit.units import Quantity, Unit, Units

__all__ = ["Reader"]

_FORMS = ("count", "total", "ratio", "sum", "part_of", "formula")
_PANELS = ("current", "fixed")


class Reader:
    """What reading the parts of a plan needs: the units that exist, the plan's language, and where mistakes go."""

    def __init__(self, problems: Problems, units: Units, *, language: str, published: dt.date | None) -> None:
        """Keep them."""
        self.problems, self.units, self.language, self.published = problems, units, language, published
        self.words: Callable[[Node], Text] = f.words(language)

    def unit(self, node: Node) -> Unit:
        """A unit."""
        return self.units.unit(f.text(node))

    def quantity(self, node: Node) -> Quantity:
        """A plain figure with its unit."""
        found = self.units.quantity(f.text(node))
        if isinstance(found.value, Interval):
            raise Wrong(f"{shown(found.text)} is vague; a promise needs a plain figure", code="TKU302")
        return found

    # --- indicators

    def indicator(self, name: str, node: Node, *, path: str) -> Indicator:
        """An indicator; what is wrong with it is noted, and the rest read."""
        k = Fields(node, self.problems, what=f"indicator {name}", path=path, about=(name,))
        title = k.take("title", self.words, Text.of(name), required=True)
        measure = k.take("measure", f.choice(Measure), Measure.FLOW, required=True)
        unit = k.take("unit", self.unit, None)
        made = Indicator(
            name,
            title,
            measure,
            unit,
            better=k.take("better", f.choice(Better), Better.HIGHER),
            basis=k.take("basis", f.choice(Basis), None),
            scope=k.take("scope", f.text, ""),
            aliases=k.take("aliases", f.texts, ()),
            readings=self._readings(k, unit),
            derivation=self._derivation(k),
            assumed=k.take("assumed", f.list_of_texts, ()),
            note=k.take("note", f.text, ""),
        )
        k.close()
        return made

    def _readings(self, k: Fields, unit: Unit | None) -> tuple[Reading, ...]:
        node = k.node("readings")
        if node is None:
            return ()
        if not isinstance(node, Mapping):
            k.error(
                "TKV103", "readings must be a mapping of period to figure", "readings", hint="readings: {2022: 22 个}"
            )
            return ()
        found: list[Reading] = []
        for key, value in node.entries:
            period = self.problems.attempt(f.period, key, None, about=k.about)
            if period is not None:
                f.not_again(k, period, [r.period for r in found], key)
                found.append(self._reading(k, period, value, unit))
                if self.published and period.start > self.published:
                    message = f"the reading of {period} is of a time after the source was published ({self.published})"
                    hint = "later readings belong in the book"
                    self.problems.add("TKT404", message, key.place, hint=hint, about=k.about)
        return tuple(found)

    def _reading(self, k: Fields, period: Period, node: Node, unit: Unit | None) -> Reading:
        if not isinstance(node, Mapping):
            return Reading(period, self._printed(node, unit))
        r = Fields(
            node, self.problems, what=f"the reading of {period}", path=f"{k.path}.readings.{period}", about=k.about
        )
        made = Reading(
            period,
            r.take("value", lambda n: self._printed(n, unit), None),
            growth=r.take("growth", self.units_of_growth, None),
            status=r.take("status", f.choice(Finality), None),
            quote=r.take("quote", f.text, ""),
            note=r.take("note", f.text, ""),
        )
        if not (r.has("value") or r.has("growth")):
            r.error("TKV102", f"the reading of {period} has neither `value` nor `growth`", hint="value: 22 个")
        r.close()
        return made

    def _printed(self, node: Node, unit: Unit | None) -> Quantity:
        """A printed figure, which may be vague, in a unit that fits the indicator's."""
        written = f.text(node)
        try:
            found = self.units.quantity(written)
        except TargetkitError:
            if "约" not in written and "about" not in written:
                raise
            found = about(self.units, written)
        if unit is not None and found.unit != unit and not found.unit.fits(unit):
            raise Wrong(
                f"{shown(written)} is in {found.unit}, the indicator in {unit}, which does not fit", code="TKU303"
            )
        return found

    def units_of_growth(self, node: Node) -> Quantity:
        """A printed rate of growth: in % or percentage points."""
        found = self.units.quantity(f.text(node))
        if found.unit.sort not in ("share", "point"):
            raise Wrong(f"{shown(found.text)} is no rate of growth: expected % or 百分点", code="TKU303")
        return found

    # --- derivation

    def _derivation(self, k: Fields) -> Derivation | None:
        node = k.node("from")
        if node is None:
            return None
        d = Fields(node, self.problems, what="`from`", path=f"{k.path}.from", about=k.about)
        forms = [form for form in _FORMS if d.has(form)]
        if len(forms) != 1:
            d.error(
                "TKV113",
                f"`from` needs exactly one of {', '.join(_FORMS)}",
                hint="from: {count: projects, dated: signed}",
            )
            return None
        form = forms[0]
        read = f.names if form in ("ratio", "sum") else lambda n: (f.text(n),)
        inputs = d.take(form, read, ())
        pair = 2
        if form == "ratio" and len(inputs) != pair:
            d.error("TKV113", "a ratio needs two indicators, [above, below]", form)
        made = Derivation(
            form,
            inputs,
            dated=d.take("dated", f.text, "") if form in ("count", "total") else "",
            where=self._where(d) if form in ("count", "total", "part_of") else (),
            panel=d.take("panel", self._panel, "") if form == "ratio" else "",
            parameters=d.take("with", _pairs, ()) if form == "formula" else (),
        )
        d.close()
        return made

    @staticmethod
    def _panel(node: Node) -> str:
        word = f.text(node)
        if word not in _PANELS:
            raise Wrong(f"{shown(word)} is not one of {', '.join(_PANELS)}", code="TKV104")
        return word

    def _where(self, d: Fields) -> tuple[tuple[str, Condition], ...]:
        node = d.node("where")
        if node is None:
            return ()
        w = Fields(node, self.problems, what="`where`", path=f"{d.path}.where", about=d.about)
        return tuple((name, w.take(name, self._condition, Condition())) for name in w.entries)

    def _condition(self, node: Node) -> Condition:
        if isinstance(node, Scalar):
            return Condition(equals=(f.text(node),))
        if isinstance(node, Sequence):
            return Condition(equals=f.list_of_texts(node))
        parts = {key.text: value for key, value in node.entries}
        unknown = [key for key, _ in node.entries if key.text not in (*BOUND_WORDS, "not", "filled")]
        if unknown:
            words = ", ".join((*BOUND_WORDS, "not", "filled"))
            raise Wrong(
                f"a condition has no {shown(unknown[0].text)}: expected {words}", code="TKV101", place=unknown[0].place
            )
        return Condition(
            excludes=f.texts(parts["not"]) if "not" in parts else (),
            bounds=tuple((word, f.text(parts[word])) for word in BOUND_WORDS if word in parts),
            filled=f.yes(parts["filled"]) if "filled" in parts else None,
        )

    # --- ledgers and groups

    def ledger(self, name: str, node: Node) -> Ledger:
        """A ledger's declaration."""
        k = Fields(node, self.problems, what=f"ledger {name}", path=f"ledgers.{name}", about=(name,))
        title = k.take("title", self.words, Text.of(name), required=True)
        key = k.take("key", f.identifier, "", required=True)
        columns: tuple[Field, ...] = ()
        found = k.node("fields")
        if found is None:
            k.error("TKV102", f"ledger {name} has no `fields`", hint="fields: {project: text, signed: date}")
        else:
            c = Fields(found, self.problems, what=f"the fields of ledger {name}", path=f"ledgers.{name}.fields")
            columns = tuple(self._field(c, column) for column in c.entries)
        k.close()
        if key and columns and key not in {column.name for column in columns}:
            k.error("TKR202", f"ledger {name} has no field `{key}`, which is its key", "key")
        return Ledger(name, title, key, columns)

    def _field(self, c: Fields, name: str) -> Field:
        def read(node: Node) -> Field:
            if isinstance(node, Scalar):
                word = f.text(node)
                if word in ("text", "date"):
                    return Field(name, "text" if word == "text" else "date")
                return Field(name, "quantity", unit=self.units.unit(word).name)
            parts = {key.text: value for key, value in node.entries} if isinstance(node, Mapping) else {}
            if set(parts) == {"one_of"}:
                return Field(name, "one_of", values=f.list_of_texts(parts["one_of"]))
            if set(parts) == {"ordered"}:
                return Field(name, "ordered", values=f.list_of_texts(parts["ordered"]))
            if set(parts) == {"planned_in"}:
                return Field(name, "planned_in", planned_in=f.text(parts["planned_in"]))
            hint = "text, date, a unit, {one_of: […]}, {ordered: […]} or {planned_in: field}"
            raise Wrong(f"`{name}` is no sort of field", code="TKV104", hint=hint)

        return c.take(name, read, Field(name, "text"))

    def group(self, name: str, node: Node) -> Group:
        """Who "each" is."""
        k = Fields(node, self.problems, what=f"group {name}", path=f"groups.{name}", about=(name,))
        made = Group(
            members=k.take("members", f.list_of_texts, ()),
            count=k.take("count", f.whole, None),
            id=name,
            title=k.take("title", self.words, Text.of(name), required=True),
            ledger=k.take("ledger", f.text, ""),
        )
        k.close()
        if made.count is not None and made.count < len(made.members):
            message = f"group {name} names {len(made.members)} members, more than its count of {made.count}"
            k.error("TKV104", message, "count")
        return made


def _pairs(node: Node) -> tuple[tuple[str, str], ...]:
    """A mapping of names to texts, as written."""
    if not isinstance(node, Mapping):
        raise Wrong("expected a mapping of parameters, such as {at_risk: -10 百分点}")
    return tuple((key.text, f.text(value)) for key, value in node.entries)


def about(units: Units, written: str) -> Quantity:
    """A figure with 约, where no tolerance is given: half a unit of its last printed digit, as our reading of it."""
    plain = written.replace("大约", "").replace("约", "").replace("about ", "")
    figure = units.quantity(plain)
    half = figure.half or units.quantity(f"0.5 {figure.unit.name}").value
    if isinstance(figure.value, Interval) or isinstance(half, Interval):
        return figure
    tolerance = Quantity(half, figure.unit, f"{half} {figure.unit}", half)
    return units.quantity(written, tolerance=tolerance)
