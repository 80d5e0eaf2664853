"""Every address of the room."""

from . import register, taken

urlpatterns = [*register.urlpatterns, *taken.urlpatterns]
