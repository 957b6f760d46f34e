"""Fixtures that several parts of the tests share, and the profile of the property tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

from broadsheet.font.collection import Collection
from broadsheet.resources import shipped
from broadsheet.text.setting import Settings
from unit.base.handset import square_collection

# The same examples on every machine: a test that fails here fails there. Time is bounded by the
# number of examples, never by a deadline, which a busy machine would miss.
settings.register_profile(
    "fixed",
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("fixed")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test takes a picture from the user's cache, or leaves one there."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session")
def squares(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    """The square font."""
    return square_collection(tmp_path_factory.mktemp("squares"))


@pytest.fixture(scope="session")
def setting(squares: Collection) -> Settings:
    """Settings in the square font."""
    return Settings(squares)


@pytest.fixture(scope="session")
def vendored() -> Settings:
    """Settings in the faces that come with the project."""
    return Settings(Collection([shipped("fonts")]))
