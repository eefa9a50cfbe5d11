/** The ticket that something became, on its own page. */
export const ticketLink = (ticketId: string): { readonly to: string; readonly search: never } => ({
  to: '/service/tickets',
  search: { state: 'all', ticket: ticketId } as never,
});
