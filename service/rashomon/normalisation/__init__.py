"""From mention to record: ISO dates, place ids, actor ids, codes, bounds."""
