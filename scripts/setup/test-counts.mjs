// The number of tests that passed, failed and were skipped, from the runners' reports.
import { existsSync, readFileSync } from 'node:fs'

const REPORTS = {
  'test-results/unit.json': (report) => ({
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.testResults.filter((file) => isBrokenFile(file)).length,
    skipped: report.numPendingTests + report.numTodoTests,
  }),
  'test-results/e2e.json': ({ stats, errors }) => ({
    passed: stats.expected + stats.flaky,
    failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
    skipped: stats.skipped,
  }),
}

/** A file that failed before any of its tests ran. */
function isBrokenFile(file) {
  return file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed')
}

/** The reports of this run, added up; a runner that left none counts nothing. */
export function countTests() {
  const counts = { passed: 0, failed: 0, skipped: 0 }
  for (const [file, read] of Object.entries(REPORTS)) {
    if (!existsSync(file)) continue
    const found = read(JSON.parse(readFileSync(file, 'utf8')))
    for (const key of Object.keys(counts)) counts[key] += found[key]
  }
  return counts
}
