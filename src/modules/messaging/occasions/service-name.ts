const NAMES: Readonly<Record<string, string>> = { measure: '上门量房', install: '上门施工' };

/** A kind of visit in the words of who is visited. */
export const serviceName = (service: unknown): string => NAMES[String(service)] ?? '上门服务';
