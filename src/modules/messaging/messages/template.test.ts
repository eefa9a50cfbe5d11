import { describe, expect, it } from 'vitest';
import { smsText, templateOf, TEMPLATES } from './template.ts';

const params = {
  visitId: 'v',
  orderId: 'o',
  projectId: 'p',
  quotationId: 'q',
  surveyToken: 't',
  shareToken: 's',
  service: 'measure',
  startsAt: '2026-06-09T02:00:00.000Z',
  totalFen: 1_234_500,
  amountFen: 100_000,
  paidFen: 100_000,
  orderNumber: 'DD-SZ-260606-0001',
  stage: 'deposit',
  round: 1,
  points: 30,
  expiresOn: '2026-06-30',
  units: 3,
  people: 3,
  collectBy: '2026-06-09T16:00:00.000Z',
  refundFen: 2_000,
  approvedFen: 2_000,
  kind: 'quality',
};

describe('templates', () => {
  it.each(Object.keys(TEMPLATES))('%s is short, complete and leads into the shop', (name) => {
    const { title, body, link } = templateOf(name).render(params);
    expect(title.length).toBeLessThan(20);
    expect(body.length).toBeLessThan(70);
    expect(link).toMatch(/^\/((my\/[a-z]+|s|o)\/[a-z]|my\/points)$/);
    expect(`${title}${body}`).not.toMatch(/undefined|NaN|Invalid/);
  });

  it('replace only templates that there are', () => {
    const replaced = Object.values(TEMPLATES).flatMap((template) => template.replaces);
    expect(replaced.filter((name) => !Object.hasOwn(TEMPLATES, name))).toEqual([]);
  });

  it('say the time and the money as people do', () => {
    expect(TEMPLATES.visit_booked.render(params).body).toContain('6月9日（周二）10:00上门量房');
    expect(TEMPLATES.quotation_sent.render(params).body).toContain('¥12,345.00');
  });

  it('say in an SMS how to stop what nobody ordered', () => {
    const text = (name: 'nps_invited' | 'visit_departed') =>
      smsText(TEMPLATES[name], TEMPLATES[name].render(params), 'https://shop.example');
    expect(text('nps_invited')).toContain('https://shop.example/s/t 不想收：https://shop.example/my/messages');
    expect(text('visit_departed')).not.toContain('不想收');
  });
});
