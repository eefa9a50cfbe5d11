import { useQuery } from '@tanstack/react-query';
import type { TopicAnswer } from '#modules/cdp/contract';
import type { CityAnswer, PartnerAnswer, StoreAnswer } from '#modules/territory/contract';
import type { PackageAnswer } from '#modules/commerce/contract';
import { api, type Page } from '../../shared/api.ts';
import { useMay } from '../../shared/session.tsx';

/** What a blank of a filter or a field offers. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The part of an audience that choosing one needs. */
export interface AudienceChoice {
  readonly id: string;
  readonly name: string;
  /** The rule in words. */
  readonly sentence: string;
  readonly memberCount: number;
}

const MINUTES = 60_000;
const NONE: readonly never[] = [];

function useAll<T>(permission: string, path: string, query: Record<string, string | number> = {}): readonly T[] {
  const may = useMay(permission);
  const result = useQuery({
    queryKey: ['choices', path, query],
    queryFn: ({ signal }) => api.get<Pick<Page<T>, 'items'>>(path, { query, signal }),
    staleTime: 5 * MINUTES,
    enabled: may,
  });
  return result.data?.items ?? NONE;
}

/** The cities in which the user may see anything. */
export const useCities = (): readonly CityAnswer[] => useAll('territory.read', '/api/territory/cities');

/** Stores within the user's area, up to 200; those of one city if it is given. */
export const useStores = (cityId?: string): readonly StoreAnswer[] =>
  useAll('territory.read', '/api/territory/stores', cityId === undefined ? { limit: 200 } : { cityId, limit: 200 });

/** Property companies and agencies of the communities that the user may see, up to 200. */
export const usePartners = (): readonly PartnerAnswer[] =>
  useAll('territory.read', '/api/territory/partners', { limit: 200 });

/** The topics that we listen for. */
export const useTopics = (): readonly TopicAnswer[] =>
  useAll<TopicAnswer>('cdp.read', '/api/cdp/topics').filter((topic) => topic.active);

/** What topics are called, by their code; those that we listen for no longer, too. */
export const useTopicNames = (): ReadonlyMap<string, string> =>
  new Map(useAll<TopicAnswer>('cdp.read', '/api/cdp/topics').map(({ topic, name }) => [topic, name]));

/** The live audiences, up to 200. */
export const useAudiences = (): readonly AudienceChoice[] =>
  useAll('audience.read', '/api/cdp/audiences', { limit: 200 });

/** The packages, up to 200, those no longer offered included. */
export const usePackages = (): readonly PackageAnswer[] =>
  useAll('play.read', '/api/commerce/packages', { limit: 200 });

export const choicesOf = (items: readonly { readonly id: string; readonly name: string }[]): Choice[] =>
  items.map(({ id, name }) => ({ value: id, label: name }));
