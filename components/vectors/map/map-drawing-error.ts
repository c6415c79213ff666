/** The map cannot be drawn in this way in this browser. */
export class MapDrawingError extends Error {
  override name = 'MapDrawingError'
  readonly code = 'map-drawing'
}
