"""Every address of the room: first those that anybody may open."""

from . import bodies, public

urlpatterns = [*public.urlpatterns, *bodies.urlpatterns]
