import type { HistoryEvent } from '@aws-sdk/client-sfn'

/** The stages of a batch as people see them, in order. */
export const stages = ['conform', 'quality', 'load', 'publish'] as const
export type Stage = (typeof stages)[number]

const stageOf: Readonly<Record<string, Stage>> = {
  Conform: 'conform',
  ReadElected: 'conform',
  CheckQuality: 'quality',
  PlanLoad: 'load',
  Stage: 'load',
  Apply: 'load',
  AwaitStatement: 'load',
  Confirm: 'load',
  DropStaging: 'load',
  PublishBatch: 'publish',
}

export interface StageTimes {
  /** Stages that were entered and left for good. */
  readonly done: readonly Stage[]
  /** The furthest stage under way. */
  readonly current: Stage | undefined
  /** Wall-clock seconds from the first entry to the last exit of a stage's states. */
  readonly seconds: Readonly<Partial<Record<Stage, number>>>
}

/** Reads an execution's history (any order) as stages. Types are loaded side by side: a stage is done when no state of it is open. */
export function stageTimes(history: readonly HistoryEvent[]): StageTimes {
  const open = new Map<Stage, number>()
  const first = new Map<Stage, number>()
  const last = new Map<Stage, number>()
  for (const event of history.toSorted((a, b) => (a.id ?? 0) - (b.id ?? 0))) {
    const entered = stageOf[event.stateEnteredEventDetails?.name ?? '']
    const exited = stageOf[event.stateExitedEventDetails?.name ?? '']
    const at = event.timestamp?.getTime() ?? 0
    if (entered) {
      open.set(entered, (open.get(entered) ?? 0) + 1)
      if (!first.has(entered)) first.set(entered, at)
    }
    if (exited) {
      open.set(exited, (open.get(exited) ?? 0) - 1)
      last.set(exited, at)
    }
  }
  const seen = stages.filter((stage) => first.has(stage))
  const current = seen.findLast((stage) => (open.get(stage) ?? 0) > 0)
  const seconds = Object.fromEntries(
    seen.flatMap((stage) => {
      const end = last.get(stage)
      return end === undefined ? [] : [[stage, (end - (first.get(stage) ?? end)) / 1000]]
    }),
  )
  const done = seen.filter((stage) => stage !== current && (open.get(stage) ?? 0) <= 0)
  return { done, current, seconds }
}

/** `✔ claim ✔ conform … quality`. */
export function stageLine({ done, current }: Pick<StageTimes, 'done' | 'current'>): string {
  const words = stages.flatMap((stage) =>
    done.includes(stage) ? [`✔ ${stage}`] : stage === current ? [`… ${stage}`] : [],
  )
  return ['✔ claim', ...words].join(' ')
}
