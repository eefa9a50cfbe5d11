import { addDays, businessDay, HOUR, MINUTE } from '#kernel/time';
import type { MeasureAnswer, MyProjectDetail, MyVisitItem, ProjectItem } from '#modules/fulfilment/contract';
import type { MyOpportunity, OpportunityItem, QuotationAnswer } from '#modules/commerce/contract';
import { uuidFrom } from './op-id.ts';
import { askedOptions, drawnSite, happens, measuredHome } from '../world/index.ts';
import type { Directory } from './directory.ts';
import type { AtPhone } from './frontline.ts';
import type { Stage } from './stage.ts';

type Attempt = (name: string, work: () => Promise<boolean>) => Promise<boolean>;

const DAYS_SEEN = 35;
const ITEMS = 50;
/** So long before it begins they set out. */
const SETS_OUT_MS = 40 * MINUTE;
/** Milestones that one day of work brings, for technicians and owners alike. */
export const MILESTONES_A_VISIT = 2;

/**
 * Those who visit homes: they take visits on, go there when their time has come in the world, measure, quote, and put
 * their works before the owner. What is to be done is what the server says is open. Answers whether anything is left.
 */
export async function doHomes(stage: Stage, directory: Directory, phone: AtPhone, attempt: Attempt): Promise<boolean> {
  const { role } = phone.plan;
  if (role !== 'designer' && role !== 'technician') return false;
  const from = businessDay(addDays(stage.clock.now(), -2));
  const path = `/api/fulfilment/my/visits?from=${from}&days=${DAYS_SEEN}`;
  const { items } = await phone.ask<{ items: MyVisitItem[] }>('GET', path);
  let left = false;
  for (const visit of items) {
    left = (await attempt('visit', () => goOn(stage, directory, phone, visit))) || left;
  }
  const more = role === 'designer' ? await quoteAll(stage, phone, attempt) : await workAll(stage, phone, attempt);
  return more || left;
}

/** The next step of a visit, if its time has come. */
async function goOn(stage: Stage, directory: Directory, phone: AtPhone, visit: MyVisitItem): Promise<boolean> {
  const { visitId, state } = visit;
  const starts = new Date(visit.startsAt).getTime();
  const now = stage.time.now.getTime();
  const step = async (name: 'accepted' | 'departed' | 'arrived' | 'done'): Promise<true> => {
    const opId = uuidFrom(`${visitId}/${visit.revision}/${name}`);
    await phone.ask('POST', `/api/fulfilment/my/visits/${visitId}/progress`, { step: name, opId });
    stage.tally.count(`visit-${name}`);
    return true;
  };
  switch (state) {
    case 'booked':
      return step('accepted');
    case 'accepted':
      return now >= starts - SETS_OUT_MS ? step('departed') : true;
    case 'departed':
      return now >= starts - 5 * MINUTE ? step('arrived') : true;
    case 'arrived':
      if (now < starts + HOUR) return true;
      if (visit.service === 'measure') await measure(stage, directory, phone, visit);
      return step('done');
    case 'done':
    case 'unplaced':
    case 'cancelled':
      return false;
  }
}

async function measure(stage: Stage, directory: Directory, phone: AtPhone, visit: MyVisitItem): Promise<void> {
  const path = `/api/fulfilment/my/visits/${visit.visitId}/measure`;
  const form = await phone.ask<MeasureAnswer>('GET', path);
  if (form.missing.length === 0) return;
  const community = await directory.community(visit.communityId);
  const home = measuredHome(stage.streams(`home/${visit.visitId}`), community?.builtYear ?? 2000);
  await phone.ask('PUT', path, { basedOn: form.revision, ...home });
}

/** Quotes on what was measured and has no quotation before the customer. */
async function quoteAll(stage: Stage, phone: AtPhone, attempt: Attempt): Promise<boolean> {
  const path = `/api/commerce/my/opportunities?view=open&limit=${ITEMS}`;
  const { items } = await phone.ask<{ items: OpportunityItem[] }>('GET', path);
  let left = false;
  for (const item of items.filter(({ state }) => state === 'open')) {
    left = (await attempt('quote', () => quote(stage, phone, item))) || left;
  }
  return left;
}

async function quote(stage: Stage, phone: AtPhone, { visitId, packageId }: OpportunityItem): Promise<boolean> {
  const visit = await phone.ask<MyVisitItem>('GET', `/api/fulfilment/my/visits/${visitId}`);
  if (visit.state !== 'done') return false;
  const sale = await phone.ask<MyOpportunity>('GET', `/api/commerce/my/opportunities/${visitId}`);
  const offered = sale.packages.find((each) => each.packageId === packageId) ?? sale.packages[0];
  if (offered === undefined) return false;
  const measured = await phone.ask<MeasureAnswer>('GET', `/api/fulfilment/my/visits/${visitId}/measure`);
  const random = stage.streams(`quote/${visitId}`);
  const options = askedOptions(random, offered.options, measured.totalArea / 100);
  const body = { packageId: offered.packageId, options, discount: null };
  const path = `/api/commerce/my/opportunities/${visitId}/quotations`;
  const { quotationId, totalFen } = await phone.ask<QuotationAnswer>('POST', path, body);
  await phone.ask('POST', `/api/commerce/my/quotations/${quotationId}/send`, { confirmedTotalFen: totalFen });
  stage.tally.count('quote');
  return false;
}

async function workAll(stage: Stage, phone: AtPhone, attempt: Attempt): Promise<boolean> {
  const path = `/api/fulfilment/my/projects?view=open&limit=${ITEMS}`;
  const { items } = await phone.ask<{ items: ProjectItem[] }>('GET', path);
  for (const project of items) {
    if (project.next === null || project.next.state === 'submitted') continue;
    await attempt('submit', () => submit(stage, phone, project));
  }
  return items.length > 0;
}

/** Puts the milestone that comes next before the owner, once somebody was there to do it. */
async function submit(stage: Stage, phone: AtPhone, { projectId }: ProjectItem): Promise<boolean> {
  const project = await phone.ask<MyProjectDetail>('GET', `/api/fulfilment/my/projects/${projectId}`);
  const next = project.milestoneList.find(({ open }) => open);
  const days = project.visits.filter(({ state }) => state === 'done').length;
  if (next === undefined || project.confirmed >= days * MILESTONES_A_VISIT) return true;
  const round = next.round + 1;
  // Not everything that is due is done at the next look.
  if (!happens(stage.streams(`works/${next.milestoneId}/${round}/${stage.time.now.toISOString()}`), 0.6)) return true;
  const path = `/api/fulfilment/my/projects/${projectId}/milestones/${next.milestoneId}`;
  const bytes = await drawnSite(stage.streams(`site/${next.milestoneId}/${round}`));
  await phone.send(`${path}/photos`, { name: `${next.code}-${round}.png`, bytes });
  const note = round === 1 ? `${next.name}已完成，请查看照片。` : '按您说的返工了，请再看看。';
  await phone.ask('POST', `${path}/submit`, { note });
  stage.tally.count('milestone-submitted');
  return true;
}
