import { availableParallelism, loadavg } from 'node:os'

/**
 * How long what is promised within `ms` may take here: as long on a machine that is not asked for more than it has, up
 * to a minute on one that is, as the promise is of a machine of one's own.
 */
export function promisedMs(ms: number): number {
  return loadavg()[0]! > availableParallelism() ? Math.max(60_000, 6 * ms) : ms
}
