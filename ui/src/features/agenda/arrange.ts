/**
 * All ids in their new order: those of `arranged` take the places they had together, in their new order; every other
 * one keeps its place. What `arranged` holds beyond `all` is left out.
 */
export function mergedOrder(all: readonly string[], arranged: readonly string[]): string[] {
  const known = arranged.filter((id) => all.includes(id))
  const next = known.values()
  return all.map((id) => (known.includes(id) ? (next.next().value ?? id) : id))
}
