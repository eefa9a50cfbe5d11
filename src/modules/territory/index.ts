export { territoryModule } from './module.ts';

export type { City, Community, CommunityFacts, Partner, Region, Store, StoreFacts } from './places/place.ts';
export type { PickupPoint, PickupPointFacts } from './supply/pickup-point.ts';
export type { Supply, SupplyChange, SupplyKind, Warehouse, WarehouseFacts, WarehouseKind } from './supply/warehouse.ts';
export { PlaceChangedMeanwhile, PlaceCodeTaken } from './places/place.ts';

// Batched reads for other modules: by id or by the customer's own code, without a reader's scope.
export { allCities as cities, allRegions as regions, regionOfCity } from './places/city-store.ts';
export { communitiesByCodes, communitiesByIds, communitySnapshot } from './places/community-store.ts';
export { communitiesServedBy, storesByCodes, storesByIds, storesServing } from './places/store-store.ts';
export { partnersByCodes, partnersByIds } from './places/partner-store.ts';

export { pickupPointsByCodes, pickupPointsByIds, pickupPointsOf } from './supply/pickup-point-store.ts';
export { supplyOf, type CommunitySupply } from './supply/supply-store.ts';
export { communitiesSuppliedBy, warehousesByCodes, warehousesByIds } from './supply/warehouse-store.ts';

// Reads for a user, within their scope.
export { communityInScope, countCommunities, listCommunities, searchCommunities } from './places/community-store.ts';
export type { CommunityFilter } from './places/community-store.ts';
export { citiesInScope } from './places/city-store.ts';
export { listStores, storeInScope } from './places/store-store.ts';
export { listPickupPoints, pickupPointInScope, type PickupPointFilter } from './supply/pickup-point-store.ts';
export { listWarehouses, warehouseInScope, type WarehouseFilter } from './supply/warehouse-store.ts';

// Permission's port: from grants to places.
export { areaNames, areasForGrants } from './places/area-store.ts';
export type { AreaGrant, AreaKind } from './places/area-store.ts';

// Verbs.
export { saveCommunity, type SaveCommunityInput } from './places/save-community.ts';
export { saveStore, type SaveStoreInput } from './places/save-store.ts';
export { savePickupPoint, type SavePickupPointInput } from './supply/save-pickup-point.ts';
export { saveWarehouse, type SaveWarehouseInput } from './supply/save-warehouse.ts';
export { setRestDays } from './supply/set-rest-days.ts';
export { setSupply } from './supply/set-supply.ts';
export { previewImport, type PreviewImportInput } from './imports/preview-import.ts';
export { commitImport, type CommitImportInput, type CommitImportResult } from './imports/commit-import.ts';
export type { ImportKind, ImportSummary } from './imports/place-import.ts';

// Files that people fill in: other modules import theirs by columns of their own.
export { column, type Column } from './imports/column.ts';
export { MAX_IMPORT_BYTES, type Cells, type ImportRow, type RowFault } from './imports/place-import.ts';
export { uploaderOf } from './imports/import-store.ts';
export { readRows } from './imports/read-table.ts';
