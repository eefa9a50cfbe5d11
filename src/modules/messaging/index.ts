export { messagingModule } from './module.ts';

// Words that others say as well.
export { serviceName } from './occasions/service-name.ts';

// Verbs. Whoever has something to say to a customer asks for it; the ledger decides.
export { deliverDue } from './messages/deliver-due.ts';
export { queueMessage, type Draft } from './messages/queue-message.ts';
export { sendShortMessages } from './channels/send-short-messages.ts';
export { SMS_TEMPLATES } from './messages/template.ts';
export type { TemplateName } from './messages/template.ts';
