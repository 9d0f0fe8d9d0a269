import { pictureTypes } from '../../../vocabulary/map/picture.ts'

/**
 * Asks for a file of the reader's; resolves to nothing when they think better of it. The field stands in the page while
 * they look for it: one that only its own answer knows may be cleared away before they have chosen.
 */
export function choosePicture(): Promise<File | undefined> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = pictureTypes.join(',')
    input.hidden = true
    const answer = (file: File | undefined) => {
      input.remove()
      resolve(file)
    }
    input.onchange = () => answer(input.files?.[0])
    input.oncancel = () => answer(undefined)
    document.body.append(input)
    input.click()
  })
}

/** The picture among what is dropped or pasted. */
export function pictureIn(transfer: DataTransfer | null): File | undefined {
  return [...(transfer?.files ?? [])].find(file => file.type.startsWith('image/'))
}
