import {
  IconApple, IconBarbell, IconBed, IconBeerOff, IconBike, IconBook, IconBrain, IconCandyOff, IconCheck, IconCode, IconCoffee,
  IconCoin, IconCup, IconDeviceMobileOff, IconDroplet, IconHeart, IconHome, IconLanguage, IconLeaf, IconListCheck, IconMoonStars,
  IconMusic, IconPencil, IconPhone, IconPill, IconPlant2, IconRun, IconSalad, IconSmokingNo, IconStretching, IconSunrise,
  IconSwimming, IconUsers, IconWalk, type Icon,
} from '@tabler/icons-react'

/** Habit icons by the name the server stores. A name once given is never taken away. */
export const HABIT_ICONS = {
  check: IconCheck,
  droplet: IconDroplet,
  book: IconBook,
  run: IconRun,
  stretching: IconStretching,
  walk: IconWalk,
  bike: IconBike,
  swimming: IconSwimming,
  barbell: IconBarbell,
  brain: IconBrain,
  moon: IconMoonStars,
  sunrise: IconSunrise,
  bed: IconBed,
  pill: IconPill,
  apple: IconApple,
  salad: IconSalad,
  cup: IconCup,
  pencil: IconPencil,
  music: IconMusic,
  language: IconLanguage,
  code: IconCode,
  plant: IconPlant2,
  heart: IconHeart,
  'phone-off': IconDeviceMobileOff,
  coin: IconCoin,
  home: IconHome,
  leaf: IconLeaf,
  phone: IconPhone,
  users: IconUsers,
  list: IconListCheck,
  coffee: IconCoffee,
  'smoking-no': IconSmokingNo,
  'beer-off': IconBeerOff,
  'candy-off': IconCandyOff,
} satisfies Record<string, Icon>

export type HabitIconName = keyof typeof HABIT_ICONS

export const HABIT_ICON_NAMES = Object.keys(HABIT_ICONS) as HabitIconName[]

/** The icon of a stored name; the tick for a name this release does not know. */
export function habitIcon(name: string): Icon {
  return Object.hasOwn(HABIT_ICONS, name) ? HABIT_ICONS[name as HabitIconName] : IconCheck
}
