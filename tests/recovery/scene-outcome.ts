import type { Cast } from './cast.ts';
import { eventually } from './patient-client.ts';

/** What the renewal scene leaves behind, without ids and times. */
export interface SceneOutcome {
  readonly opportunities: readonly string[];
  readonly visits: readonly string[];
  /** Pairs of visits that somebody would have to be at in the same moment. */
  readonly doubleBooked: readonly string[];
  readonly quotations: readonly string[];
  readonly contracts: readonly string[];
  readonly orders: readonly string[];
  readonly payments: readonly string[];
  readonly projects: readonly string[];
  readonly surveys: readonly string[];
  readonly tickets: readonly string[];
  readonly messages: readonly string[];
  readonly commission: readonly string[];
  readonly board: readonly string[];
}

/** A refund is done when the provider's clock has run, and its job looks once a minute. */
const REFUND_WITHIN_MS = 150_000;

/** Reads it through the ordinary routes, once no refund is on its way and what follows from it is delivered. */
export async function readScene(cast: Cast, untilQuiet: () => Promise<void>): Promise<SceneOutcome> {
  await untilRefunded(cast);
  await untilQuiet();
  const visits = await all<Visit>(cast, '/api/fulfilment/visits');
  return {
    opportunities: await read(cast, '/api/commerce/opportunities', ['communityName', 'state', 'packageName']),
    visits: lines(visits, (v) => [v.communityName, v.serviceName, v.state, v.moved, v.customerPhone, v.placedBy]),
    doubleBooked: doubleBooked(visits),
    quotations: await read(cast, '/api/commerce/quotations', ['communityName', 'revision', 'state', 'totalFen']),
    contracts: await readContracts(cast),
    orders: await read(cast, '/api/commerce/orders', [
      'communityName',
      'state',
      'totalFen',
      'depositFen',
      'paidFen',
      'refundedFen',
    ]),
    payments: await readPayments(cast),
    projects: await readProjects(cast),
    surveys: await readSurveys(cast),
    tickets: await read(cast, '/api/desk/tickets', [
      'communityName',
      'kind',
      'priority',
      'state',
      'outcome',
      'revision',
    ]),
    messages: await read(cast, '/api/messaging/messages', ['communityName', 'template', 'purpose']),
    commission: await read(cast, '/api/touchpoints/commission', [
      'communityName',
      'kind',
      'partyName',
      'stage',
      'state',
      'rateBps',
      'baseFen',
      'amountFen',
    ]),
    board: await read(cast, '/api/insight/projects', [
      'communityName',
      'leads',
      'visits',
      'quoted',
      'signed',
      'signedFen',
      'conversion',
      'revenueFen',
      'completed',
      'nps',
      'npsAnswers',
      'costFen',
    ]),
  };
}

type Row = Readonly<Record<string, unknown>>;

export const lines = <T>(items: readonly T[], columns: (item: T) => readonly unknown[]): string[] =>
  items.map((item) => columns(item).join(' | ')).toSorted();

/** Every page of a list. */
export async function all<T>({ staff }: Cast, path: string): Promise<T[]> {
  const found: T[] = [];
  const query = new URLSearchParams({ limit: '200' });
  for (;;) {
    const page = await staff.send<{ items: T[]; nextCursor: string | null }>('GET', `${path}?${query.toString()}`);
    found.push(...page.items);
    if (page.nextCursor === null) return found;
    query.set('cursor', page.nextCursor);
  }
}

async function read(cast: Cast, path: string, columns: readonly string[]): Promise<string[]> {
  const rows = await all<Row>(cast, path);
  const [first = {}] = rows;
  const missing = columns.filter((column) => !(column in first));
  // A column that is not there would compare nothing, for ever.
  if (rows.length > 0 && missing.length > 0) throw new Error(`${path} has no ${missing.join(', ')}`);
  return lines(rows, (row) => columns.map((column) => row[column]));
}

interface Visit {
  readonly visitNumber: string;
  readonly communityName: string;
  readonly serviceName: string;
  readonly state: string;
  readonly moved: number;
  readonly customerPhone: string;
  readonly placedBy: string | null;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly who: { readonly touchpointId: string } | null;
}

function doubleBooked(visits: readonly Visit[]): string[] {
  const live = visits.filter(({ state, who }) => state !== 'cancelled' && who !== null);
  const byPerson = Map.groupBy(live, ({ who }) => who?.touchpointId);
  return [...byPerson.values()].flatMap((theirs) => {
    const byTime = theirs.toSorted((a, b) => Date.parse(a.startsAt) - Date.parse(b.startsAt));
    return byTime.flatMap((visit, at) => {
      const next = byTime[at + 1];
      return next !== undefined && next.startsAt < visit.endsAt ? [`${visit.visitNumber} ${next.visitNumber}`] : [];
    });
  });
}

async function readContracts(cast: Cast): Promise<string[]> {
  const items = await all<{ contractId: string }>(cast, '/api/commerce/contracts');
  const files = await Promise.all(
    items.map(({ contractId }) =>
      cast.staff.send<{
        communityName: string;
        state: string;
        totalFen: number;
        signedBy: string | null;
        evidence: { kind: string }[];
        verification: { intact: boolean };
      }>('GET', `/api/commerce/contracts/${contractId}`),
    ),
  );
  return lines(files, ({ evidence, verification, ...contract }) => [
    contract.communityName,
    contract.state,
    contract.totalFen,
    contract.signedBy,
    evidence.map(({ kind }) => kind).join(' '),
    `intact=${verification.intact}`,
  ]);
}

interface Payment {
  readonly communityName: string;
  readonly stage: string;
  readonly state: string;
  readonly amountFen: number;
  readonly receivedFen: number;
  readonly refundedFen: number;
  readonly decision: string | null;
  readonly refunds: readonly { readonly state: string; readonly amountFen: number }[];
}

async function readPayments(cast: Cast): Promise<string[]> {
  return lines(await all<Payment>(cast, '/api/commerce/payments'), (payment) => [
    payment.communityName,
    payment.stage,
    payment.state,
    payment.amountFen,
    payment.receivedFen,
    payment.refundedFen,
    payment.decision,
    ...payment.refunds.map(({ state, amountFen }) => `${state} ${amountFen}`),
  ]);
}

async function untilRefunded(cast: Cast): Promise<void> {
  await eventually(
    async () => {
      const payments = await all<Payment>(cast, '/api/commerce/payments');
      const open = payments.flatMap(({ refunds }) => refunds).filter(({ state }) => /requested|accepted/.test(state));
      return open.length === 0 ? true : undefined;
    },
    'refunds to be done',
    REFUND_WITHIN_MS,
  );
}

async function readProjects(cast: Cast): Promise<string[]> {
  const items = await all<{ projectId: string }>(cast, '/api/fulfilment/projects');
  const details = await Promise.all(
    items.map(({ projectId }) =>
      cast.staff.send<{
        communityName: string;
        state: string;
        confirmed: number;
        milestoneList: {
          code: string;
          state: string;
          rounds: { answer: string | null; comment: string | null; photos: unknown[] }[];
        }[];
        visits: { state: string }[];
        delivery: object | null;
      }>('GET', `/api/fulfilment/projects/${projectId}`),
    ),
  );
  return lines(details, ({ milestoneList, visits, delivery, ...project }) => [
    project.communityName,
    project.state,
    project.confirmed,
    ...milestoneList.map(({ code, state, rounds }) =>
      [code, state, ...rounds.map(({ answer, photos }) => `${answer}(${photos.length})`)].join(' '),
    ),
    `visits ${visits.map(({ state }) => state).join(' ')}`,
    `delivery=${delivery !== null}`,
  ]);
}

async function readSurveys({ staff }: Cast): Promise<string[]> {
  const nps = await staff.send<{
    invited: number;
    answered: number;
    nps: number | null;
    lastAnswers: { communityName: string; score: number; hasComment: boolean }[];
  }>('GET', '/api/growth/nps');
  return [
    `invited=${nps.invited} answered=${nps.answered} nps=${nps.nps}`,
    ...lines(nps.lastAnswers, (answer) => [answer.communityName, answer.score, answer.hasComment]),
  ];
}
