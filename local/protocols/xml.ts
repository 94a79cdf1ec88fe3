import { ServiceError } from '../errors.ts'

/** An element: its text, or its children in order. */
export interface Element {
  readonly name: string
  readonly text: string
  readonly children: readonly Element[]
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** Reads the small, well-formed documents that AWS clients send; no DTD, no CDATA, attributes are skipped. Throws MalformedXML. */
export function parseXml(source: string): Element {
  const stack: { name: string; text: string; children: Element[] }[] = [{ name: '', text: '', children: [] }]
  const token = /<\?[^>]*\?>|<!--[\s\S]*?-->|<(\/?)([A-Za-z_][\w:.-]*)([^<>]*?)(\/?)>|([^<]+)|</g
  for (const [whole, closing, name = '', , selfClosing, chars] of source.matchAll(token)) {
    const top = stack[stack.length - 1]
    if (top === undefined || whole === '<') throw malformed()
    if (chars !== undefined) top.text += decode(chars)
    else if (name === '') continue
    else if (closing === '/') {
      const done = stack.pop()
      if (done?.name !== name) throw malformed()
      stack.at(-1)?.children.push(done)
    } else if (selfClosing === '/') top.children.push({ name, text: '', children: [] })
    else stack.push({ name, text: '', children: [] })
  }
  const root = stack[0]?.children[0]
  if (stack.length !== 1 || root === undefined) throw malformed()
  return root
}

export function childText(element: Element, name: string): string | undefined {
  return element.children.find((child) => child.name === name)?.text
}

export function children(element: Element, name: string): readonly Element[] {
  return element.children.filter((child) => child.name === name)
}

function decode(text: string): string {
  return text.replace(/&(#x?[0-9a-fA-F]+|\w+);/g, (whole, entity: string) => {
    if (entity.startsWith('#x')) return String.fromCodePoint(Number.parseInt(entity.slice(2), 16))
    if (entity.startsWith('#')) return String.fromCodePoint(Number(entity.slice(1)))
    return entities[entity] ?? whole
  })
}

function malformed(): ServiceError {
  return new ServiceError('MalformedXML', 'The XML you provided was not well-formed')
}

const xmlDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n'

/** Renders members in order: lists through `itemName`, `Date` as ISO 8601, `undefined` vanishes, a Map as entry/key/value. */
export function renderXml(root: string, value: unknown, options: { xmlns?: string; itemName?: string } = {}): string {
  const xmlns = options.xmlns === undefined ? '' : ` xmlns="${options.xmlns}"`
  return `${xmlDeclaration}<${root}${xmlns}>${renderMembers(value, options.itemName)}</${root}>`
}

function renderMembers(value: unknown, itemName: string | undefined): string {
  if (value === undefined || value === null) return ''
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64')
  if (value instanceof Map) {
    return [...value]
      .map(
        ([key, item]) =>
          `<entry><key>${escapeXml(String(key))}</key><value>${renderMembers(item, itemName)}</value></entry>`,
      )
      .join('')
  }
  if (typeof value !== 'object') return escapeXml(String(value))
  return Object.entries(value)
    .map(([name, item]) => {
      if (item === undefined || item === null) return ''
      if (!Array.isArray(item)) return `<${name}>${renderMembers(item, itemName)}</${name}>`
      if (itemName === undefined)
        return item.map((each) => `<${name}>${renderMembers(each, itemName)}</${name}>`).join('')
      return `<${name}>${item.map((each) => `<${itemName}>${renderMembers(each, itemName)}</${itemName}>`).join('')}</${name}>`
    })
    .join('')
}

/** Control characters that XML 1.0 cannot hold become character references, as S3 sends them. */
export function escapeXml(text: string): string {
  return text.replace(/[<>&"\r\n\t\p{Cc}]/gu, (char) => {
    if (char === '<') return '&lt;'
    if (char === '>') return '&gt;'
    if (char === '&') return '&amp;'
    if (char === '"') return '&quot;'
    if (char === '\n' || char === '\t') return char
    return `&#x${char.codePointAt(0)?.toString(16).toUpperCase()};`
  })
}
