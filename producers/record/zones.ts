const formats = new Map<string, Intl.DateTimeFormat>()
const offsets = new Map<string, number>()

/** Wall-clock text `2001-01-01T00:01:00` of an IANA zone as RFC 3339 with the zone's offset then. Throws RangeError where the clock skipped or repeated it. */
export function zonedText(local: string, zone: string): string {
  const hour = `${zone} ${local.slice(0, 13)}`
  let minutes = offsets.get(hour)
  if (minutes === undefined) {
    minutes = offsetOf(`${local.slice(0, 13)}:00:00`, zone)
    // Zones change at full hours here; the end of the hour must agree.
    if (offsetOf(`${local.slice(0, 13)}:59:59`, zone) !== minutes) throw new RangeError(`${zone} changes in ${local}`)
    offsets.set(hour, minutes)
  }
  const size = Math.abs(minutes)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${local}${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}

/** Minutes east of UTC. */
function offsetOf(local: string, zone: string): number {
  const asUtc = Date.parse(`${local}Z`)
  const candidates = [-86_400_000, 86_400_000].map((shift) => wallMinutes(asUtc + shift, zone))
  const fitting = [...new Set(candidates)].filter((minutes) => wallMinutes(asUtc - minutes * 60_000, zone) === minutes)
  const [only] = fitting
  if (only === undefined || fitting.length > 1) throw new RangeError(`${local} is not one instant in ${zone}`)
  return only
}

function wallMinutes(instant: number, zone: string): number {
  let format = formats.get(zone)
  if (!format) {
    const numeric = '2-digit'
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      year: 'numeric',
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
      second: numeric,
      hourCycle: 'h23',
    })
    formats.set(zone, format)
  }
  return Math.round((Date.parse(`${format.format(instant).replace(' ', 'T')}Z`) - instant) / 60_000)
}
