"""Plugin for the second run, on PostgreSQL: what asks no database is the same there and ran in the first (scripts/test)."""


def pytest_collection_modifyitems(config, items):
    """Leave out tests that neither are marked with a database nor use a fixture of one."""
    asks = [bool(i.get_closest_marker("django_db") or {"db", "transactional_db"} & set(i.fixturenames)) for i in items]
    config.hook.pytest_deselected(items=[item for item, kept in zip(items, asks, strict=True) if not kept])
    items[:] = [item for item, kept in zip(items, asks, strict=True) if kept]
