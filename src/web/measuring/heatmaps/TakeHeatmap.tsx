import type { RefObject } from 'react'
import type { HeatmapAnswer } from '../../../contract/measuring-pages.ts'
import { Takeaway } from '../explore/Takeaway.tsx'
import { useTaken } from '../taken/use-taken.ts'

/** What can be taken elsewhere: the elements as a table, the drawing as a file. */
export function TakeHeatmap({ told, drawing }: { told: HeatmapAnswer; drawing: RefObject<SVGSVGElement | null> }) {
  const taken = useTaken()
  const columns = ['path', 'x', 'y', 'width', 'height', 'views', 'clicks', 'rage', 'dead', 'error'] as const
  return (
    <Takeaway
      shown={drawing}
      journeys={false}
      beside
      table={() => ({
        name: 'heatmap',
        rows: [taken.heads(...columns), ...told.elements.map(one => columns.map(column => one[column]))],
      })}
    />
  )
}
