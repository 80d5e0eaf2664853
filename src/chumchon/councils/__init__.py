"""Councils: the register of community organisations, councils, their meetings, and resolutions that travel and come back."""
