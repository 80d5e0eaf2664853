"""Mutual help in disasters: what houses lack, who gives what, which truck brings it, what arrived and what is still missing."""
