import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { FirehoseClient } from '@aws-sdk/client-firehose'
import { eventBridgeBus } from '../../producers/client/event-bus.ts'
import { firehoseLine } from '../../producers/client/event-stream.ts'
import { createPublisher } from '../../producers/client/publish.ts'
import type { Doors } from '../../producers/record/publish.ts'
import type { CompiledSet } from '../contract-set.ts'
import type { Reach, Stack } from '../stack.ts'

/** The doors of a deployed stack. Nothing is judged before it is sent: the simulator sends what is wrong on purpose. */
export function doorsOf(connection: Reach, stack: Stack, { services }: CompiledSet): Doors {
  const bus = eventBridgeBus(new EventBridgeClient(connection), stack.bus)
  return {
    packed: createPublisher({ bus, form: 'packed' }),
    single: createPublisher({ bus, form: 'single' }),
    line: firehoseLine(new FirehoseClient(connection)),
    streamOf: (source) => stack.streamOf(services.find((service) => service.source === source)?.name ?? 'unplanned'),
  }
}
