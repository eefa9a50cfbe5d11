export { migrations, tables } from './migrations.ts';
export { nextNumber, type NumberAsked, numberOf } from './next-number.ts';
export { numberIs } from './number-store.ts';
export { readTypedNumber, type TypedNumber } from './typed-number.ts';
