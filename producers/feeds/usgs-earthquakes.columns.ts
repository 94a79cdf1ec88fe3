import type { ColumnSource, TableMap } from '../record/columns.ts'

const properties = (kind: ColumnSource[0], member: string): ColumnSource => [kind, 'properties', member]

/** Where the seismologists expect each value of a feature: their own account of the names that the contract gives. */
export const earthquakeTable: TableMap = {
  table: 'usgs.earthquake_v1',
  columns: {
    earthquake_id: ['text', 'id'],
    magnitude: properties('double', 'mag'),
    place: properties('text', 'place'),
    occurred_at: properties('epoch', 'time'),
    updated_at: properties('epoch', 'updated'),
    utc_offset_minutes: properties('integer', 'tz'),
    page_url: properties('text', 'url'),
    detail_url: properties('text', 'detail'),
    felt_reports: properties('integer', 'felt'),
    community_intensity: properties('double', 'cdi'),
    instrumental_intensity: properties('double', 'mmi'),
    alert: properties('text', 'alert'),
    review_status: properties('text', 'status'),
    tsunami_flag: properties('integer', 'tsunami'),
    significance: properties('integer', 'sig'),
    network: properties('text', 'net'),
    event_code: properties('text', 'code'),
    associated_ids: properties('text', 'ids'),
    networks: properties('text', 'sources'),
    product_types: properties('text', 'types'),
    station_count: properties('integer', 'nst'),
    nearest_station_degrees: properties('double', 'dmin'),
    residual_seconds: properties('double', 'rms'),
    azimuthal_gap_degrees: properties('double', 'gap'),
    magnitude_type: properties('text', 'magType'),
    kind: properties('text', 'type'),
    title: properties('text', 'title'),
    longitude: ['double', 'geometry', 'coordinates', 0],
    latitude: ['double', 'geometry', 'coordinates', 1],
    depth_km: ['double', 'geometry', 'coordinates', 2],
  },
}
