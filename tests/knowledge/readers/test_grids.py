from knowledge.readers.grids import find_grids


def level(y, left=0, right=100):
    return left, y, right, y


def upright(x, bottom=0, top=40):
    return x, bottom, x, top


def test_slots_without_a_line_between_them_are_one_cell():
    (grid,) = find_grids([level(0), level(20), level(40), upright(0), upright(100), upright(50, 0, 20)])

    assert list(
        grid.rows({grid.cell_at(80, 30): "위", grid.cell_at(10, 10): "왼", grid.cell_at(80, 10): "오른"})
    ) == [
        ["위", ""],
        ["왼", "오른"],
    ]


def test_a_table_may_be_open_at_its_sides():
    (grid,) = find_grids([level(0), level(20), level(40), upright(50)])

    assert grid.box == (0, 0, 100, 40)


def test_two_tables_that_do_not_touch_are_two():
    strokes = [level(0), level(20), upright(50, 0, 20)]

    assert len(find_grids([*strokes, *((a, b + 60, c, d + 60) for a, b, c, d in strokes)])) == 2


def test_a_frame_an_underline_and_a_slanted_line_are_no_tables():
    frame = [level(0), level(40), upright(0), upright(100)]

    assert find_grids(frame) == find_grids([level(0)]) == find_grids([(0, 0, 50, 50)]) == []
