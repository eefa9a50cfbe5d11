import sharp from 'sharp';
import {
  basket,
  berries,
  carton,
  crab,
  cups,
  drumstick,
  dumplings,
  eggs,
  fish,
  gift,
  greens,
  long,
  lumps,
  meat,
  melon,
  oil,
  ribs,
  rounds,
  sack,
  shrimp,
} from './drawn-food.ts';
import {
  appliance,
  bedding,
  boxes,
  bunk,
  cabinet,
  curtain,
  desk,
  faucet,
  glow,
  hood,
  lamp,
  mat,
  parcel,
  pouch,
  rail,
  seat,
  shelf,
  shower,
  sink,
  socket,
  sofa,
  spray,
  strip,
  tub,
  tube,
  worker,
} from './drawn-home.ts';

/** Pixels of a picture, which is a square. */
const SIDE = 640;

/** Ground, shadow, and a thing in the middle: made of shapes by code, so that no picture shows anything there is. */
export function drawnProduct(name: string, category: string): Promise<Buffer> {
  const [light, deep] = GROUNDS[category] ?? ['#F4F6F5', '#E3E9E7'];
  const found = THINGS.find(([words]) => words.some((word) => name.includes(word)));
  const thing = found?.[1] ?? parcel();
  return sharp(
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}" viewBox="0 0 ${SIDE} ${SIDE}">` +
        `<defs><linearGradient id="g" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="${light}"/>` +
        `<stop offset="1" stop-color="${deep}"/></linearGradient></defs>` +
        `<rect width="${SIDE}" height="${SIDE}" fill="url(#g)"/>` +
        `<circle cx="560" cy="90" r="150" fill="none" stroke="#fff" stroke-width="30" opacity=".5"/>` +
        `<ellipse cx="320" cy="520" rx="190" ry="26" fill="#1C2321" opacity=".1"/>${thing}</svg>`,
    ),
  )
    .png({ compressionLevel: 2 })
    .toBuffer();
}

const FRESH = ['#F1F8EA', '#DCEFD3'] as const;
const COLD = ['#EAF4F8', '#D3E7EE'] as const;
const WARM = ['#FDF3E7', '#F8E2C8'] as const;
const HOME = ['#EAF5F3', '#D2E8E4'] as const;

const GROUNDS: Readonly<Record<string, readonly [string, string]>> = {
  蔬菜: FRESH,
  水果: ['#FEF1EC', '#FADFD4'],
  乳品: COLD,
  蛋品: WARM,
  肉禽: ['#FCEDEC', '#F5D9D6'],
  水产: COLD,
  粮油: WARM,
  速食: WARM,
  组合: ['#FDF0E6', '#F6DCC4'],
  收纳: HOME,
  电器: HOME,
  家清: COLD,
  儿童: ['#FEF6E0', '#FAE7B8'],
  适老: HOME,
  卫浴: COLD,
  厨房: HOME,
  家纺: ['#F5F0F8', '#E6DCEE'],
  家具: WARM,
  维修: ['#F3F4F6', '#DFE3E8'],
  上门服务: HOME,
};

/** The first entry of which a word stands in the name. */
const THINGS: readonly (readonly [words: readonly string[], thing: string])[] = [
  [['组合', '礼篮', '菜篮'], basket()],
  [['清洗', '保养', '上门'], worker()],
  [['大白菜'], greens('#A9CF8C', '#F3F7E6')],
  [['青菜', '上海青'], greens('#3F8F55', '#CFEBC7')],
  [['黄瓜'], long('#4E9A4B', '#F6C945')],
  [['茭白', '春笋'], long('#E9DDB0', '#8CB86A')],
  [['番茄'], rounds('#E5484D', '#FF8D7E')],
  [['土豆'], lumps('#D9B26F')],
  [['西瓜'], melon()],
  [['水蜜桃'], rounds('#F5A7A0', '#FFD9D2')],
  [['梨'], rounds('#E6D98A', '#F6EFC0')],
  [['苹果'], rounds('#D6403A', '#FF9D8E')],
  [['橘'], rounds('#F59E2E', '#FFC878')],
  [['草莓'], berries()],
  [['酸奶'], cups()],
  [['牛奶'], carton('#7FB3D5', '#0F766E')],
  [['鸡蛋'], eggs()],
  [['肋排'], ribs()],
  [['鸡腿'], drumstick()],
  [['猪', '肉'], meat()],
  [['鱼'], fish()],
  [['虾'], shrimp()],
  [['蟹'], crab()],
  [['大米'], sack()],
  [['油烟机'], hood()],
  [['油'], oil()],
  [['水饺'], dumplings()],
  [['粽子'], gift('#3F8F55', '#F6C945')],
  [['月饼'], gift('#B4532A', '#F6C945')],
  [['收纳'], boxes()],
  [['鞋柜'], cabinet()],
  [['除湿机'], appliance()],
  [['除湿袋'], pouch()],
  [['喷雾'], spray()],
  [['学习桌'], desk()],
  [['上下床'], bunk()],
  [['台灯'], lamp()],
  [['防滑垫'], mat()],
  [['扶手'], rail()],
  [['感应灯'], glow()],
  [['马桶盖'], seat()],
  [['花洒'], shower()],
  [['龙头'], faucet()],
  [['水槽'], sink()],
  [['置物架'], shelf()],
  [['四件套'], bedding('#E9B7B0', '#D98E86')],
  [['冬被'], bedding('#DCE6F0', '#B7CBE0')],
  [['凉席'], bedding('#E5DDB8', '#CFC48E')],
  [['床垫'], bedding('#EFEAE0', '#D9D0BF')],
  [['窗帘'], curtain()],
  [['沙发'], sofa()],
  [['胶'], tube()],
  [['修补膏'], tub()],
  [['插座'], socket()],
  [['密封条'], strip()],
];
