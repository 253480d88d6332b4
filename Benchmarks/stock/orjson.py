"""Stands before the real one on the path of a stock taskgraph, which has no orjson and falls back to Python's json."""
raise ImportError("this run is without orjson")
