// Contrast by WCAG 2.2: relative luminance of sRGB, (lighter + 0.05) / (darker + 0.05), from 1 to 21.

/** A colour as `#rrggbb`. */
export type Hex = string

type Rgb = readonly [number, number, number]

const rgbOf = (hex: Hex): Rgb => {
  const number = Number.parseInt(hex.slice(1), 16)
  return [(number >> 16) & 255, (number >> 8) & 255, number & 255]
}
const hexOf = (rgb: readonly number[]): Hex =>
  `#${rgb
    .map(part =>
      Math.round(Math.min(255, Math.max(0, part)))
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`

export function luminance(hex: Hex): number {
  const [red, green, blue] = rgbOf(hex).map(part => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

export function contrastOf(one: Hex, other: Hex): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** `share` of the second in the first, from 0 to 1. */
export function mixed(one: Hex, other: Hex, share: number): Hex {
  const [from, to] = [rgbOf(one), rgbOf(other)]
  return hexOf(from.map((part, at) => part + (to[at]! - part) * share))
}

export const black: Hex = '#000000'
export const white: Hex = '#ffffff'

/**
 * The colour itself where it stands out enough from every ground, else the nearest one that does: darker or lighter by
 * the least, its hue kept. Black or white stands out from any one ground by 4.5, so there is one for every single ground.
 */
export function nearestStandingOut(colour: Hex, grounds: readonly Hex[], ratio: number): Hex {
  const passes = (one: Hex) => grounds.every(ground => contrastOf(one, ground) >= ratio)
  for (let step = 0; step <= 200; step++) {
    const [darker, lighter] = [mixed(colour, black, step / 200), mixed(colour, white, step / 200)]
    const able = [darker, lighter].filter(passes)
    if (able.length > 0) return able[0]!
  }
  return contrastOf(black, grounds[0] ?? white) >= contrastOf(white, grounds[0] ?? white) ? black : white
}
