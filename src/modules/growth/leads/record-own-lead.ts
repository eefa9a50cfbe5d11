import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { NotPermitted } from '#platform/http';
import { communitiesByIds, storesServing } from '#modules/territory';
import { CommunityNotCovered, coveredCity } from '#modules/touchpoints';
import { CONTACT_ABOUT_LEAD } from '../consents/consent.ts';
import { currentText } from '../consents/consent-store.ts';
import { addLead, checkContact } from './add-lead.ts';
import { LeadOfColleague, type Lead } from './lead.ts';
import { readNeed } from './need.ts';

/**
 * A touchpoint adds a lead that came to them in person. They are witness that the resident agreed to be called. It
 * belongs to no play: nobody can know which offer, if any, brought it. Throws NotFound, CommunityNotCovered, LeadOfColleague,
 * InvalidPersonalData, UnknownNeed.
 */
export async function recordOwnLead(
  ctx: Context,
  input: {
    readonly communityId: CommunityId;
    readonly name: string;
    readonly phone: string;
    readonly need: string;
    readonly note: string;
  },
): Promise<{ lead: Lead; alreadyLeft: boolean }> {
  const touchpointId = ctx.scope.touchpoint;
  if (touchpointId === undefined) throw new NotPermitted('lead.act');
  checkContact(input);
  const need = readNeed(input.need);
  const place = (await communitiesByIds(ctx.db, [input.communityId])).get(input.communityId);
  if (place === undefined) throw new NotFound('community');
  if ((await coveredCity(ctx.db, touchpointId, input.communityId)) === undefined) throw new CommunityNotCovered();
  const [store] = (await storesServing(ctx.db, [input.communityId])).get(input.communityId) ?? [];
  return ctx.transaction(async (tx) => {
    const added = await addLead(ctx, tx, {
      name: input.name,
      phone: input.phone,
      note: input.note,
      need,
      touchpointId,
      channel: 'by_hand',
      origin: {
        shareToken: null,
        playId: null,
        taskId: null,
        packageId: null,
      },
      cityId: place.cityId,
      cityCode: place.cityCode,
      communityId: input.communityId,
      storeId: store?.id ?? null,
      consent: await currentText(tx.db, CONTACT_ABOUT_LEAD, tx.now),
    });
    // Somebody else's lead is not shown to whoever knows the phone.
    if (added.lead.touchpointId !== touchpointId) throw new LeadOfColleague();
    return added;
  });
}
