"""Check that a chunked sequence behaves like a tuple."""

from hypothesis import given
from hypothesis import strategies as st

from learnscope.session.chunked import CHUNK, Chunked

STEPS = st.lists(
    st.tuples(st.just("plus"), st.integers())
    | st.tuples(st.just("many"), st.integers(1, 2 * CHUNK))
    | st.tuples(st.just("without_last"), st.just(0))
    | st.tuples(st.just("newest"), st.integers(0, 3 * CHUNK)),
    max_size=30,
)


@given(STEPS)
def test_a_chunked_sequence_is_what_a_tuple_would_be(steps: list[tuple[str, int]]) -> None:
    found: Chunked[int] = Chunked()
    expected: tuple[int, ...] = ()
    for step, number in steps:
        before, as_before = found, expected
        if step == "plus":
            found, expected = found.plus(number), (*expected, number)
        elif step == "many":
            for n in range(number):
                found, expected = found.plus(n), (*expected, n)
        elif step == "without_last":
            found, expected = found.without_last(), expected[:-1]
        else:
            found, expected = (
                found.newest(number),
                expected[len(expected) - number :] if (number < len(expected)) else expected,
            )
        assert tuple(found) == expected
        assert len(found) == len(expected)
        assert bool(found) == bool(expected)
        assert [found[-n] for n in range(1, len(expected) + 1)] == [*reversed(expected)]
        assert tuple(before) == as_before
