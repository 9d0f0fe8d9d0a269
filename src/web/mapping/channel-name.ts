import { channels, isChannel } from '../../vocabulary/channel.ts'
import { labelIn } from '../../vocabulary/label.ts'
import type { OwnChannel } from '../../vocabulary/touchpoint.ts'

/** What a channel is called: one of the product's, one of the workspace's own, else its code. */
export function channelName(code: string, own: readonly OwnChannel[], language: 'fr' | 'en'): string {
  if (isChannel(code)) return channels[code][language]
  const found = own.find(channel => channel.id === code)
  return found ? labelIn(found.name, language).text : code
}
