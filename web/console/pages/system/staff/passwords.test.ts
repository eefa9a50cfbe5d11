import { describe, expect, it } from 'vitest';
import { newPassword, ownPasswordFaults, ownPasswordReady, passwordFault } from './passwords.ts';

describe('a new password', () => {
  it('is long, in groups, and without look-alikes', () => {
    const made = Array.from({ length: 200 }, () => newPassword());
    for (const password of made) {
      expect(password).toMatch(/^[a-zA-Z2-9]{4}-[a-zA-Z2-9]{4}-[a-zA-Z2-9]{4}$/);
      expect(password).not.toMatch(/[0Oo1lIi]/);
      expect(passwordFault(password)).toBeUndefined();
    }
    expect(new Set(made).size).toBe(made.length);
  });

  it('leaves out bytes that would favour some letters', () => {
    let round = 0;
    const password = newPassword((bytes) => bytes.fill(round++ === 0 ? 255 : 1));
    expect(round).toBe(2);
    expect(password).toBe('bbbb-bbbb-bbbb');
  });
});

describe('changing my own password', () => {
  const draft = { current: 'old-password', next: 'new-password', again: 'new-password' };

  it('needs all three, long enough, another one, and twice the same', () => {
    expect(ownPasswordReady(draft)).toBe(true);
    expect(ownPasswordReady({ ...draft, current: '' })).toBe(false);
    expect(ownPasswordFaults({ current: '', next: '', again: '' })).toEqual({});
    expect(ownPasswordFaults({ ...draft, next: 'short', again: 'short' })).toEqual({ next: '密码至少 10 位' });
    expect(ownPasswordFaults({ ...draft, next: draft.current })).toEqual({
      next: '新密码和现在的一样，请换一个',
      again: '两遍不一样，请再输一遍',
    });
    expect(ownPasswordReady({ ...draft, again: 'new-passwore' })).toBe(false);
  });
});
