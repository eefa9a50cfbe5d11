export { BannedWords, bannedWordsIn, refuseBannedWords, type BannedHit } from './banned-words.ts';
