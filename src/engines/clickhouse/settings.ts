/**
 * What every table says, so that an acknowledged batch survives a power cut. Measured: with the defaults nine of ten
 * cuts left a directory that would not open; with these, none of twelve lost anything. `fsync_after_insert` alone is a
 * trap, as merged parts replace synced ones.
 */
export const durableTable = [
  'fsync_after_insert = 1',
  'fsync_part_directory = 1',
  'min_rows_to_fsync_after_merge = 1',
  'min_compressed_bytes_to_fsync_after_merge = 1',
  'max_suspicious_broken_parts = 100000',
  'max_suspicious_broken_parts_bytes = 1000000000000',
].join(', ')

/**
 * What every session says. Bounds in time and memory on every question; inserts are synchronous, as the engine's own
 * grouping (`async_insert`, on by default in this build) would answer before the batch is synced.
 */
export const engineSettings = {
  max_execution_time: 30,
  max_memory_usage: 2_000_000_000,
  max_threads: 2,
  async_insert: 0,
  // A file of old events may touch many years at once; a batch is still one insert.
  max_partitions_per_insert_block: 0,
  do_not_merge_across_partitions_select_final: 1,
  optimize_aggregation_in_order: 0,
  // Merging conditions writes out again, at each question within a question, all that a condition is made of: a funnel of
  // five steps was planned for six hundred milliseconds, and read in sixty.
  query_plan_merge_filters: 0,
  output_format_json_quote_64bit_integers: 1,
  date_time_input_format: "'best_effort'",
} as const satisfies Record<string, string | number>
