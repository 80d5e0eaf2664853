"""Looks of photographs in bands, so that the one picture that was a proof before is found among a nation's."""

from django.db import models


class LookBand(models.Model):
    """One of the bands of a document's look (rules.looks.bands): documents that look the same share at least one of them.

    Made from Document.look and nothing else; it may be made anew at any time.
    """

    document = models.ForeignKey("homes.Document", on_delete=models.CASCADE, related_name="bands")
    band = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["band", "document"], name="homes_one_band_a_document")]
