import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { Resvg } from '@resvg/resvg-js'
import type { DrawingRequest, DrawnPicture } from './drawing-request.ts'
import { pngOf } from './png-of.ts'

type Pictures = NonNullable<DrawingRequest['pictures']>

/**
 * The pictures as every reader of files takes them: WebP is painted anew as PNG, and so is a PNG of more than eight bits
 * or in several passes. One that cannot be read is left out: its words stand for it.
 */
export async function plainPictures(pictures: DrawingRequest['pictures']): Promise<Pictures> {
  const plain = new Map<string, DrawnPicture>()
  for (const [id, picture] of pictures ?? []) {
    const found = picture.type === 'image/webp' ? await unpackedWebp(picture) : plainPng(picture)
    if (found) plain.set(id, found)
  }
  return plain
}

/** The address of a picture within a file. */
export function dataAddress({ type, content }: DrawnPicture): string {
  return `data:${type};base64,${Buffer.from(content).toString('base64')}`
}

function plainPng(picture: DrawnPicture): DrawnPicture {
  if (picture.type !== 'image/png') return picture
  const [depth, passes] = [picture.content[24], picture.content[28]]
  if (depth === 8 && passes === 0) return picture
  const { width, height } = picture
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><image width="${width}" height="${height}" href="${dataAddress(picture)}"/></svg>`
  return { ...picture, content: new Resvg(svg, { font: { loadSystemFonts: false } }).render().asPng() }
}

type Decoder = {
  readonly init: (module: WebAssembly.Module) => Promise<void>
  readonly default: (bytes: ArrayBuffer) => Promise<{ width: number; height: number; data: Uint8ClampedArray } | null>
}

let decoder: Promise<Decoder> | undefined

async function unpackedWebp(picture: DrawnPicture): Promise<DrawnPicture | undefined> {
  try {
    decoder ??= openDecoder()
    const decoded = await (await decoder).default(Uint8Array.from(picture.content).buffer)
    if (!decoded) return undefined
    const { width, height, data } = decoded
    return { type: 'image/png', width, height, content: pngOf(width, height, data) }
  } catch {
    return undefined
  }
}

/** The types of the package speak of browsers; its name is said apart so that ours are believed. */
async function openDecoder(): Promise<Decoder> {
  const name = '@jsquash/webp/decode.js'
  // What it decodes into is a type of browsers.
  const global = globalThis as { ImageData?: unknown }
  global.ImageData ??= class {
    readonly data: Uint8ClampedArray
    readonly width: number
    readonly height: number
    constructor(data: Uint8ClampedArray, width: number, height: number) {
      this.data = data
      this.width = width
      this.height = height
    }
  }
  const opened = (await import(name)) as Decoder
  const code = createRequire(import.meta.url).resolve('@jsquash/webp/codec/dec/webp_dec.wasm')
  await opened.init(new WebAssembly.Module(readFileSync(code)))
  return opened
}
