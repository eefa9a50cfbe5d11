import { addDays, businessDay, startOfBusinessDay } from '#kernel/time';
import type { AfterCommand, Cast, Place } from './cast.ts';
import { eventually, type Patient } from './patient-client.ts';
import { blackSquare } from './picture.ts';

/** What is particular about the renewal of one home; everything else goes as it should. */
export interface Household {
  readonly place: Place;
  /** Printed for the steward of the community, who earns by it; for the community alone otherwise. */
  readonly stewardsCode?: true;
  /** Days from today on which the designer is asked to come. */
  readonly inDays: number;
  /** The customer moves the visit once. */
  readonly reschedules?: true;
  /** The designer reports leave for the day; that is how far this home gets. */
  readonly designerLeaves?: true;
  readonly pays: 'normal' | 'duplicate_notice' | 'wrong_amount';
  /** What staff decide about a wrong amount; after a refund the customer pays again. */
  readonly held?: 'accept' | 'refund';
  readonly paysBalance?: true;
  /** What staff send back of a deposit that counted, in fen. */
  readonly givesBackFen?: number;
  /** The code of a milestone that the owner sends back once. */
  readonly rejects?: string;
  /** The answer to the survey; without one the works have not begun. */
  readonly score?: number;
}

/** A home on its way: what the next act needs to know of the ones before. */
export interface Home extends Household {
  readonly owner: Patient;
  readonly visitId: string;
}

interface Slot {
  readonly startsAt: string;
  readonly endsAt: string;
}
interface OwnVisit extends Slot {
  readonly visitId: string;
  readonly visitNumber: string;
  readonly who: { readonly touchpointId: string } | null;
}

const PACKAGE = 'wall-renew';
const DETRACTOR_UP_TO = 6;
/** A notice that was lost is sent again when its pause is over and the job, once a minute, looks. */
const NOTICE_WITHIN_MS = 150_000;

/** The homes of the scene, each in a community of its own. */
export const householdsOf = ([first, second, third, fourth, fifth]: readonly Place[]): Household[] => [
  {
    place: placed(first),
    inDays: 3,
    reschedules: true,
    stewardsCode: true,
    pays: 'normal',
    paysBalance: true,
    score: 10,
  },
  { place: placed(second), inDays: 3, pays: 'duplicate_notice', rejects: 'hidden_works', score: 3 },
  { place: placed(third), inDays: 4, stewardsCode: true, pays: 'wrong_amount', held: 'refund', score: 8 },
  { place: placed(fourth), inDays: 4, stewardsCode: true, pays: 'wrong_amount', held: 'accept', givesBackFen: 5_200 },
  { place: placed(fifth), inDays: 9, designerLeaves: true, pays: 'normal' },
];

function placed(place: Place | undefined): Place {
  if (place === undefined) throw new Error('the world has too few communities');
  return place;
}

/** Somebody new to the world: its own residents may have booked before. */
const ownerPhone = (cast: Cast, place: Place): string =>
  `1606660${String(cast.places.indexOf(place)).padStart(4, '0')}`;

/** Staff have a code printed; the resident looks at free times, holds the first one, and books it. */
export async function bookMeasuring(cast: Cast, household: Household, today: Date, after: AfterCommand): Promise<Home> {
  const { place, inDays, stewardsCode } = household;
  const owner = await cast.customer(ownerPhone(cast, place));
  const touchpointId = stewardsCode === true ? await stewardOf(cast, place) : undefined;
  const { code } = await cast.staff.send<{ code: string }>('POST', '/api/growth/codes', {
    label: '1幢电梯厅',
    communityId: place.id,
    ...(touchpointId !== undefined && { touchpointId }),
  });
  await after();
  const base = `/api/growth/bookings/${code}`;
  const { residents } = cast;
  const page = await residents.send<{ consentVersion: string; packages: { packageId: string; name: string }[] }>(
    'GET',
    base,
  );
  const { days } = await residents.send<{ days: { slots: Slot[] }[] }>('GET', `${base}/slots?${from(today, inDays)}`);
  const visitorId = crypto.randomUUID();
  const { startsAt } = firstOf(days.flatMap(({ slots }) => slots));
  const { holdId } = await residents.send<{ holdId: string }>('POST', `${base}/holds`, { startsAt, visitorId });
  await after();
  const { visitNumber } = await residents.send<{ visitNumber: string }>('POST', base, {
    holdId,
    visitorId,
    name: '住户',
    phone: ownerPhone(cast, place),
    address: '3幢2单元501',
    consentVersion: page.consentVersion,
  });
  await after();
  const { items } = await owner.send<{ items: OwnVisit[] }>('GET', '/api/fulfilment/own/visits');
  const visit = items.find((item) => item.visitNumber === visitNumber);
  if (visit === undefined) throw new Error(`the owner does not see ${visitNumber}`);
  return { ...household, owner, visitId: visit.visitId };
}

const from = (today: Date, inDays: number): string => {
  const day = businessDay(addDays(startOfBusinessDay(businessDay(today)), inDays));
  return new URLSearchParams({ from: day, days: '4' }).toString();
};

function firstOf<T>(slots: readonly T[]): T {
  const [first] = slots;
  if (first === undefined) throw new Error('there is no free time');
  return first;
}

async function stewardOf({ staff, world }: Cast, place: Place): Promise<string> {
  const plan = [...world.touchpoints()].find(
    ({ role, communityCodes }) => role === 'property_steward' && communityCodes.includes(place.externalCode),
  );
  const { items } = await staff.send<{ items: { touchpointId: string; externalCode: string }[] }>(
    'GET',
    `/api/touchpoints?role=property_steward&communityId=${place.id}`,
  );
  const steward = items.find((item) => item.externalCode === plan?.code);
  if (steward === undefined) throw new Error(`${place.name} has no steward`);
  return steward.touchpointId;
}

/** What happens to the appointment before anybody comes: the customer moves it, or the designer is away. */
export async function changeAppointment({ front }: Cast, home: Home, today: Date, after: AfterCommand): Promise<void> {
  const path = `/api/fulfilment/own/visits/${home.visitId}`;
  if (home.reschedules === true) {
    const before = await home.owner.send<OwnVisit>('GET', path);
    const query = from(today, home.inDays + 1);
    const { items } = await home.owner.send<{ items: Slot[] }>('GET', `${path}/slots?${query}`);
    const { startsAt } = firstOf(items.filter((slot) => slot.startsAt !== before.startsAt));
    await home.owner.send('POST', `${path}/reschedule`, { startsAt });
    await after();
  }
  if (home.designerLeaves === true) {
    const { who, startsAt, endsAt } = await home.owner.send<OwnVisit>('GET', path);
    const designer = await front(whoOf(who));
    await designer.send('POST', '/api/fulfilment/my/leave', { from: startsAt, to: endsAt, reason: 'personal' });
    await after();
  }
}

function whoOf(who: OwnVisit['who']): string {
  if (who === null) throw new Error('nobody comes');
  return who.touchpointId;
}

/** Whoever is to come to a visit. */
async function comerOf({ front }: Cast, { owner }: Home, visitId: string): Promise<Patient> {
  const { who } = await owner.send<OwnVisit>('GET', `/api/fulfilment/own/visits/${visitId}`);
  return front(whoOf(who));
}

async function step(who: Patient, visitId: string, name: string, after: AfterCommand): Promise<void> {
  const body = { step: name, opId: crypto.randomUUID() };
  await who.send('POST', `/api/fulfilment/my/visits/${visitId}/progress`, body);
  await after();
}

/** The designer comes and measures, quotes with an option, and sends it; the customer rates the visit. */
export async function measureAndQuote(cast: Cast, home: Home, after: AfterCommand): Promise<string> {
  const { visitId } = home;
  const designer = await comerOf(cast, home, visitId);
  for (const name of ['accepted', 'departed', 'arrived']) await step(designer, visitId, name, after);
  await designer.send('PUT', `/api/fulfilment/my/visits/${visitId}/measure`, {
    basedOn: 0,
    rooms: [{ name: '客厅', lengthMm: 4_200, widthMm: 3_600, heightMm: 2_800 }],
    wallCondition: 'damp',
    leaks: [],
    notes: '靠窗一侧返潮',
  });
  await step(designer, visitId, 'done', after);
  await home.owner.send('POST', `/api/fulfilment/own/visits/${visitId}/rating`, { stars: 5 });
  await after();
  const path = `/api/commerce/my/opportunities/${visitId}`;
  const opportunity = await eventually(
    () =>
      designer
        .send<{ packages: { code: string; packageId: string; options: { code: string }[] }[] }>('GET', path)
        .catch(() => undefined),
    `opportunity of ${home.place.name}`,
  );
  const offered = opportunity.packages.find(({ code }) => code === PACKAGE);
  if (offered === undefined) throw new Error(`${PACKAGE} is not offered`);
  const { quotationId } = await designer.send<{ quotationId: string }>('POST', `${path}/quotations`, {
    packageId: offered.packageId,
    quantity: 1,
    options: [{ code: firstOf(offered.options).code, quantity: 12.5 }],
    discount: null,
  });
  await designer.send('POST', `/api/commerce/my/quotations/${quotationId}/send`, {});
  await after();
  return quotationId;
}

/** The customer has the contract made, opens and signs it; answers the order. */
export async function signContract({ owner }: Home, quotationId: string, after: AfterCommand): Promise<string> {
  const offered = await owner.send<{ contractId: string; consent: { version: string } }>(
    'POST',
    `/api/commerce/own/quotations/${quotationId}/contract`,
  );
  await after();
  const path = `/api/commerce/own/contracts/${offered.contractId}`;
  await owner.send('POST', `${path}/open`);
  await after();
  const { orderId } = await owner.send<{ orderId: string | null }>('POST', `${path}/sign`, {
    drawing: blackSquare(60).toString('base64'),
    consentVersion: offered.consent.version,
  });
  await after();
  if (orderId === null) throw new Error('no order was placed');
  return orderId;
}

/** Deposit and, where asked for, balance, with what goes wrong at the cashier. */
export async function payOrder(cast: Cast, home: Home, orderId: string, after: AfterCommand): Promise<void> {
  await payStage(cast, home, { orderId, stage: 'deposit', behaviour: home.pays }, after);
  if (home.held !== undefined) await decideHeld(cast, home.held, orderId, after);
  if (home.held === 'refund') await payStage(cast, home, { orderId, stage: 'deposit', behaviour: 'normal' }, after);
  if (home.paysBalance === true) {
    await payStage(cast, home, { orderId, stage: 'balance', behaviour: 'normal' }, after);
  }
  if (home.givesBackFen !== undefined) await giveBack(cast, orderId, home.givesBackFen, after);
}

async function payStage(
  { residents }: Cast,
  { owner }: Home,
  asked: { readonly orderId: string; readonly stage: string; readonly behaviour: string },
  after: AfterCommand,
): Promise<void> {
  const path = `/api/commerce/own/orders/${asked.orderId}`;
  const { cashierUrl, paymentId } = await owner.send<{ cashierUrl: string; paymentId: string }>(
    'POST',
    `${path}/payments`,
    { stage: asked.stage },
  );
  await after();
  const token = new URL(cashierUrl).pathname.split('/').at(-1) ?? '';
  await residents.send('POST', `/api/commerce/sandbox/cashier/${token}/pay`, { behaviour: asked.behaviour });
  await after();
  // The notice may be lost with the process: the sandbox sends it again, or the provider is asked.
  await eventually(
    async () => {
      const { payments } = await owner.send<{ payments: { paymentId: string; state: string }[] }>('GET', path);
      const state = payments.find((payment) => payment.paymentId === paymentId)?.state;
      return state === 'succeeded' || state === 'held' ? state : undefined;
    },
    `payment ${paymentId}`,
    NOTICE_WITHIN_MS,
  );
}

async function decideHeld({ staff }: Cast, decision: string, orderId: string, after: AfterCommand): Promise<void> {
  const { items } = await staff.send<{ items: { paymentId: string }[] }>(
    'GET',
    `/api/commerce/payments?state=held&orderId=${orderId}`,
  );
  const { paymentId } = firstOf(items);
  const body = { decision, reason: '和业主电话核对过' };
  await staff.send('POST', `/api/commerce/payments/${paymentId}/decide`, body);
  await after();
}

async function giveBack({ staff }: Cast, orderId: string, amountFen: number, after: AfterCommand): Promise<void> {
  const { items } = await staff.send<{ items: { paymentId: string }[] }>(
    'GET',
    `/api/commerce/payments?state=succeeded&orderId=${orderId}`,
  );
  const { paymentId } = firstOf(items);
  await staff.send('POST', `/api/commerce/payments/${paymentId}/refunds`, { amountFen, reason: '少做一面墙' });
  await after();
}

interface Milestone {
  readonly milestoneId: string;
  readonly code: string;
  readonly round: number;
  readonly state: string;
}
interface Project {
  readonly projectId: string;
  readonly orderId: string;
}

/** The works: an install visit, each milestone with photos and the owner's answer, the survey at the end. */
export async function doWorks(
  cast: Cast,
  home: Home,
  orderId: string,
  today: Date,
  after: AfterCommand,
): Promise<void> {
  const { owner, place } = home;
  const { projectId } = await eventually(async () => {
    const { items } = await owner.send<{ items: Project[] }>('GET', '/api/fulfilment/own/projects');
    return items.find((item) => item.orderId === orderId);
  }, `works in ${place.name}`);
  const visitId = await bookInstalling(home, projectId, today, after);
  const technician = await comerOf(cast, home, visitId);
  for (const name of ['accepted', 'departed', 'arrived']) await step(technician, visitId, name, after);
  const path = `/api/fulfilment/own/projects/${projectId}`;
  const { milestoneList } = await owner.send<{ milestoneList: Milestone[] }>('GET', path);
  for (const milestone of milestoneList) {
    const asked = { technician, owner, projectId, milestone };
    if (milestone.code === home.rejects) await putBefore(asked, 'reject', after);
    await putBefore(asked, 'confirm', after);
  }
  await step(technician, visitId, 'done', after);
  await answerSurvey(cast, home, projectId, after);
}

async function bookInstalling(
  { owner, inDays }: Home,
  projectId: string,
  today: Date,
  after: AfterCommand,
): Promise<string> {
  const path = `/api/fulfilment/own/projects/${projectId}`;
  const { items } = await owner.send<{ items: Slot[] }>('GET', `${path}/slots?${from(today, inDays + 2)}`);
  const { startsAt } = firstOf(items);
  const { holdId } = await owner.send<{ holdId: string }>('POST', `${path}/holds`, { startsAt });
  await after();
  const { visitId } = await owner.send<{ visitId: string }>('POST', `${path}/visits`, { holdId });
  await after();
  return visitId;
}

/** One round of a milestone: two photos, submitted, and answered. */
async function putBefore(
  asked: { technician: Patient; owner: Patient; projectId: string; milestone: Milestone },
  answer: 'confirm' | 'reject',
  after: AfterCommand,
): Promise<void> {
  const { technician, owner, projectId, milestone } = asked;
  const place = `${projectId}/milestones/${milestone.milestoneId}`;
  const photoIds: string[] = [];
  for (const side of [8, 9]) {
    const file = { name: `${side}.png`, type: 'image/png', bytes: blackSquare(side) };
    const photo = await technician.upload<{ photoId: string }>(`/api/fulfilment/my/projects/${place}/photos`, file);
    photoIds.push(photo.photoId);
  }
  const { round } = await technician.send<{ round: number }>('POST', `/api/fulfilment/my/projects/${place}/submit`, {
    note: '做好了，请看照片',
    photoIds,
  });
  await after();
  const body = answer === 'confirm' ? { round } : { round, comment: '接头没有拍到' };
  await owner.send('POST', `/api/fulfilment/own/projects/${place}/${answer}`, body);
  await after();
}

/** The survey comes when the works are over; whoever is unhappy is called back. */
async function answerSurvey(
  { staff, residents }: Cast,
  home: Home,
  projectId: string,
  after: AfterCommand,
): Promise<void> {
  const { owner, score, place } = home;
  const { token, surveyId } = await eventually(async () => {
    const { items } = await owner.send<{ items: { token: string; surveyId: string; projectId: string }[] }>(
      'GET',
      '/api/growth/own/surveys',
    );
    return items.find((item) => item.projectId === projectId);
  }, `survey of ${place.name}`);
  await residents.send('POST', `/api/growth/surveys/${token}`, { score, comment: '师傅守时' });
  await after();
  if (score === undefined || score > DETRACTOR_UP_TO) return;
  const ticket = await eventually(async () => {
    const { items } = await staff.send<{ items: { ticketId: string; revision: number; subject: { id: string } }[] }>(
      'GET',
      '/api/desk/tickets?kind=detractor_callback&limit=200',
    );
    return items.find(({ subject }) => subject.id === surveyId);
  }, `ticket of ${place.name}`);
  const path = `/api/desk/tickets/${ticket.ticketId}`;
  const { revision } = await staff.send<{ revision: number }>('POST', `${path}/take`, { revision: ticket.revision });
  await after();
  await staff.send('POST', `${path}/close`, { revision, outcome: 'called_back', note: '约了周末返工' });
  await after();
}
