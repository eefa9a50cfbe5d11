import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isRejected, readEvent, type Envelope, type ReadEvent } from './read-event.ts';

const receivedAt = new Date('2026-06-06T02:00:00Z');
const envelope: Envelope = { receivedAt, sentAt: undefined, anonymousId: undefined, kind: undefined };
const read = (raw: unknown, more: Partial<Envelope> = {}): ReadEvent => {
  const result = readEvent(raw, { ...envelope, ...more });
  if (isRejected(result)) throw new Error(result.reason);
  return result;
};
const track = { type: 'track', event: 'Seen', anonymousId: 'a' };
const reasonOf = (raw: unknown): string | undefined => {
  const result = readEvent(raw, envelope);
  return isRejected(result) ? result.reason : undefined;
};

describe('what cannot be used', () => {
  test.each([
    [null, 'not-an-object'],
    [[], 'not-an-object'],
    [{ type: 'sing' }, 'kind-unknown'],
    [{ type: 'track', anonymousId: 'a' }, 'name-missing'],
    [{ ...track, event: '拨打 13922223333' }, 'name-missing'],
    [{ type: 'track', event: 'Seen' }, 'identity-missing'],
    [{ ...track, messageId: 'x'.repeat(101) }, 'message-id-invalid'],
    [{ ...track, messageId: 7 }, 'message-id-invalid'],
  ])('%j is %s', (raw, reason) => expect(reasonOf(raw)).toBe(reason));

  test('whatever is sent gets an answer, never an error', () => {
    fc.assert(
      fc.property(fc.anything(), fc.jsonValue(), (wild, json) => {
        const hostile = { ...track, properties: json, traits: json, context: json, timestamp: json, userId: json };
        for (const raw of [wild, hostile]) expect(readEvent(raw, envelope)).toBeTypeOf('object');
      }),
    );
  });
});

describe('the time of an event', () => {
  const at = (fields: object, sentAt?: string): string =>
    read(
      { ...track, ...fields },
      { sentAt: sentAt === undefined ? undefined : new Date(sentAt) },
    ).occurredAt.toISOString();

  test('is corrected by the difference of the client’s own clock', () => {
    const skewed = { timestamp: '2030-01-01T00:00:00Z' };
    expect(at(skewed, '2030-01-01T00:01:00Z')).toBe('2026-06-06T01:59:00.000Z');
  });
  test('follows the event’s own sentAt and originalTimestamp first', () => {
    const own = {
      originalTimestamp: '2026-06-06T01:00:00Z',
      timestamp: '2020-01-01T00:00:00Z',
      sentAt: '2026-06-06T01:00:10Z',
    };
    expect(at(own, '2026-06-06T05:00:00Z')).toBe('2026-06-06T01:59:50.000Z');
  });
  test('is never in the future and never absurdly old', () => {
    expect(at({ timestamp: '2026-06-07T00:00:00Z' })).toBe(receivedAt.toISOString());
    expect(at({ timestamp: '1970-01-01T00:00:00Z' })).toBe(receivedAt.toISOString());
    expect(at({ timestamp: 'soon' })).toBe(receivedAt.toISOString());
  });
});

describe('who an event is about', () => {
  test('is read from the places where clients put it', () => {
    const { identifiers } = read({
      type: 'identify',
      userId: 42,
      anonymousId: 'a',
      traits: { phone: '13922223333', openid: 'o123456', memberCard: 'C1' },
      context: { device: { id: 'd1' } },
    });
    expect(identifiers).toEqual([
      { kind: 'user_id', value: '42' },
      { kind: 'phone', value: '13922223333' },
      { kind: 'wechat_openid', value: 'o123456' },
      { kind: 'member_card', value: 'C1' },
      { kind: 'device_id', value: 'd1' },
      { kind: 'anonymous_id', value: 'a' },
    ]);
  });
  test('may stand in the header of the browser client', () => {
    const { identifiers } = read({ type: 'page', anonymousId: undefined }, { anonymousId: 'from-header' });
    expect(identifiers).toEqual([{ kind: 'anonymous_id', value: 'from-header' }]);
  });
  test('is not the receiver of an order', () => {
    const { identifiers } = read({ ...track, properties: { phone: '13922223333' } });
    expect(identifiers).toEqual([{ kind: 'anonymous_id', value: 'a' }]);
  });
});

test('consents are read with their purpose and notice version', () => {
  const { consents, traits } = read({
    type: 'identify',
    userId: 'u',
    traits: {
      level: 'gold',
      consents: { marketing: { version: '2026-03', granted: true }, Bad: 1, other: { granted: true } },
    },
  });
  expect(consents).toEqual([{ purpose: 'marketing', noticeVersion: '2026-03', granted: true }]);
  expect(traits).toEqual({ level: 'gold' });
});
