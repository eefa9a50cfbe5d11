import type { Distribution, Migration } from '../postgres/migration.ts';

/** Bytes lie in the folder under their hash; here is what they are and who may see them. The sender's name is not kept. */
export const migrations: Migration[] = [
  {
    name: '0400-files',
    up: `
      create table platform.file (
        file_id uuid not null primary key,
        sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
        media_type text not null,
        byte_count bigint not null check (byte_count > 0),
        width integer check (width > 0),
        height integer check (height > 0),
        purpose text not null check (purpose in ('poster', 'evidence', 'import', 'photo')),
        city_id uuid,
        store_id uuid,
        community_id uuid,
        touchpoint_id uuid,
        captured_at timestamptz,
        captured_lng double precision check (captured_lng between -180 and 180),
        captured_lat double precision check (captured_lat between -90 and 90),
        created_by jsonb not null,
        created_at timestamptz not null,
        constraint file_picture_has_both_sides check ((width is null) = (height is null)),
        constraint file_position_has_both check ((captured_lng is null) = (captured_lat is null)),
        constraint file_captured_is_evidence
          check (purpose = 'evidence' or (captured_at is null and captured_lng is null))
      );
      create index file_by_sha256 on platform.file (sha256);
    `,
  },
  {
    name: '0401-product-pictures',
    up: `
      alter table platform.file drop constraint file_purpose_check;
      alter table platform.file add constraint file_purpose_check
        check (purpose in ('poster', 'evidence', 'import', 'photo', 'product'));
    `,
  },
];

export const tables: Record<string, Distribution> = {
  file: { by: 'file_id' },
};
