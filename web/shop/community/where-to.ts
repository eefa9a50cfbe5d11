/** Where somebody goes who chose a community: to its shop, or back to the product whose link they opened. */
export function whereTo(to: string | null, communityId: string): string {
  // A page of our own shop and nothing else.
  if (to !== null && /^\/i\/[\w.-]{1,64}$/.test(to)) return `${to}?c=${communityId}`;
  return `/c/${communityId}`;
}
