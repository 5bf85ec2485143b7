/**
 * The risk factors of the Framework of Analysis for Atrocity Crimes (United Nations, 2014; A/70/741–S/2016/71): eight
 * common ones, then specific ones. Titles only; the indicators of each are in the Framework.
 * `checked`: the title was compared with an independent reproduction, the West Papua Genocide Monitor's. The
 * Framework's own text could not be read beyond its foreword, so none is checked against two sources, and those that
 * are `false` against none: 3, 6, 10 and 11. Compare them with the Framework before you quote them.
 */
export const factors = [
  {
    factor: 1,
    of: 'common',
    title: 'Situations of armed conflict or other forms of instability',
    checked: true,
  },
  {
    factor: 2,
    of: 'common',
    title: 'Record of serious violations of international human rights and humanitarian law',
    checked: true,
  },
  { factor: 3, of: 'common', title: 'Weakness of State structures', checked: false },
  { factor: 4, of: 'common', title: 'Motives or incentives', checked: true },
  { factor: 5, of: 'common', title: 'Capacity to commit atrocity crimes', checked: true },
  { factor: 6, of: 'common', title: 'Absence of mitigating factors', checked: false },
  { factor: 7, of: 'common', title: 'Enabling circumstances or preparatory action', checked: true },
  { factor: 8, of: 'common', title: 'Triggering factors', checked: true },
  {
    factor: 9,
    of: 'genocide',
    title: 'Intergroup tensions or patterns of discrimination against protected groups',
    checked: true,
  },
  {
    factor: 10,
    of: 'genocide',
    title: 'Signs of an intent to destroy in whole or in part a protected group',
    checked: false,
  },
  {
    factor: 11,
    of: 'crimes-against-humanity',
    title: 'Signs of a widespread or systematic attack against any civilian population',
    checked: false,
  },
  {
    factor: 12,
    of: 'crimes-against-humanity',
    title: 'Signs of a plan or policy to attack any civilian population',
    checked: true,
  },
  {
    factor: 13,
    of: 'war-crimes',
    title: 'Serious threats to those protected under international humanitarian law',
    checked: true,
  },
  {
    factor: 14,
    of: 'war-crimes',
    title: 'Serious threats to humanitarian or peacekeeping operations',
    checked: true,
  },
] as const
