import type { CityId, CommunityId, CustomerKey, Id, PersonId, StoreId, UserId } from '#kernel/ids';
import type { LotId, MemberId, PointMoveKind, VoucherId, Wallet } from './wallet.ts';

/** Somebody who completed an order. */
export interface Member {
  readonly customerKey: CustomerKey;
  readonly memberId: MemberId;
  readonly personId: PersonId;
  /** Where they bought last. */
  readonly cityId: CityId;
  readonly communityId: CommunityId | null;
  readonly storeId: StoreId | null;
  readonly balance: number;
  readonly debt: number;
  /** Lines of the statement so far. */
  readonly moves: number;
  readonly orders: number;
  readonly level: number;
  readonly levelSince: Date;
  /** When it is looked at again; null at level 0. */
  readonly levelUntil: Date | null;
  /** Points, or fen, of the last 365 days when it was looked at last. */
  readonly reached: number;
  readonly joinedAt: Date;
}

/** A line of a statement, to be written. */
export interface NewMove {
  readonly cityId: CityId;
  readonly kind: PointMoveKind;
  /** Below zero where points went. */
  readonly points: number;
  readonly orderId: Id<'Order'> | null;
  readonly voucherId: VoucherId | null;
  readonly words: string;
  readonly userId: UserId | null;
  readonly at: Date;
}

/** A member while their points are changed: the row is locked. */
export interface Account {
  readonly member: Member;
  readonly wallet: Wallet;
  readonly moves: readonly NewMove[];
  /** What lots were like when they were read: only what changed is written. */
  readonly before: ReadonlyMap<LotId, { readonly left: number; readonly expired: number }>;
}

/** Where and who, as events say it. */
export const memberFacts = ({ memberId, customerKey, personId, cityId, communityId, storeId }: Member) => ({
  memberId,
  customerKey,
  personId,
  cityId,
  communityId,
  storeId,
});

const SIMPLE = { orderId: null, voucherId: null, userId: null } as const;

/** The account with a line more and the wallet as it is since. Nothing is written of no points. */
export function withMove(
  account: Account,
  wallet: Wallet,
  move: Pick<NewMove, 'cityId' | 'kind' | 'points' | 'words' | 'at'> & Partial<NewMove>,
): Account {
  if (move.points === 0) return { ...account, wallet };
  return { ...account, wallet, moves: [...account.moves, { ...SIMPLE, ...move }] };
}
