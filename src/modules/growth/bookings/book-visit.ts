import { NotFound } from '#kernel/errors';
import type { CommunityId, CustomerKey, Id } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { InvalidPersonalData, messages as privacyMessages, normalise } from '#platform/privacy';
import { activePackages, UnknownPackage } from '#modules/commerce';
import { confirmHold, type Visit } from '#modules/fulfilment';
import { communitiesByIds, storesServing } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { BOOK_VISIT, checkConsent, type ConsentText } from '../consents/consent.ts';
import { currentText } from '../consents/consent-store.ts';
import { OfferVisited } from '../events.ts';
import { checkContact, claimLead, keepConsent, offerIdOf, writeLead, type NewLead } from '../leads/add-lead.ts';
import { CLOSED_STATES, type Lead } from '../leads/lead.ts';
import { readNeed, type Need } from '../leads/need.ts';
import { passClaim } from '../leads/phone-lead-store.ts';
import { holderAtVisit, insertVisitor, putLink } from '../links/share-link-store.ts';
import { originOf } from '../links/share-link.ts';
import { visitorHash } from '../links/visitor.ts';
import { BookedBefore, communityOf, isBookable, MEASURE_NAME, type BookingSource } from './booking.ts';
import type { BookedAnswer } from './booking-contract.ts';
import { insertBooking } from './booking-store.ts';
import { openSource } from './find-source.ts';
import { holderOf } from './hold-time.ts';

export interface BookVisitInput {
  readonly token: string;
  readonly communityId: CommunityId | undefined;
  readonly holdId: Id<'Hold'>;
  /** The random id of the browser: it has to be the one that holds the time. */
  readonly visitorId: string;
  readonly name: string;
  readonly phone: string;
  /** Building and door, in words. */
  readonly address: string;
  /** One of the packages of the page; undefined for none in particular. */
  readonly packageId: Id<'Package'> | undefined;
  /** A need in words or as code; empty for none. */
  readonly need: string;
  readonly note: string;
  readonly consentVersion: string;
}

/** What is known before the transaction, checked. */
interface Asked extends BookVisitInput {
  readonly source: BookingSource;
  readonly place: { readonly communityId: CommunityId; readonly name: string };
  readonly draft: Omit<NewLead, 'touchpointId' | 'consent'>;
}

/**
 * A resident books the time that their browser holds: the visit, and the lead that it belongs to, in one transaction. A
 * phone that left a lead for the same offer before has its visit under that lead; a lead that is over makes way for a new
 * one. Throws NotFound, BookingClosed, CommunityNotOffered, ConsentOutdated, InvalidPersonalData, UnknownNeed,
 * UnknownPackage, BookedBefore, HoldExpired with the next free slots.
 */
export async function bookVisit(ctx: Context, input: BookVisitInput): Promise<BookedAnswer> {
  const asked = await check(ctx, input);
  return ctx.transaction(async (tx) => {
    const consent = await currentText(tx.db, BOOK_VISIT, tx.now);
    checkConsent(consent, input.consentVersion);
    const { lead, visit } = await book(ctx, tx, asked, consent);
    const { link, code } = asked.source;
    const booking = {
      cityId: lead.cityId,
      visitId: visit.visitId,
      leadId: lead.leadId,
      shareToken: link?.shareToken ?? null,
      bookingCode: code?.code ?? null,
      bookedAt: tx.now,
    };
    if (!(await insertBooking(tx.db, booking))) throw new BookedBefore();
    return answerOf(ctx, tx, { lead, visit, communityName: asked.place.name });
  });
}

async function check(ctx: Context, input: BookVisitInput): Promise<Asked> {
  checkContact(input);
  const address = normalise('address', input.address);
  if ('fault' in address) {
    throw new InvalidPersonalData([{ path: 'address', message: privacyMessages.zh[address.fault] ?? address.fault }]);
  }
  const need = readNeed(input.need);
  const source = await openSource(ctx.db, input.token, ctx.clock.now());
  const communityId = communityOf(source, input.communityId);
  const place = (await communitiesByIds(ctx.db, [communityId])).get(communityId);
  if (place === undefined) throw new NotFound('community');
  const packageId = await packageOf(ctx, source, input.packageId);
  const [store] = (await storesServing(ctx.db, [communityId])).get(communityId) ?? [];
  const { link, code } = source;
  return {
    ...input,
    source,
    place: { communityId, name: place.name },
    draft: {
      ...draftOf(input, need),
      channel: code === undefined ? 'offer_page' : 'code',
      ...(code !== undefined && { bookingCode: code.code }),
      origin: link ?? { shareToken: null, playId: null, taskId: null, packageId },
      cityId: place.cityId,
      cityCode: place.cityCode,
      communityId,
      storeId: link === undefined ? (store?.id ?? null) : link.storeId,
    },
  };
}

const draftOf = ({ name, phone, note }: BookVisitInput, need: Need) => ({ name, phone, note, need });

/** @throws UnknownPackage for one that this page does not offer */
async function packageOf(
  ctx: Context,
  source: BookingSource,
  picked: Id<'Package'> | undefined,
): Promise<Id<'Package'> | null> {
  if (source.packageId !== null || picked === undefined) return source.packageId;
  const offered = (await activePackages(ctx.db)).some(({ id, scene }) => id === picked && isBookable(scene));
  if (!offered) throw new UnknownPackage();
  return picked;
}

/** The lead of the phone, or a new one, and its visit. */
async function book(ctx: Context, tx: Tx, asked: Asked, consent: ConsentText): Promise<{ lead: Lead; visit: Visit }> {
  const { source, draft, place } = asked;
  const offerId = offerIdOf(draft.origin, place.communityId);
  const claim = await claimLead(ctx, tx, { phone: draft.phone, cityId: draft.cityId, offerId });
  const known = claim.lead !== undefined && !CLOSED_STATES.includes(claim.lead.state) ? claim.lead : undefined;
  const ids = known ?? (claim.lead === undefined ? claim : fresh(tx));
  if (claim.lead !== undefined && known === undefined) {
    await passClaim(tx.db, { phoneHash: ctx.services.vault.hash('phone', draft.phone), offerId, leadId: ids.leadId });
  }
  const holder = await ownerOf(tx, source, asked.visitorId);
  const visit = await confirmHold(ctx, tx, {
    holdId: asked.holdId,
    holder: holderOf(asked.visitorId),
    personId: ids.personId,
    customerKey: ctx.services.vault.hash('phone', draft.phone) as CustomerKey,
    leadId: ids.leadId,
    shareToken: source.link?.shareToken ?? null,
    packageId: draft.origin.packageId,
    projectId: null,
  });
  // A time that was held for somewhere else is no time here.
  if (visit.communityId !== place.communityId) throw new NotFound('hold');
  const touchpointId = holder ?? visit.touchpointId;
  if (touchpointId === null) throw new Error(`nobody comes to visit ${visit.visitId}`);
  const lead = known ?? (await writeLead(ctx, tx, { ...draft, touchpointId, consent }, ids));
  if (known !== undefined) await keepConsent(tx, known, consent);
  // A name that came later is the one to ask for at the door.
  await ctx.services.vault.put(tx, [
    { personId: ids.personId, fields: { name: draft.name, phone: draft.phone, address: asked.address } },
  ]);
  return { lead, visit };
}

const fresh = (tx: Tx) => ({ leadId: tx.newId<'Lead'>(), personId: tx.newId<'Person'>() });

/**
 * Whose lead it becomes: who held the task when this browser opened the link, or whose code it is. A browser whose visit
 * was never counted is counted with it, so that every success has its trial.
 */
async function ownerOf(tx: Tx, { link, touchpointId }: BookingSource, visitorId: string) {
  if (link === undefined) return touchpointId;
  await putLink(tx.db, link, tx.now);
  const visitor = visitorHash(link.shareToken, visitorId);
  if (await insertVisitor(tx.db, link, visitor, tx.now)) {
    await tx.announce([OfferVisited(link.shareToken, originOf(link, link.touchpointId))]);
  }
  return (await holderAtVisit(tx.db, link.shareToken, visitor)) ?? link.touchpointId;
}

async function answerOf(
  ctx: Context,
  tx: Tx,
  { lead, visit, communityName }: { lead: Lead; visit: Visit; communityName: string },
): Promise<BookedAnswer> {
  const comes = visit.touchpointId ?? lead.touchpointId;
  const { name, roleName } = (await touchpointNames(tx.db, ctx.services.vault, [comes]))(comes);
  return {
    leadNumber: lead.leadNumber,
    visitNumber: visit.visitNumber,
    startsAt: visit.startsAt.toISOString(),
    endsAt: visit.endsAt.toISOString(),
    communityName,
    serviceName: MEASURE_NAME,
    who: { maskedName: name, roleName },
    message: '用这个手机号登录「我的预约」，能看进度、改时间、取消。',
  };
}
