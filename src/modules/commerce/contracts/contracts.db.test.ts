import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '#kernel/time';
import { customerOf, listSandboxMessages } from '#platform/auth';
import { headSeq, readAfter } from '#platform/outbox';
import { EVERYTHING } from '#platform/permission';
import { useServer, type Client } from '#testing';
import type { ContractFile, ContractItem, ContractToSign } from '../contract.ts';
import { bookMeasure, makeSalePlaces, makeWalls, type SalePlace } from '../test-sale.ts';
import type { PackageId } from '../packages/package.ts';

const server = useServer({ rateLimits: false });
const { world } = server;
let here: SalePlace;
let there: SalePlace;
let designer: Client;
let manager: Client;
let packageId: PackageId;
let phones = 0;
let drawing: string;

const HAND =
  '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240"><path d="M40 120C120 10 160 230 240 110S360 40 420 140" fill="none" stroke="#000" stroke-width="8"/></svg>';
const EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="240"/>';
const png = async (svg: string): Promise<string> => (await sharp(Buffer.from(svg)).png().toBuffer()).toString('base64');

beforeAll(async () => {
  ({ here, there } = await makeSalePlaces(() => world.ctx(), 'CO'));
  designer = await server.client(here.designerUserId);
  manager = await server.signInAs('store_manager', { areaKind: 'store', areaId: here.storeId });
  packageId = await makeWalls(() => world.ctx(), 'walls');
  drawing = await png(HAND);
});

interface Deal {
  readonly visitId: string;
  readonly quotationId: string;
  readonly customer: Client;
  readonly phone: string;
}

/** A quotation that a new customer has before them. */
async function deal(): Promise<Deal> {
  const phone = `1370000${String((phones += 1)).padStart(4, '0')}`;
  const { visitId } = await bookMeasure(world.ctx(), here, { phone, packageId });
  await server.drain();
  const ctx = world.ctx();
  const customer = await server.client(await ctx.transaction((tx) => customerOf(ctx, tx, phone)));
  return { visitId, quotationId: await quote(visitId), customer, phone };
}
async function quote(visitId: string): Promise<string> {
  const body = { packageId, options: [{ code: 'paint', quantity: 12.35 }], discount: null };
  const drafted = await designer.post(`/api/commerce/my/opportunities/${visitId}/quotations`, body);
  const sent = await designer.post(`/api/commerce/my/quotations/${drafted.body.quotationId}/send`, {});
  expect(sent.status).toBe(200);
  return drafted.body.quotationId as string;
}
const offer = (client: Client, whose: 'own' | 'my', quotationId: string) =>
  client.post<ContractToSign>(`/api/commerce/${whose}/quotations/${quotationId}/contract`);
const act = <T = ContractItem>(
  client: Client,
  whose: 'own' | 'my',
  contractId: string,
  move: string,
  body: object = {},
) => client.post<T>(`/api/commerce/${whose}/contracts/${contractId}/${move}`, body);
const file = async (contractId: string): Promise<ContractFile> =>
  (await manager.get<ContractFile>(`/api/commerce/contracts/${contractId}`)).body;
const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
const ownBody = (over: object = {}) => ({ drawing, consentVersion: '2026-1', ...over });

/** Offered and opened on the customer's own device. */
async function opened(): Promise<Deal & { contractId: string }> {
  const made = await deal();
  const { contractId } = (await offer(made.customer, 'own', made.quotationId)).body;
  expect((await act(made.customer, 'own', contractId, 'open')).status).toBe(200);
  return { ...made, contractId };
}
/** What the customer's phone shows: others are told of quotations meanwhile. */
async function newestMessage(): Promise<string> {
  const messages = await listSandboxMessages(world.database.db, EVERYTHING, 20);
  return messages.find(({ body }) => body.startsWith('签署合同'))?.body ?? '';
}
async function newestCode(): Promise<string> {
  return /验证码 (\d{6})/u.exec(await newestMessage())?.[1] ?? '';
}
const announced = async (type: string, contractId: string) => {
  await server.drain();
  return (await readAfter(world.database.db, 0, [type], 1_000)).filter(({ aggregateId }) => aggregateId === contractId);
};

describe('offering', () => {
  it('makes one document for a quotation, whoever asks and however many at once', async () => {
    const { quotationId, customer, phone } = await deal();
    const answers = await Promise.all([
      offer(customer, 'own', quotationId),
      offer(designer, 'my', quotationId),
      offer(customer, 'own', quotationId),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    const [first] = answers;
    expect(new Set(answers.map(({ body }) => body.contractId)).size).toBe(1);
    expect(first?.body).toMatchObject({
      contractNumber: expect.stringMatching(/^HT-[A-Z0-9]+-\d{6}-\d{4}$/u),
      state: 'offered',
      stateName: '待签署',
      packageName: '墙面焕新',
      signerPhone: phone.replace(/^(\d{3})\d{4}/u, '$1****'),
      consent: { version: '2026-1', text: expect.stringContaining('第十三条') },
      certificateUrl: null,
    });
    const document = await customer.get(first!.body.documentUrl);
    expect(document.headers.get('content-type')).toBe('application/pdf');
    expect(sha256(document.bytes)).toBe(first!.body.documentSha256);
    const { evidence, verification } = await file(first!.body.contractId);
    expect(evidence.map(({ kind }) => kind)).toEqual(['document_made']);
    expect(verification).toEqual({
      intact: true,
      documentMatches: true,
      drawingMatches: null,
      chainMatches: true,
      brokenAt: null,
    });
    expect(await announced('ContractOffered', first!.body.contractId)).toHaveLength(1);
  });

  it('is for the customer and the seller of the quotation, and nobody else', async () => {
    const { quotationId, customer } = await deal();
    const stranger = (await deal()).customer;
    const sibling = await server.client(there.designerUserId);
    const far = await server.signInAs('store_manager', { areaKind: 'store', areaId: there.storeId });
    expect((await offer(stranger, 'own', quotationId)).status).toBe(404);
    expect((await offer(sibling, 'my', quotationId)).status).toBe(404);
    const { contractId } = (await offer(customer, 'own', quotationId)).body;
    for (const path of ['', '/contract.pdf', '/certificate.pdf']) {
      expect((await stranger.get(`/api/commerce/own/contracts/${contractId}${path}`)).status).toBe(404);
      expect((await sibling.get(`/api/commerce/my/contracts/${contractId}${path}`)).status).toBe(404);
      expect((await far.get(`/api/commerce/contracts/${contractId}${path}`)).status).toBe(404);
    }
    for (const move of ['open', 'decline'] as const)
      expect((await act(stranger, 'own', contractId, move)).status).toBe(404);
    for (const move of ['open', 'proof'] as const)
      expect((await act(sibling, 'my', contractId, move)).status).toBe(404);
    expect((await act(stranger, 'own', contractId, 'sign', ownBody())).status).toBe(404);
    expect((await act(sibling, 'my', contractId, 'sign', ownBody({ code: '123456' }))).status).toBe(404);
    expect((await act(customer, 'my', contractId, 'proof')).status).toBe(403);
    expect((await far.get('/api/commerce/contracts')).body.items).toEqual([]);
    expect((await manager.get('/api/commerce/contracts?limit=1')).body.items).toMatchObject([{ contractId }]);
  });

  it('is refused for what was never sent, taken back, or is over', async () => {
    const { visitId, quotationId, customer } = await deal();
    const body = { packageId, options: [], discount: null };
    const drafted = await designer.post(`/api/commerce/my/opportunities/${visitId}/quotations`, body);
    expect((await offer(customer, 'own', drafted.body.quotationId)).status).toBe(404);
    expect((await offer(designer, 'my', drafted.body.quotationId)).status).toBe(409);
    await designer.post(`/api/commerce/my/quotations/${quotationId}/withdraw`);
    expect(await offer(customer, 'own', quotationId)).toMatchObject({
      status: 409,
      body: { code: 'quotation-not-standing' },
    });
  });
});

describe('signing on one’s own device', () => {
  it('signs once, places the order, and can be checked by anybody', async () => {
    const { contractId, customer, quotationId } = await opened();
    const live = await customer.live(['own-contract']);
    const tries = await Promise.all(
      Array.from({ length: 4 }, () => act(customer, 'own', contractId, 'sign', ownBody())),
    );
    const good = tries.filter(({ status }) => status === 200);
    expect(tries.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    expect(good[0]?.body).toMatchObject({ state: 'signed', signedBy: 'session', orderId: expect.any(String) });
    await live.next(({ type, id }) => type === 'ContractSigned' && id === contractId);
    live.close();
    const [event] = await announced('ContractSigned', contractId);
    expect(event?.payload).toMatchObject({ contractId, quotationId, orderId: good[0]?.body.orderId });
    const orders = await sql<{ orders: number }>`
      select count(*)::int as orders from commerce.sales_order where contract_id = ${contractId}`.execute(
      world.database.db,
    );
    expect(orders.rows).toEqual([{ orders: 1 }]);
    const signed = await file(contractId);
    expect(signed.verification).toEqual({
      intact: true,
      documentMatches: true,
      drawingMatches: true,
      chainMatches: true,
      brokenAt: null,
    });
    expect(signed.evidence.map(({ kind }) => kind)).toEqual([
      'document_made',
      'opened',
      'consent_shown',
      'phone_verified',
      'drawn',
      'signed',
    ]);
    const certificate = await customer.get(`/api/commerce/own/contracts/${contractId}/certificate.pdf`);
    expect(certificate.bytes.subarray(0, 5).toString()).toBe('%PDF-');
    const again = await customer.get(`/api/commerce/own/contracts/${contractId}/certificate.pdf`);
    expect(sha256(again.bytes)).toBe(sha256(certificate.bytes));
    expect((await offer(customer, 'own', quotationId)).body).toMatchObject({ contractId, state: 'signed' });
  });

  it('answers a repeated request as the first time', async () => {
    const { contractId, customer } = await opened();
    const path = `/api/commerce/own/contracts/${contractId}/sign`;
    const first = await customer.post(path, ownBody(), { key: `sign-${contractId}` });
    const second = await customer.post(path, ownBody(), { key: `sign-${contractId}` });
    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.body).toEqual(first.body);
  });

  it('refuses what was not shown, an old text, and a drawing that is none', async () => {
    const { quotationId, customer } = await deal();
    const { contractId } = (await offer(customer, 'own', quotationId)).body;
    const codeOf = async (body: object) =>
      (await act<{ code: string }>(customer, 'own', contractId, 'sign', body)).body.code;
    expect(await codeOf(ownBody())).toBe('contract-not-opened');
    await act(customer, 'own', contractId, 'open');
    await act(customer, 'own', contractId, 'open');
    expect((await file(contractId)).evidence).toHaveLength(3);
    expect(await codeOf(ownBody({ consentVersion: '2025-9' }))).toBe('contract-consent-outdated');
    expect(await codeOf(ownBody({ drawing: await png(EMPTY) }))).toBe('drawing-refused-empty');
    expect(await codeOf(ownBody({ drawing: Buffer.from('GIF89a').toString('base64') }))).toBe('drawing-refused-format');
    expect(
      (await act(customer, 'own', contractId, 'sign', ownBody({ drawing: 'A'.repeat(280_000) }))).status,
    ).toBeGreaterThanOrEqual(400);
    expect(await file(contractId)).toMatchObject({ state: 'offered', verification: { intact: true } });
  });

  it('is over when the customer declines', async () => {
    const { contractId, customer } = await opened();
    expect((await act(customer, 'own', contractId, 'decline')).body).toMatchObject({
      state: 'voided',
      voidReason: 'declined',
    });
    expect(await act(customer, 'own', contractId, 'sign', ownBody())).toMatchObject({
      status: 409,
      body: { code: 'contract-voided-declined' },
    });
    expect(await file(contractId)).toMatchObject({ verification: { intact: true } });
  });
});

describe('signing on the seller’s device', () => {
  it('takes the code that was sent to the customer’s phone for this contract, once', async () => {
    const { quotationId } = await deal();
    const { contractId, contractNumber } = (await offer(designer, 'my', quotationId)).body;
    await act(designer, 'my', contractId, 'open');
    const sent = await act<object>(designer, 'my', contractId, 'proof');
    expect(sent).toMatchObject({
      status: 200,
      body: { sandbox: true, sentTo: expect.stringMatching(/^137\*{4}\d{4}$/u) },
    });
    expect(await newestMessage()).toContain(`签署合同 ${contractNumber}`);
    const code = await newestCode();
    const wrong = code === '000000' ? '111111' : '000000';
    const refused = await act<{ code: string }>(designer, 'my', contractId, 'sign', ownBody({ code: wrong }));
    expect(refused).toMatchObject({ status: 422, body: { code: 'proof-refused' } });
    const signed = await act(designer, 'my', contractId, 'sign', ownBody({ code }));
    expect(signed).toMatchObject({ status: 200, body: { state: 'signed', signedBy: 'code' } });
    const { evidence, verification } = await file(contractId);
    expect(verification.intact).toBe(true);
    expect(evidence.find(({ kind }) => kind === 'phone_verified')?.text).toContain('验证码');
  });

  it('takes no code of another contract', async () => {
    const first = await deal();
    const second = await deal();
    const a = (await offer(designer, 'my', first.quotationId)).body.contractId;
    const b = (await offer(designer, 'my', second.quotationId)).body.contractId;
    for (const id of [a, b]) await act(designer, 'my', id, 'open');
    await act(designer, 'my', a, 'proof');
    const code = await newestCode();
    expect((await act(designer, 'my', b, 'sign', ownBody({ code }))).status).toBe(422);
    expect((await act(designer, 'my', a, 'sign', ownBody({ code }))).status).toBe(200);
  });

  it('does not let the seller sign without a code', async () => {
    const { contractId } = await opened();
    expect((await act(designer, 'own', contractId, 'sign', ownBody())).status).toBe(404);
    expect((await act(designer, 'my', contractId, 'sign', ownBody())).status).toBe(422);
  });
});

describe('a quotation that ends', () => {
  it('takes its contract with it when another one is sent, or it is taken back', async () => {
    const { visitId, contractId, customer } = await opened();
    const next = await quote(visitId);
    await server.drain();
    expect(await act(customer, 'own', contractId, 'sign', ownBody())).toMatchObject({
      body: { code: 'contract-voided-superseded' },
    });
    const { contractId: second } = (await offer(customer, 'own', next)).body;
    await designer.post(`/api/commerce/my/quotations/${next}/withdraw`);
    // Also before the news of it arrived.
    await act(customer, 'own', second, 'open');
    expect((await act(customer, 'own', second, 'sign', ownBody())).status).toBe(409);
    await server.drain();
    expect(await file(second)).toMatchObject({
      state: 'voided',
      voidReason: 'withdrawn',
      verification: { intact: true },
    });
  });

  it('cannot be signed when its time is over', async () => {
    const { contractId, customer } = await opened();
    world.clock.advance(8 * DAY);
    expect(await act(customer, 'own', contractId, 'sign', ownBody())).toMatchObject({
      status: 409,
      body: { code: 'contract-expired' },
    });
    expect((await manager.get(`/api/commerce/contracts/${contractId}`)).body.stateName).toBe('已过签署期限');
  });
});

describe('what was tampered with', () => {
  const broken = (query: ReturnType<typeof sql>) => query.execute(world.database.db);

  it('is seen in the chain, wherever it was', async () => {
    const { contractId, customer } = await opened();
    expect((await act(customer, 'own', contractId, 'sign', ownBody())).status).toBe(200);
    const brokenAt = async () => (await file(contractId)).verification.brokenAt;
    await broken(
      sql`update commerce.contract_evidence set device = 'other' where contract_id = ${contractId} and seq = 2`,
    );
    expect(await brokenAt()).toBe(2);
    const certificate = await manager.get(`/api/commerce/contracts/${contractId}/certificate.pdf`);
    expect(certificate.status).toBe(200);
    await broken(sql`delete from commerce.contract_evidence where contract_id = ${contractId} and seq = 6`);
    expect(await brokenAt()).toBe(2);
  });

  it('cannot hide behind the row of the contract', async () => {
    const { contractId, customer } = await opened();
    await act(customer, 'own', contractId, 'sign', ownBody());
    await broken(sql`update commerce.contract set total_fen = total_fen + 100 where contract_id = ${contractId}`);
    expect((await file(contractId)).verification).toMatchObject({ intact: false, chainMatches: false, brokenAt: 1 });
    await broken(
      sql`update commerce.contract set total_fen = total_fen - 100, signed_by = 'code' where contract_id = ${contractId}`,
    );
    expect((await file(contractId)).verification).toMatchObject({ intact: false, brokenAt: 6 });
  });

  it('is not signed: neither a changed document nor a changed chain', async () => {
    const { contractId, customer } = await opened();
    const { documentSha256, documentUrl } = (
      await customer.get<ContractToSign>(`/api/commerce/own/contracts/${contractId}`)
    ).body;
    const other = await world.services.files.prepare({ bytes: Buffer.from('%PDF-1.7\nother'), purpose: 'evidence' });
    // Other bytes in the place of the document, and none at all.
    for (const bytes of [other.sha256, 'f'.repeat(64)]) {
      await broken(sql`update platform.file set sha256 = ${bytes} where sha256 = ${documentSha256}`);
      expect(await act(customer, 'own', contractId, 'sign', ownBody())).toMatchObject({
        body: { code: 'contract-document-altered' },
      });
      expect((await customer.get(documentUrl)).status).toBe(409);
      expect((await file(contractId)).verification).toMatchObject({ intact: false, documentMatches: false });
      await broken(sql`update platform.file set sha256 = ${documentSha256} where sha256 = ${bytes}`);
    }
    await broken(
      sql`update commerce.contract_evidence set facts = facts || '{"version":"2020-1"}' where contract_id = ${contractId} and seq = 3`,
    );
    expect(await act(customer, 'own', contractId, 'sign', ownBody())).toMatchObject({
      body: { code: 'contract-evidence-altered' },
    });
    expect(await file(contractId)).toMatchObject({ state: 'offered', orderId: null });
  });
});

describe('what is kept', () => {
  it('holds no phone in evidence, events or audit', async () => {
    const { contractId, customer, phone } = await opened();
    world.clock.advance(MINUTE);
    await act(customer, 'own', contractId, 'sign', ownBody());
    const rows = await sql<{ kept: string }>`
      select coalesce(string_agg(facts::text, ' '), '') || (select coalesce(string_agg(details::text, ' '), '') from platform.audit_entry)
        || (select string_agg(payload::text, ' ') from platform.outbox) as kept
      from commerce.contract_evidence where contract_id = ${contractId}`.execute(world.database.db);
    expect(rows.rows[0]?.kept).not.toContain(phone);
    expect(await headSeq(world.database.db)).toBeGreaterThan(0);
  });
});
