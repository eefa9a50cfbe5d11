export { growthModule } from './module.ts';

// Reads for other modules, without a reader's scope.
export { attributionOf, type Attribution } from './attribution/lead-attribution.ts';
export { orderAttributions } from './attribution/order-attribution-store.ts';
export type { OrderAttribution } from './attribution/order-attribution.ts';
export type { Lead, LeadId, LeadState, LostReason } from './leads/lead.ts';

// For whoever holds a link: the server's first view of the offer page.
export { offerView } from './offers/view-offer.ts';
export { bookingPage } from './bookings/view-booking.ts';

// Reads for a user, within their scope.
export { searchLeads } from './leads/lead-query.ts';
export { listCodes } from './codes/code-store.ts';
export { ownSurveys } from './surveys/survey-store.ts';

// Verbs.
export { answerSurvey, type GivenAnswer } from './surveys/answer-survey.ts';
export { bookVisit, type BookVisitInput } from './bookings/book-visit.ts';
export { holdTime } from './bookings/hold-time.ts';
export { addCode, type AddCodeInput } from './codes/add-code.ts';
export { recordScan } from './codes/record-scan.ts';
export { revokeCode } from './codes/revoke-code.ts';
export { publishConsentText } from './consents/publish-consent-text.ts';
export { closeLead } from './leads/close-lead.ts';
export { exportLeads } from './leads/export-leads.ts';
export { followUpLead } from './leads/follow-up-lead.ts';
export { recordLead, type LeftLead, type RecordLeadInput } from './leads/record-lead.ts';
export { recordOwnLead } from './leads/record-own-lead.ts';
export { withdrawOwnLead } from './leads/withdraw-own-lead.ts';
export { revealLead, type RevealedLead } from './leads/reveal-lead.ts';
export { recordVisit } from './links/record-visit.ts';
