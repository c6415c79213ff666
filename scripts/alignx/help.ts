/** What `--help` prints. */
export const HELP = `AlignX Lens on the command line

  alignx accuracy REF.jsonl POLICY.jsonl [--json] [--seed N]
      alignment accuracy of two eval_data files, joined on idx
  alignx health FILE [--json | --as markdown|json|csv]
      checks of the rows: duplicates, leaks, empty parts, biases, contradictions, control tokens (docs/health.md)
  alignx prompts FILE --template ica|pba|few-shot|train-ica|train-pba [--sha256]
                 [--profile given|published|exact|golden]
      the prompts of the rows as JSON lines, in row order
  alignx profile FILE --rule published|exact [--from both|ugc|pairs] [--as text|signs]
      the profile of each row, a JSON string a line; null where nothing can be inferred
  alignx prepare --in FILE|FOLDER|URL|hf://… [--in …] --out DIR [--jobs N] [--shard K/N] [--no-merge] [--keep-parts]
  alignx prepare --merge --out DIR
  alignx prepare --check DIR [--in …] [--sample N]
      makes and checks a prepared dataset, which opens in the browser at any size (docs/prepare.md)
  alignx sample …
      writes the synthetic sample; its options are listed by alignx sample --help
  alignx score FILE --backend built-in|vllm|sglang|tgi|echo|llama-server [--condition KEY] [--seed N] [--control]
               [--out DIR] [--json]
      scores all rows and tells their alignment accuracy; --out keeps both eval_data files
      servers: --url URL --model NAME --eos ID [--bos ID] [--reference-url URL] [--reference-model NAME]
               [--tokenizer server|FILE] [--slots N] [--timeout-ms N], secret in ALIGNX_SECRET
      conditions: ugc, pair, demo, all, profile-given, profile-published, profile-exact, golden
  alignx --help | --version

FILE is Parquet, a JSON list or JSON lines, the latter two also gzipped.
A row of profile is an AlignX row or {"history": ["90 characters of + 0 -", …]}.
Status: 0 done, 1 a fault of the program, 2 wrong use or a bad file (one line names file, row and column; rows from 0),
3 a backend cannot score.
More in docs/cli.md.`
