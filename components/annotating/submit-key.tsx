import { Kbd } from '../ui/kbd'
import { describeChord, type KeyMap } from './key-map'

/** The key that goes on, on the button that does; not where fingers are used. */
export function SubmitKey({ keys }: { keys: KeyMap }) {
  return (
    <span
      aria-hidden
      className="max-[1023px]:hidden [&>kbd]:border-ground/30 [&>kbd]:bg-transparent [&>kbd]:text-ground"
    >
      <Kbd>{describeChord(keys.get('submit') ?? '')}</Kbd>
    </span>
  )
}
