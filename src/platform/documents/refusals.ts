import { Refusal } from '#kernel/errors';

/** More than a document may hold, or more pages than anybody reads. */
export class DocumentTooLong extends Refusal {
  constructor(what: string, limit: number) {
    super('document-too-long', 'too_large', { what, limit });
  }
}

/** A picture of the document that cannot be decoded. */
export class DocumentPictureDamaged extends Refusal {
  constructor(at: number) {
    super('document-picture-damaged', 'invalid', { at: at + 1 });
  }
}
