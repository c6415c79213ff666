// npm test. This file must be readable by any Node that knows modules: it says when that Node is too old.
const wanted = [20, 19]
const found = process.versions.node.split('.').map(Number)

if (found[0] < wanted[0] || (found[0] === wanted[0] && found[1] < wanted[1])) {
  console.error(
    'AlignX Lens needs Node ' +
      wanted.join('.') +
      ' or newer, and this is Node ' +
      process.versions.node +
      ' (' +
      process.execPath +
      '). Install a newer Node and run npm test again.',
  )
  process.exit(1)
}

import('./setup/run-checks.mjs').then(({ runChecks }) => runChecks())
