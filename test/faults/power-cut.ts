import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A disk whose power can be cut: an ext4 image on a loop device. The cut is the file system's own (`EXT4_IOC_SHUTDOWN`
 * without a flush of its log): what was not synced is gone, as after a real one. It neither reorders nor tears sectors.
 */
export type CutDisk = {
  readonly path: string
  /** Writes out everything once, so that only what follows is judged. */
  sync(): void
  cut(): void
  /** Mounts what is left of it; its own recovery runs. */
  restore(): void
  [Symbol.dispose](): void
}

/** Why no disk can be cut here; undefined when one can. */
export function whyNoCut(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux'
  if (process.getuid?.() !== 0) return 'needs root, to mount'
  try {
    using disk = openCutDisk(16)
    disk.cut()
    return undefined
  } catch (error) {
    return `needs loop devices, mkfs.ext4 and perl (${String(error).split('\n')[0]})`
  }
}

// Node has no ioctl; perl is wherever git is. The flag 2: without writing out the log first.
const cutNow = 'my $flag = pack("L", 2); open(F, "<", $ARGV[0]) or die $!; ioctl(F, 0x8004587D, $flag) or die $!'

/** Tenths of a second that a busy disk is waited for. */
const heldTries = 300

export function openCutDisk(megabytes = 1500): CutDisk {
  const place = mkdtempSync(join(tmpdir(), 'parcours-cut-'))
  chmodSync(place, 0o755)
  const image = join(place, 'image')
  const path = join(place, 'disk')
  mkdirSync(path)
  const run = (command: string, ...words: string[]) => execFileSync(command, words, { stdio: 'pipe' })
  const mount = () => {
    run('mount', '-o', 'loop', image, path)
    chmodSync(path, 0o755)
  }
  const unmount = () => {
    // Children of an engine hold it some moments longer than the engine itself: let go lazily, the same dead
    // disk would be mounted again.
    for (let tried = 0; tried < heldTries; tried++) {
      try {
        return void run('umount', path)
      } catch (error) {
        if (!/busy/.test(String((error as { stderr?: unknown }).stderr))) break
        run('sleep', '0.1')
      }
    }
    try {
      run('umount', '-l', path)
    } catch {
      // It was not mounted.
    }
  }
  const remove = () => {
    unmount()
    rmSync(place, { recursive: true, force: true })
  }
  try {
    run('truncate', '-s', `${megabytes}M`, image)
    run('mkfs.ext4', '-q', image)
    mount()
  } catch (error) {
    remove()
    throw error
  }
  return {
    path,
    sync: () => void run('sync', '-f', path),
    cut: () => void run('perl', '-e', cutNow, path),
    restore: () => {
      unmount()
      mount()
    },
    [Symbol.dispose]: remove,
  }
}
