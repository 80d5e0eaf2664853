"""Chumchon: the account book of the community, from the village to the nation."""
