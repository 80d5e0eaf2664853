"""The example fund's story: two years of a tambon's book, told by calling the same actions that people's touches call."""
