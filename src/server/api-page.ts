type Operation = {
  readonly operationId: string
  readonly summary: string
  readonly description: string
  readonly tags: readonly string[]
  readonly parameters?: readonly {
    readonly name: string
    readonly in: string
    readonly required: boolean
    readonly schema: object
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: object }>> }>
  >
}

/** A page that reads the API document: no script, so it works under the strictest policy and prints well. */
export function apiPage(document: Record<string, unknown>): string {
  const paths = document.paths as Record<string, Record<string, Operation>>
  const rooms = new Map<string, string[]>()
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      const room = operation.tags[0] ?? ''
      rooms.set(room, [...(rooms.get(room) ?? []), operationSection(path, method, operation)])
    }
  }
  const contents = [...rooms.keys()].map(room => `<a href="#${text(room)}">${text(room)}</a>`).join(' · ')
  const sections = [...rooms]
    .map(([room, parts]) => `<h2 id="${text(room)}">${text(room)}</h2>${parts.join('')}`)
    .join('')
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Parcours API</title><link rel="stylesheet" href="/api-page.css"></head><body><main><h1>Parcours API</h1>
<p>Made from the contract that the server runs. The same as a document: <a href="/openapi.json">openapi.json</a>.</p>
<nav aria-label="Rooms">${contents}</nav>${sections}</main></body></html>`
}

function operationSection(path: string, method: string, operation: Operation): string {
  const parameters = (operation.parameters ?? [])
    .map(
      parameter =>
        `<tr><td><code>${text(parameter.name)}</code></td><td>${text(parameter.in)}${parameter.required ? '' : ', optional'}</td><td><code>${text(JSON.stringify(parameter.schema))}</code></td></tr>`,
    )
    .join('')
  const body = Object.entries(operation.requestBody?.content ?? {})
  const answers = Object.entries(operation.responses).flatMap(([status, { content }]) =>
    Object.entries(content ?? {}).map(([type, { schema }]) => schemaBlock(`Answers ${status} ${type}`, schema)),
  )
  return `<section><h3 id="${text(operation.operationId)}"><code>${text(method.toUpperCase())} ${text(path)}</code></h3>
<p>${text(operation.summary)} <small>${text(operation.description)}</small></p>
${parameters === '' ? '' : `<table><caption>Parameters</caption>${parameters}</table>`}
${body.map(([type, { schema }]) => schemaBlock(`Takes ${type}`, schema)).join('')}${answers.join('')}</section>`
}

function schemaBlock(title: string, schema: object): string {
  return `<details><summary>${text(title)}</summary><pre tabindex="0">${text(JSON.stringify(schema, null, 1))}</pre></details>`
}

const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function text(value: string): string {
  return value.replace(/[&<>"']/g, mark => marks[mark]!)
}
