"""The system as a person of the trail: what is done from the command line is done by "ระบบ", who never signs in."""

from datetime import date

from .models import User
from .rules import Actor, GrantFacts

USERNAME = "system"


def system_actor(role: str = "admin") -> Actor:
    """The system in a role over the whole nation. Whoever runs a command holds the database already."""
    user = User.objects.filter(username=USERNAME).first()
    if user is None:
        user = User(username=USERNAME, name_th="ระบบ", is_active=False)
        user.set_unusable_password()
        user.save()
    return Actor(user.id, str(user), (GrantFacts(0, role, None, "", date(1900, 1, 1), None),))
