export {
  type CapturedAt,
  FILE_POLICIES,
  type FileId,
  type FilePolicy,
  type FilePurpose,
  type FileType,
  type StoredFile,
  XLSX,
} from './file.ts';
export {
  createFileStore,
  type FileStore,
  type FileStoreOptions,
  type OpenedFile,
  type PreparedFile,
  type Reader,
  type Upload,
} from './file-store.ts';
export { messages } from './messages.ts';
export { sniffType } from './sniff.ts';
export { migrations, tables } from './migrations.ts';
export { FileBroken, FileDamaged, FileEmpty, FileExpandsTooFar, FileTooLarge, FileTypeRefused } from './refusals.ts';
