import { Refusal } from '#kernel/errors';
import type { FilePurpose } from './file.ts';

export class FileTooLarge extends Refusal {
  constructor(maxBytes: number) {
    super('file-too-large', 'too_large', { maxMb: Math.floor(maxBytes / 1024 / 1024) });
  }
}

export class FileEmpty extends Refusal {
  constructor() {
    super('file-empty', 'invalid');
  }
}

/** The bytes are of a kind that is not accepted for the purpose, whatever the name says. */
export class FileTypeRefused extends Refusal {
  constructor(purpose: FilePurpose, found: string | undefined) {
    super(`file-type-refused-${purpose}`, 'invalid', { found: found ?? '未知格式' });
  }
}

/** A picture or workbook that cannot be read to its end. */
export class FileDamaged extends Refusal {
  constructor() {
    super('file-damaged', 'invalid');
  }
}

/**
 * A row without its bytes, or with other bytes: a broken disk or backup, or somebody's hand. A fault of ours and no
 * refusal, unless the caller can say what it means.
 */
export class FileBroken extends Error {
  constructor(fileId: string, fault: 'missing' | 'changed') {
    super(`the bytes of file ${fileId} ${fault === 'missing' ? 'are missing' : 'were changed'}`);
    this.name = 'FileBroken';
  }
}

/** Small on the wire, enormous once unpacked. */
export class FileExpandsTooFar extends Refusal {
  constructor() {
    super('file-expands-too-far', 'too_large');
  }
}
