/**
 * How the customers of the sample company behave: every probability in one place, in cases of a thousand.
 * `sample-truths.ts` says which measures these make true, and the tests check that they do.
 */
export const personaCodes = ['decor-lover', 'family', 'pro-decorator'] as const
export type PersonaCode = (typeof personaCodes)[number]

export type Habit = {
  /** Begins a purchase in an ordinary month. */
  readonly begins: number
  /** Comes through an advertisement, of those who begin online. */
  readonly comesByAd: number
  /** Begins in a shop rather than online. */
  readonly beginsInShop: number
  /** Goes to see the lamp in a shop after having seen it online. */
  readonly goesToShop: number
  /** Buys in the end. */
  readonly buys: number
  /** Where those who buy do it: at the till, online for delivery at home, online for a locker. */
  readonly buysAt: readonly [till: number, home: number, locker: number]
  readonly hasApp: number
  readonly prefersMobile: number
  /** Added to every score out of ten. */
  readonly leniency: number
}

export const habits: Readonly<Record<PersonaCode, Habit>> = {
  'decor-lover': {
    begins: 160,
    comesByAd: 420,
    beginsInShop: 150,
    goesToShop: 240,
    buys: 460,
    buysAt: [220, 600, 180],
    hasApp: 450,
    prefersMobile: 680,
    leniency: 0,
  },
  family: {
    begins: 150,
    comesByAd: 240,
    beginsInShop: 200,
    goesToShop: 200,
    buys: 520,
    buysAt: [180, 720, 100],
    hasApp: 300,
    prefersMobile: 520,
    leniency: -1,
  },
  // Behaves apart: sees and takes away in the shop, or collects from a locker on the way to a site; and is happy.
  'pro-decorator': {
    begins: 215,
    comesByAd: 80,
    beginsInShop: 480,
    goesToShop: 420,
    buys: 680,
    buysAt: [500, 70, 430],
    hasApp: 550,
    prefersMobile: 350,
    leniency: 1,
  },
}

export const behaviour = {
  personaWeights: [460, 360, 180],
  /** Never says who they are: no account, no purchase. */
  staysAnonymous: 230,
  refusesMeasurement: 140,
  refusesAdvertising: 280,
  hasSecondBrowser: 450,
  staysSignedIn: 450,
  /** Pairs of neighbours in the list who are a family with one computer. */
  sharesBrowser: 150,
  recognisedOnPhoneByNumber: 80,

  /** Gives up at the payment, by device. */
  abandonsPaymentOnMobile: 190,
  abandonsPaymentElsewhere: 80,
  /** Comes back and pays, of those who gave up. */
  returnsToPay: 300,

  /** Delivered after the promised day, at home: ordinary months, then November and December. */
  homeLate: 230,
  homeLateInPeak: 520,
  lockerLate: 40,
  lockerLateInPeak: 90,
  /** How many working days late: one to six. */
  lateDayWeights: [300, 260, 190, 120, 80, 50],
  warnedOfDelay: 220,
  toldOfShipping: 860,

  /** Calls "where is my parcel?". */
  callsWhenLate: 520,
  callsWhenWarned: 180,
  callsWhenOnTime: 35,
  hangsUpFirst: 120,
  settledOnPhone: 380,
  /** Calls again within seven days, after each of the first three calls that settled nothing. */
  callsAgainUnsettled: 645,
  /** Goes on to the chat within two days, when the last call settled nothing. */
  turnsToChat: 550,

  /** Opens the app in the shop, of those who have it. */
  scansInShop: 420,
  getsAdvice: 550,

  /** Answers the question, of those who are asked. */
  answersWhenLate: 420,
  answersWhenOnTime: 260,
  answersAfterLocker: 340,
  answersAfterCall: 240,
  answersAfterCheckout: 80,
  answersAtTill: 110,
  answersAfterAdvice: 140,
  answersOnSite: 35,
  answersYearly: 7,
  postsReview: 70,

  returns: 70,

  sentTwice: 5,
  arrivesLate: 10,
} as const

/** Weights of the answers 0 to 10, by what was lived. */
export const scoreWeights = {
  homeOnTime: [2, 2, 3, 5, 8, 12, 17, 22, 16, 8, 5],
  homeOneDayLate: [10, 10, 14, 16, 15, 13, 10, 6, 4, 1, 1],
  homeLater: [22, 18, 18, 15, 11, 7, 5, 2, 1, 1, 0],
  locker: [0, 0, 1, 1, 2, 4, 7, 16, 28, 24, 17],
  shop: [0, 1, 1, 2, 3, 6, 10, 20, 27, 18, 12],
  advice: [0, 0, 1, 2, 3, 5, 9, 18, 27, 20, 15],
  site: [1, 2, 3, 4, 7, 12, 17, 22, 18, 9, 5],
  checkout: [2, 3, 4, 6, 9, 14, 18, 20, 14, 6, 4],
  callSettledQuickly: [1, 1, 2, 4, 7, 12, 17, 21, 19, 10, 6],
  callSettledSlowly: [5, 6, 9, 12, 14, 16, 15, 11, 7, 3, 2],
  callUnsettled: [24, 18, 17, 14, 10, 7, 5, 3, 1, 1, 0],
  refund: [3, 4, 6, 8, 11, 15, 17, 16, 11, 6, 3],
} as const satisfies Record<string, readonly number[]>

export type Lived = keyof typeof scoreWeights
