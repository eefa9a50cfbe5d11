/**
 * Phone numbers of people who do not exist. China reserves no numbers for fiction, so these begin with 160: in the
 * ministry's list of allotted network numbers (工信部, 我国公众移动通信网网号及H0分配情况, as of March 2023) of the 16x only
 * 162, 165, 166, 167 and 1619 are given out, hence nobody can be rung by accident even if somebody connected a real
 * sender to a demo; 199, which looks as good, is in use. They have the form of mobile numbers (1[3-9] and nine digits),
 * so that everything which checks the form is exercised. Look at a newer list before a demo ever gets a real sender.
 */
const RESIDENT_PREFIX = '160';
const TOUCHPOINT_PREFIX = '1609';

/** Coprime to 2 × 10^7, so that neighbours in the list are no neighbours in the number and no number comes twice. */
const STRIDE = 7_654_321;
const RESIDENT_NUMBERS = 20_000_000;

/** The phone of the n-th resident (from 0, below 20 million): 160-1… and 160-2…. */
export function residentPhone(index: number): string {
  const number = 10_000_000 + ((index * STRIDE) % RESIDENT_NUMBERS);
  return `${RESIDENT_PREFIX}${number}`;
}

/** The phone of the n-th person at the front (from 0, below 10 million): 160-9…; never a resident's. */
export function touchpointPhone(index: number): string {
  return `${TOUCHPOINT_PREFIX}${String(index).padStart(7, '0')}`;
}
