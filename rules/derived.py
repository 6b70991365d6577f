"""Facts that follow from something else that a company says: its region from the name of a city.

What is more than a comparison is worked out here, in typed Python, never in a rule file. A fact names its
derivation in facts.yaml (`derived: region_of_place`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rules.facts import FactError, FactSpec, Value
from rules.regions import find_regions, region_names


@dataclass(frozen=True)
class Derivation:
    """`derive` tells the values still possible from what is said under the key `source`, and raises FactError.

    `values` are all that it can give.
    """

    source: str
    derive: Callable[[object], list[Value]]
    values: Callable[[], frozenset[Value]]


def derive(given: Mapping[str, object], specs: Mapping[str, FactSpec]) -> dict[str, object]:
    """Plain data with its sources replaced by the facts that follow, for `read_facts`.

    A fact that is told itself is left as it is told. Raises FactError naming every source that cannot be read.
    """
    derived = {key: DERIVATIONS[one.derived] for key, one in specs.items() if one.derived}
    sources = {one.source for one in derived.values()} - set(specs)
    result = {key: value for key, value in given.items() if key not in sources}
    problems: list[str] = []
    for key, derivation in derived.items():
        said = given.get(derivation.source)
        if said is None or given.get(key) is not None:
            continue
        try:
            result[key] = derivation.derive(said)
        except FactError as error:
            problems.append(str(error))
    if problems:
        raise FactError("; ".join(problems))
    return result


def _region_of_place(place: object) -> list[Value]:
    found = find_regions(place, asked=True) if isinstance(place, str) else ()
    if len(found) != 1:
        raise FactError(f"place: {place!r}; expected the name of one city, county or district (구미시, Gumi)")
    return sorted(found[0].choices)


DERIVATIONS: Mapping[str, Derivation] = {
    "region_of_place": Derivation("place", _region_of_place, lambda: frozenset(region_names("ko"))),
}
