export { cdpModule } from './module.ts';

// Sources and ingestion.
export { createSource, type CreateSourceInput } from './sources/create-source.ts';
export { editSource, renewWriteKey, type EditSourceInput } from './sources/edit-source.ts';
export { planEvent } from './sources/plan-event.ts';
export { findLiveSource } from './sources/source-store.ts';
export { WriteKeyRefused, type LiveSource, type Source, type SourceId } from './sources/source.ts';
export { ingestBatch, type Batch, type Ingested } from './ingestion/ingest-batch.ts';
export { ingestRequest } from './ingestion/ingest-request.ts';

// Identity. `blockIdentifiers` is a part: it takes the caller's transaction.
export { blockIdentifier, blockIdentifiers, type BlockIdentifierInput } from './identity/block-identifier.ts';
export type { IdentifierKind } from './identity/identifier.ts';
export { undoMerge } from './identity/undo-merge.ts';
