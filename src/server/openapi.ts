import type { Hono } from 'hono'
import { z } from 'zod'
import type { Route } from '../contract/route.ts'
import type { Feature } from '../feature.ts'
import { apiPage } from './api-page.ts'

/** The document of the whole API, made from the contract: what is served is what is written. */
function openApiDocument(features: readonly Feature[]): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const route of allRoutes(features)) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) }
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Parcours',
      version: '1',
      description:
        'Journey maps, customers, events and measures. Times are ISO-8601 with an offset; ranges are half-open.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A secret key of the workspace.' },
        writeKey: { type: 'http', scheme: 'basic', description: 'A write key as the user name.' },
        session: { type: 'apiKey', in: 'cookie', name: 'parcours_session' },
      },
      schemas: { Problem: problemSchema },
    },
  }
}

function allRoutes(features: readonly Feature[]): readonly Route[] {
  return features.flatMap(feature => [
    ...feature.routes.map(({ route }) => route),
    ...(feature.doors ?? []).map(({ route }) => route),
  ])
}

/** The document at `/openapi.json`, and a page to read it at `/docs`. */
export function serveApiPages(app: Hono, features: readonly Feature[]): void {
  let made: Record<string, unknown> | undefined
  const document = () => (made ??= openApiDocument(features))
  app.get('/openapi.json', hono => hono.json(document()))
  app.get('/docs', hono => hono.html(apiPage(document())))
}

function operation(route: Route): Record<string, unknown> {
  const parameters = [...parametersOf(route.params, 'path'), ...parametersOf(route.query, 'query')]
  const answer = route.streams
    ? { [route.streams]: { schema: { type: 'string' } } }
    : { 'application/json': { schema: schemaOf(route.answer) } }
  return {
    operationId: route.name,
    tags: [route.name.split('.')[0]],
    summary: route.summary,
    description: `Needs: ${route.access}.`,
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(route.body
      ? { requestBody: { required: true, content: { 'application/json': { schema: schemaOf(route.body) } } } }
      : {}),
    ...(route.takesFile
      ? {
          requestBody: {
            required: true,
            content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
          },
        }
      : {}),
    responses: {
      [String(route.status ?? (route.answer || route.streams ? 200 : 204))]: {
        description: 'Done.',
        ...(route.answer || route.streams ? { content: answer } : {}),
      },
      default: {
        description: 'Refused.',
        content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
    security:
      route.access === 'public'
        ? []
        : route.access === 'event.write'
          ? [{ writeKey: [] }, { key: [] }]
          : [{ session: [] }, { key: [] }],
  }
}

function parametersOf(schema: z.ZodType | undefined, place: 'path' | 'query'): Record<string, unknown>[] {
  const object = schemaOf(schema) as { properties?: Record<string, object>; required?: string[] }
  return Object.entries(object.properties ?? {}).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || (object.required ?? []).includes(name),
    schema: property,
  }))
}

function schemaOf(schema: z.ZodType | undefined): object {
  if (!schema) return {}
  const { $schema: _, ...json } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Record<
    string,
    unknown
  >
  return json
}

const problemSchema = {
  type: 'object',
  required: ['success', 'code', 'message', 'requestId'],
  properties: {
    success: { const: false },
    code: { type: 'string', description: 'Stable: for programs.' },
    message: { type: 'string', description: 'In English: for people.' },
    messages: { type: 'object', properties: { en: { type: 'string' }, fr: { type: 'string' } } },
    details: { type: 'object' },
    requestId: { type: 'string' },
  },
}
