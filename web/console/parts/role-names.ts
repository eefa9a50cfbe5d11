/** The roles at the front as people call them, in the order in which lists show them. */
export const ROLE_NAMES: Readonly<Record<string, string>> = {
  group_leader: '团长',
  property_steward: '物业管家',
  realtor: '房产中介',
  ambassador: '焕新大使',
  store_manager: '店长',
  guide: '导购',
  designer: '设计师',
  technician: '技师',
};

export const roleName = (role: string): string => ROLE_NAMES[role] ?? role;

export const ROLE_OPTIONS = Object.entries(ROLE_NAMES).map(([value, label]) => ({ value, label }));
