import { defineRoute, type Route } from '#platform/http';
import type { PersonalFields } from '#platform/privacy';
import { undoMerge } from '../identity/undo-merge.ts';
import {
  mergeParams,
  profileAnswer,
  profileParams,
  profileSearchAnswer,
  profileSearchBody,
  revealAnswer,
  revealBody,
  timelineAnswer,
  timelineQuery,
  undoMergeAnswer,
  undoMergeBody,
} from './contract.ts';
import { readProfile, readTimeline, revealProfile, type Profile } from './read-profile.ts';
import { searchProfiles } from './search-profiles.ts';

const read = { permission: 'cdp.read' } as const;
const review = { permission: 'cdp.review' } as const;

const fieldsJson = (fields: PersonalFields): Record<string, string[]> =>
  Object.fromEntries(Object.entries(fields).map(([kind, values]) => [kind, [...values]]));

const profileJson = (profile: Profile) => ({
  ...profile,
  createdAt: profile.createdAt.toISOString(),
  masked: fieldsJson(profile.masked),
  identifiers: profile.identifiers.map((each) => ({ ...each, firstSeenAt: each.firstSeenAt.toISOString() })),
  traits: profile.traits.map((each) => ({ ...each, setAt: each.setAt.toISOString() })),
  consents: profile.consents.map((each) => ({ ...each, recordedAt: each.recordedAt.toISOString() })),
  merges: profile.merges.map((each) => ({
    ...each,
    mergedAt: each.mergedAt.toISOString(),
    undoneAt: each.undoneAt?.toISOString() ?? null,
  })),
});

export const profileRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/cdp/profiles/search',
    summary: 'People by phone, the last four digits of one, or full name, within one’s area',
    access: read,
    keepsNoAnswer: true,
    ratePerMinute: 60,
    body: profileSearchBody,
    answer: profileSearchAnswer,
    handle: async (ctx, { body: { text } }) => ({
      items: (await searchProfiles(ctx, text)).map((each) => ({
        ...each,
        names: [...each.names],
        phones: [...each.phones],
        createdAt: each.createdAt.toISOString(),
      })),
    }),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/profiles/:id',
    summary: 'One person: identifiers behind masks, traits, consents, merges with their reasons',
    access: read,
    params: profileParams,
    answer: profileAnswer,
    handle: async (ctx, { params: { id } }) => profileJson(await readProfile(ctx, id)),
  }),
  defineRoute({
    method: 'GET',
    path: '/api/cdp/profiles/:id/timeline',
    summary: 'What a person did across channels, the newest first',
    access: read,
    params: profileParams,
    query: timelineQuery,
    answer: timelineAnswer,
    handle: async (ctx, { params: { id }, query }) => {
      const { items, nextCursor } = await readTimeline(ctx, { profileId: id, ...query });
      return { items: items.map((each) => ({ ...each, occurredAt: each.occurredAt.toISOString() })), nextCursor };
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/profiles/:id/reveal',
    summary: 'Name, phones and the like in clear, for a purpose; audited',
    access: review,
    keepsNoAnswer: true,
    params: profileParams,
    body: revealBody,
    answer: revealAnswer,
    handle: async (ctx, { params: { id }, body: { purpose } }) =>
      fieldsJson(await revealProfile(ctx, { profileId: id, purpose })),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/cdp/merges/:id/undo',
    summary: 'Takes a merge back; the two are not merged again',
    access: review,
    params: mergeParams,
    body: undoMergeBody,
    answer: undoMergeAnswer,
    handle: async (ctx, { params: { id }, body: { reason } }) => undoMerge(ctx, { mergeId: id, reason }),
  }),
];
