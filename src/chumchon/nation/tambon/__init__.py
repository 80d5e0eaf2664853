"""One tambon on one page, the search that finds it, and every programme of the institute two touches from the front door."""
