import { createHash } from 'node:crypto';
import type { Context } from '#platform/context';
import type { ConsentGiven, ReadEvent } from '../ingestion/read-event.ts';
import type { Json } from '../ingestion/personal-fields.ts';
import { IMPORT_SOURCES } from '../sources/source.ts';
import { importHistory, type HistoryEvent, type Imported } from './history.ts';
import { identifiersOfRow } from './row-identifiers.ts';

/** A resident or member. At least one of user id, phone and member card. */
export interface PersonRow {
  readonly userId?: string | undefined;
  readonly phone?: string | undefined;
  readonly memberCard?: string | undefined;
  readonly name?: string | undefined;
  readonly communityCode: string;
  /** Names the dwelling within the community: the people of one dwelling are a household. */
  readonly householdCode?: string | undefined;
  /** Facts without personal data. */
  readonly traits?: Readonly<Record<string, Json>> | undefined;
  readonly consents?: readonly ConsentGiven[] | undefined;
  readonly since: Date;
}

/** Records residents and members with their home; a row that changed since the last import updates the person. Repeatable. */
export async function importPeople(
  ctx: Context,
  rows: Iterable<PersonRow> | AsyncIterable<PersonRow>,
): Promise<Imported> {
  return importHistory(
    ctx,
    rows,
    (row) => personEvent(row, (text) => ctx.services.vault.hash('note', text)),
    IMPORT_SOURCES.people,
  );
}

/** `keyedHash` keeps phones and names out of the external id. */
export function personEvent(row: PersonRow, keyedHash: (text: string) => string): HistoryEvent {
  const { traits = {}, consents = [] } = row;
  const event: ReadEvent = {
    messageId: undefined,
    kind: 'identify',
    name: 'identify',
    occurredAt: row.since,
    identifiers: identifiersOfRow(row),
    communityCode: row.communityCode,
    isHome: true,
    householdCode: row.householdCode,
    open: { ...traits },
    personal: undefined,
    traits: { ...traits },
    person: row.name === undefined ? {} : { name: row.name },
    consents,
  };
  const content = createHash('sha256').update(JSON.stringify(row)).digest('hex');
  return { event, externalId: { kind: 'person', id: keyedHash(`person\u001f${content}`) } };
}
