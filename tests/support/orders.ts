import { type Order, type OrderEvent, orderEvent } from '../../producers/simulator/order.ts'

let made = 0

/** A valid order that no other test has; what a test does not name is the simulator's. */
export function anOrder(data: Partial<Order> = {}, envelope: Partial<OrderEvent> = {}): OrderEvent {
  made += 1
  const event = orderEvent(`test ${process.pid}`, made, new Date())
  const { gift_wrap: _, shipping, ...order } = event.data
  const plain: Order = {
    ...order,
    email: `buyer${made}@example.com`,
    ...(shipping && { shipping: { country: shipping.country } }),
  }
  return { ...event, data: { ...plain, ...data }, ...envelope }
}

export const someOrders = (count: number): readonly OrderEvent[] => Array.from({ length: count }, () => anOrder())
