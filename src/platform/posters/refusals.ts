import { type Fault, Refusal } from '#kernel/errors';

/** The font has no picture for a character; printed, it would be an empty box. */
export class GlyphsMissing extends Refusal {
  constructor(missing: ReadonlyMap<string, string>) {
    const faults: Fault[] = [...missing].map(([path, glyphs]) => ({ path, message: `海报字体里没有：${glyphs}` }));
    super(
      'poster-glyphs-missing',
      'invalid',
      { glyphs: [...new Set([...missing.values()].join(''))].join('') },
      { faults },
    );
  }
}

/** The link does not fit into a code that a phone reads from a screenshot. */
export class LinkTooLong extends Refusal {
  constructor(length: number, limit: number) {
    super('poster-link-too-long', 'invalid', { length, limit });
  }
}

export class PosterIncomplete extends Refusal {
  constructor(fields: readonly string[]) {
    super('poster-incomplete', 'invalid', { fields: fields.join('、') });
  }
}
