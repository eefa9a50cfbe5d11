import type { Id } from '#kernel/ids';
import type { Position } from '#kernel/geo';
import type { Place } from '../permission/scope.ts';

export type FileId = Id<'File'>;

/** What a file is for. It decides what is accepted, how large it may be and what is kept of a picture's metadata. */
export type FilePurpose = 'poster' | 'evidence' | 'import' | 'photo' | 'product';

/** Purposes whose files are made to be seen by everybody: they have no place, and their address alone opens them. */
export const PUBLIC_PURPOSES: readonly FilePurpose[] = ['product'];

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/webp', 'image/gif'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

export const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
export type FileType = ImageType | 'application/pdf' | 'text/csv' | 'text/plain' | typeof XLSX;

export interface FilePolicy {
  readonly types: readonly FileType[];
  readonly maxBytes: number;
}

const MIB = 1024 * 1024;

export const FILE_POLICIES: Readonly<Record<FilePurpose, FilePolicy>> = {
  poster: { types: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: 5 * MIB },
  photo: { types: IMAGE_TYPES, maxBytes: 15 * MIB },
  product: { types: ['image/png', 'image/jpeg', 'image/webp'], maxBytes: 10 * MIB },
  evidence: { types: [...IMAGE_TYPES, 'application/pdf'], maxBytes: 15 * MIB },
  import: { types: ['text/csv', 'text/plain', XLSX], maxBytes: 20 * MIB },
};

/** Where and when a picture of evidence was taken, as the camera wrote it: a hint, not a proof. */
export interface CapturedAt {
  /** The camera's clock; read as Asia/Shanghai where it wrote no offset. */
  readonly takenAt?: Date;
  /** WGS-84, as EXIF demands. */
  readonly position?: Position;
}

export interface StoredFile {
  readonly fileId: FileId;
  /** Hex SHA-256 of the bytes as kept, which also names them on disk. */
  readonly sha256: string;
  readonly type: FileType;
  readonly bytes: number;
  /** Pixels of a picture, turned upright. */
  readonly width: number | undefined;
  readonly height: number | undefined;
  readonly purpose: FilePurpose;
  /** Which readers may see it. */
  readonly place: Place;
  /** Only for evidence, and only what the camera wrote. */
  readonly captured: CapturedAt | undefined;
  readonly createdAt: Date;
}

export function isImage(type: FileType): type is ImageType {
  return (IMAGE_TYPES as readonly FileType[]).includes(type);
}
