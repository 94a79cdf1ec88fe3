export interface Outcome {
  readonly passed: number
  readonly failed: number
  readonly skipped: number
}

interface VitestReport {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly numPendingTests: number
  readonly testResults: readonly { readonly status: string; readonly assertionResults: readonly unknown[] }[]
}

/** Counts Vitest's JSON report; a file that could not be loaded is a failure, and so is a run that ends badly with all tests green. */
export function vitestOutcome(read: () => string, exitCode: number): Outcome {
  const report = parse(read) as VitestReport | undefined
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const unloaded = report.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + unloaded
  return atLeastOneFailure({ passed: report.numPassedTests, failed, skipped: report.numPendingTests }, exitCode)
}

/** Counts a JUnit report as pytest writes it. */
export function junitOutcome(read: () => string, exitCode: number): Outcome {
  const text = attempt(read)
  const suite = /<testsuite\b[^>]*>/.exec(text ?? '')?.[0]
  if (suite === undefined) return { passed: 0, failed: 1, skipped: 0 }
  const figure = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0)
  const failed = figure('failures') + figure('errors')
  const skipped = figure('skipped')
  return atLeastOneFailure({ passed: figure('tests') - failed - skipped, failed, skipped }, exitCode)
}

function atLeastOneFailure(outcome: Outcome, exitCode: number): Outcome {
  return exitCode !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome
}

function parse(read: () => string): unknown {
  const text = attempt(read)
  return text === undefined ? undefined : (JSON.parse(text) as unknown)
}

function attempt(read: () => string): string | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
