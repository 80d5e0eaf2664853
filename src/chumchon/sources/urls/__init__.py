"""Every address of the room."""

from . import bodies, calls

urlpatterns = [*calls.urlpatterns, *bodies.urlpatterns]
