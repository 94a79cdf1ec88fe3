import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'

/** One run of a job script. Paths are local files; `env` reaches the script and its Python workers. */
export interface SparkRun {
  readonly script: string
  readonly pyFiles: readonly string[]
  readonly argv: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

export interface SparkOutcome {
  readonly exitCode: number
  /** Why it failed, one line. */
  readonly message?: string
}

export interface SparkOptions {
  /** Python with pyspark. */
  readonly python: string
  readonly javaHome?: string
  /** Working folder of drivers; scratch space of Spark. */
  readonly folder: string
}

/** Runs job scripts on Apache Spark. The signal kills the driver; then the promise rejects with the signal's reason. */
export interface Spark {
  /** Starts what makes the next run faster; no-op where nothing does. */
  prewarm(): void
  run(run: SparkRun, onLine: (line: string) => void, signal: AbortSignal): Promise<SparkOutcome>
  stop(): Promise<void>
}

/** Four tries of a task as on a cluster; small heap: the work is done in Python. The C1 compiler alone halves the start. */
const settings: Readonly<Record<string, string>> = {
  'spark.master': 'local[*,4]',
  'spark.ui.enabled': 'false',
  'spark.driver.host': '127.0.0.1',
  'spark.driver.bindAddress': '127.0.0.1',
  'spark.driver.memory': '1g',
  'spark.driver.extraJavaOptions': '-XX:TieredStopAtLevel=1 -XX:+UseParallelGC',
  'spark.sql.session.timeZone': 'UTC',
}

const confArguments = Object.entries(settings).flatMap(([name, value]) => ['--conf', `${name}=${value}`])

/** One `spark-submit` per run, as Glue does it: about six seconds of start each. */
export function coldSpark(options: SparkOptions): Spark {
  const running = new Set<ChildProcess>()
  return {
    prewarm: () => {},
    run: async ({ script, pyFiles, argv, env }, onLine, signal) => {
      const files = pyFiles.length > 0 ? ['--py-files', pyFiles.join(',')] : []
      const submit = ['-c', submitCode, ...confArguments, ...files, script, ...argv]
      const driver = start(options, submit, { ...process.env, ...env }, ['ignore', 'pipe', 'pipe'])
      running.add(driver)
      let lastError = ''
      const note = (line: string) => {
        if (/^\w[\w.]*(Error|Exception|Exit)\b/.test(line)) lastError = line
        onLine(line)
      }
      readLines(driver, note)
      try {
        const exitCode = await ended(driver, signal)
        return exitCode === 0 ? { exitCode } : { exitCode, message: lastError || `exit code ${exitCode}` }
      } finally {
        running.delete(driver)
      }
    },
    stop: async () => {
      await Promise.all([...running].map(kill))
    },
  }
}

/** One driver with a live session takes run after run, one at a time; further runs at the same time start cold. */
export function warmSpark(options: SparkOptions): Spark {
  const cold = coldSpark(options)
  let driver: WarmDriver | undefined
  const ready = (): WarmDriver => {
    if (!driver || driver.dead) driver = startWarmDriver(options)
    return driver
  }
  return {
    prewarm: () => {
      ready()
    },
    run: (run, onLine, signal) => {
      const warm = ready()
      return warm.busy ? cold.run(run, onLine, signal) : warm.run(run, onLine, signal)
    },
    stop: async () => {
      await Promise.all([driver?.stop(), cold.stop()])
    },
  }
}

interface WarmDriver {
  readonly busy: boolean
  readonly dead: boolean
  run(run: SparkRun, onLine: (line: string) => void, signal: AbortSignal): Promise<SparkOutcome>
  stop(): Promise<void>
}

function startWarmDriver(options: SparkOptions): WarmDriver {
  const script = fileURLToPath(new URL('warm_driver.py', import.meta.url))
  // Python starts the JVM here, not the other way round: spark-submit would not hand on the pipes.
  const env = { ...process.env, PYSPARK_SUBMIT_ARGS: [...confArguments.map(quoted), 'pyspark-shell'].join(' ') }
  const driver = start(options, [script], env, ['pipe', 'pipe', 'pipe', 'pipe'])
  let onLine: (line: string) => void = () => {}
  let answer: ((outcome: SparkOutcome) => void) | undefined
  let busy = false
  let dead = false
  const tail: string[] = []
  readLines(driver, (line) => {
    tail.push(line)
    if (tail.length > 5) tail.shift()
    onLine(line)
  })
  const die = (code: number | null, why: string) => {
    dead = true
    answer?.({ exitCode: code ?? 1, message: `the Spark driver died: ${why}` })
  }
  driver.on('error', (error) => die(null, error.message)) // for example: no such Python
  driver.on('exit', (code) => die(code, tail.join(' | ')))
  driver.stdin?.on('error', () => {}) // a dead driver is told by its exit
  createInterface({ input: driver.stdio[3] as Readable }).on('line', (line) => {
    const said = JSON.parse(line) as { ready?: string; exit_code?: number; message?: string | null }
    if (said.exit_code === undefined) return
    answer?.({ exitCode: said.exit_code, ...(said.message && { message: said.message }) })
  })
  return {
    get busy() {
      return busy
    },
    get dead() {
      return dead
    },
    run: ({ script: path, pyFiles, argv, env }, hear, signal) => {
      busy = true
      onLine = hear
      return new Promise<SparkOutcome>((resolve, reject) => {
        const onAbort = () => {
          dead = true
          void kill(driver)
          reject(signal.reason as Error)
        }
        signal.addEventListener('abort', onAbort, { once: true })
        answer = (outcome) => {
          signal.removeEventListener('abort', onAbort)
          answer = undefined
          onLine = () => {}
          busy = false
          resolve(outcome)
        }
        if (signal.aborted) return onAbort()
        driver.stdin?.write(`${JSON.stringify({ script: path, py_files: pyFiles, argv, env })}\n`)
      })
    },
    stop: () => kill(driver),
  }
}

/** pyspark splits its submit arguments as a shell does. */
const quoted = (argument: string): string => `'${argument}'`

/** Finds spark-submit beside the installed pyspark and becomes it. */
const submitCode = [
  'import os, sys, pyspark',
  'home = os.path.dirname(pyspark.__file__)',
  'os.environ["SPARK_HOME"] = home',
  'submit = os.path.join(home, "bin", "spark-submit")',
  'os.execv(submit, [submit, *sys.argv[1:]])',
].join('\n')

function start(
  { python, javaHome, folder }: SparkOptions,
  parameters: readonly string[],
  env: NodeJS.ProcessEnv,
  stdio: ('ignore' | 'pipe')[],
): ChildProcess {
  return spawn(python, [...parameters], {
    cwd: folder,
    stdio,
    // A group of its own, so that the JVM and its Python workers end together.
    detached: true,
    env: {
      ...env,
      PYSPARK_PYTHON: python,
      PYSPARK_DRIVER_PYTHON: python,
      SPARK_LOCAL_IP: '127.0.0.1',
      SPARK_LOCAL_DIRS: folder,
      PYTHONDONTWRITEBYTECODE: '1',
      ...(javaHome && { JAVA_HOME: javaHome }),
    },
  })
}

function readLines(driver: ChildProcess, onLine: (line: string) => void): void {
  for (const stream of [driver.stdout, driver.stderr]) {
    if (stream) createInterface({ input: stream }).on('line', onLine)
  }
}

function ended(driver: ChildProcess, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      void kill(driver)
      reject(signal.reason as Error)
    }
    signal.addEventListener('abort', onAbort, { once: true })
    driver.on('error', reject)
    driver.on('close', (code) => {
      signal.removeEventListener('abort', onAbort)
      resolve(code ?? 1)
    })
    if (signal.aborted) onAbort()
  })
}

/** Ends a driver with all its processes; resolves when it is gone. */
async function kill(driver: ChildProcess): Promise<void> {
  if (driver.pid === undefined || driver.exitCode !== null || driver.signalCode !== null) return
  const gone = new Promise<void>((resolve) => driver.once('exit', () => resolve()))
  try {
    process.kill(-driver.pid, 'SIGKILL')
  } catch {
    return // it ended by itself in the meantime
  }
  await gone
}
