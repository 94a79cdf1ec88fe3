/** Escapes of characters that would be wildcards or begin a variable. */
const escapes: Readonly<Record<string, string>> = { '*': '*', '?': '?', $: '$' }

/** A text of a policy with its variables filled in, `${aws:userid}`. Undefined when one is unknown for this request: nothing matches then. */
export function substitute(text: string, context: Readonly<Record<string, readonly string[]>>): string | undefined {
  let complete = true
  const filled = text.replace(/\$\{([^}]*)\}/g, (_, inside: string) => {
    const escaped = escapes[inside]
    if (escaped !== undefined) return escaped
    const [, name = '', fallback] = /^\s*([^,\s]+)\s*(?:,\s*'([^']*)')?\s*$/.exec(inside) ?? []
    const [value, ...others] = context[name.toLowerCase()] ?? []
    if (value !== undefined && others.length === 0) return value
    if (fallback !== undefined) return fallback
    complete = false
    return ''
  })
  return complete ? filled : undefined
}
