"""Who of an organisation may call: places, substitutions with notice, requests, demands, verification (S30-S39)."""
