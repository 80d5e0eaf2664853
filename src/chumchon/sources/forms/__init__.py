"""What is typed on the screens of the room."""
