"""Arrow tables → one Parquet file in memory, as COPY, Athena and DuckDB read it alike."""

from __future__ import annotations

import pyarrow as pa
import pyarrow.parquet as pq


class ParquetBuffer:
    """A file that grows by row groups: INT96 timestamps, decimals at exact width, zstd level 1."""

    def __init__(self, schema: pa.Schema, plain: frozenset[str]) -> None:
        """`plain` columns hardly ever repeat a value, so they get no dictionary."""
        self._sink = pa.BufferOutputStream()
        self._writer = pq.ParquetWriter(
            self._sink,
            schema,
            compression="zstd",
            compression_level=1,
            use_deprecated_int96_timestamps=True,
            use_dictionary=[name for name in schema.names if name not in plain],  # type: ignore[arg-type]
            store_schema=False,
        )
        self.rows = 0

    def write(self, table: pa.Table) -> None:
        """Add one row group."""
        self._writer.write_table(table, row_group_size=max(1, table.num_rows))
        self.rows += table.num_rows

    def close(self) -> bytes:
        """The whole file."""
        self._writer.close()
        return self._sink.getvalue().to_pybytes()
