const ROOT = '/api/touchpoints';

export const TOUCHPOINTS_KEY = ['touchpoints'];
export const TASKS_KEY = ['tasks'];
export const SIGNALS_KEY = ['signals'];

export const PATHS = {
  people: ROOT,
  tasks: `${ROOT}/tasks`,
  signals: `${ROOT}/signals`,
  person: (id: string) => `${ROOT}/people/${id}`,
  state: (id: string) => `${ROOT}/people/${id}/state`,
  coverage: (id: string) => `${ROOT}/people/${id}/coverage`,
  task: (id: string) => `${ROOT}/tasks/${id}`,
  place: (id: string) => `${ROOT}/tasks/${id}/place`,
} as const;
