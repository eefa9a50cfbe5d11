import { expect, test, vi } from 'vitest';
import type { Context } from '../context/index.ts';
import { createLog } from '../telemetry/index.ts';
import type { ShortMessage, SmsAnswer } from './sms-port.ts';
import { smsCodes } from './sms-codes.ts';

const ctx = { newId: () => 'id' } as unknown as Context;
const PHONE = { phone: '+8613900000001' };
const CODE = { ...PHONE, maskedPhone: '139****0001', code: '123456' };

/** A provider that answers when it is told to. */
function slowProvider() {
  const asked: ShortMessage[] = [];
  const waiting: ((answer: SmsAnswer) => void)[] = [];
  const send = (message: ShortMessage): Promise<SmsAnswer> => {
    asked.push(message);
    return new Promise((resolve) => waiting.push(resolve));
  };
  return { asked, waiting, provider: { name: 'slow', knows: () => true, send } };
}

test('a code goes out under its filed words, without waiting for the channel', async () => {
  const { asked, provider } = slowProvider();
  const codes = smsCodes(provider, createLog('silent'));
  await codes.send(ctx, CODE);
  await codes.send(ctx, { ...CODE, about: '签合同' });
  expect(asked).toEqual([
    { ...PHONE, template: 'sign_in', variables: { code: '123456', about: '' }, id: 'id' },
    { ...PHONE, template: 'proof', variables: { code: '123456', about: '签合同' }, id: 'id' },
  ]);
});

test('what is not sent is logged without the phone or the code', async () => {
  const { provider, waiting } = slowProvider();
  const log = createLog('silent');
  const said = vi.spyOn(log, 'error');
  await smsCodes(provider, log).send(ctx, CODE);
  waiting[0]?.({ outcome: 'refused', why: '短信余额不足' });
  await vi.waitFor(() => expect(said).toHaveBeenCalled());
  expect(JSON.stringify(said.mock.calls)).toContain('短信余额不足');
  expect(JSON.stringify(said.mock.calls)).not.toMatch(/1390|123456/);
});

test('there are limits to how many are under way', async () => {
  const { asked, provider, waiting } = slowProvider();
  const codes = smsCodes(provider, createLog('silent'));
  for (let nth = 0; nth < 250; nth += 1) await codes.send(ctx, CODE);
  expect(asked).toHaveLength(200);
  for (const answer of waiting) answer({ outcome: 'taken', reference: 'x' });
  await vi.waitFor(async () => {
    await codes.send(ctx, CODE);
    expect(asked.length).toBeGreaterThan(200);
  });
});
