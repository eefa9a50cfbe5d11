import { formatYuan } from '#kernel/money';
import { FAMILY_TOPICS } from '#modules/commerce';
import type { Grievance } from '../listening/grievance.ts';
import { COOL_DOWN_DAYS } from './play.ts';
import {
  RECENT_DAYS,
  REJECTION_DAYS,
  WINDOW_DAYS,
  type Candidate,
  type CommunityPicture,
  type PackageResult,
  type ScorePart,
  type Standing,
  type TopicFigure,
} from './picture.ts';

export const MODEL_VERSION = 'play-score/2';

/** The most that each part can say. What people talk about weighs most; results overtake it once there are some. */
const POINTS = {
  topic: 40,
  age: 15,
  family: 10,
  anywhere: 8,
  results: 25,
  draw: 8,
  blindDraw: 2,
  mainPush: 15,
  outcomes: 8,
  recentPlay: 4,
  grievance: 4,
  rejection: 6,
  cost: 3,
} as const;

/** What speaks for the package itself must reach this, or the community is better left alone. */
const LEAST_FIT = 6;
const FIT_PARTS: ReadonlySet<string> = new Set(['topic', 'age', 'family', 'anywhere', 'results', 'main_push']);
/** Repetitions count up to here. */
const MOST_COUNTED = 3;
/** Reasons of a proposal: so many for it, so many against it. */
const MOST_REASONS = { for: 4, against: 2 } as const;

const tenth = (value: number): number => Math.round(value * 10) / 10;
const percent = (rate: number): string => `${tenth(rate * 100)}%`;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/**
 * Scores the packages for a community and ranks them: the first that is not excluded is the proposal. Pure: the draw
 * comes with the standings. Ties go to the code that sorts first.
 */
export function scorePackages(picture: CommunityPicture, standings: readonly Standing[]): Candidate[] {
  const bestRate = Math.max(...standings.map(({ result }) => result.expectedRate), Number.MIN_VALUE);
  const highestCost = Math.max(...standings.map((each) => each.package.costFen), 1);
  const scored = standings.map((standing) => {
    const parts = partsOf(picture, standing, { bestRate, highestCost }).map((each) => ({
      ...each,
      points: tenth(each.points),
    }));
    const score = tenth(parts.reduce((sum, { points }) => sum + points, 0));
    return { standing, parts, score, excluded: exclusionOf(picture, standing, parts) };
  });
  return scored
    .toSorted(
      (a, b) =>
        Number(a.excluded !== null) - Number(b.excluded !== null) ||
        b.score - a.score ||
        (a.standing.package.code < b.standing.package.code ? -1 : 1),
    )
    .map(({ standing, parts, score, excluded }, at) => ({
      packageId: standing.package.id,
      packageName: standing.package.name,
      rank: at + 1,
      score,
      parts,
      excluded,
    }));
}

/** What speaks for the proposal, the strongest first, and then what speaks against it. */
export function reasonsFor(candidate: Candidate, audienceName: string | null): string[] {
  const said = candidate.parts.filter((each) => each.sentence !== null && each.part !== 'cost');
  const pro = said.filter(({ points }) => points >= 1).toSorted((a, b) => b.points - a.points);
  const contra = said.filter(({ points }) => points <= -1).toSorted((a, b) => a.points - b.points);
  return [
    ...pro.slice(0, MOST_REASONS.for).map((each) => each.sentence ?? ''),
    ...contra.slice(0, MOST_REASONS.against).map((each) => each.sentence ?? ''),
    ...(audienceName === null ? [] : [`符合人群「${audienceName}」`]),
  ];
}

interface Scale {
  readonly bestRate: number;
  readonly highestCost: number;
}

function partsOf(picture: CommunityPicture, standing: Standing, scale: Scale): ScorePart[] {
  return [
    topicPart(picture, standing),
    agePart(picture, standing),
    familyPart(picture, standing),
    anywherePart(standing),
    resultPart(standing, scale.bestRate),
    drawPart(standing),
    mainPushPart(standing),
    outcomePart(standing),
    recentPart(standing),
    rejectionPart(standing),
    grievancePart(picture, standing),
    costPart(standing, scale.highestCost),
  ].filter(({ points, sentence }) => points !== 0 || sentence !== null);
}

function exclusionOf(picture: CommunityPicture, standing: Standing, parts: readonly ScorePart[]): string | null {
  const open = grievanceAgainst(picture, standing, 'open');
  // Somebody may have signed just this as an answer to complaints, but not to a danger.
  if (open !== undefined && (open.isGrave || !standing.isSigned)) {
    return `这里有${open.people}人在抱怨「${open.name}」，处理完之前先不推`;
  }
  if (standing.isOpen) return '这个小区已有同一套餐的方案在进行';
  const rejected = standing.rejections[0];
  if (rejected !== undefined && rejected.daysAgo < COOL_DOWN_DAYS) {
    return `${rejected.daysAgo}天前被驳回（${rejected.reason}），${COOL_DOWN_DAYS}天内不再提`;
  }
  if (standing.isSigned) return null;
  const fit = parts.filter((each) => FIT_PARTS.has(each.part)).reduce((sum, { points }) => sum + points, 0);
  return fit < LEAST_FIT ? '和这个小区的情况对不上' : null;
}

/** Loudness saturates at some tens of mentions; standing out from the city doubles it at most, at four times the city. */
function loudness({ mentions, positive, timesCity }: TopicFigure): number {
  const wanting = Math.max(0, mentions - positive);
  const volume = wanting / (wanting + 10);
  const lift = clamp(Math.log2(Math.max(1, timesCity)) / 2);
  return volume * (0.5 + 0.5 * lift);
}

function mentionSentence({ mentions, negative, name, timesCity }: TopicFigure): string {
  const complaints = negative >= 3 ? `，其中${negative}条在抱怨` : '';
  const compared = mentions >= 5 && timesCity >= 1.5 ? `，是同城中位数的${tenth(timesCity)}倍` : '';
  return `近${WINDOW_DAYS}天有${mentions}条${name}讨论${complaints}${compared}`;
}

function topicPart(picture: CommunityPicture, { package: it }: Standing): ScorePart {
  const heard = picture.topics
    .filter(({ topic, mentions }) => mentions > 0 && it.topics.includes(topic))
    .toSorted((a, b) => loudness(b) - loudness(a) || (a.topic < b.topic ? -1 : 1));
  const [loudest, ...others] = heard;
  if (loudest === undefined) return { part: 'topic', points: 0, sentence: null };
  const strength = loudness(loudest) + 0.3 * others.reduce((sum, each) => sum + loudness(each), 0);
  return { part: 'topic', points: POINTS.topic * clamp(strength), sentence: mentionSentence(loudest) };
}

function agePart({ ageYears }: CommunityPicture, { package: { minAgeYears } }: Standing): ScorePart {
  if (minAgeYears === null || ageYears === null) return { part: 'age', points: 0, sentence: null };
  if (ageYears < minAgeYears) {
    return { part: 'age', points: -POINTS.age, sentence: `楼龄${ageYears}年，还不到${minAgeYears}年` };
  }
  const beyond = clamp((ageYears - minAgeYears) / 15);
  return {
    part: 'age',
    points: POINTS.age * (0.6 + 0.4 * beyond),
    sentence: `楼龄${ageYears}年，适合${minAgeYears}年以上的房子`,
  };
}

function familyPart(picture: CommunityPicture, { package: { suits } }: Standing): ScorePart {
  const heard = suits
    .flatMap((each) => {
      const { topic, family } = FAMILY_TOPICS[each];
      const figure = picture.topics.find((candidate) => candidate.topic === topic);
      return figure === undefined || figure.mentions === 0 ? [] : [{ figure, family }];
    })
    .toSorted((a, b) => b.figure.mentions - a.figure.mentions);
  const [loudest] = heard;
  if (loudest === undefined) return { part: 'family', points: 0, sentence: null };
  const { figure, family } = loudest;
  return {
    part: 'family',
    points: POINTS.family * loudness(figure),
    sentence: `${family}在说话：近${WINDOW_DAYS}天有${figure.mentions}条${figure.name}讨论`,
  };
}

/** What asks for nothing in particular fits anywhere, a little. */
function anywherePart({ package: { topics, minAgeYears, suits } }: Standing): ScorePart {
  const particular = topics.length > 0 || minAgeYears !== null || suits.length > 0;
  return { part: 'anywhere', points: particular ? 0 : POINTS.anywhere, sentence: particular ? null : '适合各类小区' };
}

/** Results here count in full, those of communities alike a quarter; twenty of them carry half the weight. */
function resultPart({ package: it, result }: Standing, bestRate: number): ScorePart {
  const others = Math.max(0, result.segmentTrials - result.trials);
  const known = result.trials + Math.min(others, 200) / 4;
  const points = POINTS.results * (result.expectedRate / bestRate) * (known / (known + 20));
  return { part: 'results', points, sentence: resultSentence(it.name, result) };
}

function resultSentence(name: string, result: PackageResult): string | null {
  const { trials, successes, segmentTrials, segmentSuccesses } = result;
  const others = segmentTrials - trials;
  const elsewhere = others > 0 ? percent((segmentSuccesses - successes) / others) : null;
  if (trials > 0) {
    const compared = elsewhere === null ? '' : `，同类小区${elsewhere}`;
    return `「${name}」在这里被打开${trials}次，留下${successes}个意向（${percent(successes / trials)}）${compared}`;
  }
  return elsewhere === null ? null : `「${name}」在同类小区被打开${others}次，${elsewhere}的人留下意向`;
}

function drawPart({ isDrawn, result }: Standing): ScorePart {
  if (!isDrawn) return { part: 'draw', points: 0, sentence: null };
  if (result.segmentTrials === 0) return { part: 'draw', points: POINTS.blindDraw, sentence: null };
  return { part: 'draw', points: POINTS.draw, sentence: '按现有结果抽样，这次轮到它' };
}

function mainPushPart({ isMainPush, package: it }: Standing): ScorePart {
  if (!isMainPush) return { part: 'main_push', points: 0, sentence: null };
  return { part: 'main_push', points: POINTS.mainPush, sentence: `「${it.name}」是这个小区采纳的主推` };
}

function outcomePart({ result: { won, lost, lostReason } }: Standing): ScorePart {
  const ended = won + lost;
  if (ended === 0) return { part: 'outcomes', points: 0, sentence: null };
  const points = (POINTS.outcomes * clamp(ended / 5) * (won - lost)) / ended;
  const why = lostReason === null ? '' : `，多因「${lostReason}」`;
  const sentence = won >= lost ? `这里已签${won}单` : `这里跟完的${ended}个意向有${lost}个没成${why}`;
  return { part: 'outcomes', points, sentence };
}

function recentPart({ recentPlays }: Standing): ScorePart {
  if (recentPlays === 0) return { part: 'recent', points: 0, sentence: null };
  const points = -POINTS.recentPlay * Math.min(MOST_COUNTED, recentPlays);
  return { part: 'recent', points, sentence: `近${RECENT_DAYS}天这里已推过${recentPlays}次` };
}

function rejectionPart({ rejections }: Standing): ScorePart {
  const [newest] = rejections;
  if (newest === undefined) return { part: 'rejections', points: 0, sentence: null };
  const points = -POINTS.rejection * Math.min(MOST_COUNTED, rejections.length);
  return {
    part: 'rejections',
    points,
    sentence: `${REJECTION_DAYS}天内被驳回过${rejections.length}次：${newest.reason}`,
  };
}

/** What was settled is remembered: the next offer has to own up to it. */
function grievancePart(picture: CommunityPicture, standing: Standing): ScorePart {
  const settled = grievanceAgainst(picture, standing, 'settled');
  if (settled === undefined) return { part: 'grievance', points: 0, sentence: null };
  const sentence = `「${settled.name}」的抱怨刚处理完，话术里先给大家一个交代`;
  return { part: 'grievance', points: -POINTS.grievance, sentence };
}

/** The gravest and then loudest complaint of that kind about what the package is part of. */
export function grievanceAgainst(
  { grievances }: CommunityPicture,
  { package: { scene } }: Pick<Standing, 'package'>,
  state: Grievance['state'],
): Grievance | undefined {
  const own = grievances.filter((each) => each.state === state && each.scenes.includes(scene));
  return own.toSorted((a, b) => Number(b.isGrave) - Number(a.isGrave) || b.people - a.people)[0];
}

function costPart({ package: { costFen } }: Standing, highestCost: number): ScorePart {
  return {
    part: 'cost',
    points: (-POINTS.cost * costFen) / highestCost,
    sentence: `每次投放预算${formatYuan(costFen)}`,
  };
}
