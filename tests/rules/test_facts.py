import pytest

from rules.facts import FactError, Known, in_order, known, merge, possible_values, read_fact, read_facts
from tests.rules.building import fact

SIZE = fact("size", "small", "medium", "large")
MAKER = fact("maker", True, False)
SPECS = {spec.key: spec for spec in (SIZE, MAKER)}


@pytest.mark.parametrize(
    ("given", "facts"),
    [
        ({}, {}),
        ({"size": "small"}, {"size": known("small")}),
        ({"maker": False}, {"maker": known(False)}),
        ({"size": ["small", "large"]}, {"size": known("small", "large")}),
        ({"size": ["small"]}, {"size": known("small")}),
        ({"size": ["small", "small"]}, {"size": known("small")}),
        ({"size": "uncertain"}, {"size": Known(SIZE.values, uncertain=True)}),
        ({"size": "medium", "maker": True}, {"size": known("medium"), "maker": known(True)}),
    ],
)
def test_a_fact_is_a_value_a_list_of_values_or_uncertain(given, facts):
    assert read_facts(given, SPECS) == facts


@pytest.mark.parametrize("given", [None, ["small", "medium", "large"], ["large", "small", "medium"]])
def test_null_and_the_list_of_all_choices_tell_nothing(given):
    assert read_facts({"size": given}, SPECS) == {}


@pytest.mark.parametrize(
    "value", ["midsized", "", "Small", True, 1, 1.0, {"is": "small"}, ("small",), b"small"]
)
def test_a_value_that_is_no_choice_is_refused_with_the_choices(value):
    with pytest.raises(FactError) as refused:
        read_fact(value, SIZE)

    assert str(refused.value) == (
        f"size: {value!r}; expected one of small, medium, large, a list of them, uncertain or null"
    )


@pytest.mark.parametrize("value", [1, 0, 1.0, "true", "yes", "no", "True"])
def test_a_yes_no_fact_takes_true_and_false_and_neither_numbers_nor_words(value):
    with pytest.raises(FactError, match="expected one of true, false, a list of them, uncertain or null"):
        read_fact(value, MAKER)


def test_an_empty_list_is_refused():
    with pytest.raises(FactError, match="size: an empty list; expected one of small"):
        read_facts({"size": []}, SPECS)


@pytest.mark.parametrize("value", [["small", "huge"], ["small", ["large"]], ["small", "uncertain"], [None]])
def test_one_wrong_value_refuses_the_list(value):
    with pytest.raises(FactError, match="expected one of small, medium, large"):
        read_facts({"size": value}, SPECS)


def test_an_unknown_key_is_refused_with_the_known_ones():
    with pytest.raises(FactError, match="unknown fact 'sise'; known: size, maker"):
        read_facts({"sise": "small"}, SPECS)


def test_an_unknown_key_is_refused_even_if_nothing_is_said_of_it():
    with pytest.raises(FactError, match="unknown fact 'sise'"):
        read_facts({"sise": None}, SPECS)


def test_every_problem_is_named_at_once():
    with pytest.raises(FactError) as refused:
        read_facts({"size": "huge", "colour": "red", "maker": 1}, SPECS)

    message = str(refused.value)
    assert message.count("; expected one of") == 2
    assert all(part in message for part in ("size: 'huge'", "unknown fact 'colour'", "maker: 1"))


def test_the_value_is_known_when_one_is_possible():
    assert known("small").value == "small"
    assert known(False).value is False
    assert known("small", "large").value is None


def test_what_is_uncertain_or_unsaid_may_be_any_choice():
    assert possible_values({}, SIZE) == SIZE.values
    assert possible_values({"size": read_fact("uncertain", SIZE)}, SIZE) == SIZE.values
    assert possible_values({"size": known("small")}, SIZE) == {"small"}


def test_later_news_replaces_what_was_known_and_leaves_the_rest():
    before = {"size": known("small"), "maker": known(True)}

    assert merge(before, {"size": known("large")}) == {"size": known("large"), "maker": known(True)}
    assert before["size"] == known("small")


def test_values_are_listed_in_the_order_of_the_choices():
    assert in_order({"large", "small"}, SIZE) == ["small", "large"]


def test_a_fact_knows_its_values_and_their_labels():
    assert SIZE.values == {"small", "medium", "large"}
    assert SIZE.label_of("medium").in_("en") == "medium"
