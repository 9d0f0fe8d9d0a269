import type { Feature } from '../feature.ts'
import { publicMapDoors } from '../mapping/index.ts'
import { alignMaps } from './align-maps.ts'
import { forgetTraces, hearErased } from './forget-traces.ts'
import { judgeWatches } from './judge-watches.ts'
import { keepTraces } from './keep-traces.ts'
import { measureForGuests } from './measure-for-guests.ts'
import { clickhouseMigrations, postgresMigrations } from './migrations.ts'
import { rebuildTraces } from './rebuild-traces.ts'
import { routes } from './routes.ts'
import { askRebuild } from './traces-state.ts'
import { watchMaps } from './watch-maps.ts'

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
  hears: { 'journey.changed': askRebuild, 'customer.erased': hearErased },
  postgresMigrations,
  clickhouseMigrations,
  erase: forgetTraces,
}
