export { loadSms, SmsConfigRefused } from './configure-sms.ts';
export { smsCodes } from './sms-codes.ts';
export { PROOF, SIGN_IN, type ShortMessage, type SmsAnswer, type SmsProvider } from './sms-port.ts';
