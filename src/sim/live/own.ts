import { pick, pickWeighted } from '#kernel/random';
import { addDays } from '#kernel/time';
import type { ContractToSign, OwnOrderItem, OwnQuotation, StartPaymentAnswer } from '#modules/commerce/contract';
import type {
  OwnVisitItem,
  ProgressAnswer,
  ProjectDetail,
  ProjectItem,
  SlotsAnswer,
} from '#modules/fulfilment/contract';
import type { OwnSurveysAnswer } from '#modules/growth/contract';
import { drawnSignature, happens, scoreOf, signRate, type Nature } from '../world/index.ts';
import { payAtCashier } from './cashier.ts';
import type { AtOwnPhone } from './customers.ts';
import type { Directory } from './directory.ts';
import { MILESTONES_A_VISIT } from './homes.ts';
import type { Stage } from './stage.ts';

type Attempt = (name: string, work: () => Promise<boolean>) => Promise<boolean>;

interface Own extends AtOwnPhone {
  readonly stage: Stage;
  readonly directory: Directory;
  readonly nature: Nature;
}

/** Days of the world in which a quotation is waited for after the visit. */
const WAITS_DAYS = 5;

/**
 * One look of a customer at their own pages: visits, quotations, orders, works, surveys, in the order in which they come
 * in life. Answers whether anything is left to look for.
 */
export async function doOwn(stage: Stage, directory: Directory, phone: AtOwnPhone, attempt: Attempt): Promise<boolean> {
  const own: Own = { ...phone, stage, directory, nature: stage.world.nature(phone.customer.code) };
  const of = async <T>(path: string): Promise<readonly T[]> => (await phone.ask<{ items: T[] }>('GET', path)).items;
  const visits = await of<OwnVisitItem>('/api/fulfilment/own/visits');
  const quotations = await of<OwnQuotation>('/api/commerce/own/quotations');
  const orders = await of<OwnOrderItem>('/api/commerce/own/orders');
  const projects = await of<ProjectItem>('/api/fulfilment/own/projects');
  let left = false;
  const each = async <T>(name: string, items: readonly T[], work: (item: T) => Promise<boolean>): Promise<void> => {
    for (const item of items) left = (await attempt(name, () => work(item))) || left;
  };
  await each('own-visit', visits, (visit) => attend(own, visit, quotations));
  await each('contract', quotations, (quotation) => consider(own, quotation));
  await each('own-project', projects, (project) => follow(own, project));
  await each('pay', orders, (order) => pay(own, order, projects));
  return left;
}

/** Up to its time a visit is moved or called off by some; afterwards it is rated, and a quotation waited for. */
async function attend(own: Own, visit: OwnVisitItem, quotations: readonly OwnQuotation[]): Promise<boolean> {
  const { visitId, state, moved } = visit;
  const random = own.stage.streams(`attend/${visitId}`);
  if (state === 'cancelled') return false;
  if (state === 'done') {
    await rate(own, visit);
    const quoted = quotations.some((quotation) => quotation.visitId === visitId);
    const waits = addDays(new Date(visit.endsAt), WAITS_DAYS) > own.stage.time.now;
    return visit.service === 'measure' && !quoted && waits;
  }
  const plans = pickWeighted(random, [
    ['keep', 90],
    ['move', 6],
    ['call-off', 4],
  ] as const);
  const path = `/api/fulfilment/own/visits/${visitId}`;
  if (plans === 'call-off' && visit.canChange && visit.service === 'measure') {
    await own.ask('POST', `${path}/cancel`, { reason: 'plans_changed' });
    own.stage.tally.count('visit-cancelled');
    return false;
  }
  if (plans === 'move' && moved === 0 && visit.canChange) {
    const { items } = await own.ask<SlotsAnswer>('GET', `${path}/slots?days=7`);
    const other = items.filter(({ startsAt }) => startsAt > visit.startsAt);
    if (other.length > 0) {
      await own.ask('POST', `${path}/reschedule`, { startsAt: pick(random, other.slice(0, 20)).startsAt });
      own.stage.tally.count('visit-moved');
    }
  }
  return true;
}

async function rate(own: Own, { visitId, doneAt }: OwnVisitItem): Promise<void> {
  const random = own.stage.streams(`rate/${visitId}`);
  if (doneAt === null || !happens(random, 0.6)) return;
  if (addDays(new Date(doneAt), 2) < own.stage.clock.now()) return;
  const path = `/api/fulfilment/own/visits/${visitId}`;
  const { rating } = await own.ask<ProgressAnswer>('GET', `${path}/progress`);
  if (!rating.open) return;
  const stars = own.nature.warmth > 8.5 ? 5 : own.nature.warmth > 7 ? 4 : 3;
  await own.ask('POST', `${path}/rating`, { stars });
  own.stage.tally.count('rated');
}

/** Reads the contract of what was quoted; signs it, says no, or lets it expire. */
async function consider(own: Own, quotation: OwnQuotation): Promise<boolean> {
  if (quotation.state !== 'sent') return false;
  const { quotationId } = quotation;
  const { stage, nature } = own;
  const random = stage.streams(`consider/${quotationId}`);
  const community = await own.directory.community(quotation.communityId);
  const offered = await own.directory.offered(quotation.packageId);
  const behaviour = stage.world.behaviour(community?.code ?? own.customer.communityCode, offered);
  const quoted = { totalFen: quotation.totalFen, packageFen: offered.priceFen };
  const signs = happens(random, signRate(behaviour, nature, quoted));
  if (!signs && happens(random, 0.4)) return false;
  if (!happens(stage.streams(`today/${quotationId}/${stage.time.now.toISOString()}`), nature.diligence)) return true;
  const made = await own.ask<ContractToSign>('POST', `/api/commerce/own/quotations/${quotationId}/contract`);
  if (made.state !== 'offered') return false;
  const path = `/api/commerce/own/contracts/${made.contractId}`;
  const { consent } = await own.ask<ContractToSign>('POST', `${path}/open`);
  await own.ask('GET', `${path}/contract.pdf`);
  if (!signs) {
    await own.ask('POST', `${path}/decline`);
    stage.tally.count('declined');
    return false;
  }
  const drawing = (await drawnSignature(stage.streams(`signature/${own.customer.code}`))).toString('base64');
  await own.ask('POST', `${path}/sign`, { drawing, consentVersion: consent.version });
  stage.tally.count('signed');
  return true;
}

/** Pays what is due: the deposit soon; what is left when the works are done and they were asked how it was. */
async function pay(own: Own, order: OwnOrderItem, projects: readonly ProjectItem[]): Promise<boolean> {
  const { due, orderId } = order;
  if (due === null) return false;
  const { stage } = own;
  const project = projects.find((each) => each.orderId === orderId);
  if (due.stage === 'balance' && (project?.state !== 'completed' || !(await hasAnswered(own, project)))) {
    return order.state !== 'cancelled';
  }
  const path = `/api/commerce/own/orders/${orderId}/payments`;
  const { cashierUrl } = await own.ask<StartPaymentAnswer>('POST', path, { stage: due.stage });
  if (await payAtCashier(stage, own.ask, cashierUrl)) stage.tally.count(`paid-${due.stage}`);
  return true;
}

/** Answers the survey of finished works, if they are one who does; false while it has not come. */
async function hasAnswered(own: Own, project: ProjectItem): Promise<boolean> {
  const { items } = await own.ask<OwnSurveysAnswer>('GET', '/api/growth/own/surveys');
  const survey = items.find(({ projectId }) => projectId === project.projectId);
  if (survey === undefined) return false;
  if (survey.state !== 'open' || !own.nature.answersSurveys) return true;
  const { milestoneList } = await own.ask<ProjectDetail>('GET', `/api/fulfilment/own/projects/${project.projectId}`);
  const redone = milestoneList.filter(({ round }) => round > 1).length;
  const score = scoreOf(own.stage.streams(`score/${survey.surveyId}`), own.nature, redone);
  const comment = score <= 6 ? '有一处返工等了好几天，希望提前说一声。' : '';
  await own.ask('POST', `/api/growth/surveys/${survey.token}`, { score, comment });
  own.stage.tally.count('survey');
  return true;
}

const FAULTS = ['这面墙接缝不平，麻烦再找一下。', '照片里看不到水管接头，请补拍。', '踢脚线有一段没贴牢。'];

/** Books the days of work, looks at what was put before them, confirms it or says what is wrong. */
async function follow(own: Own, { projectId, state }: ProjectItem): Promise<boolean> {
  if (state !== 'active') return false;
  const { stage, nature } = own;
  const path = `/api/fulfilment/own/projects/${projectId}`;
  const project = await own.ask<ProjectDetail>('GET', path);
  for (const { milestoneId, round, state: standing } of project.milestoneList) {
    if (standing !== 'submitted') continue;
    if (!happens(stage.streams(`look-at/${milestoneId}/${stage.time.now.toISOString()}`), nature.diligence)) continue;
    const random = stage.streams(`judge/${milestoneId}/${round}`);
    const rejects = round === 1 && happens(random, nature.exacting);
    const body = rejects ? { round, comment: pick(random, FAULTS) } : { round };
    await own.ask('POST', `${path}/milestones/${milestoneId}/${rejects ? 'reject' : 'confirm'}`, body);
    stage.tally.count(rejects ? 'milestone-rejected' : 'milestone-confirmed');
  }
  await bookDay(own, project);
  return true;
}

/** Another day of work, when what was done on those before is confirmed. */
async function bookDay(
  { ask, stage }: Own,
  { projectId, visits, confirmed, milestones }: ProjectDetail,
): Promise<void> {
  const done = visits.filter(({ state }) => state === 'done').length;
  if (visits.length > done || confirmed < done * MILESTONES_A_VISIT || confirmed >= milestones) return;
  const path = `/api/fulfilment/own/projects/${projectId}`;
  const { items } = await ask<SlotsAnswer>('GET', `${path}/slots?days=10`);
  if (items.length === 0) return;
  const { startsAt } = pick(stage.streams(`install/${projectId}/${done}`), items.slice(0, 10));
  const { holdId } = await ask<{ holdId: string }>('POST', `${path}/holds`, { startsAt });
  await ask('POST', `${path}/visits`, { holdId });
  stage.tally.count('install-booked');
}
