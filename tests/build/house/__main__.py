"""Take what has been cured off the list: `PYTHONPATH=py:. python -m tests.build.house`."""

from tests.build.house.laws import shrink

if __name__ == "__main__":
    print(f"{shrink()} still to cure")  # noqa: T201
