"""Put the page together: bundles, index.html, service worker, payloads."""
