/* Small things that make pages quick; every page works without them. */
