import { pick, pickWeighted, type Random } from '#kernel/random';
import { happens } from './chance.ts';

export type Gender = 'female' | 'male';

/** Common surnames, the commonest weighing more. Names are put together by chance and mean nobody. */
const SURNAMES = Array.from(
  '王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任沈',
  (name, rank) => [name, 1 / (rank + 4)] as const,
);

const FEMALE: Record<Era, string> = {
  old: '秀英桂兰玉珍凤素芳淑华美春月梅翠霞爱',
  middle: '丽敏静艳燕红娟玲芳萍婷慧莉洁琴雪晶',
  young: '欣怡梓涵诗琪雨萱佳悦思语可馨若溪一诺',
};
const MALE: Record<Era, string> = {
  old: '国建德明志福永庆贵华荣富生宝根林',
  middle: '伟强军勇磊涛斌杰鹏辉超波刚毅峰',
  young: '浩宇子轩博文俊逸泽一鸣睿晨天佑奕',
};

type Era = 'old' | 'middle' | 'young';

const eraOf = (birthYear: number): Era => (birthYear < 1968 ? 'old' : birthYear < 1995 ? 'middle' : 'young');

export function surname(random: Random): string {
  return pickWeighted(random, SURNAMES);
}

/** Surname and given name as they were fashionable in the year of birth. */
export function personName(random: Random, family: string, gender: Gender, birthYear: number): string {
  const letters = Array.from((gender === 'female' ? FEMALE : MALE)[eraOf(birthYear)]);
  const first = pick(random, letters);
  return family + first + (happens(random, 0.78) ? pick(random, letters) : '');
}
