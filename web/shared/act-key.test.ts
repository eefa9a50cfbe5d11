import { expect, it } from 'vitest';
import { ActKey } from './act-key.ts';

it('keeps the key of an act until it ends and gives another input another key', () => {
  let made = 0;
  const act = new ActKey(() => `k${(made += 1)}`);
  expect(act.keyFor({ taskId: 't1' })).toBe('k1');
  expect(act.keyFor({ taskId: 't1' })).toBe('k1');
  expect(act.keyFor({ taskId: 't2' })).toBe('k2');
  act.close();
  expect(act.keyFor({ taskId: 't2' })).toBe('k3');
  expect(act.keyFor(undefined)).toBe('k4');
});
