/**
 * The source under which answers of nobody known are told as events. They are no customers and live no journeys: what is
 * measured over all events leaves them out.
 */
export const anonymousAnswers = 'Anonymous answers'
