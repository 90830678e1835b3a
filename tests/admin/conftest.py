"""An admin beside the person that tests are about."""

from __future__ import annotations

import pytest
from tests.factories.people import with_role


@pytest.fixture
def admin(sign_in, db):
    person = sign_in("Astrid")
    with_role(db, person.me.key, "admin")
    return person
