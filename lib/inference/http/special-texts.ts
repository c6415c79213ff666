/** How model families spell the token before a text. */
export const BOS_TEXTS = ['<|begin_of_text|>', '<s>', '<bos>', '<|startoftext|>'] as const

/** How model families spell the token that ends a turn or a text; the end of a turn comes first, as AlignX scores it. */
export const EOS_TEXTS = [
  '<|eot_id|>',
  '<|im_end|>',
  '<end_of_turn>',
  '<|end|>',
  '</s>',
  '<|end_of_text|>',
  '<|endoftext|>',
  '<eos>',
] as const

/** All of them. */
export const SPECIAL_TEXTS: readonly string[] = [...EOS_TEXTS, ...BOS_TEXTS]
