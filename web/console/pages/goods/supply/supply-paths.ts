/** Keys and addresses of what is ordered, moved and reduced. */
export const SUPPLY_KEY = ['supply'];
export const LINES_PATH = '/api/intelligence/supply';
export const LINES_EXPORT_PATH = `${LINES_PATH}/export`;
export const DECIDE_PATH = `${LINES_PATH}/decide`;
export const CHOICES_PATH = `${LINES_PATH}/choices`;
export const COMPARISON_PATH = `${LINES_PATH}/comparison`;
export const RULES_KEY = ['supply-rules'];
export const RULES_PATH = `${LINES_PATH}/rules`;
export const rulePath = (subjectId: string): string => `${RULES_PATH}/${subjectId}`;
export const limitPath = (placeId: string): string => `${LINES_PATH}/limits/${placeId}`;
