/**
 * The files of a drop, those inside dropped folders too; each then knows its path from the dropped folder on as
 * `webkitRelativePath`, as files of a folder that was picked do. Must be called while the event is handled.
 */
export async function readDroppedFiles(transfer: DataTransfer): Promise<File[]> {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry())
  if (!entries.some((entry) => entry?.isDirectory)) return [...transfer.files]
  const found = await Promise.all(entries.map((entry) => (entry ? readEntry(entry, '') : [])))
  return found.flat()
}

async function readEntry(entry: FileSystemEntry, folder: string): Promise<File[]> {
  const path = `${folder}${entry.name}`
  if (isFileEntry(entry)) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject))
    if (folder !== '') Object.defineProperty(file, 'webkitRelativePath', { value: path })
    return [file]
  }
  if (!isFolderEntry(entry)) return []
  const reader = entry.createReader()
  const files: File[] = []
  for (;;) {
    // A reader gives some entries at a time, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (some.length === 0) return files
    for (const inside of some) files.push(...(await readEntry(inside, `${path}/`)))
  }
}

function isFileEntry(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile
}

function isFolderEntry(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory
}
