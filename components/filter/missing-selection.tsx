import { Button } from '../ui/button'
import { Notice } from '../ui/notice'

/** Says that the filter names a selection of another browser, and what to do. */
export function MissingSelection({ selection, onImport }: { selection: string; onImport: () => void }) {
  return (
    <Notice
      tone="warn"
      title="The filter names a selection that this browser does not have"
      className="m-3"
      actions={<Button onClick={onImport}>Import its rows</Button>}
    >
      Selections stay in the browser that saved them; an address carries only their name, here {selection}. Import the
      file that was exported there, or remove the condition.
    </Notice>
  )
}
