import { describe, expect, it } from 'vitest';
import { askEach } from './ask-each.ts';
import { ProviderUnavailable } from './payment-port.ts';

const of = (provider: string, ...names: string[]) => names.map((name) => ({ provider, name }));

describe('what is asked of providers', () => {
  it('goes on with others where one fails, and leaves a provider alone that does not answer', async () => {
    const asked: string[] = [];
    const all = [...of('wechat', 'w1', 'w2', 'w3'), ...of('alipay', 'a1', 'a2', 'a3')];
    const { done, failures } = await askEach(all, async ({ provider, name }) => {
      asked.push(name);
      if (name === 'w1') throw new ProviderUnavailable(provider, 'no-answer');
      if (name === 'a2') throw new Error('broken');
    });
    expect(asked.filter((name) => name.startsWith('w'))).toEqual(['w1']);
    expect(asked.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3']);
    expect({ done, failures: failures.length }).toEqual({ done: 2, failures: 2 });
  });

  it('takes silence where it is no failure', async () => {
    expect(await askEach(of('wechat', 'w1', 'w2'), () => Promise.resolve('silent'))).toEqual({ done: 0, failures: [] });
  });

  it('does not keep one provider waiting for another', async () => {
    const { promise: slow, resolve } = Promise.withResolvers<void>();
    const running = askEach([...of('wechat', 'w1'), ...of('alipay', 'a1')], ({ provider }) => {
      if (provider === 'wechat') return slow;
      resolve();
      return Promise.resolve();
    });
    expect(await running).toEqual({ done: 2, failures: [] });
  });
});
