"""Whatever is promised and whatever was seen, it can be judged and told."""

import datetime as dt
import json

from hypothesis import given
from hypothesis import strategies as st
from tests.property.test_plan_laws import in_yaml, load, plans, rows

import targetkit as tk

days = st.sampled_from([dt.date(2022, 12, 31), dt.date(2023, 3, 31), dt.date(2023, 12, 31), dt.date(2024, 2, 1)])


@given(data=st.data(), as_of=days)
def test_every_verdict_can_be_told(data, as_of):
    """No plan and no book make a table, a JSON report or an explanation fail; every target stands in them."""
    plan = load(in_yaml(data.draw(plans())))
    odd = st.sampled_from([None, "0", "-2", "30余", "0.48", "7000000"])
    seen = [
        {**row, "value": (row["value"] != "完成" and data.draw(odd)) or row["value"]} for row in data.draw(rows(plan))
    ]
    book = tk.open_book(plan, seen)
    card = tk.assess(plan, book, as_of)
    report = json.loads(tk.render(card, reporter="json"))

    told = [tk.explain(a, lang=lang) for a in card.values() for lang in ("zh", "en")]
    tables = [tk.render(card, lang=lang, width=width) for lang in ("zh", "en") for width in (80, 140)]

    assert all(told)
    assert all(tables)
    assert [a["id"] for a in report["assessments"]] == list(plan.targets)
    assert sum(card.counts().values()) == len(plan.targets)
    assert not [a for a in card.values() if a.status is tk.Status.ERROR and not a.fault]
