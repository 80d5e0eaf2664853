"""Every read of the room, by noun."""
