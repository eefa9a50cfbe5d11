import { NotFound } from '#kernel/errors';
import type { CommunityId } from '#kernel/ids';
import type { Database } from '#platform/context';
import { offerContent } from '#modules/intelligence';
import { coverageOf } from '#modules/touchpoints';
import { readCode, type BookingCode } from '../codes/booking-code.ts';
import { codeAsPrinted } from '../codes/code-store.ts';
import { findShareLink } from '../links/find-share-link.ts';
import { offerState } from '../offers/offer-state.ts';
import { BookingClosed, isBookable, type BookingSource } from './booking.ts';

/** A resident picks their own out of a list: a longer one is no help. */
const MOST_COMMUNITIES = 30;

/** What a token opens: a printed code, in any case, or the link of an offer; undefined for neither. */
export async function findSource(db: Database, token: string, now: Date): Promise<BookingSource | undefined> {
  const typed = readCode(token);
  const code = typed === undefined ? undefined : await codeAsPrinted(db, typed);
  if (code !== undefined) return sourceOfCode(db, code);
  const link = await findShareLink(db, token);
  const play = link && (await offerContent(db, [link.playId])).get(link.playId);
  if (link === undefined || play === undefined) return undefined;
  return {
    token,
    link,
    code: undefined,
    // What is not done at home has no visit to book.
    state: isBookable(play.package.scene) ? offerState(play, now) : 'closed',
    touchpointId: link.touchpointId,
    communityIds: [link.communityId],
    packageId: link.packageId,
  };
}

async function sourceOfCode(db: Database, code: BookingCode): Promise<BookingSource> {
  return {
    token: code.code,
    link: undefined,
    code,
    state: code.state === 'live' ? 'open' : 'closed',
    touchpointId: code.touchpointId,
    communityIds: await placesOf(db, code),
    packageId: code.packageId,
  };
}

async function placesOf(db: Database, { communityId, touchpointId }: BookingCode): Promise<CommunityId[]> {
  if (communityId !== null) return [communityId];
  if (touchpointId === null) return [];
  return (await coverageOf(db, touchpointId)).slice(0, MOST_COMMUNITIES).map((covered) => covered.communityId);
}

/** What a token opens, for somebody who acts on it. Throws NotFound, BookingClosed. */
export async function openSource(db: Database, token: string, now: Date): Promise<BookingSource> {
  const source = await findSource(db, token, now);
  if (source === undefined) throw new NotFound('booking_page');
  if (source.state !== 'open') throw new BookingClosed();
  return source;
}
