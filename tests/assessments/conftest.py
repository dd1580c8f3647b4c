"""Who edits in the admin, and the version that is edited."""

import pytest
from django.test import Client

from accounts.models import User
from assessments.actions.framework import load_framework
from assessments.models import FrameworkVersion
from tests.assessments.admin_pages import TREE
from tests.factories import PASSWORD


@pytest.fixture
def editor() -> Client:
    """Signed in with every right in the admin."""
    client = Client()
    client.force_login(User.objects.create_superuser("editor@example.com", PASSWORD))
    return client


@pytest.fixture
def published() -> FrameworkVersion:
    return load_framework(tree=TREE, publish_it=True).version


@pytest.fixture
def draft() -> FrameworkVersion:
    return load_framework(tree=TREE).version
