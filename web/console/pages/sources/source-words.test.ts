import { describe, expect, it } from 'vitest';
import { snippetsOf } from './snippets.ts';
import { answerOf, readOrigins, stateOf, type SourceRow } from './source-words.ts';

const NOW = Date.parse('2026-11-22T10:00:00Z');
const source = (part: Partial<SourceRow>): SourceRow =>
  ({
    name: '官网',
    enabled: true,
    accepted: 100,
    duplicate: 3,
    quarantined: 0,
    lastSeenAt: '2026-11-22T09:59:00Z',
    ...part,
  }) as SourceRow;

describe('how a source is doing', () => {
  it('is told in a word', () => {
    expect(stateOf(source({}), NOW).word).toBe('正常');
    expect(stateOf(source({ lastSeenAt: null }), NOW).word).toBe('等第一条');
    expect(stateOf(source({ lastSeenAt: '2026-11-19T08:00:00Z' }), NOW)).toEqual({
      word: '3天没来数据',
      tone: 'warn',
      wrong: true,
    });
    expect(stateOf(source({ quarantined: 20 }), NOW).word).toBe('隔离偏多');
    expect(stateOf(source({ enabled: false, lastSeenAt: '2026-01-01T00:00:00Z' }), NOW).wrong).toBe(false);
  });

  it('makes the answer, which names what is wrong', () => {
    const answer = answerOf(
      [source({}), source({ name: '收银', lastSeenAt: '2026-11-20T00:00:00Z', quarantined: 2 })],
      NOW,
    );
    expect(answer.figure).toBe('1');
    expect(answer.why).toBe('「收银」2天没来数据。2个数据源收下200条，挡住重复6条，隔离2条（1%）。');
    expect(answerOf([], NOW).figure).toBe('0');
  });
});

describe('the sites of a source', () => {
  it('are read from what people type', () => {
    expect(readOrigins(' https://a.example.com，https://b.example.com\nhttps://a.example.com ')).toEqual({
      origins: ['https://a.example.com', 'https://b.example.com'],
      fault: undefined,
    });
    expect(readOrigins('*').fault).toBeUndefined();
    expect(readOrigins('a.example.com').fault).toContain('a.example.com');
    expect(readOrigins('https://a.example.com/').fault).toBeDefined();
  });
});

describe('snippets', () => {
  it('carry the key and this server', () => {
    const [node, browser, curl] = snippetsOf('twk_abc', 'https://tw.example.com');
    expect(node?.code).toContain("host: 'https://tw.example.com'");
    expect(browser?.code).toContain("apiHost: 'tw.example.com/v1'");
    expect(browser?.code).toContain("protocol: 'https'");
    expect(curl?.code).toContain("curl -u 'twk_abc:'");
    expect(curl?.code).toContain('https://tw.example.com/v1/track');
    for (const { code } of [node, browser, curl].filter((it) => it !== undefined)) expect(code).toContain('twk_abc');
  });
});
