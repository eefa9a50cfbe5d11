import { pick, type Random } from '#kernel/random';
import type { BookingView, HoldAnswer, SlotsAnswer } from '#modules/growth/contract';
import type { Resident } from '../world/index.ts';
import { ActRefused } from './requests.ts';
import type { Stage } from './stage.ts';

export interface Booker {
  readonly resident: Resident & { readonly phone: string };
  readonly address: string;
}

const DAYS = 7;
/** People take one of the first times that suit them. */
const FIRST = 12;

/**
 * Books a visit as a resident does on the page of a link or a printed code: looks at it and at the free times, holds
 * one, fills in the form. False where nobody can come, or they have a visit already. @throws ActRefused
 */
export async function bookVisit(
  stage: Stage,
  { token, visitorId, random }: { readonly token: string; readonly visitorId: string; readonly random: Random },
  { booker, communityName }: { readonly booker: Booker; readonly communityName: string },
): Promise<boolean> {
  const { ask, tally } = stage;
  const path = `/api/growth/bookings/${token}`;
  const page = (await ask({ method: 'GET', path })).body as BookingView;
  if (page.state !== 'open') return false;
  const communityId = page.communities.find(({ name }) => name === communityName)?.communityId;
  if (communityId === undefined) return false;
  const { days } = (await ask({ method: 'GET', path: `${path}/slots?days=${DAYS}&communityId=${communityId}` }))
    .body as SlotsAnswer;
  const free = days.flatMap((day) => day.slots).slice(0, FIRST);
  if (free.length === 0) return false;
  const { startsAt } = pick(random, free);
  try {
    const held = { method: 'POST', path: `${path}/holds`, body: { startsAt, visitorId, communityId } } as const;
    const { holdId } = (await ask(held)).body as HoldAnswer;
    const { packageId } = pick(random, page.packages);
    const { resident, address } = booker;
    const { name, phone } = resident;
    const { consentVersion } = page;
    const form = { holdId, visitorId, communityId, name, phone, address, consentVersion };
    await ask({ method: 'POST', path, body: { ...form, packageId } });
  } catch (error) {
    // Somebody was faster, or this home has its visit.
    if (!(error instanceof ActRefused) || !WORSE_LUCK.has(error.code)) throw error;
    return false;
  }
  tally.count('booking');
  return true;
}

const WORSE_LUCK: ReadonlySet<string> = new Set(['slot-taken', 'hold-expired', 'booked-before']);
