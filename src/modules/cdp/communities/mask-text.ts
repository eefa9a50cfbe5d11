import { mask } from '#platform/privacy';

const PHONE = /(?<![\d-])(?:\+?86[\s-]?)?(1[3-9]\d)[\s-]?(\d{4})[\s-]?(\d{4})(?!\d)/g;
const LANDLINE = /(?<!\d)0\d{2,3}-\d{7,8}(?!\d)/g;
const EMAIL = /[^\s@，。；]+@[^\s@，。；]+\.[a-z]{2,}/gi;
/** Resident identity numbers (GB 11643). */
const IDENTITY = /(?<!\d)\d{17}[\dXx](?!\d)/g;
const WECHAT = /(微信号?|vx|wx|weixin)([\s::是]*)[a-z][\w-]{4,}/gi;
/** Building, unit and flat: where somebody lives. */
const FLAT = /\d{1,4}(?=\s*(?:栋|幢|号楼|单元|室))|(?<=(?:栋|幢|号楼|单元)\s*)\d{2,4}/g;
const NAMED = /\p{Script=Han}(?=先生|女士|阿姨|叔叔|小姐|奶奶|爷爷)/gu;

/** What somebody wrote, without what points to a person: numbers, addresses, flats, names before a form of address. */
export function maskText(text: string): string {
  return text
    .replace(IDENTITY, (digits) => `${digits.slice(0, 2)}****`)
    .replace(PHONE, (_, head: string, middle: string, tail: string) => mask('phone', head + middle + tail))
    .replace(LANDLINE, (number) => `${number.slice(0, number.indexOf('-'))}-****`)
    .replace(EMAIL, (address) => mask('email', address))
    .replace(WECHAT, (_, word: string, between: string) => `${word}${between}****`)
    .replace(FLAT, '*')
    .replace(NAMED, '*');
}
