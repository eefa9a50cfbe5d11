export {
  type Block,
  DOCUMENT_LIMITS,
  type DocumentPicture,
  type DocumentSpec,
  type Fact,
  type TableColumn,
} from './document.ts';
export { messages } from './messages.ts';
export { DocumentPictureDamaged, DocumentTooLong } from './refusals.ts';
export { renderDocument } from './render-document.ts';
