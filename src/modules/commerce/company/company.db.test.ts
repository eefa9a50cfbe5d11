import { beforeAll, describe, expect, it } from 'vitest';
import { documentText, useServer, type Client } from '#testing';
import type { CompanyAnswer, ContractToSign, OwnCompanyAnswer } from '../contract.ts';
import type { PackageId } from '../packages/package.ts';
import { bookMeasure, makeSalePlaces, makeWalls, selling, type SalePlace } from '../test-sale.ts';
import { DEMO_COMPANY } from './company.ts';

const demo = useServer({ rateLimits: false });
const production = useServer({ mode: 'production', rateLimits: false });

interface Shop {
  readonly here: SalePlace;
  readonly designer: Client;
  readonly packageId: PackageId;
}
const open = async (server: typeof demo, prefix: string): Promise<Shop> => {
  const { here } = await makeSalePlaces(() => server.world.ctx(), prefix);
  const packageId = await makeWalls(() => server.world.ctx(), 'walls');
  return { here, packageId, designer: await server.client(here.designerUserId) };
};

let shown: Shop;
let real: Shop;
beforeAll(async () => {
  shown = await open(demo, 'CD');
  real = await open(production, 'CP');
});

let phones = 0;
/** Asks for the contract of a quotation that was just sent to a new customer. */
async function offer(server: typeof demo, { here, designer, packageId }: Shop) {
  phones += 1;
  const phone = `1371000${String(phones).padStart(4, '0')}`;
  const { visitId } = await bookMeasure(server.world.ctx(), here, { phone, packageId });
  await server.drain();
  const sale = selling(() => ({ client: designer, packageId }));
  const { quotationId } = (await sale.draft(visitId)).body;
  await sale.send(quotationId);
  return designer.post<ContractToSign & { code: string; detail: string }>(
    `/api/commerce/my/quotations/${quotationId}/contract`,
  );
}
const wordsOf = async (client: Client, { documentUrl }: ContractToSign): Promise<string> =>
  documentText((await client.get(documentUrl)).bytes).join('\n');

const PATH = '/api/commerce/company';
const FACTS = {
  legalName: '某某装饰工程有限公司',
  creditCode: null,
  address: '杭州市某某路 1 号',
  phone: '0571-00000000',
};

describe('who a contract is with', () => {
  it('is the demonstration’s company in a demo, and says which store handles it', async () => {
    const { body } = await offer(demo, shown);
    const words = await wordsOf(shown.designer, body);
    expect(words).toContain(DEMO_COMPANY.legalName.slice(0, 10));
    expect(words).toMatch(/经办门店[\s\S]*滨江店/u);
  });

  it('has to be set before a contract is drawn up in production: the refusal says where', async () => {
    const refused = await offer(production, real);
    expect(refused).toMatchObject({ status: 409, body: { code: 'company-missing' } });
    expect(refused.body.detail).toContain('签约公司');
    const admin = await production.signInAs('admin');
    expect((await admin.get<OwnCompanyAnswer>(PATH)).body).toEqual({ company: null });
    const set = await admin.put<CompanyAnswer>(PATH, FACTS);
    expect(set).toMatchObject({ status: 200, body: { ...FACTS, revision: 1 } });
    const words = await wordsOf(real.designer, (await offer(production, real)).body);
    expect(words).toContain(FACTS.legalName);
    expect(words).not.toContain('统一社会信用代码');
    expect(words).not.toContain('演示');
  });
});

describe('the company', () => {
  it('is edited by headquarters alone, one after the other, with a code that fits', async () => {
    const admin = await demo.signInAs('admin');
    const inCity = await demo.signInAs('operator', { areaKind: 'city', areaId: shown.here.cityId });
    const manager = await demo.signInAs('store_manager', { areaKind: 'store', areaId: shown.here.storeId });
    expect((await manager.get(PATH)).status).toBe(403);
    expect((await manager.put(PATH, FACTS)).status).toBe(403);
    expect((await inCity.put(PATH, FACTS)).status).toBe(403);
    const wrong = await admin.put(PATH, { ...FACTS, creditCode: '91330000MA0000000X' });
    expect(wrong).toMatchObject({ status: 422, body: { code: 'credit-code-wrong' } });
    const both = await Promise.all([admin.put(PATH, FACTS), admin.put(PATH, FACTS)]);
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    const headers = { 'if-match': '"1"' };
    expect((await admin.put(PATH, { ...FACTS, phone: '400-000-0000' }, { headers })).status).toBe(200);
    expect(await admin.put(PATH, FACTS, { headers })).toMatchObject({ body: { code: 'company-changed-meanwhile' } });
    expect((await inCity.get<OwnCompanyAnswer>(PATH)).body.company).toMatchObject({
      phone: '400-000-0000',
      revision: 2,
    });
  });
});
