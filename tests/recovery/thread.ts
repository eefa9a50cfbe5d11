import { phoneOf, type AfterCommand, type Cast, type Place } from './cast.ts';
import { eventually, type Patient } from './patient-client.ts';

interface TaskRow {
  readonly taskId: string;
  readonly touchpointId: string | null;
  readonly state: string;
  readonly attempt: number;
}

const TOPIC = 'recovery_topic';
const KEYWORD = '灯塔水母';
/** One of each serves a community, so that it is certain who is asked next. */
const ROLES = ['property_steward', 'group_leader'];

/** A topic, an audience on it, a package, and a standing approval that issues it. */
export async function prepareThread({ staff }: Cast): Promise<void> {
  const { version } = await staff.send<{ version: string }>('GET', '/api/cdp/topics');
  const topic = { name: '水母', group: 'other', active: true, keywords: [KEYWORD] };
  await staff.send('PUT', `/api/cdp/topics/${TOPIC}`, topic, { 'if-match': `"${version}"` });
  await approveForEver(staff);
}

async function approveForEver(staff: Patient): Promise<void> {
  const audience = await staff.send<{ id: string }>('POST', '/api/cdp/audiences', {
    name: '水母人群',
    rule: { fact: 'mentions', topic: TOPIC, days: 7, is: 'at_least', value: 3 },
  });
  const offered = await staff.send<{ id: string }>('POST', '/api/commerce/packages', {
    code: 'recovery',
    name: '水母清理',
    subtitle: '当天上门',
    scene: 'renewal',
    priceFen: 19_900,
    originalPriceFen: null,
    unit: '/次',
    points: ['当天上门'],
    topics: [TOPIC],
    minAgeYears: null,
    suits: [],
    roles: ROLES,
    costFen: 100,
    active: true,
  });
  await staff.send('POST', '/api/intelligence/standing-approvals', {
    name: '水母常设授权',
    packageIds: [offered.id],
    audienceIds: [audience.id],
    cityIds: [],
    communityIds: [],
    budgetFen: 100_000_000,
    maxPlaysADay: 1_000,
    validUntil: new Date(Date.now() + 86_400_000).toISOString(),
  });
}

/** Neighbours talk: three of them bring a community over the threshold. */
export async function talk(cast: Cast, place: Place, after: AfterCommand): Promise<void> {
  const batch = [1, 2, 3].map((neighbour) => ({
    type: 'track',
    event: 'Community Post Published',
    anonymousId: `${place.externalCode}-${neighbour}`,
    messageId: `talk-${place.externalCode}-${neighbour}`,
    properties: { communityCode: place.externalCode, channel: 'chat', text: `我家也有${KEYWORD}` },
  }));
  await cast.source.send('POST', '/v1/batch', { batch });
  await after();
}

/** A neighbour turns out to be a resident who is known by phone: two profiles become one. */
export async function identify(cast: Cast, place: Place, after: AfterCommand): Promise<void> {
  const batch = [
    {
      type: 'identify',
      userId: `user-${place.externalCode}`,
      anonymousId: `${place.externalCode}-1`,
      messageId: `identify-${place.externalCode}`,
      traits: { phone: phoneOf(cast, place) },
    },
  ];
  await cast.source.send('POST', '/v1/batch', { batch });
  await after();
}

/**
 * The task of a place is carried out: declined once where `declines`, forwarded, opened by two residents of whom one
 * leaves a lead, followed up, and closed.
 */
export async function carryOut(cast: Cast, place: Place, declines: boolean, after: AfterCommand): Promise<void> {
  let task = await taskOf(cast, place, 1);
  if (declines) {
    const who = await actorOf(cast, task);
    await who.send('POST', `/api/touchpoints/my/tasks/${task.taskId}/decline`, { reason: 'too_busy' });
    await after();
    task = await taskOf(cast, place, 2);
  }
  if (task.touchpointId === null) return;
  const who = await actorOf(cast, task);
  const { shareToken } = await who.send<{ shareToken: string }>(
    'POST',
    `/api/touchpoints/my/tasks/${task.taskId}/forward`,
    {
      channel: 'copy_text',
    },
  );
  await after();
  await leaveLead(cast, place, shareToken, after);
  await closeLead(who, place, after);
}

async function leaveLead(cast: Cast, place: Place, token: string, after: AfterCommand): Promise<void> {
  const visitors = [crypto.randomUUID(), crypto.randomUUID()];
  const offer = await eventually(
    () => cast.residents.send<{ consentVersion: string }>('GET', `/api/growth/offers/${token}`).catch(() => undefined),
    `offer of ${place.name}`,
  );
  for (const visitorId of visitors) {
    await cast.residents.send('POST', `/api/growth/offers/${token}/visits`, { visitorId });
    await after();
  }
  await cast.residents.send('POST', `/api/growth/offers/${token}/leads`, {
    name: '住户',
    phone: phoneOf(cast, place),
    consentVersion: offer.consentVersion,
    visitorId: visitors[0],
  });
  await after();
}

async function closeLead(who: Patient, place: Place, after: AfterCommand): Promise<void> {
  const lead = await eventually(async () => {
    const { items } = await who.send<{ items: { leadId: string; communityId: string }[] }>(
      'GET',
      '/api/growth/my/leads',
    );
    return items.find((item) => item.communityId === place.id);
  }, `lead of ${place.name}`);
  await who.send('POST', `/api/growth/my/leads/${lead.leadId}/follow-up`, { step: 'contacted' });
  await after();
  await who.send('POST', `/api/growth/my/leads/${lead.leadId}/outcome`, { outcome: 'won' });
  await after();
}

async function taskOf(cast: Cast, place: Place, attempt: number): Promise<TaskRow> {
  return eventually(async () => {
    const { items } = await cast.staff.send<{ items: TaskRow[] }>(
      'GET',
      `/api/touchpoints/tasks?communityId=${place.id}`,
    );
    return items.find((item) => item.attempt >= attempt || item.state === 'unplaced');
  }, `task of ${place.name}`);
}

function actorOf(cast: Cast, { taskId, touchpointId }: TaskRow): Promise<Patient> {
  if (touchpointId === null) throw new Error(`nobody has task ${taskId}`);
  return cast.front(touchpointId);
}
