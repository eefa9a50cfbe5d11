export { migrations, tables } from './migrations.ts';
export { nextNumber, type NumberAsked, numberOf } from './next-number.ts';
export { readTypedNumber, type TypedNumber } from './typed-number.ts';
