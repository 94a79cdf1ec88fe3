import { Logger } from '@aws-lambda-powertools/logger'
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware'
import { Metrics } from '@aws-lambda-powertools/metrics'
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware'
import middy from '@middy/core'
import type { Context } from 'aws-lambda'
import { named } from './errors.ts'

/** Both take their service, `tributary-<stage>`, from POWERTOOLS_SERVICE_NAME: stages of one account stay apart. */
export const logger = new Logger()
export const metrics = new Metrics({ namespace: 'Tributary' })

/** What surrounds every function: context in each log line, metrics flushed, errors under the names that are retried. */
export const observed = <Event, Result>(run: (event: Event, context: Context) => Promise<Result>) =>
  middy<Event, Result>()
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(logMetrics(metrics, { captureColdStartMetric: true }))
    .use({
      onError: ({ error }) => {
        logger.error('failed', { error })
        throw named(error)
      },
    })
    .handler(run)
