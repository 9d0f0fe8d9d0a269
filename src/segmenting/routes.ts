import * as contract from '../contract/segmenting.ts'
import { type ServedRoute, serve } from '../feature.ts'
import { createSegment } from './create-segment.ts'
import { exportSegment, listSegmentCustomers } from './list-customers.ts'
import { changeSegment, getSegment, listSegments, previewSegment, refreshSegment } from './segments.ts'

export const routes: readonly ServedRoute[] = [
  serve(contract.listSegments, listSegments),
  serve(contract.createSegment, createSegment),
  serve(contract.previewSegment, previewSegment),
  serve(contract.getSegment, getSegment),
  serve(contract.changeSegment, changeSegment),
  serve(contract.refreshSegment, refreshSegment),
  serve(contract.listSegmentCustomers, listSegmentCustomers),
  serve(contract.exportSegment, exportSegment),
]
