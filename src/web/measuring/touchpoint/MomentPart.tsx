import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Placement } from '../../../vocabulary/touchpoint.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { useFigures } from '../../kit/figures.ts'
import { useLivedLayer } from '../../mapping/lived/lived-layer.ts'
import { useMapPlace } from '../../mapping/map-place.ts'
import { useMapView } from '../data.ts'
import explore from '../explore/explore.module.css'
import { filtersIn } from '../filters.ts'

/** Whether a touchpoint decides what customers do next: what the team says, and what answers say, apart. */
export function MomentPart({ touchpoint, placements }: { touchpoint: string; placements: readonly Placement[] }) {
  const { t } = useTranslation('touchpoint')
  const m = useTranslation('mapping').t
  const { language } = useFigures()
  const workspace = useWorkspaceKey()
  const { view } = useMapView()
  const { moments, map } = useMapPlace()
  const judged = useLivedLayer().moments.get(touchpoint)
  const declared = placements.map(one => moments.get(one.id)).find(one => one !== undefined)
  return (
    <section className={explore.part}>
      <h2>{t('moment')}</h2>
      <p>
        {declared ? t('momentDeclared', { status: m(`inspector.momentStatus.${declared.status}`) }) : t('momentNot')}
      </p>
      <p className={explore.note}>{judged ? judged.meaning[language] : t('momentTooFew')}</p>
      <Link
        to="/w/$workspace/explain"
        params={{ workspace }}
        search={{ ...filtersIn(view), map: map.id, about: 'moments' } as never}
      >
        {t('momentMore')} →
      </Link>
    </section>
  )
}
