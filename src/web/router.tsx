import { createRootRoute, createRoute, createRouter, lazyRouteComponent, Outlet } from '@tanstack/react-router'
import { readCustomersView, readSourcesView } from './collecting/view.ts'
import { NotFoundPage } from './kit/NotFoundPage.tsx'
import { Shell } from './kit/Shell.tsx'
import { Trouble } from './kit/Trouble.tsx'
import { Waiting } from './kit/Waiting.tsx'
import { readSurveyView } from './listening/view.ts'
import { readAtlasView, readCompareView } from './mapping/atlas/atlas-view.ts'
import { readWallView } from './mapping/wall/wall-view.ts'
import { readContactsView } from './measuring/contacts/view.ts'
import { readExplainView } from './measuring/explain/view.ts'
import { readHeatmapsView } from './measuring/heatmaps/view.ts'
import { readMapView } from './measuring/view.ts'

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFoundPage })

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./admitting/HomePage.tsx'), 'HomePage'),
})
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { back?: string } =>
    typeof search.back === 'string' ? { back: search.back } : {},
  component: lazyRouteComponent(() => import('./admitting/SignInPage.tsx'), 'SignInPage'),
})
const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  component: lazyRouteComponent(() => import('./admitting/SetUpPage.tsx'), 'SetUpPage'),
})
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  component: lazyRouteComponent(() => import('./admitting/InvitationPage.tsx'), 'InvitationPage'),
})
const recovery = createRoute({
  getParentRoute: () => root,
  path: '/recovery',
  component: lazyRouteComponent(() => import('./admitting/RecoveryPage.tsx'), 'RecoveryPage'),
})

const workspace = createRoute({ getParentRoute: () => root, path: '/w/$workspace', component: Shell })

const workspaceHome = createRoute({
  getParentRoute: () => workspace,
  path: '/',
  component: lazyRouteComponent(() => import('./mapping/atlas/MapsPage.tsx'), 'MapsPage'),
})
const maps = createRoute({
  getParentRoute: () => workspace,
  path: '/maps',
  validateSearch: readAtlasView,
  component: lazyRouteComponent(() => import('./mapping/atlas/MapsPage.tsx'), 'MapsPage'),
})
const map = createRoute({
  getParentRoute: () => workspace,
  path: '/maps/$map',
  validateSearch: readMapView,
  component: lazyRouteComponent(() => import('./mapping/MapPage.tsx'), 'MapPage'),
})
// A wall has nothing around it: it stands beside the shell of the workspace, not in it.
const wall = createRoute({
  getParentRoute: () => root,
  path: '/w/$workspace/maps/$map/wall',
  validateSearch: readWallView,
  component: lazyRouteComponent(() => import('./mapping/wall/WallPage.tsx'), 'WallPage'),
})
const touchpoints = createRoute({
  getParentRoute: () => workspace,
  path: '/touchpoints',
  component: lazyRouteComponent(() => import('./mapping/atlas/TouchpointsPage.tsx'), 'TouchpointsPage'),
})
const touchpoint = createRoute({
  getParentRoute: () => workspace,
  path: '/touchpoints/$touchpoint',
  validateSearch: readMapView,
  component: lazyRouteComponent(() => import('./measuring/touchpoint/TouchpointPage.tsx'), 'TouchpointPage'),
})
const reviews = createRoute({
  getParentRoute: () => workspace,
  path: '/reviews',
  component: lazyRouteComponent(() => import('./mapping/review/ReviewsPage.tsx'), 'ReviewsPage'),
})
const compare = createRoute({
  getParentRoute: () => workspace,
  path: '/compare',
  validateSearch: readCompareView,
  component: lazyRouteComponent(() => import('./mapping/atlas/ComparePage.tsx'), 'ComparePage'),
})
const explore = createRoute({
  getParentRoute: () => workspace,
  path: '/explore',
  validateSearch: readMapView,
  component: lazyRouteComponent(() => import('./measuring/explore/ExplorePage.tsx'), 'ExplorePage'),
})
const contacts = createRoute({
  getParentRoute: () => workspace,
  path: '/contacts',
  validateSearch: readContactsView,
  component: lazyRouteComponent(() => import('./measuring/contacts/ContactsPage.tsx'), 'ContactsPage'),
})
const explain = createRoute({
  getParentRoute: () => workspace,
  path: '/explain',
  validateSearch: readExplainView,
  component: lazyRouteComponent(() => import('./measuring/explain/ExplainPage.tsx'), 'ExplainPage'),
})
const heatmaps = createRoute({
  getParentRoute: () => workspace,
  path: '/heatmaps',
  validateSearch: readHeatmapsView,
  component: lazyRouteComponent(() => import('./measuring/heatmaps/HeatmapsPage.tsx'), 'HeatmapsPage'),
})
const segments = createRoute({
  getParentRoute: () => workspace,
  path: '/segments',
  component: lazyRouteComponent(() => import('./segmenting/SegmentsPage.tsx'), 'SegmentsPage'),
})
const segment = createRoute({
  getParentRoute: () => workspace,
  path: '/segments/$segment',
  component: lazyRouteComponent(() => import('./segmenting/SegmentPage.tsx'), 'SegmentPage'),
})
const surveys = createRoute({
  getParentRoute: () => workspace,
  path: '/surveys',
  component: lazyRouteComponent(() => import('./listening/SurveysPage.tsx'), 'SurveysPage'),
})
const survey = createRoute({
  getParentRoute: () => workspace,
  path: '/surveys/$survey',
  validateSearch: readSurveyView,
  component: lazyRouteComponent(() => import('./listening/SurveyPage.tsx'), 'SurveyPage'),
})
const customers = createRoute({
  getParentRoute: () => workspace,
  path: '/customers',
  validateSearch: readCustomersView,
  component: lazyRouteComponent(() => import('./collecting/CustomersPage.tsx'), 'CustomersPage'),
})
const customer = createRoute({
  getParentRoute: () => workspace,
  path: '/customers/$customer',
  component: lazyRouteComponent(() => import('./collecting/CustomerPage.tsx'), 'CustomerPage'),
})
const sources = createRoute({
  getParentRoute: () => workspace,
  path: '/sources',
  validateSearch: readSourcesView,
  component: lazyRouteComponent(() => import('./collecting/SourcesPage.tsx'), 'SourcesPage'),
})
const settings = createRoute({
  getParentRoute: () => workspace,
  path: '/settings',
  component: lazyRouteComponent(() => import('./settings/SettingsPage.tsx'), 'SettingsPage'),
})

export const router = createRouter({
  routeTree: root.addChildren([
    home,
    signIn,
    setUp,
    invitation,
    recovery,
    wall,
    workspace.addChildren([
      workspaceHome,
      maps,
      map,
      touchpoints,
      touchpoint,
      reviews,
      compare,
      explore,
      contacts,
      explain,
      heatmaps,
      segments,
      segment,
      surveys,
      survey,
      customers,
      customer,
      sources,
      settings,
    ]),
  ]),
  defaultPreload: 'intent',
  // A skeleton after 100 ms of waiting, not before: a blink tells nobody anything.
  defaultPendingMs: 100,
  defaultPendingMinMs: 0,
  defaultPendingComponent: Waiting,
  defaultErrorComponent: ({ error, reset }) => (
    <Trouble error={error instanceof Error ? error : new Error(String(error))} retry={reset} />
  ),
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
