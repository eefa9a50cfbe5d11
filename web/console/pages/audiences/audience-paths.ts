import type { AudiencesAnswer } from '#modules/cdp/contract';

export const AUDIENCES_KEY = ['audiences'];
export const AUDIENCES_PATH = '/api/cdp/audiences';
export const audiencePath = (id: string): string => `${AUDIENCES_PATH}/${id}`;

/** `choices` is where `useAudiences` keeps the same list for filters and forms. */
export const STALE_WITH_AUDIENCES = [AUDIENCES_KEY, ['choices', AUDIENCES_PATH]] as const;

export type ListedAudience = AudiencesAnswer['items'][number];
