export { territoryModule } from './module.ts';

export type { City, Community, CommunityFacts, Partner, Region, Store, StoreFacts } from './places/place.ts';
export { PlaceChangedMeanwhile, PlaceCodeTaken } from './places/place.ts';

// Batched reads for other modules: by id or by the customer's own code, without a reader's scope.
export { allCities as cities, allRegions as regions } from './places/city-store.ts';
export { communitiesByCodes, communitiesByIds, communitySnapshot } from './places/community-store.ts';
export { communitiesServedBy, storesByCodes, storesByIds, storesServing } from './places/store-store.ts';
export { partnersByCodes, partnersByIds } from './places/partner-store.ts';

// Reads for a user, within their scope.
export { communityInScope, countCommunities, listCommunities, searchCommunities } from './places/community-store.ts';
export type { CommunityFilter } from './places/community-store.ts';
export { citiesInScope } from './places/city-store.ts';
export { listStores, storeInScope } from './places/store-store.ts';

// Permission's port: from grants to places.
export { areaNames, areasForGrants } from './places/area-store.ts';
export type { AreaGrant, AreaKind } from './places/area-store.ts';

// Verbs.
export { saveCommunity, type SaveCommunityInput } from './places/save-community.ts';
export { saveStore, type SaveStoreInput } from './places/save-store.ts';
export { previewImport, type PreviewImportInput } from './imports/preview-import.ts';
export { commitImport, type CommitImportInput, type CommitImportResult } from './imports/commit-import.ts';
export type { ImportKind, ImportSummary } from './imports/place-import.ts';
