import type { BulkAnswer, PlayRow } from '#modules/intelligence/contract';
import { count, timeLeft, yuan } from '../../../shared/format.ts';

export type Decision = 'approved' | 'rejected' | 'withdrawn';

/** What a decision needs to know of a play. */
export type Subject = Pick<PlayRow, 'id' | 'communityName' | 'packageName'>;

export interface OutcomeItem extends Subject {
  readonly done: boolean;
  /** What to know where it was not done. */
  readonly message: string | undefined;
}

/** What came of one decision about one or many plays. */
export interface Outcome {
  readonly decision: Decision;
  readonly done: readonly OutcomeItem[];
  readonly refused: readonly OutcomeItem[];
}

/** 「翠苑一区 · 防水焕新套餐」 */
export const labelOf = ({ communityName, packageName }: Omit<Subject, 'id'>): string =>
  `${communityName} · ${packageName}`;

/** Joins the server's answer with the plays that were asked about. */
export function outcomeOf(decision: Decision, subjects: readonly Subject[], answer: BulkAnswer): Outcome {
  const answers = new Map<string, BulkAnswer['items'][number]>(answer.items.map((item) => [item.id, item]));
  const items = subjects.flatMap(({ id, communityName, packageName }) => {
    const item = answers.get(id);
    if (item === undefined) return [];
    return [{ id, communityName, packageName, done: item.done, message: item.message ?? undefined }];
  });
  return { decision, done: items.filter((item) => item.done), refused: items.filter((item) => !item.done) };
}

const VERBS: Readonly<Record<Decision, string>> = { approved: '批', rejected: '驳回', withdrawn: '撤回' };

/** 「批了「翠苑一区 · 防水焕新套餐」」, 「批了11份，1份没批成」, 「3份都没批成」. */
export function outcomeSentence({ decision, done, refused }: Outcome): string {
  const verb = VERBS[decision];
  const [only] = done;
  if (only === undefined) return refused.length === 1 ? `没${verb}成` : `${count(refused.length)}份都没${verb}成`;
  const did = done.length === 1 ? `${verb}了「${labelOf(only)}」` : `${verb}了${count(done.length)}份`;
  return refused.length === 0 ? did : `${did}，${count(refused.length)}份没${verb}成`;
}

type Figure = Pick<PlayRow, 'communityId' | 'communityName' | 'packageId' | 'costFen' | 'dueAt'>;

/** 「9个小区、3个套餐，预计花费¥1,440」: what somebody takes on by approving these. */
export function sumSentence(rows: readonly Figure[]): string {
  const communities = new Set(rows.map((row) => row.communityId)).size;
  const packages = new Set(rows.map((row) => row.packageId)).size;
  const costFen = rows.reduce((sum, row) => sum + row.costFen, 0);
  return `${count(communities)}个小区、${count(packages)}个套餐，预计花费${yuan(costFen)}`;
}

/** The answer's second line on the page: what the waiting plays amount to, and which is the most urgent. */
export function waitingSentence(rows: readonly Figure[], hasMore: boolean, now: number): string {
  const [urgent] = rows.toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  if (urgent === undefined) return '';
  const all = hasMore ? `前${count(rows.length)}份` : '一共';
  return `${all}${sumSentence(rows)}。最急的是「${urgent.communityName}」，${timeLeft(urgent.dueAt, now)}。`;
}
