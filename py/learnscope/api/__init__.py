"""The door to the core: requests in, snapshots and answers out."""
