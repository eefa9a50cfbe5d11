import { NotFound } from '#kernel/errors';
import type { Context } from '#platform/context';
import { defineRoute, pageOf, Reply, timePlaceOf, type Route } from '#platform/http';
import {
  contractFile,
  contractItem,
  contractParams,
  contractQuotationParams,
  contractsAnswer,
  contractsQuery,
  contractToSign,
  MAX_DRAWING_BYTES,
  proofSent,
  signRequest,
  signWithCodeRequest,
} from './contract-contract.ts';
import { renderCertificate } from './certificate.ts';
import { contractInScope, listContracts, type ContractView } from './contract-store.ts';
import { ContractDocumentAltered, type Contract, type ContractId } from './contract.ts';
import { describeContracts, describeFile, describeToSign } from './describe-contracts.ts';
import { offerContract } from './offer-contract.ts';
import { openContract } from './open-contract.ts';
import { deviceOf } from './record-evidence.ts';
import { requestContractProof } from './request-contract-proof.ts';
import { signContract } from './sign-contract.ts';
import { exactBytes } from './verify-contract.ts';
import { declineContract } from './void-contract.ts';

type Signing = Exclude<ContractView, 'area'>;

const ACCESS = {
  own: { read: { permission: 'own.read' }, act: { permission: 'own.act' } },
  my: { read: { permission: 'quote.act' }, act: { permission: 'quote.act' } },
  area: { read: { permission: 'order.read' } },
} as const;
const PATHS: Readonly<Record<ContractView, string>> = {
  own: '/api/commerce/own',
  my: '/api/commerce/my',
  area: '/api/commerce',
};
const WHOSE: Readonly<Record<ContractView, string>> = {
  own: 'as its customer',
  my: 'that I sell',
  area: 'in my area',
};
/** A drawing in base64, and what stands around it. */
const SIGN_LIMIT = Math.ceil(MAX_DRAWING_BYTES * 1.4) + 4_096;
/** Certificates are set afresh each time. */
const DOCUMENTS_A_MINUTE = 60;

async function find(ctx: Context, view: ContractView, contractId: ContractId): Promise<Contract> {
  const contract = await contractInScope(ctx.db, ctx.scope, view, contractId);
  if (contract === undefined) throw new NotFound('contract');
  return contract;
}

const pdf = (bytes: Uint8Array, name: string): Reply<Buffer> =>
  new Reply(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename="${name}.pdf"`,
      'cache-control': 'private, no-cache',
    },
  });

/** The exact document and the certificate, for everybody who may see the contract. */
const documentRoutes = (view: ContractView): Route[] => [
  defineRoute({
    method: 'GET',
    path: `${PATHS[view]}/contracts/:contractId/contract.pdf`,
    summary: `The exact bytes of a contract ${WHOSE[view]}, whose SHA-256 was signed`,
    access: ACCESS[view].read,
    params: contractParams,
    produces: 'application/pdf',
    ratePerMinute: DOCUMENTS_A_MINUTE,
    handle: async (ctx, { params }) => {
      const contract = await find(ctx, view, params.contractId);
      const bytes = await exactBytes(ctx, contract.documentFileId, contract.documentSha256);
      if (bytes === undefined) throw new ContractDocumentAltered(contract.contractNumber);
      return pdf(bytes, contract.contractNumber);
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PATHS[view]}/contracts/:contractId/certificate.pdf`,
    summary: `The certificate of signing of a contract ${WHOSE[view]}, with its chain of evidence`,
    access: ACCESS[view].read,
    params: contractParams,
    produces: 'application/pdf',
    ratePerMinute: DOCUMENTS_A_MINUTE,
    handle: async (ctx, { params }) => {
      const contract = await find(ctx, view, params.contractId);
      return pdf(await renderCertificate(ctx, contract), `${contract.contractNumber}-certificate`);
    },
  }),
];

/** What the customer and the seller have in common. */
const signingRoutes = (view: Signing): Route[] => [
  defineRoute({
    method: 'POST',
    path: `${PATHS[view]}/quotations/:quotationId/contract`,
    summary: `The contract of a quotation ${WHOSE[view]}, made when it is asked for first`,
    access: ACCESS[view].act,
    params: contractQuotationParams,
    answer: contractToSign,
    ratePerMinute: DOCUMENTS_A_MINUTE,
    handle: async (ctx, { params, request }) => {
      const device = deviceOf(request.headers);
      return describeToSign(ctx, view, await offerContract(ctx, { ...params, as: view, device }));
    },
  }),
  defineRoute({
    method: 'GET',
    path: `${PATHS[view]}/contracts/:contractId`,
    summary: `One contract ${WHOSE[view]}, with the text to agree to`,
    access: ACCESS[view].read,
    params: contractParams,
    answer: contractToSign,
    handle: async (ctx, { params }) => describeToSign(ctx, view, await find(ctx, view, params.contractId)),
  }),
  defineRoute({
    method: 'POST',
    path: `${PATHS[view]}/contracts/:contractId/open`,
    summary: 'Says that document and consent were put before whoever is to sign, on this device',
    access: ACCESS[view].act,
    params: contractParams,
    answer: contractToSign,
    handle: async (ctx, { params, request }) => {
      const device = deviceOf(request.headers);
      return describeToSign(ctx, view, await openContract(ctx, { ...params, as: view, device }));
    },
  }),
];

const drawingOf = ({ drawing }: { readonly drawing: string }): Buffer => Buffer.from(drawing, 'base64');

export const contractRoutes: readonly Route[] = [
  ...signingRoutes('own'),
  ...signingRoutes('my'),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/contracts/:contractId/sign',
    summary: 'Sign my contract on my own device: the session proves the phone',
    access: ACCESS.own.act,
    params: contractParams,
    body: signRequest,
    bodyLimit: SIGN_LIMIT,
    answer: contractItem,
    handle: async (ctx, { params, body, request }) => {
      const { contractId } = params;
      const { consentVersion } = body;
      const device = deviceOf(request.headers);
      const proof = { kind: 'session' } as const;
      const signed = await signContract(ctx, { contractId, proof, consentVersion, device, drawing: drawingOf(body) });
      return (await describeContracts(ctx, 'own', [signed]))[0]!;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/own/contracts/:contractId/decline',
    summary: 'I will not sign it: the contract is void',
    access: ACCESS.own.act,
    params: contractParams,
    answer: contractItem,
    handle: async (ctx, { params, request }) => {
      const declined = await declineContract(ctx, { ...params, device: deviceOf(request.headers) });
      return (await describeContracts(ctx, 'own', [declined]))[0]!;
    },
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/contracts/:contractId/proof',
    summary: "Send a code to the customer's phone, with which they sign on this device",
    access: ACCESS.my.act,
    params: contractParams,
    answer: proofSent,
    keepsNoAnswer: true,
    ratePerMinute: 30,
    handle: (ctx, { params }) => requestContractProof(ctx, params),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/my/contracts/:contractId/sign',
    summary: "The customer signs on the seller's device, with the code that was sent to their phone",
    access: ACCESS.my.act,
    params: contractParams,
    body: signWithCodeRequest,
    bodyLimit: SIGN_LIMIT,
    answer: contractItem,
    handle: async (ctx, { params, body, request }) => {
      const { contractId } = params;
      const { consentVersion, code } = body;
      const device = deviceOf(request.headers);
      const proof = { kind: 'code', code } as const;
      const signed = await signContract(ctx, { contractId, proof, consentVersion, device, drawing: drawingOf(body) });
      return (await describeContracts(ctx, 'my', [signed]))[0]!;
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/contracts',
    summary: 'Contracts in my area, the newest first',
    access: ACCESS.area.read,
    query: contractsQuery,
    answer: contractsAnswer,
    handle: async (ctx, { query: { state, cursor, limit } }) => {
      const page = { before: timePlaceOf(cursor), limit: limit + 1 };
      const rows = await listContracts(ctx.db, ctx.scope, { state }, page);
      const keyOf = (row: Contract) => [row.offeredAt.getTime(), row.contractId];
      const { items, nextCursor } = pageOf(rows, limit, keyOf);
      return { items: await describeContracts(ctx, 'area', items), nextCursor };
    },
  }),
  defineRoute({
    method: 'GET',
    path: '/api/commerce/contracts/:contractId',
    summary: 'One contract in my area, with its chain of evidence, verified now',
    access: ACCESS.area.read,
    params: contractParams,
    answer: contractFile,
    handle: async (ctx, { params }) => describeFile(ctx, await find(ctx, 'area', params.contractId)),
  }),
  ...(['own', 'my', 'area'] as const).flatMap(documentRoutes),
];
