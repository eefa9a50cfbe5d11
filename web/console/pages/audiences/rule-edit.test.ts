import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FIGURES,
  MAX_CONDITIONS as CONTRACT_CONDITIONS,
  MAX_DEPTH as CONTRACT_DEPTH,
  ruleSchema,
  type Rule,
} from '#modules/cdp/contract';
import {
  appendAt,
  childrenOf,
  conditionOn,
  conditionsIn,
  depthOf,
  faultsOf,
  isGroup,
  joinAt,
  MAX_CONDITIONS,
  MAX_DEPTH,
  mayDeepen,
  mayNest,
  negateAt,
  partAt,
  removeAt,
  replaceAt,
  rooted,
  ruleFrom,
  sameRule,
  simplified,
  type Group,
  type Path,
} from './rule-edit.ts';

const condition = fc.record({
  fact: fc.constantFrom(...FIGURES),
  is: fc.constantFrom('at_least' as const, 'at_most' as const),
  value: fc.nat(100),
}) as fc.Arbitrary<Rule>;
const { rule } = fc.letrec<{ rule: Rule; group: Rule }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small', maxDepth: 3 },
    condition,
    tie('group'),
    tie('rule').map((inner) => ({ not: inner })),
  ),
  group: fc
    .tuple(fc.boolean(), fc.array(tie('rule'), { minLength: 1, maxLength: 3 }))
    .map(([all, children]): Rule => (all ? { all: children } : { any: children })),
}));
const roots = rule.map(rooted);

/** Every way into a tree. */
function pathsOf(part: Rule, path: Path = []): Path[] {
  return [path, ...childrenOf(part).flatMap((child, at) => pathsOf(child, [...path, at]))];
}
const withPath = roots.chain((root) => fc.tuple(fc.constant(root), fc.constantFrom(...pathsOf(root).slice(1))));

describe('editing a rule', () => {
  it('replaces one part and leaves the others as they are', () => {
    fc.assert(
      fc.property(withPath, condition, ([root, path], part) => {
        const next = replaceAt(root, path, part);
        expect(partAt(next, path)).toEqual(part);
        for (const other of pathsOf(root)) {
          const related = other.every((at, depth) => depth >= path.length || at === path[depth]);
          if (!related) expect(partAt(next, other)).toEqual(partAt(root, other));
        }
      }),
    );
  });

  it('takes out exactly what was asked, and leaves no group empty', () => {
    fc.assert(
      fc.property(withPath, ([root, path]) => {
        const gone = conditionsIn(partAt(root, path) ?? root).length;
        const next = removeAt(root, path);
        expect(conditionsIn(next)).toHaveLength(conditionsIn(root).length - gone);
        for (const each of pathsOf(next).slice(1)) {
          const part = partAt(next, each);
          if (part !== undefined && isGroup(part)) expect(childrenOf(part).length).toBeGreaterThan(0);
        }
      }),
    );
  });

  it('turns a part around twice and has it again', () => {
    fc.assert(
      fc.property(withPath, ([root, path]) => {
        expect(simplified(negateAt(negateAt(root, path), path))).toEqual(simplified(root));
      }),
    );
  });

  it('adds to the end of the group that was asked', () => {
    const root: Group = { all: [{ any: [conditionOn('members')] }, conditionOn('households')] };
    expect(appendAt(root, [0], conditionOn('age_years'))).toEqual({
      all: [{ any: [conditionOn('members'), conditionOn('age_years')] }, conditionOn('households')],
    });
    expect(childrenOf(appendAt(root, [], conditionOn('age_years')))).toHaveLength(3);
  });

  it('joins the same conditions otherwise', () => {
    const root: Group = { all: [conditionOn('members'), conditionOn('households')] };
    expect(joinAt(root, [], 'any')).toEqual({ any: root.all });
  });

  it('keeps an empty root to start again from', () => {
    const root: Group = { any: [conditionOn('members')] };
    expect(removeAt(root, [0])).toEqual({ any: [] });
    expect(faultsOf(removeAt(root, [0]))).toEqual(['先加一个条件']);
  });
});

describe('what is saved', () => {
  it('says the same with no group of one, and is never deeper', () => {
    fc.assert(
      fc.property(roots, (root) => {
        const saved = simplified(root);
        expect(conditionsIn(saved)).toEqual(conditionsIn(root));
        expect(depthOf(saved)).toBeLessThanOrEqual(depthOf(root));
        expect(simplified(saved)).toEqual(saved);
        expect(sameRule(saved, root)).toBe(true);
      }),
    );
  });

  it('is a rule of the contract, as deep as the editor lets anybody build', () => {
    fc.assert(
      fc.property(roots, (root) => {
        fc.pre(depthOf(root) <= MAX_DEPTH);
        expect(ruleSchema.safeParse(simplified(root)).success).toBe(true);
      }),
    );
  });

  it('comes back from an address, and what is none does not', () => {
    fc.assert(
      fc.property(rule, (one) => {
        expect(ruleFrom(JSON.stringify(one))).toEqual(depthOf(one) <= MAX_DEPTH ? one : undefined);
      }),
    );
    expect(ruleFrom('{"fact":"shoe_size"}')).toBeUndefined();
    expect(ruleFrom('{')).toBeUndefined();
  });
});

describe('the limits', () => {
  it('are those of the contract', () => {
    expect([MAX_DEPTH, MAX_CONDITIONS]).toEqual([CONTRACT_DEPTH, CONTRACT_CONDITIONS]);
  });

  it('stop where a deeper group would be refused', () => {
    expect(mayNest([])).toBe(true);
    expect(mayNest([0, 0])).toBe(true);
    expect(mayNest([0, 0, 0])).toBe(false);
    fc.assert(
      fc.property(withPath, ([root, path]) => {
        fc.pre(depthOf(root) <= MAX_DEPTH && mayDeepen(root, path));
        const part = partAt(root, path);
        fc.pre(part !== undefined && !('not' in part));
        expect(depthOf(negateAt(root, path))).toBeLessThanOrEqual(MAX_DEPTH);
      }),
    );
  });

  it('say what is missing', () => {
    expect(faultsOf({ all: [conditionOn('city')] })).toEqual(['有一处还没选']);
    expect(faultsOf({ all: [conditionOn('mentions')] })).toEqual(['有一处还没选话题']);
    expect(faultsOf({ all: [conditionOn('age_years')] })).toEqual([]);
  });
});

describe('another fact', () => {
  it('keeps what both have', () => {
    const before = { fact: 'mentions', topic: 'leak', days: 14, is: 'more_than', value: 9 } as const;
    expect(conditionOn('people', before)).toEqual({ ...before, fact: 'people' });
    expect(conditionOn('mentions_to_city', before)).toEqual({ ...before, fact: 'mentions_to_city', value: 2 });
    expect(conditionOn('age_years', before)).toEqual({ fact: 'age_years', is: 'more_than', value: 15 });
  });
});
