import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  changeView,
  listViews,
  removeView,
  restoreView,
  type SavedView,
  saveView,
  setDefaultView,
} from '../../../contract/saved-views.ts'
import { useWorkspaceKey } from '../../admitting/data.ts'
import { call, question } from '../../client.ts'

export function useViews(wanted: boolean) {
  const workspace = useWorkspaceKey()
  return useQuery({ ...question(listViews, { params: { workspace } }), enabled: wanted })
}

/** Changes of the saved views; each shows in the list at once. */
export function useViewChanges() {
  const workspace = useWorkspaceKey()
  const client = useQueryClient()
  const onSuccess = () => client.invalidateQueries({ queryKey: [listViews.name] })
  const of = (view: SavedView) => ({ workspace, view: view.id })
  return {
    save: useMutation({
      mutationFn: (body: { name: string; page: SavedView['page']; search: SavedView['search'] }) =>
        call(saveView, { params: { workspace }, body }),
      onSuccess,
    }),
    replace: useMutation({
      mutationFn: ({ view, search }: { view: SavedView; search: SavedView['search'] }) =>
        call(changeView, { params: of(view), body: { search } }),
      onSuccess,
    }),
    remove: useMutation({
      mutationFn: (view: SavedView) => call(removeView, { params: of(view) }),
      onSuccess,
    }),
    makeDefault: useMutation({
      mutationFn: ({ view, isDefault }: { view: SavedView; isDefault: boolean }) =>
        call(setDefaultView, { params: of(view), body: { isDefault } }),
      onSuccess,
    }),
    restore: useMutation({
      mutationFn: (view: SavedView) => call(restoreView, { params: of(view) }),
      onSuccess,
    }),
  }
}
