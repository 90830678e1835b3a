import { createInstance } from 'i18next'
import type en from './en.json'

/** Texts by the words of their keys, as in en.json. */
export interface Words {
  [key: string]: string | Words
}

type Leaf<Tree, Path extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string ? `${Path}${Key}` : Leaf<Tree[Key], `${Path}${Key}.`>
}[keyof Tree & string]

type Base<Key> = Key extends `${infer Name}_${'one' | 'other'}` ? Name : Key

/** Every text there is, "app.today"; one that counts has one key for its `_one` and `_other`. */
export type WordKey = Base<Leaf<typeof en>>

/** What fills the gaps, {{name}}, of a text; `count` also chooses between one and many. */
export type Gaps = Record<string, string | number | null | undefined>

export type Translate = (key: WordKey, gaps?: Gaps) => string

/** The translator of a language; a text that is missing reads as its key. */
export function translator(language: string, words: Words): Translate {
  const instance = createInstance()
  void instance.init({
    lng: language,
    resources: { [language]: { translation: words } },
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return (key, gaps = {}) => instance.t(key, gaps)
}
