import { sql, type RawBuilder } from 'kysely';
import type { CityId, Id } from '#kernel/ids';
import type { Database, DatabaseTransaction } from '#platform/context';
import type { TimePlace } from '#platform/http';
import { within, type Scope } from '#platform/permission';
import type { Contract, ContractId, ContractState } from './contract.ts';

type Db = Database | DatabaseTransaction;

const columns = sql`
  c.contract_id as "contractId", c.contract_number as "contractNumber", c.quotation_id as "quotationId",
  c.quotation_revision as "quotationRevision", c.visit_id as "visitId", c.city_id as "cityId",
  c.community_id as "communityId", c.store_id as "storeId", c.customer_key as "customerKey", c.person_id as "personId",
  c.package_id as "packageId", c.package_name as "packageName", c.touchpoint_id as "touchpointId", c.state, c.total_fen as "totalFen",
  c.deposit_fen as "depositFen", c.terms_version as "termsVersion", c.document_file_id as "documentFileId",
  c.document_sha256 as "documentSha256", c.offered_at as "offeredAt", c.valid_until as "validUntil",
  c.signed_at as "signedAt", c.signed_by as "signedBy", c.consent_version as "consentVersion",
  c.drawing_file_id as "drawingFileId", c.drawing_sha256 as "drawingSha256", c.order_id as "orderId",
  c.voided_at as "voidedAt", c.void_reason as "voidReason", c.evidence_count as "evidenceCount",
  encode(c.evidence_head, 'hex') as "evidenceHead"`;

/** Whose eyes: customers see their own, sellers what they sell now, whoever offered it, staff what is in their area. */
export type ContractView = 'own' | 'my' | 'area';
const VIEWS: Readonly<Record<ContractView, (scope: Scope) => RawBuilder<unknown>>> = {
  own: (scope) => within(scope, { customer: 'c.customer_key' }),
  my: (scope) => sql`exists (
    select 1 from commerce.opportunity o
    where o.city_id = c.city_id and o.visit_id = c.visit_id and ${within(scope, { touchpoint: 'o.touchpoint_id' })})`,
  area: (scope) => within(scope, { city: 'c.city_id', store: 'c.store_id', community: 'c.community_id' }),
};

export async function contractInScope(
  db: Db,
  scope: Scope,
  view: ContractView,
  contractId: ContractId,
): Promise<Contract | undefined> {
  const { rows } = await sql<Contract>`
    select ${columns} from commerce.contract c where c.contract_id = ${contractId} and ${VIEWS[view](scope)}`.execute(
    db,
  );
  return rows[0];
}

/** Whatever the reader's scope: for who has looked at the quotation already. */
export async function contractOfQuotation(
  db: Db,
  key: { readonly cityId: CityId; readonly quotationId: Id<'Quotation'> },
): Promise<Contract | undefined> {
  const { rows } = await sql<Contract>`
    select ${columns} from commerce.contract c
    where c.city_id = ${key.cityId} and c.quotation_id = ${key.quotationId}`.execute(db);
  return rows[0];
}

/** A page in the reader's area, the newest first. */
export async function listContracts(
  db: Db,
  scope: Scope,
  filter: { readonly state?: ContractState | undefined },
  page: { readonly before: TimePlace | undefined; readonly limit: number },
): Promise<Contract[]> {
  const before = page.before;
  const { rows } = await sql<Contract>`
    select ${columns} from commerce.contract c
    where ${VIEWS.area(scope)} and (${filter.state ?? null}::text is null or c.state = ${filter.state ?? null})
      and ${before === undefined ? sql`true` : sql`(c.offered_at, c.contract_id) < (${before.at}, ${before.id}::uuid)`}
    order by c.offered_at desc, c.contract_id desc limit ${page.limit}`.execute(db);
  return rows;
}

/** Locks a contract until the transaction ends: entries of its chain come one after the other. */
export async function lockContract(
  db: DatabaseTransaction,
  { cityId, contractId }: Pick<Contract, 'cityId' | 'contractId'>,
): Promise<Contract | undefined> {
  const { rows } = await sql<Contract>`
    select ${columns} from commerce.contract c
    where c.city_id = ${cityId} and c.contract_id = ${contractId} for update`.execute(db);
  return rows[0];
}

/** Offered contracts of a visit: one for each quotation that was offered as one. */
export async function offeredContracts(
  db: Db,
  { cityId, visitId }: Pick<Contract, 'cityId' | 'visitId'>,
): Promise<Contract[]> {
  const { rows } = await sql<Contract>`
    select ${columns} from commerce.contract c
    where c.city_id = ${cityId} and c.visit_id = ${visitId} and c.state = 'offered' order by c.contract_id limit 100`.execute(
    db,
  );
  return rows;
}

/** Gives a quotation the number of its contract, once; who asks again is answered the same. */
export async function keepNumber(
  db: DatabaseTransaction,
  given: GivenNumber & { readonly cityId: CityId; readonly quotationId: Id<'Quotation'> },
): Promise<void> {
  await sql`
    insert into commerce.contract_number (city_id, quotation_id, contract_id, contract_number, given_at)
    values (${given.cityId}, ${given.quotationId}, ${given.contractId}, ${given.contractNumber}, ${given.givenAt})`.execute(
    db,
  );
}

export interface GivenNumber {
  readonly contractId: ContractId;
  readonly contractNumber: string;
  readonly givenAt: Date;
}

export async function givenNumber(
  db: Db,
  key: { readonly cityId: CityId; readonly quotationId: Id<'Quotation'> },
): Promise<GivenNumber | undefined> {
  const { rows } = await sql<GivenNumber>`
    select contract_id as "contractId", contract_number as "contractNumber", given_at as "givenAt"
    from commerce.contract_number where city_id = ${key.cityId} and quotation_id = ${key.quotationId}`.execute(db);
  return rows[0];
}

/** Adds an offered contract: one for a quotation. */
export async function insertContract(db: DatabaseTransaction, it: Contract): Promise<void> {
  await sql`
    insert into commerce.contract
      (city_id, contract_id, contract_number, quotation_id, quotation_revision, visit_id, community_id, store_id,
       customer_key, person_id, package_id, package_name, touchpoint_id, state, total_fen, deposit_fen, terms_version,
       document_file_id, document_sha256, offered_at, valid_until, evidence_count, evidence_head)
    values (${it.cityId}, ${it.contractId}, ${it.contractNumber}, ${it.quotationId}, ${it.quotationRevision},
      ${it.visitId}, ${it.communityId}, ${it.storeId}, ${it.customerKey}, ${it.personId}, ${it.packageId}, ${it.packageName},
      ${it.touchpointId}, ${it.state}, ${it.totalFen}, ${it.depositFen}, ${it.termsVersion}, ${it.documentFileId},
      ${it.documentSha256}, ${it.offeredAt}, ${it.validUntil}, ${it.evidenceCount}, decode(${it.evidenceHead}, 'hex'))`.execute(
    db,
  );
}

/** Saves the next state of an offered contract, and where its chain ends; false when somebody was faster. */
export async function saveContract(db: DatabaseTransaction, before: Contract, next: Contract): Promise<boolean> {
  const { rows } = await sql`
    update commerce.contract set state = ${next.state}, signed_at = ${next.signedAt}, signed_by = ${next.signedBy},
      consent_version = ${next.consentVersion}, drawing_file_id = ${next.drawingFileId},
      drawing_sha256 = ${next.drawingSha256}, order_id = ${next.orderId}, voided_at = ${next.voidedAt},
      void_reason = ${next.voidReason}, evidence_count = ${next.evidenceCount},
      evidence_head = decode(${next.evidenceHead}, 'hex')
    where city_id = ${before.cityId} and contract_id = ${before.contractId} and state = ${before.state}
      and evidence_count = ${before.evidenceCount}
    returning 1`.execute(db);
  return rows.length === 1;
}
