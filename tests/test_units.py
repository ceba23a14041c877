"""Units and quantities: what is read, what converts, what is refused and in which words."""

import pickle
import subprocess
import sys
import threading
import time
from decimal import Decimal
from fractions import Fraction

import pytest

from targetkit.errors import QuantityError, UnitError
from targetkit.interval import Interval
from targetkit.units import Unit, Units, _pint_registry, builtin_definitions, load

BUILTIN = (builtin_definitions(),)


@pytest.fixture(name="units")
def _units() -> Units:
    return load(BUILTIN)


def between(lo: str, hi: str) -> Interval:
    """The open interval."""
    return Interval(Decimal(lo), Decimal(hi), lo_open=True, hi_open=True)


class TestUnit:
    """Names."""

    @pytest.mark.parametrize(
        ("text", "name", "sort"),
        [
            ("亿元", "亿元", "money"),
            ("人民币", "元", "money"),
            ("million USD", "million USD", "money"),
            ("million  dollars", "million USD", "money"),
            ("$", "USD", "money"),
            ("€", "EUR", "money"),
            ("百万元", "百万元", "money"),
            ("万平米", "万平方米", "area"),
            ("㎡", "m2", "area"),
            ("km²", "km2", "area"),
            ("hectares", "ha", "area"),
            ("千米", "公里", "length"),
            ("公斤", "千克", "mass"),
            ("亿度", "亿千瓦时", "energy"),
            ("万吨标准煤", "万吨标准煤", "energy"),
            ("日", "天", "time"),
            ("万标箱", "万标箱", "count"),
            ("company", "companies", "count"),
            ("％", "%", "share"),
            ("percent", "%", "share"),
            ("1", "1", "share"),
            ("个百分点", "百分点", "point"),
            ("percentage point", "percentage points", "point"),
            ("名次", "位", "rank"),
            ("points", "points", "score"),
            ("万元／亩", "万元/亩", "per"),
            ("件 / 万人", "件/万人", "per"),
            ("次/月", "次/月", "per"),
            ("次/季", "次/季", "per"),
        ],
    )
    def test_reads_names_and_aliases(self, units, text, name, sort):
        """A unit is printed by its canonical name and knows its sort."""
        unit = units.unit(text)

        assert (name, sort) == (unit.name, unit.sort)
        assert unit == units.unit(str(unit))

    @pytest.mark.parametrize(
        "text", ["块", "", "元/", "元/亩/人", "万%", "十元", "millionUSD", "元*亩", "元**9", "9**9**9"]
    )
    def test_refuses_what_it_does_not_know(self, units, text):
        """What is not in the definitions is no unit, and no expression is ever worked out."""
        with pytest.raises(UnitError, match=r"no unit|no exponent"):
            units.unit(text)

    @pytest.mark.parametrize(
        ("text", "near"),
        [
            ("usd", "USD"),
            ("home s", "homes"),
            ("亿美圆", "亿美元"),
            ("平方工里", "平方公里"),
            ("万%", "% takes no scale word"),
        ],
    )
    def test_offers_near_names(self, units, text, near):
        """An unknown name is answered with the nearest known ones, in Chinese and in English."""
        with pytest.raises(UnitError, match=near):
            units.unit(text)

    def test_names_the_bad_half_of_a_composite(self, units):
        """The message says which side of the slash is not known."""
        with pytest.raises(UnitError, match="there is no unit '牧' in '万元/牧'"):
            units.unit("万元/牧")

    def test_refuses_a_long_name_at_once(self, units):
        """A name of 20,000 letters costs nothing."""
        start = time.perf_counter()
        with pytest.raises(UnitError, match="has 20000 characters"):
            units.unit("a" * 20_000)

        assert time.perf_counter() - start < 0.05

    def test_has_an_exact_size_and_a_dimension(self, units):
        """An 亩 is 2000/3 square metres, as a rational."""
        unit = units.unit("万亩")

        assert (Fraction(20_000_000, 3), "[length]^2") == (unit.factor, unit.dimension)
        assert isinstance(unit.factor, Fraction)
        assert "[CNY]/[length]^2" == units.unit("万元/亩").dimension
        assert "1" == units.unit("%").dimension

    def test_every_builtin_unit_has_an_exact_size(self, units):
        """No definition goes through a float."""
        for name in units.names:
            assert isinstance(units.unit(name).factor, Fraction)

    def test_pickles(self, units):
        """A unit crosses process borders with its registry."""
        unit = units.unit("万元/亩")

        assert unit == pickle.loads(pickle.dumps(unit))
        assert "Unit(name='万元/亩', sort='per')" == repr(unit)


class TestConvert:
    """Conversion."""

    @pytest.mark.parametrize(
        ("value", "source", "to", "expected"),
        [
            ("15", "亩", "公顷", "1"),
            ("300", "万元/亩", "亿元/公顷", "0.45"),
            ("1500000", "平方米", "公顷", "150"),
            ("1500", "亩", "平方公里", "1"),
            ("5000", "万元", "亿元", "0.5"),
            ("115", "million USD", "万美元", "11500"),
            ("2", "里", "公里", "1"),
            ("3", "公里", "米", "3000"),
            ("2", "年", "months", "24"),
            ("2", "周", "days", "14"),
            ("1", "立方米", "升", "1000"),
            ("12.5", "%", "1", "0.125"),
            ("5", "‰", "%", "0.5"),
            ("2", "pp", "百分点", "2"),
            ("24", "次/年", "次/月", "2"),
            ("3", "人", "people", "3"),
        ],
    )
    def test_is_exact(self, units, value, source, to, expected):
        """Conversion has no rounding."""
        assert Decimal(expected) == units.convert(Decimal(value), units.unit(source), units.unit(to))

    def test_gives_a_rational_where_decimals_do_not_close(self, units):
        """1 亩 is 1/15 公顷; 1/8 is 12.5 %."""
        assert Fraction(1, 15) == units.convert(Decimal(1), units.unit("亩"), units.unit("公顷"))
        assert Decimal("12.5") == units.convert(Fraction(1, 8), units.unit("1"), units.unit("%"))

    def test_keeps_the_ends_of_an_interval(self, units):
        """300余万元 is above 0.03 亿元 and below 0.04."""
        reading = units.quantity("300余万元")

        assert between("0.03", "0.04") == units.convert(reading.value, reading.unit, units.unit("亿元"))

    @pytest.mark.parametrize(
        ("source", "to", "words"),
        [
            ("亿元", "亿美元", [r"亿元 (dimension [CNY])", r"亿美元 (dimension [USD])", "dated rate"]),
            ("%", "百分点", ["% (dimension 1)", "百分点 (dimension [percentage_point])"]),
            ("个", "家", ["[个]", "[家]", "do not add up"]),
            ("个月", "天", ["[month]", "[day]", "no fixed number of days"]),
            ("万元/亩", "亿元", ["[CNY]/[length]^2", "(dimension [CNY])"]),
            ("公里", "亩", ["[length]", "[length]^2"]),
            ("吨标准煤", "吨", ["[standard_coal]", "[mass]"]),
            ("points", "percentage points", ["[score]", "[percentage_point]"]),
        ],
    )
    def test_names_both_units_and_both_dimensions(self, units, source, to, words):
        """Two dimensions do not convert, and the message has all four names."""
        assert not units.fits(units.unit(source), units.unit(to))
        with pytest.raises(UnitError) as caught:
            units.convert(Decimal(1), units.unit(source), units.unit(to))

        assert [] == [word for word in words if word not in str(caught.value)]

    def test_fits_by_dimension(self, units):
        """Units of one dimension fit, whatever their size and language."""
        assert units.fits(units.unit("亩"), units.unit("平方公里"))
        assert units.fits(units.unit("亿元"), units.unit("万元"))
        assert units.fits(units.unit("1"), units.unit("%"))

    def test_works_from_many_threads(self):
        """The registry may be asked first by eight threads at once."""
        units = load((*BUILTIN, "# threads"))
        got: list[object] = []
        ask = lambda: got.append(units.convert(Decimal(15), units.unit("亩"), units.unit("公顷")))  # noqa: E731
        threads = [threading.Thread(target=ask) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert [Decimal(1)] * 8 == got


class TestQuantity:
    """Figures."""

    @pytest.mark.parametrize(
        ("text", "value", "unit", "half"),
        [
            ("27 个", "27", "个", "0"),
            ("27个", "27", "个", "0"),
            ("15 位", "15", "位", "0"),
            ("1,500 homes", "1500", "homes", "0"),
            ("0.48 亿元", "0.48", "亿元", "0.005"),
            ("0.480 亿元", "0.480", "亿元", "0.0005"),
            ("1,498.28 亩", "1498.28", "亩", "0.005"),
            ("１，４９８．２８　亩", "1498.28", "亩", "0.005"),
            ("16%", "16", "%", "0.5"),
            ("１６％", "16", "%", "0.5"),
            ("1000 亩", "1000", "亩", "0.5"),
            ("3 万人", "3", "万人", "0.5"),
            ("1.5 人", "1.5", "人", "0.05"),
            ("115 million USD", "115", "million USD", "0.5"),
            ("-3.5 百分点", "-3.5", "百分点", "0.05"),
            ("\u22123.5 百分点", "-3.5", "百分点", "0.05"),
            ("+2 百分点", "2", "百分点", "0.5"),
            ("-0 个", "0", "个", "0"),
            ("10 m²", "10", "m2", "0.5"),
            ("2 次/季", "2", "次/季", "0.5"),
        ],
    )
    def test_keeps_the_figure_and_its_printed_rounding(self, units, text, value, unit, half):
        """A figure is what was printed, with half a unit of its last digit."""
        quantity = units.quantity(text)

        assert Decimal(value).as_tuple() == quantity.value.as_tuple()
        assert (units.unit(unit), Decimal(half), text) == (quantity.unit, quantity.half, str(quantity))

    def test_keeps_a_pure_fraction(self, units):
        """1/8 is a rational in the unit 1, without rounding."""
        quantity = units.quantity("１／８")

        assert (Fraction(1, 8), units.unit("1"), Decimal(0)) == (quantity.value, quantity.unit, quantity.half)

    @pytest.mark.parametrize(
        ("text", "lo", "hi", "unit"),
        [
            ("300余 次", "300", "400", "次"),
            ("300余次", "300", "400", "次"),
            ("300多次", "300", "400", "次"),
            ("90余个", "90", "100", "个"),
            ("10余家", "10", "20", "家"),
            ("896.2余万元", "896.2", "896.3", "万元"),
            ("117300余人", "117300", "117400", "人"),
            ("3万余人", "3", "4", "万人"),
            ("近300 次", "200", "300", "次"),
            ("约300余次", "300", "400", "次"),
            ("-20余%", "-30", "-20", "%"),
        ],
    )
    def test_reads_vague_figures_as_open_intervals(self, units, text, lo, hi, unit):
        """余 and 多 reach to the next value of the last digit that is not zero, 近 comes from the one before."""
        quantity = units.quantity(text)

        assert (between(lo, hi), units.unit(unit), 0) == (quantity.value, quantity.unit, quantity.half)

    @pytest.mark.parametrize("text", ["约6公里", "大约 6 公里", "about 6 公里"])
    def test_reads_about_by_its_tolerance(self, units, text):
        """约 is the figure and the tolerance on both sides, in the unit of the figure."""
        quantity = units.quantity(text, tolerance=units.quantity("500 米"))

        assert Interval(Decimal("5.5"), Decimal("6.5")) == quantity.value

    def test_takes_percentage_points_as_tolerance_of_a_share(self, units):
        """约7.5% with 0.5 百分点 is 7 to 8 %."""
        quantity = units.quantity("约7.5%", tolerance=units.quantity("0.5 pp"))

        assert Interval(Decimal(7), Decimal(8)) == quantity.value

    def test_asks_for_the_tolerance(self, units):
        """Without a tolerance 约 cannot be read, and the message says what to write."""
        with pytest.raises(QuantityError, match=r"needs a tolerance.*tolerance: 0\.5 公里"):
            units.quantity("约6公里")

    @pytest.mark.parametrize("tolerance", ["-1 公里", "1余公里"])
    def test_refuses_a_tolerance_that_is_none(self, units, tolerance):
        """A tolerance is a plain figure of 0 or more."""
        with pytest.raises(QuantityError, match="not a plain figure"):
            units.quantity("约6公里", tolerance=units.quantity(tolerance))

    def test_refuses_a_tolerance_of_another_dimension(self, units):
        """A tolerance in 亩 does not fit kilometres."""
        with pytest.raises(UnitError, match="does not convert"):
            units.quantity("约6公里", tolerance=units.quantity("1 亩"))

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("27", "has no unit"),
            ("", "does not begin with a number"),
            ("个", "does not begin with a number"),
            ("nan 个", "does not begin with a number"),
            ("inf 个", "does not begin with a number"),
            (".5 亩", "does not begin with a number"),
            ("1,49,8 亩", "grouped by three"),
            ("1498,280 亩", "grouped by three"),
            ("0,123 亩", "grouped by three"),
            ("007 个", "leading zeros"),
            ("1e5 亩", "no exponent"),
            ("1 000 亩", "no exponent or space"),
            ("1.2.3 亩", "is no number and unit"),
            ("5. 亩", "is no number and unit"),
            ("3~5个", "two bounds"),
            ("3-5个", "two bounds"),
            ("3至5个", "two bounds"),
            ("1/0", "divides by zero"),
            ("1/8 亩", "a fraction is a pure number"),
            ("10² 个", "plain digits"),
            ("1½ 亩", "plain digits"),
            ("27\u200b个", r"U\+200B"),
            ("27\n个", r"U\+000A"),
            ("9" * 31 + " 个", "more than 30 digits"),
            ("9" * 20_000, "at most 64"),
            ("0余个", "zero has no"),
            ("1/8余", "a fraction is a pure number"),
            ("近1/8", "a fraction has no"),
            ("近300余次", "write one of them"),
        ],
    )
    def test_refuses_what_is_no_quantity(self, units, text, message):
        """Each mistake has its own message."""
        with pytest.raises(QuantityError, match=message):
            units.quantity(text)

    @pytest.mark.parametrize("text", ["27 ge", "5 亿圆", "3 元;亩"])
    def test_refuses_an_unknown_unit(self, units, text):
        """A number with an unknown unit is an error of the unit."""
        with pytest.raises(UnitError, match="there is no unit"):
            units.quantity(text)


class TestDefinitions:
    """Definition texts."""

    def test_a_further_text_adds_units(self):
        """A plugin's units stand beside the built-in ones and convert into them."""
        units = load((*BUILTIN, "@group area\n  坪 = 33/10 平方米 = _ = ping\n@end"))

        assert Decimal("3.3") == units.convert(Decimal(1), units.unit("ping"), units.unit("平方米"))
        assert "万坪" == units.unit("万ping").name

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("@group area\n亩 = 600 平方米\n@end", "line 2 of unit definitions 2.*'亩' is taken already"),
            ("@group area\n坪 = 3 平方米 = _ = mu\n@end", "'mu' is taken already"),
            ("@group money\n万元 = 9999 元\n@end", "'万元' is taken already"),
            ("@group count\n盒 = [个]\n@end", r"'\[个\]' is taken already"),
            ("亿- = 100", "'亿' is taken already"),
            ("@group money\n坪 = 3 圆\n@end", "'圆', which is not defined above"),
            ("@group money\n坪 = 坪\n@end", "'坪', which is not defined above"),
            ("坪 = 3 平方米", "in no @group"),
            ("@group taste\n@end", "'taste' is no sort"),
            ("@group per\n@end", "'per' is no sort"),
            ("@import other.txt", "expected `name = size"),
            ("@group area\n坪 = 9**9**9\n@end", "is no size"),
            ("@group area\n坪 = 3.3 平方米\n@end", "is no size"),
            ("@group area\n坪 = 0 平方米\n@end", "is no size"),
            ("@group area\n3坪 = 3 平方米\n@end", "is no name"),
            ("@group area\n坪 = 3 平方米 = a b\n@end", "is no name"),
        ],
    )
    def test_refuses_clashes_and_what_it_cannot_read(self, text, message):
        """A text that takes a name, or that is no definition, is refused with its line."""
        with pytest.raises(UnitError, match=message):
            load((*BUILTIN, text))

    def test_the_light_reader_knows_what_pint_knows(self, units):
        """Names, sizes of scale words and sorts agree with pint's own reading of the file."""
        registry = _pint_registry(BUILTIN)

        assert set(registry._units) == set(units._names)
        assert {n: s.factor for n, s in units._scales.items()} == {
            n: p.converter.scale for n, p in registry._prefixes.items() if n
        }
        for name, named in units._names.items():
            assert registry._units[name].name == named.key

    def test_is_made_once(self, units):
        """The same texts give the same registry."""
        assert units is load(BUILTIN)
        assert units == pickle.loads(pickle.dumps(units))

    def test_reading_does_not_import_pint(self):
        """Pint comes when two different units meet, and not before."""
        code = (
            "import sys; from targetkit.units import *\n"
            "u = load((builtin_definitions(),)); q = u.quantity('300余 万元/亩')\n"
            "a, b = u.unit('亿元'), u.unit('万元')\n"
            "u.convert(q.value, q.unit, u.unit('万元／亩')), u.fits(a, b), u.convert(q.value, a, b)\n"
            "assert 'pint' not in sys.modules\n"
            "u.fits(a, u.unit('亩')); assert 'pint' in sys.modules\n"
        )
        done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)

        assert (0, "") == (done.returncode, done.stderr)


def test_units_are_values(units):
    """A unit can be a key."""
    assert 1 == len({units.unit("公斤"), units.unit("千克")})
    assert isinstance(units.unit("亩"), Unit)
