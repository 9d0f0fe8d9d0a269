import { behaviour, habits } from './behaviour.ts'
import { minuteMs } from './calendar.ts'
import { campaigns, type Product, products } from './company.ts'
import { answerSurvey } from './give-opinion.ts'
import { type Life, soon } from './life.ts'
import { onChannel, sdkSender, siteUrl, systemSender } from './message.ts'

/** Looks around on the site or in the app. Answers the instant at which the customer leaves. */
export function discoverOnline(life: Life, start: number): number {
  const { random, diary } = life
  let at = start
  if (life.device.channel === 'web' && random.chance(habits[life.customer.persona].comesByAd)) {
    at = arriveByAdvertisement(life, at)
  }
  if (random.chance(380)) {
    diary.page(at, life.sender, 'Category', { category: life.wanted.category, url: siteUrl('/lampes') })
    at = soon(random, at)
  }
  if (random.chance(220)) {
    diary.track(at, life.sender, 'Products Searched', {
      query: life.wanted.category.toLowerCase(),
      results: random.between(0, 40),
    })
    at = soon(random, at)
  }
  const looks = 1 + random.weighted([55, 30, 15])
  for (let look = 0; look < looks; look++) {
    at = lookAt(life, look === 0 ? life.wanted : random.pick(products), at)
  }
  if (random.chance(230)) {
    diary.track(at, life.sender, 'Guide Viewed', {
      guide: random.pick(['quelle-puissance', 'choisir-une-suspension', 'comparatif']),
    })
    at = soon(random, at)
  }
  if (random.chance(100)) {
    diary.track(at, life.sender, 'Product Added to Wishlist', facts(life.wanted))
    // Claimed by no touchpoint of the map, on purpose: it waits in the tray.
    if (random.chance(350)) diary.track(soon(random, at), life.sender, 'Wishlist Shared', { by: 'link' })
    at = soon(random, at)
  }
  if (life.customer.userId !== undefined && random.chance(45)) at = askOnChat(life, at)
  if (random.chance(behaviour.answersOnSite)) answerSurvey(life, soon(random, at), 'site', 'site')
  return soon(random, at)
}

export function facts(product: Product): Readonly<Record<string, string | number>> {
  return { productId: product.id, productName: product.name, category: product.category, price: product.price }
}

function lookAt(life: Life, product: Product, at: number): number {
  const { random, diary } = life
  // The SDK counts the page and the product in the same breath: two events of one millisecond.
  if (random.chance(50))
    diary.page(at, life.sender, 'Product', { productId: product.id, url: siteUrl(`/p/${product.id}`) })
  diary.track(at, life.sender, 'Product Viewed', facts(product))
  return soon(random, at)
}

function arriveByAdvertisement(life: Life, at: number): number {
  const campaign = life.random.pick(campaigns)
  life.sender = sdkSender(life.customer, life.device, life.device.staysSignedIn, campaign)
  life.diary.track(at, onChannel(life.sender, 'ad'), 'Advert Clicked', {
    network: campaign.source,
    format: campaign.medium,
  })
  return soon(life.random, at)
}

function askOnChat(life: Life, at: number): number {
  const { random, diary, customer } = life
  const seconds = random.between(120, 900)
  const ends = at + seconds * 1000
  diary.track(ends, systemSender(customer, 'chat'), 'Chat Ended', {
    reason: 'advice',
    waitSeconds: random.between(4, 140),
    durationSeconds: seconds,
    settled: random.chance(700),
  })
  if (random.chance(behaviour.answersAfterAdvice)) {
    answerSurvey(life, ends + random.between(1, 20) * minuteMs, 'advice', 'advice', { via: 'chat' })
  }
  return soon(random, ends)
}
