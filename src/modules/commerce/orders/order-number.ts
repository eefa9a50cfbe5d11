import { readTypedNumber, type TypedNumber } from '#platform/numbers';

export type { TypedNumber } from '#platform/numbers';

/** 订单: an order number begins with it. */
export const ORDER_PREFIX = 'DD';

/** What somebody typed of an order number; undefined where it cannot be one. */
export const readOrderNumber = (text: string): TypedNumber | undefined => readTypedNumber(text, ORDER_PREFIX);
