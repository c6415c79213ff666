'use client'
import { FileUp } from 'lucide-react'
import { useEffect, useState } from 'react'
import { readDroppedFiles } from './dropped-files'

/** Takes files and folders dropped anywhere on the page and says so while they hover over it. */
export function DropZone({ onFiles }: { onFiles: (files: File[]) => void }) {
  const [isOver, setIsOver] = useState(false)

  useEffect(() => {
    function hasFiles(event: DragEvent) {
      return event.dataTransfer?.types.includes('Files') ?? false
    }
    function onDragOver(event: DragEvent) {
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    function onDragLeave(event: DragEvent) {
      if (event.relatedTarget === null) setIsOver(false)
    }
    function onDrop(event: DragEvent) {
      if (!hasFiles(event)) return
      event.preventDefault()
      setIsOver(false)
      if (!event.dataTransfer) return
      void readDroppedFiles(event.dataTransfer).then((files) => {
        if (files.length > 0) onFiles(files)
      })
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [onFiles])

  if (!isOver) return null
  return (
    <div className="pointer-events-none fixed inset-3 z-50 grid place-items-center rounded-md border-2 border-signal border-dashed bg-ground/90">
      <p className="flex items-center gap-2 text-title font-medium">
        <FileUp aria-hidden className="size-6" /> Drop to open. Nothing is uploaded.
      </p>
    </div>
  )
}
