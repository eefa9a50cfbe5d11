import { describe, expect, test } from 'vitest';
import { MINUTE } from '#kernel/time';
import { createLog } from '../telemetry/index.ts';
import { useServer } from '#testing';
import { createProbe } from './fixtures/probe.ts';

const probe = createProbe();
const server = useServer({ modules: [probe.module], log: createLog('silent') });
const PATH = '/api/probe/acts';

describe('an act with an Idempotency-Key', () => {
  test('takes effect once and answers the same again, its dates included', async () => {
    const admin = await server.signInAs('admin');
    const before = probe.acts();
    const first = await admin.post(PATH, { title: 'a' }, { key: 'once' });
    server.world.clock.advance(MINUTE);
    const second = await admin.post(PATH, { title: 'a' }, { key: 'once' });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
    expect(second.text).toBe(first.text);
    expect(probe.acts()).toBe(before + 1);
  });

  test('refuses the key for anything else', async () => {
    const admin = await server.signInAs('admin');
    await admin.post(PATH, { title: 'a' }, { key: 'other' });
    for (const again of [
      await admin.post(PATH, { title: 'b' }, { key: 'other' }),
      await admin.post(`${PATH}?again=1`, { title: 'a' }, { key: 'other' }),
    ]) {
      expect([again.status, again.body.code]).toEqual([409, 'idempotency-key-reused']);
    }
  });

  test('takes effect once when it comes many times at once', async () => {
    const admin = await server.signInAs('admin');
    const before = probe.acts();
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => admin.post(PATH, { title: 'a' }, { key: 'rush' })),
    );
    expect(new Set(answers.map((answer) => answer.text)).size).toBe(1);
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(probe.acts()).toBe(before + 1);
  });

  test('belongs to its user: another may choose the same', async () => {
    const [one, other] = [await server.signInAs('admin'), await server.signInAs('admin')];
    const first = await one.post(PATH, { title: 'a' }, { key: 'shared' });
    const second = await other.post(PATH, { title: 'b' }, { key: 'shared' });
    expect([first.body.title, second.body.title]).toEqual(['a', 'b']);
  });

  test('that was refused keeps nothing: the key is free', async () => {
    const admin = await server.signInAs('admin');
    expect((await admin.post(PATH, { title: 'refused' }, { key: 'free' })).status).toBe(409);
    expect((await admin.post(PATH, { title: 'a' }, { key: 'free' })).status).toBe(200);
  });

  test('is not needed', async () => {
    const admin = await server.signInAs('admin');
    const [first, second] = [
      await admin.post(PATH, { title: 'a' }, { key: null }),
      await admin.post(PATH, { title: 'a' }, { key: null }),
    ];
    expect(second.body.acts).toBe(first.body.acts + 1);
  });
});
