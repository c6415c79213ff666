import 'server-only'
import packageJson from '@/package.json'

/** The version of the code that scored: the package's, with the commit where `ALIGNX_COMMIT` names it. */
export function codeVersion(): string {
  const commit = process.env.ALIGNX_COMMIT
  return commit ? `${packageJson.version}+${commit}` : packageJson.version
}
