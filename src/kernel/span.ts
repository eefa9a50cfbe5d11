/** From and to in one unit, the end not included. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Spans without what others cover, in order. */
export function without(spans: readonly Span[], covers: readonly Span[]): Span[] {
  let left = [...spans];
  for (const cover of covers) {
    left = left.flatMap((span) =>
      cover.to <= span.from || span.to <= cover.from
        ? [span]
        : [
            { from: span.from, to: cover.from },
            { from: cover.to, to: span.to },
          ].filter((each) => each.from < each.to),
    );
  }
  return left.toSorted((a, b) => a.from - b.from);
}
