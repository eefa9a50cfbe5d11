import { Refusal } from '#kernel/errors';
import { Catalogue, defineRoute, type Route } from '#platform/http';
import { MAX_IMPORT_BYTES } from '#modules/territory';
import { importOrdersAnswer, importOrdersBody } from '../goods-order-contract.ts';
import { messages } from '../../messages.ts';
import { importOrderFile, importOrders, type ImportedOrders } from './import-orders.ts';

const sentences = new Catalogue([messages]);

const inWords = ({ faults, ...done }: ImportedOrders) => ({
  ...done,
  faults: faults.map(({ row, externalId, code, params }) => ({
    row,
    externalId,
    message: sentences.say(code, params),
  })),
});

const access = { permission: 'order.act' } as const;

export const orderImportRoutes: readonly Route[] = [
  defineRoute({
    method: 'POST',
    path: '/api/commerce/order-imports',
    summary: 'Take over orders of a marketplace; the same source and id once, faults by place in the list',
    access,
    ratePerMinute: 60,
    body: importOrdersBody,
    answer: importOrdersAnswer,
    handle: async (ctx, { body }) =>
      inWords(
        await importOrders(
          ctx,
          body.orders.map((order, at) => ({ ...order, row: at + 1 })),
        ),
      ),
  }),
  defineRoute({
    method: 'POST',
    path: '/api/commerce/order-imports/file',
    summary: 'The same from CSV or Excel with one line of an order a row; faults by row',
    access,
    upload: true,
    bodyLimit: MAX_IMPORT_BYTES,
    ratePerMinute: 30,
    answer: importOrdersAnswer,
    handle: async (ctx, { request: { file } }) => {
      if (file === undefined) throw new Refusal('order-import-file-missing', 'invalid');
      return inWords(await importOrderFile(ctx, file.bytes));
    },
  }),
];
