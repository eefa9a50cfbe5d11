import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '#kernel/time';
import { systemContext, type Context, type Runtime } from '#platform/context';
import { drainOutbox } from '#platform/outbox';
import type { ShortMessage, SmsAnswer, SmsProvider } from '#platform/sms';
import { makeCustomer, makeStores, type StorePlace, useContext } from '#testing';
import { messagingModule, queueMessage, sendShortMessages, type Draft } from '../index.ts';
import { describeMessages } from '../messages/describe-messages.ts';
import { listMessages } from '../messages/message-store.ts';
import { setOwnConsent } from '../consents/set-own-consent.ts';

const world = useContext();
const at = (text: string): Date => new Date(`2026-${text}:00+08:00`);
const SETTINGS = { publicUrl: 'https://tw.example.com', mode: 'production' } as const;

/** A provider whose answers the test puts in line; without any it takes everything. */
class Line implements SmsProvider {
  readonly name = 'line';
  readonly asked: ShortMessage[] = [];
  readonly answers: (SmsAnswer | Error)[] = [];
  filed = new Set(['goods_arrived', 'visit_departed', 'nps_invited']);
  knows(template: string): boolean {
    return this.filed.has(template);
  }
  async send(message: ShortMessage): Promise<SmsAnswer> {
    this.asked.push(message);
    const answer = this.answers.shift() ?? { outcome: 'taken', reference: `no-${this.asked.length}` };
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

let here: StorePlace;
let sms: Line;
let phones = 0;
let customer: Awaited<ReturnType<typeof makeCustomer>>;

beforeAll(async () => {
  ({ here } = await makeStores(() => world.ctx(), 'SM'));
});
beforeEach(async () => {
  world.clock.set(at('06-06T10:00'));
  sms = new Line();
  phones += 1;
  customer = await makeCustomer(world.ctx(), { name: '王小明', phone: `1391000${String(phones).padStart(4, '0')}` });
});

/** The world as a production that has a channel. */
const runtime = (): Runtime => ({
  ...world.runtime,
  services: { ...world.services, settings: SETTINGS, sms },
});
const ctx = (): Context => systemContext(runtime(), 'test');
const send = () => sendShortMessages(ctx());

async function tell(template: Draft['template'], params: Draft['params']): Promise<void> {
  await queueMessage(ctx(), {
    ...customer,
    cityId: here.cityId,
    communityId: here.communityId,
    storeId: here.storeId,
    template,
    about: { kind: 'order', id: world.ctx().newId<'Order'>() },
    params,
  });
  await drainOutbox(runtime(), messagingModule.subscriptions);
}
const arrived = () => tell('goods_arrived', { units: 2, orderId: 'o1' });

/** What the ledger says of the customer's last message by SMS. */
async function said() {
  const rows = await listMessages(world.database.db, ctx().scope, {}, { before: undefined, limit: 50 });
  const mine = rows.filter((row) => row.customerKey === customer.customerKey);
  const [shown] = await describeMessages(ctx(), mine.slice(0, 1));
  const byPhone = shown?.channels.find((each) => each.channel === 'sms');
  return { state: shown?.state, taken: byPhone?.taken, why: byPhone?.why, reason: byPhone?.reason };
}

describe('a short message', () => {
  it('waits until the message is in the inbox, goes out once, and the ledger has its number', async () => {
    await arrived();
    expect(sms.asked).toEqual([]);
    expect(await said()).toMatchObject({ state: 'delivered', why: 'waits_for_channel' });
    expect([await send(), await send()]).toEqual([1, 0]);
    expect(sms.asked).toMatchObject([
      {
        phone: `+861391000${String(phones).padStart(4, '0')}`,
        template: 'goods_arrived',
        variables: { title: '商品到了，来提货吧', link: '/my/orders/o1' },
      },
    ]);
    expect(await said()).toEqual({ state: 'delivered', taken: true, why: 'handed_over', reason: '已交给短信通道' });
    const { rows } = await sql<{ reference: string }>`
      select reference from messaging.delivery where message_id = ${sms.asked[0]?.id ?? ''}::uuid and channel = 'sms'`.execute(
      world.database.db,
    );
    expect(rows).toEqual([{ reference: 'no-1' }]);
  });

  it('without filed words does not go, and the ledger says so', async () => {
    sms.filed.clear();
    await arrived();
    expect(await send()).toBe(0);
    expect(await said()).toMatchObject({ state: 'delivered', taken: false, why: 'no_filed_template' });
  });

  it('that is refused is not asked for again; the inbox has it', async () => {
    sms.answers.push({ outcome: 'refused', why: '这个号码收得太频繁' });
    await arrived();
    expect([await send(), await send()]).toEqual([0, 0]);
    expect(sms.asked).toHaveLength(1);
    expect(await said()).toEqual({
      state: 'delivered',
      taken: false,
      why: 'refused_by_channel',
      reason: '短信通道没有接受：这个号码收得太频繁',
    });
  });

  it('that may have gone is never asked for again: by its answer, or because nobody was left to hear it', async () => {
    sms.answers.push({ outcome: 'unknown', why: '短信平台没有回答' });
    await arrived();
    await send();
    expect(await said()).toMatchObject({ taken: true, why: 'outcome_unknown' });

    sms.answers.push(new Error('the process ended here'));
    await arrived();
    await expect(send()).rejects.toThrow('the process ended here');
    expect(await said()).toMatchObject({ why: 'asking_channel' });
    world.clock.advance(3 * MINUTE);
    expect(await send()).toBe(0);
    expect(await said()).toMatchObject({ why: 'outcome_unknown' });
    expect(sms.asked).toHaveLength(2);
  });

  it('waits while the channel is busy, for two hours at most', async () => {
    const busy = { outcome: 'later', why: '短信余额不足' } as const;
    sms.answers.push(busy, busy);
    await arrived();
    await send();
    expect(await said()).toMatchObject({ why: 'waits_for_channel', reason: '等短信通道接收：短信余额不足' });
    world.clock.advance(MINUTE);
    await send();
    world.clock.advance(MINUTE);
    expect(await send()).toBe(1);

    sms.answers.push(busy);
    await arrived();
    await send();
    world.clock.advance(2 * HOUR + MINUTE);
    expect(await send()).toBe(0);
    expect(await said()).toMatchObject({ taken: false, why: 'gave_up' });
  });

  it('does not go by night, unless somebody stands at the door', async () => {
    world.clock.set(at('06-06T21:59'));
    await arrived();
    world.clock.set(at('06-06T22:01'));
    await tell('visit_departed', { service: 'measure', visitId: 'v1' });
    expect(await send()).toBe(1);
    expect(sms.asked.map(({ template }) => template)).toEqual(['visit_departed']);
  });

  it('does not go to somebody who has said no meanwhile', async () => {
    await tell('nps_invited', { surveyToken: 't' });
    await setOwnConsent(world.ctx({ scope: { ...world.ctx().scope, customer: customer.customerKey } }), {
      purpose: 'survey',
      given: false,
      version: '2026-01',
    });
    expect(await send()).toBe(0);
    expect(await said()).toMatchObject({ taken: false, why: 'not_allowed_any_more' });
  });

  it('goes once however many send at the same moment', async () => {
    for (let nth = 0; nth < 6; nth += 1) await arrived();
    const sent = await Promise.all([send(), send(), send()]);
    expect(sent.reduce((sum, each) => sum + each, 0)).toBe(6);
    expect(new Set(sms.asked.map(({ id }) => id)).size).toBe(6);
    expect(sms.asked).toHaveLength(6);
  });
});
