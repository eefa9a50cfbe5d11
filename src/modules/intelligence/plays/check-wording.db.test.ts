import { beforeAll, describe, expect, it } from 'vitest';
import { useServer, type Client } from '#testing';

const server = useServer();
const PATH = '/api/intelligence/wording-check';
let operator: Client;
let leader: Client;

beforeAll(async () => {
  operator = await server.signInAs('operator');
  leader = await server.signInAs('group_leader');
});

describe('the check of wording', () => {
  it('says of each field what cannot be saved and what needs proof, where it stands, and what to write', async () => {
    const texts = { headline: '全城最 好的防水', script: '免费量房，终身质保', offerText: '满100减20' };
    const { status, body } = await operator.post(PATH, { texts });
    expect(status).toBe(200);
    expect(Object.keys(body.hits)).toEqual(['headline', 'script', 'offerText']);
    expect(body.hits.headline).toEqual([
      {
        at: 2,
        phrase: '最 好',
        code: 'superlative-most',
        grade: 'banned',
        rule: expect.stringContaining('《广告法》第九条第（三）项'),
        why: expect.any(String),
        suggestion: expect.any(String),
        replacement: '好',
      },
    ]);
    expect(body.hits.script).toMatchObject([
      { at: 0, phrase: '免费', grade: 'doubtful', replacement: null },
      { at: 5, phrase: '终身质保', grade: 'doubtful' },
    ]);
    expect(body.hits.offerText).toEqual([]);
  });

  it('takes ten texts of 2,000 characters and no more', async () => {
    const many = (count: number, length: number) => ({
      texts: Object.fromEntries(Array.from({ length: count }, (_, at) => [`field${at}`, '最好'.repeat(length / 2)])),
    });
    const { body } = await operator.post(PATH, many(10, 2_000));
    expect(body.hits.field9).toHaveLength(1_000);
    expect((await operator.post(PATH, many(11, 2))).status).toBe(422);
    expect((await operator.post(PATH, many(1, 2_002))).status).toBe(422);
    expect((await operator.post(PATH, { texts: {} })).body).toEqual({ hits: {} });
  });

  it('is for those who edit plays', async () => {
    expect((await leader.post(PATH, { texts: { headline: '最好' } })).status).toBe(403);
  });
});
