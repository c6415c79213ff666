import type { Projection } from '@/lib/core/direction-index-map'
import { formatCount } from '../../ui/format'
import { SEED } from './map-seed'

/** How the map is computed, with what was moved aside on it. */
export function MapHow({ projection }: { projection: Projection | null }) {
  return (
    <>
      <p>
        Principal components of the signs +1, 0 and −1 of the 90 dimensions, over all loaded rows with a direction: the
        eigenvectors of their covariance, which follows exactly from the counts of rows that hold each two poles.
        Dimensions are not rescaled, so those that vary more weigh more. A row lies at its signs less the mean signs,
        weighted by the loadings; the lines cross at the mean. The filter changes colours, never places.
      </p>
      <p>
        Two of 90 axes show a part of the variance alone, the share that is named: rows far apart here differ, rows
        close together may differ in what is not shown. Both axes have one scale. Which end of an axis is positive is a
        convention: the largest loading is.
      </p>
      {projection && projection.moved > 0 && (
        <p>
          {formatCount(projection.moved)} rows lie just where an earlier row lies, most often as they have the same
          direction. They are moved aside at random, seed {SEED}, by at most {projection.jitter.toFixed(3)}, so that
          they can be seen; coordinates here include that.
        </p>
      )}
    </>
  )
}
