import type { TouchpointId } from '#kernel/ids';
import { addDays, HOUR } from '#kernel/time';
import type { OrderId } from '#modules/commerce';
import {
  addMilestonePhoto,
  bookInstall,
  confirmMilestone,
  holdInstall,
  milestonesOf,
  projectOfOrder,
  rejectMilestone,
  submitMilestone,
  type Milestone,
  type Project,
} from '#modules/fulfilment';
import { answerSurvey, ownSurveys } from '#modules/growth';
import { drawnSite } from '../../world/index.ts';
import { carryOut } from './book-and-measure.ts';
import { after } from './daytime.ts';
import { UNHAPPY_UP_TO } from './deal-plan.ts';
import { type Deal } from './deal.ts';
import { pay } from './quote-and-sign.ts';

/** Milestones that one day of work brings. */
const MILESTONES_A_VISIT = 2;

/**
 * The works of a paid order: days are booked, technicians come and submit, the owner looks at it, until where the plan
 * has it. Ends early where it would run ahead of now.
 */
export async function work(deal: Deal, orderId: OrderId): Promise<void> {
  const { db } = deal.glance();
  const project = await projectOfOrder(db, orderId);
  const milestones = project && (await milestonesOf(db, [project])).get(project.projectId);
  if (project === undefined || milestones === undefined) return;
  if (project.completedAt !== null) deal.goesOnTo(project.completedAt);
  // A load that broke off had finished them.
  if (project.state === 'active') await carryOn(deal, project, milestones);
  if (deal.plan.end === 'finished' && deal.plan.balancePaid) await pay(deal, orderId, 'balance');
}

async function carryOn(deal: Deal, project: Project, milestones: readonly Milestone[]): Promise<void> {
  const { end, confirmed, upNext } = deal.plan;
  const wanted = end === 'finished' ? milestones.length : confirmed;
  let technician: TouchpointId | undefined;
  for (const [at, milestone] of milestones.entries()) {
    const isLast = at >= wanted;
    if (isLast && (end === 'finished' || at > wanted)) break;
    if (at % MILESTONES_A_VISIT === 0) technician = await workDay(deal, project, at);
    if (technician === undefined || (isLast && upNext === 'pending')) break;
    const answer = isLast ? (upNext === 'rejected' ? 'reject' : undefined) : 'confirm';
    if (!(await put(deal, { project, milestone, technician, answer }))) break;
  }
}

/** The owner books a day of work, and a technician comes. Nobody where that would be later than now. */
async function workDay(deal: Deal, project: Project, nth: number): Promise<TouchpointId | undefined> {
  const { projectId } = project;
  if (!deal.goesOnTo(after(deal.at, 0.3))) return undefined;
  const slot = await deal.freeTime('install', addDays(deal.at, 1));
  if (slot === undefined) return undefined;
  const act = `install/${nth}`;
  const { holdId } = await holdInstall(await deal.customer(`${act}/hold`), 'owner', {
    projectId,
    startsAt: slot.startsAt,
  });
  const visit = await bookInstall(await deal.customer(`${act}/book`), 'owner', { projectId, holdId });
  const done = await carryOut(deal, visit, async () => {});
  return done?.touchpointId ?? undefined;
}

interface Put {
  readonly project: Project;
  readonly milestone: Milestone;
  readonly technician: TouchpointId;
  readonly answer: 'confirm' | 'reject' | undefined;
}

/** Photos and a word before the owner, and what the owner says. False where that would be later than now. */
async function put(deal: Deal, { project, milestone, technician, answer }: Put): Promise<boolean> {
  const { projectId } = project;
  const { milestoneId } = milestone;
  if (!deal.goesOnTo(after(deal.at, 2 + 20 * deal.random.next()))) return false;
  const bytes = await drawnSite(deal.random);
  const photo = { projectId, milestoneId, name: `${milestone.code}.png`, bytes };
  const { photoId } = await addMilestonePhoto(await deal.worker(technician, `${milestoneId}/photo`), photo);
  const note = `${milestone.title}已完成，请查看照片。`;
  const { round } = await submitMilestone(await deal.worker(technician, `${milestoneId}/submit`), {
    projectId,
    milestoneId,
    note,
    photoIds: [photoId],
  });
  if (answer === undefined || !deal.goesOnTo(after(deal.at, 1 + 8 * deal.random.next()))) return false;
  const ctx = await deal.customer(`${milestoneId}/answer`);
  if (answer === 'confirm') await confirmMilestone(ctx, { projectId, milestoneId, round });
  else await rejectMilestone(ctx, { projectId, milestoneId, round, comment: '窗边这面墙不平，麻烦重做一下。' });
  return true;
}

/** The customer says how likely they are to recommend us. Those who are not content did so lately. */
export async function answer(deal: Deal, now: Date): Promise<void> {
  const { score } = deal.plan;
  if (score === null) return;
  const { scope } = await deal.customer('look');
  const [survey] = await ownSurveys(deal.glance().db, scope);
  if (survey === undefined) return;
  const late = new Date(now.getTime() - (4 + 16 * deal.random.next()) * HOUR);
  const at =
    score <= UNHAPPY_UP_TO && late > deal.at && late < survey.expiresAt
      ? late
      : after(survey.sentAt, 3 + 24 * deal.random.next());
  if (!deal.goesOnTo(at)) return;
  const comment = score <= UNHAPPY_UP_TO ? '工期拖了两天，收尾有点毛糙。' : '';
  await answerSurvey(await deal.customer('survey'), { token: survey.surveyToken, score, comment });
}
