import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { CallOf, Route } from '../../../contract/route.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { type Input, question } from '../../client.ts'
import { useAddressView } from '../../kit/use-address-view.ts'
import { useMeasureFilter } from '../data.ts'
import type { ExplainView } from './view.ts'

/** What the address says of the page, and how to change it. */
export const useExplainView = useAddressView<ExplainView>

/** Leaves out what is not said, as the server takes no `undefined`. */
export function said<Given extends object>(given: Given): { [K in keyof Given]: Exclude<Given[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never
}

/** A question of measuring under the filters of the address; the answer before stays while the next is counted. */
export function useAnswer<R extends Route>(
  route: R,
  own: CallOf<R>['query'] extends infer Q ? { [K in keyof Q]?: Q[K] | undefined } : never,
  asked: { readonly onMap?: string | undefined; readonly enabled?: boolean; readonly ofMap?: boolean } = {},
) {
  const { view } = useExplainView()
  const workspace = useWorkspaceKey()
  const filter = useMeasureFilter()
  const params = { workspace, ...(asked.onMap === undefined ? {} : { map: asked.onMap }) }
  const query = {
    ...filter,
    ...(asked.onMap === undefined && asked.ofMap !== false ? said({ map: view.map }) : {}),
    ...said(own),
  }
  return useQuery({
    ...question(route, { params, query } as unknown as Input<R>),
    enabled: filter !== undefined && asked.enabled !== false,
    // The types of the library cannot see that no answer is a function.
    placeholderData: keepPreviousData as never,
  })
}
