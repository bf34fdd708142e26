"""Who reads, and whether they may write: a name from a reverse proxy, a token, or the only user of this machine."""
