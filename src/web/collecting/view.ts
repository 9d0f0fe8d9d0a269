/** What the address of the customers' list says. An identifier never stands there: it is personal. */
export type CustomersView = Record<never, never>
export const readCustomersView = (): CustomersView => ({})

export const sourceTabs = ['sources', 'live', 'quarantine', 'imports'] as const
export type SourceTab = (typeof sourceTabs)[number]

/** Which part of the sources is open. */
export function readSourcesView(search: Record<string, unknown>): { readonly tab?: SourceTab } {
  const tab = sourceTabs.find(one => one === search.tab)
  return tab ? { tab } : {}
}
