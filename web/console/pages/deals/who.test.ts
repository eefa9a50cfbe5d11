import { expect, it } from 'vitest';
import { contactOf, whoOf } from './who.ts';

it('names whoever it is by what is known of them', () => {
  const both = { customerName: '王*', customerPhone: '138****0001' };
  expect([whoOf(both), contactOf(both)]).toEqual(['王*', '王* · 138****0001']);
  const nameless = { ...both, customerName: '' };
  expect([whoOf(nameless), contactOf(nameless)]).toEqual(['138****0001', '138****0001']);
  const nobody = { customerName: '', customerPhone: '' };
  expect([whoOf(nobody), whoOf(nobody, '散客')]).toEqual(['已删除', '散客']);
});
