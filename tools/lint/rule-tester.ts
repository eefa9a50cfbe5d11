import { describe, it } from 'vitest';
import { RuleTester } from 'oxlint/plugins-dev';
import type { Rule } from './rule.ts';

RuleTester.describe = describe;
RuleTester.it = it;

/** One file as a rule would meet it: its path from the top of the repository, and its text. */
export interface Sample {
  readonly filename: string;
  readonly code: string;
  readonly options?: RuleTester.ValidTestCase['options'];
}

/** Runs a rule over samples that it must pass, and over samples for each of which it must report the given sentence. */
export function testRule(
  name: string,
  rule: Rule,
  samples: { readonly valid: readonly Sample[]; readonly invalid: readonly (Sample & { readonly says: RegExp })[] },
): void {
  const place = ({ filename, code, options }: Sample) => ({
    name: `${filename}: ${code}`,
    code,
    filename: `/repository/${filename}`,
    cwd: '/repository',
    ...(options === undefined ? {} : { options }),
  });
  new RuleTester().run(name, rule, {
    valid: samples.valid.map(place),
    invalid: samples.invalid.map((sample) => ({ ...place(sample), errors: [{ message: sample.says }] })),
  });
}
