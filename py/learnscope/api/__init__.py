"""Connect the core to the page: take requests in, send snapshots and answers out."""
