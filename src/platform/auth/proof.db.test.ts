import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { CustomerKey, PersonId } from '#kernel/ids';
import { HOUR, MINUTE, SECOND } from '#kernel/time';
import { useContext } from '#testing';
import { listSandboxMessages, requestProof, sandboxSender, takeProof, tryProof } from './index.ts';

const world = useContext();
const about = '签署合同 HT-SZ-260606-0001';
let next = 0;

/** Somebody with a phone of their own. */
async function somebody(): Promise<{ personId: PersonId; phone: CustomerKey; subject: string }> {
  const number = `1390000${String(1_000 + next++)}`;
  const ctx = world.ctx();
  const personId: PersonId = ctx.newId<'Person'>();
  await ctx.transaction((tx) => world.services.vault.put(tx, [{ personId, fields: { phone: number } }]));
  const phone = world.services.vault.hash('phone', number) as CustomerKey;
  return { personId, phone, subject: `contract/${ctx.newId<'Contract'>()}` };
}

/** What the phone shows: the newest message of the sandbox. */
async function newestCode(): Promise<string> {
  const [message] = await listSandboxMessages(world.database.db, world.ctx().scope, 1);
  return /验证码 (\d{6})/u.exec(message?.body ?? '')?.[1] ?? '';
}

const ask = (of: Awaited<ReturnType<typeof somebody>>) => requestProof(world.ctx(), sandboxSender, { ...of, about });
const take = async (of: Awaited<ReturnType<typeof somebody>>, code: string): Promise<void> => {
  const proofId = await tryProof(world.ctx(), { ...of, code });
  await world.ctx().transaction((tx) => takeProof(tx, { phone: of.phone, proofId }));
};
const wrong = (code: string): string => (code === '000000' ? '111111' : '000000');

beforeAll(() => world.clock.advance(SECOND));

describe('proof of a phone on another device', () => {
  it('sends a code that says what it is for, reads the phone for a purpose, and takes it once', async () => {
    const me = await somebody();
    world.clock.advance(MINUTE);
    expect(await ask(me)).toMatchObject({ sentTo: expect.stringMatching(/^139\*{4}\d{4}$/u), sandbox: true });
    const [message] = await listSandboxMessages(world.database.db, world.ctx().scope, 1);
    expect(message?.body).toContain(about);
    const { rows } = await sql<{ purpose: string }>`
      select purpose from platform.audit_entry
      where action_name = 'read-personal-data' and details::text like ${`%${me.personId}%`}`.execute(world.database.db);
    expect(rows).toEqual([{ purpose: 'sign_agreement' }]);
    const code = await newestCode();
    await take(me, code);
    await expect(take(me, code)).rejects.toMatchObject({ code: 'proof-refused' });
  });

  it('is good for its own subject and person alone', async () => {
    const me = await somebody();
    world.clock.advance(MINUTE);
    await ask(me);
    const code = await newestCode();
    await expect(take({ ...me, subject: 'contract/other' }, code)).rejects.toMatchObject({ code: 'proof-refused' });
    await expect(take({ ...(await somebody()), subject: me.subject }, code)).rejects.toMatchObject({
      code: 'proof-refused',
    });
    await take(me, code);
  });

  it('counts wrong tries whatever becomes of the act, and ends after five', async () => {
    const me = await somebody();
    world.clock.advance(MINUTE);
    await ask(me);
    const code = await newestCode();
    for (let tries = 0; tries < 5; tries++) {
      await expect(take(me, wrong(code))).rejects.toMatchObject({ code: 'proof-refused' });
    }
    await expect(take(me, code)).rejects.toMatchObject({ code: 'proof-refused' });
  });

  it('runs out after five minutes, also between the try and the act', async () => {
    const me = await somebody();
    world.clock.advance(MINUTE);
    await ask(me);
    const proofId = await tryProof(world.ctx(), { ...me, code: await newestCode() });
    world.clock.advance(5 * MINUTE);
    const late = world.ctx().transaction((tx) => takeProof(tx, { phone: me.phone, proofId }));
    await expect(late).rejects.toMatchObject({ code: 'proof-refused' });
  });

  it('sends once a minute and five an hour, and one is used once by those who come at once', async () => {
    const me = await somebody();
    world.clock.advance(HOUR);
    for (let sent = 0; sent < 5; sent++) {
      await ask(me);
      await expect(ask(me)).rejects.toMatchObject({ code: 'code-too-soon' });
      world.clock.advance(MINUTE);
    }
    await expect(ask(me)).rejects.toMatchObject({ code: 'code-too-soon' });
    const code = await newestCode();
    const results = await Promise.allSettled(Array.from({ length: 4 }, () => take(me, code)));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('refuses without a channel, and where the phone is not known', async () => {
    const me = await somebody();
    await expect(requestProof(world.ctx(), undefined, { ...me, about })).rejects.toMatchObject({
      code: 'code-sender-missing',
    });
    await world.ctx().transaction((tx) => world.services.vault.erase(tx, me.personId));
    await expect(ask(me)).rejects.toMatchObject({ code: 'proof-phone-missing' });
  });
});
