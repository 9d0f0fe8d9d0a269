import type { Feature } from '../feature.ts'
import { publicMapDoors } from '../mapping/index.ts'
import { alignMaps } from './conformance/align-maps.ts'
import { measureForGuests } from './maps/measure-for-guests.ts'
import { clickhouseMigrations, postgresMigrations } from './migrations.ts'
import { routes } from './routes.ts'
import { forgetTraces } from './traces/forget-traces.ts'
import { keepTraces } from './traces/keep-traces.ts'
import { rebuildTraces } from './traces/rebuild-traces.ts'
import { askRebuild } from './traces/traces-state.ts'
import { judgeWatches } from './watching/judge-watches.ts'
import { watchMaps } from './watching/watch-maps.ts'

export const measuring: Feature = {
  name: 'measuring',
  routes,
  doors: publicMapDoors(measureForGuests),
  loops: [
    { name: 'Writing traces', run: keepTraces },
    { name: 'Measuring journeys again', run: rebuildTraces },
    alignMaps,
    watchMaps,
    judgeWatches,
  ],
  hears: { 'journey.changed': askRebuild },
  postgresMigrations,
  clickhouseMigrations,
  erase: forgetTraces,
}
