import { type SendingRules, usualRules } from '../vocabulary/survey/sending-rules.ts'

/** The survey that the sample company asks with, by its template, what it is about, and by which rules it asks. */
export const sampleSending: {
  readonly template: string
  readonly touchpoint: string
  readonly rules: SendingRules
} = {
  template: 'after-delivery',
  touchpoint: 'tch-home-delivery',
  rules: {
    ...usualRules('hot'),
    trigger: { kind: 'event', event: 'Parcel Delivered', when: null, delayMinutes: 24 * 60, latestHours: 72 },
    channels: ['email', 'sms'],
    sampleRate: 0.6,
    reminders: { most: 1, everyDays: 5 },
  },
}
