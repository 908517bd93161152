"""How hypothesis runs here: the same examples on every machine, and no clock."""

from hypothesis import settings

settings.register_profile("core", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("core")
