import type { CityId, CommunityId, Id, PersonId, StoreId, TouchpointId } from '#kernel/ids';
import { businessDay } from '#kernel/time';
import type { Context, Tx } from '#platform/context';
import { InvalidPersonalData, messages as privacyMessages, normalise } from '#platform/privacy';
import { hashText, type ConsentText } from '../consents/consent.ts';
import { insertConsent } from '../consents/consent-store.ts';
import { LeadRecorded } from '../events.ts';
import { firstContactDue } from './first-contact.ts';
import { leadNumber } from './lead-number.ts';
import { insertLead, leadsByIds, nextOrdinal } from './lead-store.ts';
import { factsOf, type Lead, type LeadChannel, type LeadId } from './lead.ts';
import type { Need } from './need.ts';
import { claimPhone, releasePhone } from './phone-lead-store.ts';
import { insertStep } from './step-store.ts';

/** What brought a lead; all null for one that was added by hand, all but the package for one by a printed code. */
export interface LeadOrigin {
  readonly shareToken: string | null;
  readonly playId: Id<'Play'> | null;
  readonly taskId: Id<'Task'> | null;
  readonly packageId: Id<'Package'> | null;
}

export interface NewLead {
  readonly name: string;
  readonly phone: string;
  /** Empty where nothing was written. */
  readonly note: string;
  readonly need: Need;
  readonly channel: LeadChannel;
  /** With the channel `code` only. */
  readonly bookingCode?: string;
  readonly origin: LeadOrigin;
  readonly cityId: CityId;
  readonly cityCode: string;
  readonly communityId: CommunityId;
  readonly storeId: StoreId | null;
  readonly touchpointId: TouchpointId;
  readonly consent: ConsentText;
}

/** Name and phone in their one spelling. @throws InvalidPersonalData with a fault for each that is wrong */
export function checkContact(contact: { readonly name: string; readonly phone: string }): void {
  const faults = (['name', 'phone'] as const).flatMap((kind) => {
    const found = normalise(kind, contact[kind]);
    return 'fault' in found ? [{ path: kind, message: privacyMessages.zh[found.fault] ?? found.fault }] : [];
  });
  if (faults.length > 0) throw new InvalidPersonalData(faults);
}

/** The id under which a phone may leave one lead: the play, or the community where no play brought it. */
export const offerIdOf = (origin: Pick<LeadOrigin, 'playId'>, communityId: CommunityId): string =>
  origin.playId ?? communityId;

/** The place of a phone's one lead for an offer: held by a lead that is there, or taken for one to be written. */
export type Claim =
  | { readonly lead: Lead }
  | { readonly lead: undefined; readonly leadId: LeadId; readonly personId: PersonId };

/**
 * Part: takes the place of the one lead that a phone has for an offer, or finds the lead that has it. What is taken has
 * to be written (`writeLead`) in the same transaction. Somebody who was erased comes back by their own act, as a new
 * person without a past.
 */
export async function claimLead(
  ctx: Context,
  tx: Tx,
  asked: { readonly phone: string; readonly offerId: string; readonly cityId: CityId },
): Promise<Claim> {
  const { vault } = ctx.services;
  const phoneHash = vault.hash('phone', asked.phone);
  if (await vault.isTombstoned(tx.db, 'phone', phoneHash)) {
    await releasePhone(tx.db, phoneHash);
    await vault.liftTombstones(tx, 'phone', [phoneHash], 'left-a-lead');
  }
  const leadId = tx.newId<'Lead'>();
  const { offerId, cityId } = asked;
  const taken = await claimPhone(tx.db, { phoneHash, offerId, cityId, leadId });
  if (taken === undefined) return { lead: undefined, leadId, personId: tx.newId<'Person'>() };
  const [lead] = await leadsByIds(tx.db, [taken]);
  if (lead === undefined) throw new Error(`lead ${taken} is claimed and does not exist`);
  return { lead };
}

/** Part: writes the lead whose place was taken: personal data into the vault, consent, number, timeline, event. */
export async function writeLead(
  ctx: Context,
  tx: Tx,
  draft: NewLead,
  claim: { readonly leadId: LeadId; readonly personId: PersonId },
): Promise<Lead> {
  const { leadId, personId } = claim;
  const ordinal = await nextOrdinal(tx.db, draft.cityId, businessDay(tx.now));
  const lead = leadOf(draft, { leadId, personId, ordinal, now: tx.now });
  const note = draft.note === '' ? undefined : draft.note;
  await ctx.services.vault.put(tx, [{ personId, fields: { name: draft.name, phone: draft.phone, note } }]);
  await insertLead(tx.db, lead);
  await insertFirstStep(ctx, tx, lead);
  await keepConsent(tx, lead, draft.consent);
  await tx.announce([LeadRecorded(leadId, { ...factsOf(lead), personId })]);
  return lead;
}

/**
 * Part of the verbs that record a lead, in their transaction. The same phone has one lead for an offer: the second time
 * that lead is answered, unchanged.
 */
export async function addLead(
  ctx: Context,
  tx: Tx,
  draft: NewLead,
): Promise<{ readonly lead: Lead; readonly alreadyLeft: boolean }> {
  const { phone, cityId, origin, communityId } = draft;
  const claim = await claimLead(ctx, tx, { phone, cityId, offerId: offerIdOf(origin, communityId) });
  if (claim.lead !== undefined) return { lead: claim.lead, alreadyLeft: true };
  return { lead: await writeLead(ctx, tx, draft, claim), alreadyLeft: false };
}

function leadOf(
  draft: NewLead,
  { leadId, personId, ordinal, now }: { leadId: Id<'Lead'>; personId: PersonId; ordinal: number; now: Date },
): Lead {
  const { cityId, communityId, storeId, touchpointId, channel, need, origin } = draft;
  return {
    cityId,
    communityId,
    storeId,
    touchpointId,
    channel,
    need,
    leadId,
    personId,
    bookingCode: draft.bookingCode ?? null,
    shareToken: origin.shareToken,
    playId: origin.playId,
    taskId: origin.taskId,
    packageId: origin.packageId,
    leadNumber: leadNumber(draft.cityCode, now, ordinal),
    state: 'new',
    hasNote: draft.note !== '',
    steps: 1,
    revision: 1,
    createdAt: now,
    firstContactDueAt: firstContactDue(now),
    firstContactedAt: null,
    visitAt: null,
    visitId: null,
    closedAt: null,
    lostReason: null,
    amountFen: null,
    consentWithdrawnAt: null,
  };
}

async function insertFirstStep(ctx: Context, tx: Tx, lead: Lead): Promise<void> {
  const byHand = lead.channel === 'by_hand';
  await insertStep(tx.db, lead, {
    step: 1,
    move: 'recorded',
    by: byHand ? 'touchpoint' : 'resident',
    userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null,
    touchpointId: byHand ? lead.touchpointId : null,
    reason: null,
    noteSealed: null,
    madeAt: tx.now,
  });
}

/** Part: keeps that the resident agreed to a text about their lead. */
export async function keepConsent(tx: Tx, lead: Lead, text: ConsentText): Promise<void> {
  const verbal = lead.channel === 'by_hand';
  await insertConsent(tx.db, {
    consentId: tx.newId<'Consent'>(),
    cityId: lead.cityId,
    leadId: lead.leadId,
    personId: lead.personId,
    purpose: text.purpose,
    version: text.version,
    textHash: hashText(text.text),
    givenBy: verbal ? 'verbal' : 'self',
    witnessTouchpointId: verbal ? lead.touchpointId : null,
    givenAt: tx.now,
    withdrawnAt: null,
  });
}
