import { ServiceError } from '../../errors.ts'
import { optionalNumber, text } from '../../input.ts'
import type { Input } from '../../service.ts'

/** What a test asks of the next PutRecordBatch calls on one stream: AWS refuses single records under pressure, this plane never by itself. */
export interface Pressure {
  /** `{DeliveryStreamName, Calls, Every}`: each of the next calls refuses its first record and every n-th after it; 1 refuses all. */
  ask(input: Input): void
  /** Whether each record of a call is refused; counts the call. */
  refusals(stream: string, records: number): readonly boolean[]
}

export function createPressure(): Pressure {
  const asked = new Map<string, { calls: number; readonly every: number }>()
  return {
    ask: (input) => {
      const calls = optionalNumber(input, 'Calls') ?? 1
      const every = optionalNumber(input, 'Every') ?? 1
      if (!(calls >= 0 && every >= 1)) throw new ServiceError('InvalidArgumentException', 'Calls ≥ 0 and Every ≥ 1')
      asked.set(text(input, 'DeliveryStreamName'), { calls, every })
    },
    refusals: (stream, records) => {
      const pressure = asked.get(stream)
      if (!pressure || pressure.calls === 0) return Array.from({ length: records }, () => false)
      pressure.calls -= 1
      return Array.from({ length: records }, (_, index) => index % pressure.every === 0)
    },
  }
}
