"""Declare everything that crosses between core and page: requests, snapshots, answers."""
