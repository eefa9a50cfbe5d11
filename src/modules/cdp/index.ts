export { cdpModule } from './module.ts';

// Sources and ingestion.
export { createSource, type CreateSourceInput } from './sources/create-source.ts';
export { editSource, renewWriteKey, type EditSourceInput } from './sources/edit-source.ts';
export { planEvent } from './sources/plan-event.ts';
export { findLiveSource, listSources } from './sources/source-store.ts';
export { WriteKeyRefused, type LiveSource, type Source, type SourceId } from './sources/source.ts';
export { ingestBatch, type Batch, type Ingested } from './ingestion/ingest-batch.ts';
export { ingestRequest } from './ingestion/ingest-request.ts';
export { preparePartitions } from './ingestion/prepare-partitions.ts';
export { discardQuarantine, replayQuarantine, type QuarantineSelection } from './ingestion/decide-quarantine.ts';

// History in bulk: repeatable, thousands of rows a transaction.
export { importOrders, type OrderRow } from './imports/import-orders.ts';
export { importPeople, type PersonRow } from './imports/import-people.ts';
export { importPosts, type PostRow } from './imports/import-posts.ts';
export type { Imported } from './imports/history.ts';
export { previewFile, type PreviewFileInput } from './imports/preview-file.ts';
export { commitFile, type CommitFileInput } from './imports/commit-file.ts';

// What tills sold, by store, item and day; without a reader's scope.
export { tillSales, type TillDay } from './purchases/till-sales-store.ts';

// Identity. `blockIdentifiers` is a part: it takes the caller's transaction.
export { blockIdentifier, blockIdentifiers, type BlockIdentifierInput } from './identity/block-identifier.ts';
export type { IdentifierKind } from './identity/identifier.ts';
export { undoMerge, type UndoneMerge } from './identity/undo-merge.ts';

// Profiles.
export { readProfile, readTimeline, revealProfile, type Profile, type TimelinePage } from './profiles/read-profile.ts';
export { peopleBehind, type PersonBehind } from './profiles/people-behind.ts';
export { searchProfiles, type FoundProfile } from './profiles/search-profiles.ts';

// Communities: what is known of them, within a reader's scope.
export { profilesByIds, type CommunityProfile } from './communities/community-page-store.ts';
export { cityMedians, medianKey, topTopics, type Window } from './communities/community-list-store.ts';
export { timesCity } from './communities/standing.ts';
export { browseCommunities, mapCommunities, type BrowsedCommunity } from './communities/browse-communities.ts';
export { readCommunity, type CommunityPage } from './communities/read-community.ts';
export { copyCommunities } from './communities/copy-communities.ts';

// Topics: what we listen for, and which of it a text speaks of.
export { listTopics } from './topics/topic-store.ts';
// Listening: what was said and how, and what people say of how it was read.
export {
  complainers,
  complainingOf,
  complaintsAbout,
  complaintsOf,
  graveSince,
  voicesByEvents,
  type ListedVoice,
} from './listening/voice-list-store.ts';
export {
  forgetGoodsNames,
  installGoodsDirectory,
  type GoodsDirectory,
  type NamedGoods,
} from './listening/goods-directory.ts';
export { hear, type SaidElsewhere } from './listening/hear.ts';
export { openPosts } from './communities/open-posts.ts';
export { loadReader } from './listening/load-reader.ts';
// A language model that reads again what our own were unsure of, if one is set up.
export { loadRefining } from './listening/refining/configure-refiner.ts';
export { installRefining } from './listening/refining/refiner-port.ts';

// Audiences of communities.
export { createAudience } from './audiences/create-audience.ts';
export { updateAudience } from './audiences/update-audience.ts';
export { archiveAudience } from './audiences/archive-audience.ts';
export { reevaluateAudiences } from './audiences/reevaluate-audiences.ts';
export {
  audienceMembers,
  audiencesOfCommunity,
  browseAudiences,
  previewAudience,
  readAudience,
  readAudiences,
  type ExplainedAudience,
} from './audiences/read-audiences.ts';
export type { Audience, AudienceId } from './audiences/audience.ts';
export type { Rule } from './audiences/rule.ts';
