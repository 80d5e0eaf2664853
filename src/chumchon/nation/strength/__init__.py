"""Strong tambons: each pillar as measurable indicators from records, scored alike for all, told in bands and never as a rank."""
