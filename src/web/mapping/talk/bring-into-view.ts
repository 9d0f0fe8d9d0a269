/** Scrolls what holds the element, and nothing around it: a page whose parts stand still must not be moved. */
export function bringIntoView(element: HTMLElement): void {
  for (let around = element.parentElement; around; around = around.parentElement) {
    const { overflowY } = getComputedStyle(around)
    if (overflowY !== 'auto' && overflowY !== 'scroll') continue
    const [inner, outer] = [element.getBoundingClientRect(), around.getBoundingClientRect()]
    around.scrollTop += inner.top - outer.top - Math.min(80, outer.height / 4)
    return
  }
}
