import { createHash } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { messageOf, unsupported } from '../../errors.ts'
import type { Created, Input, PlaneContext, ResourceContext, ResourceType } from '../../service.ts'
import { resolveDynamic } from './dynamic.ts'
import { resolveInput } from './intrinsics.ts'
import { creationOrder } from './order.ts'
import { replaces, resolveOutputs, type TypeLookup } from './plan.ts'
import { isActive, makeScope } from './scope.ts'
import type { Running, Stack, StackResource, Stacks, Step } from './stacks.ts'
import { parseTemplate, type Template } from './template.ts'

/** Carries stacks from what they are to what their running operation wants; what it did is saved step by step, so that a killed plane goes on. */
export class Executor {
  readonly #plane: PlaneContext
  readonly #stacks: Stacks
  readonly #types: TypeLookup

  constructor(plane: PlaneContext, stacks: Stacks, types: TypeLookup) {
    this.#plane = plane
    this.#stacks = stacks
    this.#types = types
  }

  /** Runs what `running` says to its end; never throws for a failing resource, which the stack's status and events tell. */
  async run(stackId: string): Promise<void> {
    const { running, status } = this.#stacks.get(stackId)
    if (!running) return
    if (running.kind === 'delete') return this.#delete(stackId)
    const word = running.kind === 'create' ? 'CREATE' : 'UPDATE'
    if (running.failure !== undefined) return this.#rollBack(stackId, running.failure)
    if (status !== `${word}_IN_PROGRESS`) this.#stacks.setStatus(stackId, `${word}_IN_PROGRESS`, 'User Initiated')
    try {
      await this.#apply(stackId, running)
    } catch (error) {
      return this.#rollBack(stackId, messageOf(error))
    }
    await this.#finish(stackId, word)
  }

  async #apply(stackId: string, { templateBody, parameters, tags }: Running): Promise<void> {
    const template = parseTemplate(templateBody)
    const stack = this.#stacks.get(stackId)
    const scope = makeScope({
      plane: this.#plane,
      stacks: this.#stacks,
      template,
      parameters,
      stackId,
      stackName: stack.name,
      resource: (id) => this.#stacks.get(stackId).resources.find((each) => each.logicalId === id),
    })
    for (const id of creationOrder(template, isActive(template, scope))) {
      const old = this.#stacks.get(stackId).resources.find((each) => each.logicalId === id)
      try {
        const properties = resolveInput(template.resources[id]?.properties ?? {}, scope, `Resources/${id}`)
        await this.#bring(stackId, id, template, properties, old)
      } catch (error) {
        this.#event(stackId, id, template, old, `${old ? 'UPDATE' : 'CREATE'}_FAILED`, messageOf(error))
        throw new Error(`The following resource(s) failed to ${old ? 'update' : 'create'}: [${id}]. `)
      }
    }
    const outputs = resolveOutputs(this.#plane, this.#stacks, template, parameters, this.#stacks.get(stackId))
    this.#stacks.save({ ...this.#stacks.get(stackId), templateBody, parameters, tags, outputs })
  }

  async #bring(
    stackId: string,
    id: string,
    template: Template,
    properties: Input,
    old: StackResource | undefined,
  ): Promise<void> {
    const wanted = template.resources[id]
    if (!wanted) return
    const type = this.#type(wanted.type)
    const { retain, retainReplaced } = wanted
    if (old?.type === wanted.type && isDeepStrictEqual(properties, old.properties)) {
      if (old.retain !== retain || old.retainReplaced !== retainReplaced)
        this.#put(stackId, { ...old, retain, retainReplaced })
      return
    }
    const changes = old?.type === wanted.type && !replaces(type, old.properties, properties)
    const generation = old === undefined ? 0 : changes ? old.generation : old.generation + 1
    const context = this.#context(stackId, id, generation)
    const word = old ? 'UPDATE' : 'CREATE'
    this.#event(stackId, id, template, old, `${word}_IN_PROGRESS`)
    const given = await resolveDynamic(this.#plane, properties)
    const made =
      changes && old && type.update
        ? await type.update(old.physicalId, given, await resolveDynamic(this.#plane, old.properties), context)
        : await type.create(given, context)
    const resource = this.#describe(
      id,
      wanted.type,
      made,
      properties,
      generation,
      { retain, retainReplaced },
      `${word}_COMPLETE`,
    )
    this.#step(stackId, { logicalId: id, ...(old ? { previous: old } : {}) }, resource)
    this.#event(stackId, id, template, resource, `${word}_COMPLETE`)
  }

  /** Deletes what the new template no longer has and what was replaced; a failure here does not undo the update. */
  async #finish(stackId: string, word: 'CREATE' | 'UPDATE'): Promise<void> {
    const { running, templateBody } = this.#stacks.get(stackId)
    if (word === 'UPDATE') {
      this.#stacks.setStatus(stackId, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS')
      const template = parseTemplate(templateBody)
      for (const { previous } of [...(running?.steps ?? [])].reverse()) {
        const now = this.#stacks.get(stackId).resources.find((each) => each.logicalId === previous?.logicalId)
        if (previous && now && !sameThing(now, previous) && !previous.retainReplaced)
          await this.#cleanUp(stackId, previous, false)
      }
      const scope = this.#conditionScope(stackId, template)
      const active = isActive(template, scope)
      for (const resource of [...this.#stacks.get(stackId).resources].reverse()) {
        if (Object.hasOwn(template.resources, resource.logicalId) && active(resource.logicalId)) continue
        await this.#cleanUp(stackId, resource, true)
      }
    }
    this.#endOperation(stackId)
    this.#stacks.setStatus(stackId, `${word}_COMPLETE`)
  }

  async #cleanUp(stackId: string, resource: StackResource, forget: boolean): Promise<void> {
    try {
      await this.#remove(stackId, resource, forget)
    } catch (error) {
      this.#event(stackId, resource.logicalId, undefined, resource, 'DELETE_FAILED', messageOf(error))
      const stack = this.#stacks.get(stackId)
      if (forget) this.#stacks.save({ ...stack, resources: stack.resources.filter((each) => each !== resource) })
    }
  }

  async #rollBack(stackId: string, failure: string): Promise<void> {
    const { running } = this.#stacks.get(stackId)
    if (!running) return
    const word = running.kind === 'create' ? 'ROLLBACK' : 'UPDATE_ROLLBACK'
    this.#stacks.save({ ...this.#stacks.get(stackId), running: { ...running, failure } })
    this.#stacks.setStatus(stackId, `${word}_IN_PROGRESS`, failure)
    let broken: string | undefined
    for (const step of [...running.steps].reverse()) {
      try {
        await this.#undo(stackId, step)
      } catch (error) {
        broken = `${step.logicalId}: ${messageOf(error)}`
        this.#event(stackId, step.logicalId, undefined, step.previous, 'UPDATE_FAILED', messageOf(error))
      }
    }
    this.#endOperation(stackId)
    this.#stacks.setStatus(stackId, broken === undefined ? `${word}_COMPLETE` : `${word}_FAILED`, broken)
  }

  async #undo(stackId: string, { logicalId, previous }: Step): Promise<void> {
    const now = this.#stacks.get(stackId).resources.find((each) => each.logicalId === logicalId)
    if (!now) return
    if (!previous) return this.#remove(stackId, now, true, true)
    if (!sameThing(now, previous)) await this.#remove(stackId, now, false, true)
    else {
      const type = this.#type(previous.type)
      const [back, from] = [
        await resolveDynamic(this.#plane, previous.properties),
        await resolveDynamic(this.#plane, now.properties),
      ]
      await type.update?.(previous.physicalId, back, from, this.#context(stackId, logicalId, previous.generation))
    }
    this.#put(stackId, previous)
    this.#event(stackId, logicalId, undefined, previous, 'UPDATE_COMPLETE')
  }

  async #delete(stackId: string): Promise<void> {
    if (this.#stacks.get(stackId).status !== 'DELETE_IN_PROGRESS')
      this.#stacks.setStatus(stackId, 'DELETE_IN_PROGRESS', 'User Initiated')
    const failed: string[] = []
    for (const resource of [...this.#stacks.get(stackId).resources].reverse()) {
      try {
        await this.#remove(stackId, resource, true)
      } catch (error) {
        failed.push(resource.logicalId)
        this.#event(stackId, resource.logicalId, undefined, resource, 'DELETE_FAILED', messageOf(error))
      }
    }
    this.#endOperation(stackId)
    if (failed.length > 0) {
      this.#stacks.setStatus(
        stackId,
        'DELETE_FAILED',
        `The following resource(s) failed to delete: [${failed.join(', ')}]. `,
      )
      return
    }
    this.#stacks.save({ ...this.#stacks.get(stackId), deleted: this.#plane.clock.now().toISOString(), outputs: [] })
    this.#stacks.setStatus(stackId, 'DELETE_COMPLETE')
  }

  /** `forget` takes it off the stack; `always` disregards DeletionPolicy (a rollback of something new). */
  async #remove(stackId: string, resource: StackResource, forget: boolean, always = false): Promise<void> {
    const keep = forget && !always && resource.retain
    this.#event(stackId, resource.logicalId, undefined, resource, keep ? 'DELETE_SKIPPED' : 'DELETE_IN_PROGRESS')
    if (!keep) {
      const properties = await resolveDynamic(this.#plane, resource.properties).catch(() => resource.properties)
      await this.#type(resource.type).delete(
        resource.physicalId,
        properties,
        this.#context(stackId, resource.logicalId, resource.generation),
      )
      this.#event(stackId, resource.logicalId, undefined, resource, 'DELETE_COMPLETE')
    }
    if (!forget) return
    const stack = this.#stacks.get(stackId)
    this.#stacks.save({ ...stack, resources: stack.resources.filter((each) => each.logicalId !== resource.logicalId) })
  }

  #conditionScope(stackId: string, template: Template) {
    const { name, parameters } = this.#stacks.get(stackId)
    return makeScope({
      plane: this.#plane,
      stacks: this.#stacks,
      template,
      parameters,
      stackId,
      stackName: name,
      resource: () => undefined,
    })
  }

  #type(name: string): ResourceType {
    const type = this.#types(name)
    if (!type) throw unsupported(`The resource type ${name}`)
    return type
  }

  #context(stackId: string, logicalId: string, generation: number): ResourceContext {
    const { name, principal } = this.#stacks.get(stackId)
    const { region, accountId } = this.#plane
    return {
      stackName: name,
      stackId,
      logicalId,
      region,
      accountId,
      principal,
      generatedName: (maxLength = 64) => {
        const suffix = createHash('sha256').update(`${stackId}/${logicalId}/${generation}`).digest('hex').slice(0, 12)
        const room = maxLength - suffix.length - 2
        const shortName = name.slice(0, Math.max(1, room - Math.min(logicalId.length, Math.floor(room / 2))))
        return `${shortName}-${logicalId.slice(0, room - shortName.length)}-${suffix}`
      },
    }
  }

  #describe(
    logicalId: string,
    type: string,
    { physicalId, attributes }: Created,
    properties: Input,
    generation: number,
    policies: Pick<StackResource, 'retain' | 'retainReplaced'>,
    status: string,
  ): StackResource {
    const updated = this.#plane.clock.now().toISOString()
    return { logicalId, type, physicalId, properties, attributes, generation, ...policies, status, updated }
  }

  #step(stackId: string, step: Step, resource: StackResource): void {
    const stack = this.#stacks.get(stackId)
    const running = stack.running
    this.#stacks.save({
      ...withResource(stack, resource),
      ...(running ? { running: { ...running, steps: [...running.steps, step] } } : {}),
    })
  }

  #put(stackId: string, resource: StackResource): void {
    this.#stacks.save(withResource(this.#stacks.get(stackId), resource))
  }

  #endOperation(stackId: string): void {
    const { running: _done, ...stack } = this.#stacks.get(stackId)
    this.#stacks.save(stack)
  }

  #event(
    stackId: string,
    id: string,
    template: Template | undefined,
    known: StackResource | undefined,
    status: string,
    reason?: string,
  ): void {
    const type = template?.resources[id]?.type ?? known?.type ?? ''
    this.#stacks.addEvent(
      this.#stacks.get(stackId),
      { logicalId: id, physicalId: known?.physicalId ?? '', type },
      status,
      reason,
    )
  }
}

function sameThing(one: StackResource, other: StackResource): boolean {
  return one.physicalId === other.physicalId && one.type === other.type
}

function withResource(stack: Stack, resource: StackResource): Stack {
  const at = stack.resources.findIndex((each) => each.logicalId === resource.logicalId)
  const resources = at < 0 ? [...stack.resources, resource] : stack.resources.with(at, resource)
  return { ...stack, resources }
}
