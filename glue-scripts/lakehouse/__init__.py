"""Conform: raw lines in, judged and typed Parquet out. One step per module; no Spark in here."""
