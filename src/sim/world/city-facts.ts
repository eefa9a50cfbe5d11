import type { Position } from '#kernel/geo';

/** A real city as a stage: its name, place, districts and climate are real, everything that happens there is made up. */
export interface CityFacts {
  readonly code: string;
  readonly name: string;
  readonly region: string;
  readonly position: Position;
  readonly districts: readonly string[];
  readonly climate: Climate;
}

/** Rounded monthly normals: what the weather swings around, not a record of it. */
export interface Climate {
  /** Mean of the year and half the span between the warmest and the coldest month, °C. */
  readonly meanTemperature: number;
  readonly swing: number;
  /** Share of days with rain, January to December. */
  readonly wetDays: readonly number[];
  /** Mean rain of a wet day in mm, January to December. */
  readonly rainMm: readonly number[];
  /** Mean relative humidity of the year, 0 to 1. */
  readonly humidity: number;
}

/** The lower Yangtze: plum rains in June and July, damp all year. */
const JIANGNAN: Climate = {
  meanTemperature: 16.8,
  swing: 12.2,
  wetDays: [0.32, 0.34, 0.42, 0.38, 0.37, 0.47, 0.42, 0.4, 0.33, 0.24, 0.27, 0.25],
  rainMm: [5, 6, 7, 7, 9, 14, 13, 12, 9, 7, 6, 4],
  humidity: 0.76,
};

/** The middle Yangtze and Xiang: wet springs, hot dry late summers. */
const XIANG: Climate = {
  meanTemperature: 17.6,
  swing: 12.4,
  wetDays: [0.42, 0.45, 0.55, 0.53, 0.5, 0.47, 0.34, 0.33, 0.28, 0.32, 0.31, 0.31],
  rainMm: [5, 6, 8, 11, 12, 14, 12, 10, 7, 7, 7, 5],
  humidity: 0.79,
};

const NORTH: Climate = {
  meanTemperature: 14.9,
  swing: 13.6,
  wetDays: [0.1, 0.13, 0.18, 0.19, 0.21, 0.25, 0.4, 0.36, 0.28, 0.2, 0.16, 0.1],
  rainMm: [3, 4, 5, 7, 8, 9, 14, 13, 9, 6, 5, 3],
  humidity: 0.62,
};

const SOUTH: Climate = {
  meanTemperature: 20.4,
  swing: 9.2,
  wetDays: [0.3, 0.42, 0.5, 0.49, 0.52, 0.5, 0.33, 0.4, 0.36, 0.2, 0.23, 0.24],
  rainMm: [5, 7, 9, 11, 13, 14, 12, 14, 14, 7, 6, 5],
  humidity: 0.76,
};

const SICHUAN: Climate = {
  meanTemperature: 16.4,
  swing: 10.2,
  wetDays: [0.22, 0.25, 0.33, 0.42, 0.45, 0.5, 0.55, 0.52, 0.5, 0.45, 0.27, 0.2],
  rainMm: [1, 2, 3, 4, 6, 8, 13, 13, 8, 3, 2, 1],
  humidity: 0.81,
};

const city = (
  code: string,
  name: string,
  region: string,
  lng: number,
  lat: number,
  climate: Climate,
  ...districts: readonly string[]
): CityFacts => ({ code, name, region, position: { lng, lat }, districts, climate });

/** Enough of a stage for a chain of some thousand stores; a world takes them from the top. */
export const KNOWN_CITIES: readonly CityFacts[] = [
  city('SZ', '苏州', '华东', 120.62, 31.3, JIANGNAN, '姑苏区', '吴中区', '相城区', '虎丘区', '吴江区'),
  city('HF', '合肥', '华东', 117.23, 31.82, JIANGNAN, '蜀山区', '庐阳区', '包河区', '瑶海区'),
  city('CS', '长沙', '华中', 112.97, 28.2, XIANG, '岳麓区', '雨花区', '天心区', '开福区', '芙蓉区'),
  city('HZ', '杭州', '华东', 120.16, 30.27, JIANGNAN, '拱墅区', '上城区', '滨江区', '余杭区'),
  city('NJ', '南京', '华东', 118.78, 32.05, JIANGNAN, '鼓楼区', '秦淮区', '建邺区', '江宁区'),
  city('WH', '武汉', '华中', 114.3, 30.59, XIANG, '武昌区', '江岸区', '汉阳区', '洪山区'),
  city('CD', '成都', '西南', 104.07, 30.66, SICHUAN, '锦江区', '青羊区', '武侯区', '成华区'),
  city('ZZ', '郑州', '华中', 113.63, 34.75, NORTH, '金水区', '中原区', '二七区', '管城区'),
  city('XA', '西安', '西北', 108.94, 34.34, NORTH, '碑林区', '雁塔区', '莲湖区', '未央区'),
  city('JN', '济南', '华东', 117.0, 36.66, NORTH, '历下区', '市中区', '槐荫区', '历城区'),
  city('FZ', '福州', '华南', 119.3, 26.08, SOUTH, '鼓楼区', '台江区', '仓山区', '晋安区'),
  city('NC', '南昌', '华中', 115.86, 28.68, XIANG, '东湖区', '西湖区', '青云谱区', '青山湖区'),
];
