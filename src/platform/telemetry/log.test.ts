import { Writable } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { createLog, describeError } from './log.ts';

function logOf(write: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString('utf8');
      done();
    },
  });
  write(createLog('info', stream));
  return text;
}

describe('the log', () => {
  test('hides fields that hold secrets or personal data, down to the third level and in lists', () => {
    const secret = {
      phone: '13912345678',
      name: '王小明',
      token: 'tok',
      code: '123456',
      url: '/x?phone=13912345678',
      body: { text: '住3栋' },
    };
    const text = logOf((log) =>
      log.info({ ...secret, a: { ...secret, b: secret }, people: [secret], requestId: 'r1' }, 'hello'),
    );
    expect(text).toContain('"requestId":"r1"');
    for (const value of ['13912345678', '王小明', '"tok"', '123456', '住3栋']) expect(text).not.toContain(value);
  });

  test('tells of an error what helps, and no values of rows', () => {
    const error = Object.assign(new Error('invalid input syntax for type uuid: "王小明 13912345678"'), {
      code: '22P02',
      table: 'person',
      constraint: 'person_pkey',
      detail: 'Key (phone)=(13912345678) exists',
      parameters: ['13912345678'],
    });
    const text = logOf((log) => log.error({ error: new Error('cannot save', { cause: error }) }, 'a request failed'));
    expect(text).toContain('cannot save');
    expect(text).toContain('22P02');
    expect(text).toContain('person_pkey');
    expect(text).not.toContain('13912345678');
    expect(text).not.toContain('王小明');
  });

  test('keeps ids and places in the code readable', () => {
    const id = '01920384-1111-7222-8333-123456789012';
    const described = describeError(new Error(`task ${id} has no steward of +8613912345678`));
    expect(described['message']).toBe(`task ${id} has no steward of [figures]`);
    expect(described['stack']).toMatch(/log\.test\.ts:\d+:\d+/);
    expect(describeError('13912345678')).toEqual({ message: '[figures]' });
  });
});
