import type { CityId, CommunityId, Id, PersonId } from '#kernel/ids';
import type { Context } from '#platform/context';
import { hashIdentifiers } from '../identity/hash-identifiers.ts';
import { resolving } from '../identity/resolving.ts';
import { ensurePartition } from '../ingestion/prepare-partitions.ts';
import { LEAD_LEFT, type ReadEvent } from '../ingestion/read-event.ts';
import { recordEvents } from '../ingestion/record-events.ts';
import { IMPORT_SOURCES } from '../sources/source.ts';

export interface LinkLeadInput {
  readonly leadId: Id<'Lead'>;
  /** The vault's person under whom the lead's phone and name are kept. */
  readonly personId: PersonId;
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly packageId: string | null;
  readonly at: Date;
}

/**
 * Joins a lead with the profile of the same phone, or begins one, with the consent to be called about it. A lead whose
 * person was erased meanwhile leaves nothing. Repeatable: once each by lead.
 */
export async function linkLead(ctx: Context, input: LinkLeadInput): Promise<null> {
  await ensurePartition(ctx, ctx.clock.now());
  return resolving(ctx, async (tx) => {
    const read = await ctx.services.vault.read(tx, {
      personIds: [input.personId],
      kinds: ['phone', 'name'],
      purpose: 'resolve_identity',
      subject: { kind: 'lead', id: input.leadId },
    });
    const { phone: phones = [], name: names = [] } = read.get(input.personId) ?? {};
    const event = leadEvent(input, phones, names[0]);
    const identifiers = hashIdentifiers(ctx.services.vault, event.identifiers);
    if (identifiers.length === 0) return { answer: null, learned: [] };
    const prepared = {
      eventId: tx.newId(),
      event,
      identifiers,
      place: { communityId: input.communityId, cityId: input.cityId },
      externalId: { kind: 'lead', id: input.leadId },
    };
    const options = { sourceId: IMPORT_SOURCES.leads, receivedAt: tx.now, mode: 'live' } as const;
    const { learned } = await recordEvents(ctx, tx, [prepared], options);
    return { answer: null, learned };
  });
}

function leadEvent(input: LinkLeadInput, phones: readonly string[], name: string | undefined): ReadEvent {
  return {
    messageId: undefined,
    kind: 'track',
    name: LEAD_LEFT,
    occurredAt: input.at,
    identifiers: phones.slice(0, 1).map((value) => ({ kind: 'phone', value })),
    communityCode: undefined,
    isHome: false,
    householdCode: undefined,
    open: { leadId: input.leadId, ...(input.packageId === null ? {} : { packageId: input.packageId }) },
    personal: undefined,
    traits: {},
    person: name === undefined ? {} : { name },
    // The form asks for exactly this consent and cannot be sent without it; growth keeps the notice.
    consents: [{ purpose: 'follow_up_lead', noticeVersion: 'offer-page', granted: true }],
  };
}
