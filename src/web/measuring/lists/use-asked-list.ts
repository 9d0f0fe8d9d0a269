import { type InfiniteData, useInfiniteQuery } from '@tanstack/react-query'
import type { SegmentList } from '../../../contract/measuring-lists.ts'
import type { ReplyOf, Route } from '../../../contract/route.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, type Input } from '../../client.ts'

export type ListPage<Row> = {
  readonly total: number
  readonly hidden: boolean
  readonly rows: readonly Row[]
  readonly cursor: string | null
}

/** What a list was asked, so that a segment is made by the same question. */
export type Asked = {
  readonly list: SegmentList
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string>>
}

export type AskedList<Row> = {
  readonly asked: Asked
  /** Undefined until the first page is there. */
  readonly first: ListPage<Row> | undefined
  readonly rows: readonly Row[]
  readonly error: Error | null
  readonly isPending: boolean
  readonly hasMore: boolean
  readonly isFetchingMore: boolean
  readonly retry: () => void
  /** Reads the next page, and gives all rows that are known then, and whether there are more. */
  readonly more: () => Promise<{ readonly rows: readonly Row[]; readonly hasMore: boolean }>
}

type RowOf<R> = ReplyOf<R> extends { rows: readonly (infer Row)[] } ? Row : never

/** The list behind a number, page by page: the route that lists it, and what its address says. Undefined asks nothing. */
export function useAskedList<R extends Route & { readonly name: string }>(
  route: R,
  input: { readonly params?: Readonly<Record<string, string>>; readonly query: object } | undefined,
): AskedList<RowOf<R>> {
  const workspace = useWorkspaceKey()
  const params = input?.params ?? {}
  const query = Object.fromEntries(
    Object.entries(input?.query ?? {})
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  )
  const found = useInfiniteQuery({
    queryKey: [route.name, workspace, params, query],
    queryFn: async ({ pageParam, signal }) => {
      const asked = {
        params: { workspace, ...params },
        query: { ...query, ...(pageParam ? { cursor: pageParam } : {}), limit: 100 },
      }
      return (await call(route, asked as never as Input<R>, signal)) as ListPage<RowOf<R>>
    },
    initialPageParam: '',
    getNextPageParam: last => last.cursor ?? undefined,
    enabled: input !== undefined,
  })
  const rowsOf = (data: InfiniteData<ListPage<RowOf<R>>> | undefined) => data?.pages.flatMap(page => page.rows) ?? []
  return {
    asked: { list: route.name as SegmentList, params, query },
    first: found.data?.pages[0],
    rows: rowsOf(found.data),
    error: found.error,
    isPending: found.isPending && input !== undefined,
    hasMore: found.hasNextPage,
    isFetchingMore: found.isFetchingNextPage,
    retry: () => void found.refetch(),
    more: async () => {
      const next = await found.fetchNextPage()
      return { rows: rowsOf(next.data), hasMore: next.hasNextPage }
    },
  }
}
