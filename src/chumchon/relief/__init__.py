"""Mutual help in disasters: so far the rule that matches needs to pledges; it has no tables and no screens yet."""
