// Generated from schemas/contracts by `npm run compile`. Do not edit.
export { validate as validateEnvelope } from './envelope.js'
import { validate as validateBtsFlightV1 } from './bts.flight.v1.js'
import { validate as validateFaaWildlifeStrikeV1 } from './faa.wildlife_strike.v1.js'
import { validate as validateGithubIssuesV1 } from './github.issues.v1.js'
import { validate as validateGithubPullRequestV1 } from './github.pull_request.v1.js'
import { validate as validateGithubPushV1 } from './github.push.v1.js'
import { validate as validateGithubReleaseV1 } from './github.release.v1.js'
import { validate as validateGithubStarV1 } from './github.star.v1.js'
import { validate as validateOrdersOrderPlacedV1 } from './orders.order_placed.v1.js'
import { validate as validatePaymentsPaymentCapturedV1 } from './payments.payment_captured.v1.js'
import { validate as validatePaymentsPaymentFailedV1 } from './payments.payment_failed.v1.js'
import { validate as validateUsgsEarthquakeV1 } from './usgs.earthquake.v1.js'

export const payloadValidators = [
  { name: "bts.flight", source: "gov.bts.flights", type: "Flight", major: 1, version: "1.0", form: "cloudevents", positionId: true, timeInData: true, validate: validateBtsFlightV1 },
  { name: "faa.wildlife_strike", source: "gov.faa.wildlife", type: "WildlifeStrike", major: 1, version: "1.0", form: "cloudevents", positionId: true, timeInData: true, validate: validateFaaWildlifeStrikeV1 },
  { name: "github.issues", source: "com.github.webhooks", type: "issues", major: 1, version: "1.0", form: "plain", positionId: false, timeInData: true, validate: validateGithubIssuesV1 },
  { name: "github.pull_request", source: "com.github.webhooks", type: "pull_request", major: 1, version: "1.0", form: "plain", positionId: false, timeInData: true, validate: validateGithubPullRequestV1 },
  { name: "github.push", source: "com.github.webhooks", type: "push", major: 1, version: "1.0", form: "plain", positionId: false, timeInData: true, validate: validateGithubPushV1 },
  { name: "github.release", source: "com.github.webhooks", type: "release", major: 1, version: "1.0", form: "plain", positionId: false, timeInData: true, validate: validateGithubReleaseV1 },
  { name: "github.star", source: "com.github.webhooks", type: "star", major: 1, version: "1.0", form: "plain", positionId: false, timeInData: true, validate: validateGithubStarV1 },
  { name: "orders.order_placed", source: "com.acme.orders", type: "OrderPlaced", major: 1, version: "1.2", form: "cloudevents", positionId: false, timeInData: false, validate: validateOrdersOrderPlacedV1 },
  { name: "payments.payment_captured", source: "com.acme.payments", type: "PaymentCaptured", major: 1, version: "1.0", form: "cloudevents", positionId: false, timeInData: false, validate: validatePaymentsPaymentCapturedV1 },
  { name: "payments.payment_failed", source: "com.acme.payments", type: "PaymentFailed", major: 1, version: "1.0", form: "cloudevents", positionId: false, timeInData: false, validate: validatePaymentsPaymentFailedV1 },
  { name: "usgs.earthquake", source: "gov.usgs.earthquake", type: "Earthquake", major: 1, version: "1.0", form: "cloudevents", positionId: false, timeInData: false, validate: validateUsgsEarthquakeV1 },
]
