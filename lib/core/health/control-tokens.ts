/**
 * The control tokens that stand in a text, each once, in order of first occurrence.
 * Source: tokenizer files of Llama 3.1; `<pad>` from AlignX eval/loss_*.py.
 */
export function findLlamaTokens(text: string): readonly string[] {
  return findTokens(text, LLAMA)
}

/** The control tokens of ChatML (Qwen), GPT and Mistral models that stand in a text, as `findLlamaTokens`. */
export function findOtherTokens(text: string): readonly string[] {
  return findTokens(text, OTHER)
}

const LLAMA =
  /<\|(?:begin_of_text|end_of_text|start_header_id|end_header_id|eot_id|eom_id|python_tag|finetune_right_pad_id|reserved_special_token_\d+)\|>|<pad>/g
const OTHER = /<\|(?:im_start|im_end|endoftext|endofprompt)\|>|<\/?s>|<unk>|\[\/?INST\]|<<\/?SYS>>/g

function findTokens(text: string, pattern: RegExp): readonly string[] {
  return [...new Set(text.match(pattern) ?? [])]
}
