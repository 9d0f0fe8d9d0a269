import { lazy, Suspense } from 'react'
import { Waiting } from '../../kit/Waiting.tsx'
import { useMapView } from '../../measuring/data.ts'
import { MapGrid } from './MapGrid.tsx'
import { StepList } from './StepList.tsx'

const TableView = lazy(() => import('./TableView.tsx').then(one => ({ default: one.TableView })))
const MatrixView = lazy(() => import('./MatrixView.tsx').then(one => ({ default: one.MatrixView })))

/** One map, several views of the same data: drawn, as a table, as a matrix; read downwards on a phone. */
export function MapViews({ narrow }: { narrow: boolean }) {
  const { view } = useMapView()
  if (view.mode === 'table' || view.mode === 'matrix') {
    return (
      <Suspense fallback={<Waiting lines={9} />}>{view.mode === 'table' ? <TableView /> : <MatrixView />}</Suspense>
    )
  }
  return narrow ? <StepList /> : <MapGrid />
}
