import type { CityId, CommunityId, PersonId } from '#kernel/ids';
import type { Context, Tx } from '#platform/context';
import { hashIdentifiers } from '../identity/hash-identifiers.ts';
import { enterLane } from '../identity/identity-store.ts';
import { ensurePartition } from '../ingestion/prepare-partitions.ts';
import type { ReadEvent } from '../ingestion/read-event.ts';
import { recordEvents, type PreparedEvent } from '../ingestion/record-events.ts';
import { IMPORT_SOURCES } from '../sources/source.ts';

/** Something that a customer did, or that happened to them, with goods they bought. */
export interface GoodsHappened {
  readonly name: string;
  /** The vault's person under whom their phone is kept. */
  readonly personId: PersonId;
  readonly communityId: CommunityId;
  readonly cityId: CityId;
  readonly at: Date;
  /** The same fact is recorded once, wherever it comes from. */
  readonly externalId: { readonly kind: string; readonly id: string };
  readonly open: Readonly<Record<string, string | number>>;
}

/**
 * Part: puts what happened with goods into the timelines of those who have the phone, once each. Whose person was erased
 * meanwhile leaves nothing.
 */
export async function recordGoods(ctx: Context, tx: Tx, happened: readonly GoodsHappened[]): Promise<number> {
  if (happened.length === 0) return 0;
  const { vault } = ctx.services;
  await ensurePartition(ctx, tx.now);
  await enterLane(tx.db, 'together');
  const read = await vault.read(tx, {
    personIds: happened.map(({ personId }) => personId),
    kinds: ['phone'],
    purpose: 'resolve_identity',
  });
  const prepared = happened.flatMap((each): PreparedEvent[] => {
    const [phone] = read.get(each.personId)?.phone ?? [];
    const event = eventOf(each, phone);
    const identifiers = hashIdentifiers(vault, event.identifiers);
    if (identifiers.length === 0) return [];
    const { communityId, cityId, externalId } = each;
    return [{ eventId: tx.newId(), event, identifiers, place: { communityId, cityId }, externalId }];
  });
  const options = { sourceId: IMPORT_SOURCES.goods, receivedAt: tx.now, mode: 'live' } as const;
  return (await recordEvents(ctx, tx, prepared, options)).accepted;
}

const eventOf = ({ name, at, open }: GoodsHappened, phone: string | undefined): ReadEvent => ({
  messageId: undefined,
  kind: 'track',
  name,
  occurredAt: at,
  identifiers: phone === undefined ? [] : [{ kind: 'phone', value: phone }],
  communityCode: undefined,
  isHome: false,
  householdCode: undefined,
  open,
  personal: undefined,
  traits: {},
  person: {},
  consents: [],
});
