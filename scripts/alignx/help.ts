/** What `--help` prints. */
export const HELP = `AlignX Lens on the command line

  alignx accuracy REF.jsonl POLICY.jsonl [--json] [--seed N]
      alignment accuracy of two eval_data files, joined on idx
  alignx prompts FILE --template ica|pba|few-shot|train-ica|train-pba [--sha256]
                 [--profile given|published|exact|golden]
      the prompts of the rows as JSON lines, in row order
  alignx profile FILE --rule published|exact [--from both|ugc|pairs] [--as text|signs]
      the profile of each row, a JSON string a line; null where nothing can be inferred
  alignx sample …
      writes the synthetic sample; its options are listed by alignx sample --help
  alignx --help | --version

FILE is Parquet, a JSON list or JSON lines, the latter two also gzipped.
A row of profile is an AlignX row or {"history": ["90 characters of + 0 -", …]}.
Status: 0 done, 1 a fault of the program, 2 wrong use or a bad file (one line names file, row and column; rows from 0).
More in docs/cli.md.`
