"""What housing reached, from records: every unit that was completed with its proof, for the national report."""

from . import units

Result = units.Done


def results() -> list[Result]:
    """Completed units by measure, programme, province and B.E. year (the calendar's); what was only planned never counts."""
    return units.done()
