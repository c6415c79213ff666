/**
 * The words of a text in their order, repeats included: its runs of letters and digits (Unicode L and N), composed
 * (NFC), in lower case, with İ as i and the Greek final sigma as any other. Empty for a text without any.
 * `wordsSql` in `filter-sql.ts` says the same in SQL, up to letters that Unicode gained after version 15.
 */
export function wordsOf(text: string): readonly string[] {
  return foldCase(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}

function foldCase(text: string): string {
  return text.normalize('NFC').replaceAll('İ', 'i').toLowerCase().replaceAll('ς', 'σ')
}
