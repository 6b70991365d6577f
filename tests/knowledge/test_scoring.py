import pytest

from knowledge.scoring import area_under_curve, folds, mean, recall_at, reciprocal_rank


@pytest.mark.parametrize(
    ("limit", "right", "share"),
    [(1, "a", 1), (1, "b", 0), (5, "c", 1), (2, "ac", 0.5), (3, "ac", 1), (5, "ax", 0.5), (5, "", 0)],
)
def test_recall_is_the_share_of_what_is_right_among_the_first(limit, right, share):
    assert recall_at(limit, ["a", "b", "c"], right) == share


@pytest.mark.parametrize(("right", "rank"), [("a", 1), ("b", 1 / 2), ("bc", 1 / 2), ("c", 1 / 3), ("x", 0)])
def test_the_reciprocal_rank_is_that_of_the_first_right_one(right, rank):
    assert reciprocal_rank(["a", "b", "c"], right) == rank


def test_the_mean_of_reciprocal_ranks_over_questions_is_as_by_hand():
    found = [reciprocal_rank(["a", "b"], {"a"}), reciprocal_rank(["a", "b"], {"b"}), 0.0]

    assert mean(found) == pytest.approx(0.5)
    assert mean([]) == 0


def test_the_area_counts_pairs_and_half_of_ties():
    assert area_under_curve([3, 4], [1, 2]) == 1
    assert area_under_curve([1, 2], [3, 4]) == 0
    assert area_under_curve([1, 3], [2]) == 0.5
    assert area_under_curve([2, 3], [2, 1]) == pytest.approx(3.5 / 4)
    with pytest.raises(ValueError, match="both kinds"):
        area_under_curve([], [1])


@pytest.mark.parametrize(("count", "parts"), [(0, 5), (3, 5), (10, 2), (103, 5)])
def test_folds_are_disjoint_and_cover_everything(count, parts):
    cut = folds(count, parts)

    assert sorted(number for part in cut for number in part) == list(range(count))
    assert len(cut) == min(count, parts)
    assert not cut or max(map(len, cut)) - min(map(len, cut)) <= 1
    assert cut == folds(count, parts)


def test_one_part_is_none_to_judge_by():
    with pytest.raises(ValueError, match="two parts"):
        folds(10, 1)
