import { fen, formatYuan } from '#kernel/money';

/** The price of goods, always to the fen, so that figures stand under each other: `¥12.90`, `¥39.00`. */
export const money = (amountFen: number): string => formatYuan(fen(amountFen));
