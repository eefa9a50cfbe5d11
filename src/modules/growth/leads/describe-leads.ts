import type { Context } from '#platform/context';
import { communitiesByIds } from '#modules/territory';
import { tasksByIds, touchpointNames } from '#modules/touchpoints';
import type { LeadDetail, LeadItem } from '../contract.ts';
import { consentOf } from '../consents/consent-store.ts';
import { isOverdue, LEAD_STATES, LOST_REASONS, movesFrom, type Lead, type LeadState } from './lead.ts';
import { NEEDS } from './need.ts';
import { reasonName } from './step-reason.ts';
import { stepsOf, type LeadStep } from './step-store.ts';

/** Leads as screens show them: masked, with the names of places, people and offers, in a few batched reads. */
export async function describeLeads(ctx: Context, leads: readonly Lead[]): Promise<LeadItem[]> {
  const now = ctx.clock.now();
  const places = await communitiesByIds(ctx.db, [...new Set(leads.map((lead) => lead.communityId))]);
  const owner = await touchpointNames(
    ctx.db,
    ctx.services.vault,
    leads.map((lead) => lead.touchpointId),
  );
  const people = await ctx.services.vault.masked(
    ctx.db,
    leads.map((lead) => lead.personId),
    ['name', 'phone'],
  );
  const asked = [...new Set(leads.flatMap((lead) => lead.taskId ?? []))];
  const tasks = new Map((await tasksByIds(ctx.db, asked)).map((task) => [task.taskId, task.kit]));
  return leads.map((lead) => {
    const place = places.get(lead.communityId);
    const kit = lead.taskId === null ? undefined : tasks.get(lead.taskId);
    const person = people.get(lead.personId);
    return {
      ...factsShown(lead),
      communityName: place?.name ?? '',
      cityName: place?.cityName ?? '',
      name: person?.name?.[0] ?? '',
      phone: person?.phone?.[0] ?? '',
      packageName: kit?.packageName ?? null,
      headline: kit?.headline ?? null,
      touchpointName: owner(lead.touchpointId).name,
      roleName: owner(lead.touchpointId).roleName,
      overdue: isOverdue(lead, now),
    };
  });
}

/** What a lead says of itself, in words and over JSON. */
function factsShown(lead: Lead) {
  const { leadId, leadNumber, communityId, cityId, storeId, need, channel, playId, taskId, packageId } = lead;
  return {
    leadId,
    leadNumber,
    communityId,
    cityId,
    storeId,
    need,
    channel,
    playId,
    taskId,
    packageId,
    touchpointId: lead.touchpointId,
    needName: NEEDS[need],
    state: lead.state,
    stateName: LEAD_STATES[lead.state],
    moves: [...movesFrom(lead.state)],
    createdAt: lead.createdAt.toISOString(),
    firstContactDueAt: lead.firstContactDueAt.toISOString(),
    firstContactedAt: lead.firstContactedAt?.toISOString() ?? null,
    visitAt: lead.visitAt?.toISOString() ?? null,
    closedAt: lead.closedAt?.toISOString() ?? null,
    lostReason: lead.lostReason,
    lostReasonName: lead.lostReason === null ? null : LOST_REASONS[lead.lostReason],
    amountFen: lead.amountFen,
    consentWithdrawn: lead.consentWithdrawnAt !== null,
    revision: lead.revision,
  };
}

/** One lead with its timeline and the consent that it rests on. The caller has checked the reader's scope. */
export async function describeLead(ctx: Context, lead: Lead): Promise<LeadDetail> {
  const [item] = await describeLeads(ctx, [lead]);
  const steps = await stepsOf(ctx.db, lead);
  const consent = await consentOf(ctx.db, lead);
  if (item === undefined || consent === undefined) throw new Error(`lead ${lead.leadId} has no consent`);
  const person = await touchpointNames(ctx.db, ctx.services.vault, [
    ...steps.flatMap((step) => step.touchpointId ?? []),
    ...[consent.witnessTouchpointId ?? []].flat(),
  ]);
  return {
    ...item,
    hasNote: lead.hasNote,
    timeline: steps.map((step) => ({
      step: step.step,
      move: step.move,
      moveName: moveName(step),
      touchpointName: step.touchpointId === null ? null : person(step.touchpointId).name,
      by: step.by,
      reasonName: step.reason === null ? null : reasonName(step.reason),
      hasNote: step.noteSealed !== null,
      madeAt: step.madeAt.toISOString(),
    })),
    consent: {
      purpose: consent.purpose,
      version: consent.version,
      textHash: consent.textHash,
      givenAt: consent.givenAt.toISOString(),
      givenBy: consent.givenBy,
      witnessName: consent.witnessTouchpointId === null ? null : person(consent.witnessTouchpointId).name,
      withdrawnAt: consent.withdrawnAt?.toISOString() ?? null,
    },
  };
}

function moveName({ move, by }: LeadStep): string {
  if (move === 'recorded') return by === 'resident' ? '留下线索' : '登记线索';
  return LEAD_STATES[move as LeadState] ?? move;
}
