export const PARKED_KEY = ['parked'];
export const PARKED_PATH = '/api/system/parked';
