"""Pure decisions: names, quorum, votes, terms, the way of a resolution."""
