import type { CommunityRow } from '#modules/cdp/contract';
import { count } from '../../../shared/format.ts';

export const COMMUNITIES_KEY = ['communities'];
export const COMMUNITIES_PATH = '/api/cdp/communities';

/** A median under one says that most of the city is silent: a multiple of it would only sound like something. */
export function standing(times: number, cityMedian: number): string {
  if (cityMedian < 1) return '同城少见';
  return `${Math.round(times * 10) / 10}倍`;
}

/** `1.2` of ten households: `每百户12人`. */
export function densityWords(density: number | null): string {
  return density === null ? '—' : String(Math.round(density * 100));
}

/** The sentence under the page's figure: the loudest community, with its figures. */
export function loudestSentence(row: CommunityRow, topic: string | undefined, days: number): string {
  const what = topic === undefined ? '讨论' : `${topic}讨论`;
  const age = row.ageYears === null ? '' : `，楼龄${row.ageYears}年`;
  const against = row.cityMedian < 1 ? '，在同城少见' : `，是同城中位数的${Math.round(row.timesCity * 10) / 10}倍`;
  return `说得最多的是${row.cityName}${row.name}：近${days}天${count(row.mentions)}条${what}${age}${against}。`;
}
