/** A route with the stops of one more job in it, and where the first of them stands. */
export interface Line {
  readonly nodes: Int32Array;
  readonly at: number;
}

/** Every way to put one stop into a route, or one and somewhere behind it another; nothing before what is locked. */
export function* linesWith(route: readonly number[], stops: readonly number[], locked: number): Generator<Line> {
  const [first, second] = stops;
  if (first === undefined) return;
  for (let at = locked; at <= route.length; at += 1) {
    const one = route.toSpliced(at, 0, first);
    if (second === undefined) yield { nodes: Int32Array.from(one), at };
    else {
      for (let later = at + 1; later <= one.length; later += 1) {
        yield { nodes: Int32Array.from(one.toSpliced(later, 0, second)), at };
      }
    }
  }
}
