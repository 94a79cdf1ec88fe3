// Generated from schemas/contracts by `npm run compile`. Do not edit.
export { validate as validateEnvelope } from './envelope.js'
import { validate as validateOrdersOrderPlacedV1 } from './orders.order_placed.v1.js'
import { validate as validatePaymentsPaymentCapturedV1 } from './payments.payment_captured.v1.js'
import { validate as validatePaymentsPaymentFailedV1 } from './payments.payment_failed.v1.js'
import { validate as validateUsgsEarthquakeV1 } from './usgs.earthquake.v1.js'

export const payloadValidators = [
  { name: "orders.order_placed", source: "com.acme.orders", type: "OrderPlaced", major: 1, version: "1.2", form: "cloudevents", positionId: false, timeInData: false, validate: validateOrdersOrderPlacedV1 },
  { name: "payments.payment_captured", source: "com.acme.payments", type: "PaymentCaptured", major: 1, version: "1.0", form: "cloudevents", positionId: false, timeInData: false, validate: validatePaymentsPaymentCapturedV1 },
  { name: "payments.payment_failed", source: "com.acme.payments", type: "PaymentFailed", major: 1, version: "1.0", form: "cloudevents", positionId: false, timeInData: false, validate: validatePaymentsPaymentFailedV1 },
  { name: "usgs.earthquake", source: "gov.usgs.earthquake", type: "Earthquake", major: 1, version: "1.0", form: "cloudevents", positionId: false, timeInData: false, validate: validateUsgsEarthquakeV1 },
]
