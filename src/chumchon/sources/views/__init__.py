"""The screens of the room, by noun."""
