"""What several engines share of the way to a platform and back: a market's fields, requests, failures, and bodies of one shape."""
