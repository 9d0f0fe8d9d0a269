import { pictureTypes } from '../../../vocabulary/picture.ts'

/** Asks for a file of the reader's; resolves to nothing when they think better of it. */
export function choosePicture(): Promise<File | undefined> {
  return new Promise(resolve => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = pictureTypes.join(',')
    input.onchange = () => resolve(input.files?.[0])
    input.oncancel = () => resolve(undefined)
    input.click()
  })
}

/** The picture among what is dropped or pasted. */
export function pictureIn(transfer: DataTransfer | null): File | undefined {
  return [...(transfer?.files ?? [])].find(file => file.type.startsWith('image/'))
}
