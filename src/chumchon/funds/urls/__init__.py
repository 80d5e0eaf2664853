"""The fund's addresses, by noun; each noun's module is a list of paths of its own."""

from importlib import import_module

NOUNS = ("fund", "members", "importing", "collecting", "receipts", "book", "reports", "agreements", "claims")

urlpatterns = []
for noun in NOUNS:
    try:
        urlpatterns += import_module(f"{__name__}.{noun}").urlpatterns
    except ModuleNotFoundError as missing:
        if missing.name != f"{__name__}.{noun}":
            raise
