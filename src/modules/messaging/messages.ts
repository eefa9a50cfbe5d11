import type { Messages } from '#platform/module';

export const messages: Messages = {
  zh: {},
};
