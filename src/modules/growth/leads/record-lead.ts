import { NotFound } from '#kernel/errors';
import { type Context } from '#platform/context';
import { offerContent } from '#modules/intelligence';
import { communitiesByIds } from '#modules/territory';
import { touchpointNames } from '#modules/touchpoints';
import { checkConsent, CONTACT_ABOUT_LEAD } from '../consents/consent.ts';
import { currentText } from '../consents/consent-store.ts';
import { OfferVisited } from '../events.ts';
import { findShareLink } from '../links/find-share-link.ts';
import { holderAtVisit, insertVisitor, putLink } from '../links/share-link-store.ts';
import { originOf } from '../links/share-link.ts';
import { visitorHash } from '../links/visitor.ts';
import { offerState } from '../offers/offer-state.ts';
import { addLead, checkContact } from './add-lead.ts';
import { sayDeadline } from './first-contact.ts';
import { OfferNotOpen, type Lead } from './lead.ts';
import { readNeed } from './need.ts';

export interface RecordLeadInput {
  readonly shareToken: string;
  readonly name: string;
  readonly phone: string;
  /** A need in words or as code; empty for none. */
  readonly need: string;
  readonly note: string;
  readonly consentVersion: string;
  /** The random id of the browser; decides whose lead it is. */
  readonly visitorId: string;
}

export interface LeftLead {
  readonly leadNumber: string;
  readonly message: string;
  readonly alreadyLeft: boolean;
}

/**
 * A resident leaves a lead on the offer page. It belongs to the touchpoint who held the task when this browser first
 * opened the link; a browser whose visit was never counted is counted with it, so that every success has its trial.
 * Throws NotFound, OfferNotOpen, ConsentOutdated, InvalidPersonalData, UnknownNeed.
 */
export async function recordLead(ctx: Context, input: RecordLeadInput): Promise<LeftLead> {
  checkContact(input);
  const need = readNeed(input.need);
  const link = await findShareLink(ctx.db, input.shareToken);
  const play = link && (await offerContent(ctx.db, [link.playId])).get(link.playId);
  const place = link && (await communitiesByIds(ctx.db, [link.communityId])).get(link.communityId);
  if (link === undefined || play === undefined || place === undefined) throw new NotFound('offer');
  if (offerState(play, ctx.clock.now()) !== 'open') throw new OfferNotOpen();
  return ctx.transaction(async (tx) => {
    const consent = await currentText(tx.db, CONTACT_ABOUT_LEAD, tx.now);
    checkConsent(consent, input.consentVersion);
    await putLink(tx.db, link, tx.now);
    const visitor = visitorHash(link.shareToken, input.visitorId);
    if (await insertVisitor(tx.db, link, visitor, tx.now)) {
      await tx.announce([OfferVisited(link.shareToken, originOf(link, link.touchpointId))]);
    }
    const { lead, alreadyLeft } = await addLead(ctx, tx, {
      name: input.name,
      phone: input.phone,
      note: input.note,
      need,
      consent,
      channel: 'offer_page',
      origin: link,
      cityId: link.cityId,
      cityCode: place.cityCode,
      communityId: link.communityId,
      storeId: link.storeId,
      touchpointId: (await holderAtVisit(tx.db, link.shareToken, visitor)) ?? link.touchpointId,
    });
    const names = await touchpointNames(tx.db, ctx.services.vault, [lead.touchpointId]);
    const { name, roleName } = names(lead.touchpointId);
    return {
      leadNumber: lead.leadNumber,
      alreadyLeft,
      message: promise(lead, `${roleName} ${name}`, alreadyLeft, tx.now),
    };
  });
}

/** Who will call, and when; honest when the time is over or somebody has called. */
function promise(lead: Lead, caller: string, alreadyLeft: boolean, now: Date): string {
  const first = alreadyLeft ? '这个号码已经预约过了，预约号不变。' : '';
  if (lead.state === 'won' || lead.state === 'lost') return `${first}想再聊聊，直接找${caller}。`;
  if (lead.state !== 'new') return `${first}${caller}已经联系过你，有变化直接跟他说。`;
  if (lead.firstContactDueAt <= now) return `${first}${caller}会尽快打给你。`;
  return `${first}${caller}会在${sayDeadline(lead.firstContactDueAt, now)}打给你。`;
}
