import { describe, expect, it } from 'vitest';
import { addDays } from '#kernel/time';
import { CONSENT_TEXTS, type Consent, type ConsentPurpose } from '../consents/consent.ts';
import { decide } from './decide.ts';

const at = (text: string): Date => new Date(`2026-06-${text}:00+08:00`);
const noon = at('06T12:00');
const night = at('06T23:00');
const said = (purpose: ConsentPurpose, given: boolean, version = CONSENT_TEXTS[purpose].version): Consent => ({
  purpose,
  given,
  version,
  revision: 1,
  textHash: '',
  changedAt: at('01T10:00'),
});
const nobody = { consent: undefined, sent: [] };
const service = { purpose: 'service', urgent: false } as const;
const marketing = { purpose: 'marketing', urgent: false } as const;
const survey = { purpose: 'survey', urgent: false } as const;

describe('the decision on a message', () => {
  it('lets service through without consent, by day', () => {
    expect(decide(service, nobody, noon)).toMatchObject({ state: 'queued', why: 'service', dueAt: noon });
    expect(decide(service, nobody, night)).toMatchObject({
      state: 'deferred',
      why: 'quiet_hours',
      dueAt: at('07T08:00'),
    });
    expect(decide({ ...service, urgent: true }, nobody, night)).toMatchObject({ state: 'queued', why: 'urgent' });
  });

  it('asks for marketing’s own consent, to the words of today', () => {
    const says = (consent: Consent | undefined) => decide(marketing, { consent, sent: [] }, noon).why;
    expect(says(undefined)).toBe('no_consent');
    expect(says(said('marketing', true))).toBe('consented');
    expect(says(said('marketing', false))).toBe('opted_out');
    expect(says(said('marketing', true, '2020-01'))).toBe('consent_outdated');
  });

  it('sends a survey unless it was refused, and one a month', () => {
    expect(decide(survey, nobody, noon).why).toBe('not_refused');
    expect(decide(survey, { consent: said('survey', false), sent: [] }, noon).why).toBe('opted_out');
    const before = [{ purpose: 'survey', dueAt: addDays(noon, -10) }] as const;
    expect(decide(survey, { consent: undefined, sent: before }, noon)).toMatchObject({
      state: 'not_sent',
      why: 'cap',
      reason: '30 天内最多 1 条满意度回访，已经满了，不再发',
    });
  });

  it('counts caps at the moment when it would go', () => {
    const before = [{ purpose: 'survey', dueAt: addDays(at('07T07:00'), -30) }] as const;
    expect(decide(survey, { consent: undefined, sent: before }, night)).toMatchObject({ state: 'deferred' });
  });
});
