"""The room's addresses: what anybody sees, then the council's own pages."""

from . import council, meetings, public, register

urlpatterns = [*public.urlpatterns, *register.urlpatterns, *meetings.urlpatterns, *council.urlpatterns]
