"""Conform: raw lines in, judged and typed Parquet out. One step per module; nothing here imports Spark."""
