"""The commands of a session, by what they are about."""
