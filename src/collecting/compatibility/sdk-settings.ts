/**
 * What other people's browser SDKs ask for before they send anything. They were written for services that switch
 * features on from afar; here everything but sending is off, so that a visitor's browser speaks to nobody else.
 */
export type SdkSettings = Readonly<Record<string, unknown>>

/**
 * The answer to `GET /v1/projects/{writeKey}/settings`, asked by `@segment/analytics-next` where `cdnURL` is Parcours.
 *
 * `parcoursUrl` (`https://parcours.example.com`) tells the SDK to send here too: `load({ writeKey, cdnURL })` is then
 * all that a site writes. Without it a site must name `apiHost` itself, or the SDK would send to its vendor.
 */
export function segmentProjectSettings(writeKey: string, parcoursUrl?: string): SdkSettings {
  const { host, protocol } = parcoursUrl === undefined ? { host: undefined, protocol: '' } : new URL(parcoursUrl)
  const destination = host === undefined ? {} : { apiHost: `${host}/v1`, protocol: protocol.replace(':', '') }
  return {
    integrations: {
      'Segment.io': {
        apiKey: writeKey,
        ...destination,
        // Failed messages are kept in the browser and tried again.
        retryQueue: true,
        unbundledIntegrations: [],
        addBundledMetadata: false,
        maybeBundledConfigIds: {},
        versionSettings: { version: '4.4.7', componentTypes: ['browser'] },
      },
    },
    plan: {
      track: { __default: { enabled: true, integrations: {} } },
      identify: { __default: { enabled: true } },
      group: { __default: { enabled: true } },
    },
    edgeFunction: {},
    analyticsNextEnabled: true,
    middlewareSettings: {},
    enabledMiddleware: {},
    // The SDK's own measurements of itself: none are taken.
    metrics: { sampleRate: 0 },
    legacyVideoPluginsEnabled: false,
    remotePlugins: [],
  }
}

/**
 * The answer to `GET /sourceConfig/?writeKey=…`, asked by `@rudderstack/analytics-js` where `configUrl` is Parcours.
 * The SDK needs a source that is enabled and a list of destinations, which may be empty.
 */
export function rudderSourceConfig(writeKey: string): SdkSettings {
  return {
    source: {
      id: writeKey,
      name: 'Parcours',
      writeKey,
      enabled: true,
      workspaceId: 'parcours',
      updatedAt: '2026-01-01T00:00:00.000Z',
      config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
      destinations: [],
      dataplanes: {},
    },
    consentManagementMetadata: { providers: [] },
  }
}
