import { addDays, businessDay, HOUR, startOfBusinessDay } from '#kernel/time';
import type { LeadDetail, LeadItem } from '#modules/growth/contract';
import { happens } from '../world/index.ts';
import { fateOf, stepLead, type LeadStep } from './decisions.ts';
import type { Directory, Offered } from './directory.ts';
import type { AtPhone } from './frontline.ts';
import type { Stage } from './stage.ts';

/** What a lead is worth that a touchpoint added by hand and no offer brought. */
const BY_HAND: Offered = { code: 'by-hand', topics: [], priceFen: 300_000, scene: 'renewal' };
/** People who are not diligent still call now and then. */
const LEAST_CARE = 0.35;

/** Takes the next step with one of the touchpoint's leads, or leaves it for later; answers whether it is still open. */
export async function followUp(stage: Stage, directory: Directory, phone: AtPhone, lead: LeadItem): Promise<boolean> {
  if (lead.consentWithdrawn) return false;
  const { plan } = phone;
  const care = LEAST_CARE + (1 - LEAST_CARE) * plan.diligence;
  const random = stage.streams(`lead/${lead.leadId}/${lead.revision}/${stage.time.now.toISOString()}`);
  if (!happens(random, care)) return true;
  if (await isCarriedOn(phone, lead)) return false;
  const community = await directory.community(lead.communityId);
  if (community === undefined) return false;
  const offered = lead.packageId === null ? BY_HAND : await directory.offered(lead.packageId);
  const { winRate } = stage.world.behaviour(community.code, offered);
  const fate = fateOf(stage.streams(`fate/${lead.leadId}`), winRate);
  const step = stepLead(lead.state, fate, offered.scene === 'renewal');
  if (step.kind === 'wait') return false;
  await take(stage, phone, lead, step, offered);
  return step.kind === 'follow-up';
}

/** Whether a visit that was really booked moves the lead: quotation and contract do the rest, and nobody by hand. */
async function isCarriedOn({ ask }: AtPhone, lead: LeadItem): Promise<boolean> {
  if (lead.channel === 'code') return true;
  if (lead.state !== 'visit_booked' && lead.state !== 'quoted') return false;
  const { timeline } = await ask<LeadDetail>('GET', `/api/growth/my/leads/${lead.leadId}`);
  return timeline.some(({ by }) => by === 'system');
}

async function take(
  stage: Stage,
  { ask }: AtPhone,
  lead: LeadItem,
  step: Exclude<LeadStep, { kind: 'wait' }>,
  offered: Offered,
): Promise<void> {
  const path = `/api/growth/my/leads/${lead.leadId}`;
  if (step.kind === 'follow-up') {
    // Nobody calls a number that they cannot see.
    if (step.step === 'contacted') await ask('POST', `${path}/reveal`, {});
    const visitAt = step.step === 'visit_booked' ? { visitAt: dayAfter(stage.clock.now()).toISOString() } : {};
    await ask('POST', `${path}/follow-up`, { step: step.step, note: '', ...visitAt });
    stage.tally.count(step.step.replace('_', '-'));
    return;
  }
  const amountFen = Math.round(offered.priceFen * (1 + stage.streams(`amount/${lead.leadId}`).next()));
  const outcome = step.kind === 'win' ? { outcome: 'won', amountFen } : { outcome: 'lost', reason: step.reason };
  await ask('POST', `${path}/outcome`, { ...outcome, note: '' });
  stage.tally.count(step.kind === 'win' ? 'won' : 'lost');
}

/** Ten in the morning of the next business day, Beijing time. */
function dayAfter(now: Date): Date {
  return new Date(addDays(startOfBusinessDay(businessDay(now)), 1).getTime() + 10 * HOUR);
}
