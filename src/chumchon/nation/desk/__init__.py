"""The officers' desk: the frame, the funds of an area, a fund's whole file, areas and networks."""
