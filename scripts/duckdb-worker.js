// The database's worker of the browser. Next takes Content-Length from the answers of its routes; without it DuckDB-WASM
// believes that a file has no ranges and fetches all of it. A range says its length itself.
const readHeader = XMLHttpRequest.prototype.getResponseHeader

XMLHttpRequest.prototype.getResponseHeader = function getResponseHeader(name) {
  const value = readHeader.call(this, name)
  if (value !== null || name.toLowerCase() !== 'content-length') return value
  const [, first, last] = /^bytes (\d+)-(\d+)\//.exec(readHeader.call(this, 'content-range') ?? '') ?? []
  return first === undefined ? null : String(Number(last) - Number(first) + 1)
}

importScripts(new URL('duckdb-browser-eh.worker.js', self.location.href).href)
