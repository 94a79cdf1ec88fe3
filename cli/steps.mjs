/**
 * Lines of progress for people, on one stream (stderr): a section, its steps with a mark and the seconds that they took. On a
 * terminal the running step is animated; elsewhere the same lines appear when they are done, without colour.
 */
export function createSteps(stream = process.stderr, environment = process.env) {
  const live = stream.isTTY === true && environment.TERM !== 'dumb' && environment.CI === undefined
  const paint = painter(stream, environment)
  const write = (text) => stream.write(`${text}\n`)

  return {
    paint,
    line: write,
    section: (title, remark = '') => write(`\n${paint.bold(title)}${remark && `  ${paint.dim(remark)}`}`),
    warn: (text) => write(`  ${paint.yellow('!')} ${text}`),
    /** Runs `work`, which may call `progress(text)`; `remark(result)` stands behind the label. Errors mark the step and go on up. */
    step: async (label, work, remark = () => '') => {
      const started = Date.now()
      const running = live ? animate(stream, paint, label) : announce(write, label)
      try {
        const result = await work(running.progress)
        running.stop()
        const words = remark(result)
        write(`  ${paint.green('✔')} ${label}${words && `  ${words}`}${paint.dim(duration(Date.now() - started))}`)
        return result
      } catch (error) {
        running.stop()
        write(`  ${paint.red('✘')} ${label}${paint.dim(duration(Date.now() - started))}`)
        throw error
      }
    },
  }
}

/** Colours where the stream can show them and nobody asked for none (NO_COLOR, https://no-color.org). */
export function painter(stream, environment = process.env) {
  const coloured = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== 'dumb'
  const code = (number) => (text) => (coloured ? `\u001b[${number}m${text}\u001b[0m` : String(text))
  return { bold: code(1), dim: code(2), red: code(31), green: code(32), yellow: code(33), cyan: code(36) }
}

/** `  12 s`; nothing below a second. */
export function duration(milliseconds) {
  return milliseconds < 1000 ? '' : `  ${Math.round(milliseconds / 1000)} s`
}

const frames = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏']
const frameMilliseconds = 100

function animate(stream, paint, label) {
  const started = Date.now()
  let text = ''
  let frame = 0
  const draw = () => {
    const seconds = duration(Date.now() - started)
    const head = `  ${frames[frame++ % frames.length]} ${label}${text && `  ${text}`}`
    stream.write(
      `\r\u001b[K${paint.cyan(head.slice(0, Math.max(20, (stream.columns ?? 80) - 10)))}${paint.dim(seconds)}`,
    )
  }
  draw()
  const timer = setInterval(draw, frameMilliseconds)
  return {
    progress: (news) => {
      text = news
    },
    stop: () => {
      clearInterval(timer)
      stream.write('\r\u001b[K')
    },
  }
}

const silenceMilliseconds = 15_000

/** Without a terminal a step that takes long says once that it goes on. */
function announce(write, label) {
  const timer = setTimeout(() => write(`  … ${label}`), silenceMilliseconds)
  timer.unref()
  return { progress: () => {}, stop: () => clearTimeout(timer) }
}
