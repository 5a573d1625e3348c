// Browsers start no Worker in pages that are opened from a folder: an iframe does the work of the search there.
if (location.protocol === "file:") {
  window.IFrameWorker = class extends EventTarget {
    constructor(address) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      frame.title = "search"
      document.body.append(frame)
      const inside = frame.contentWindow
      const load = url => new Promise((done, failed) => {
        const script = inside.document.createElement("script")
        Object.assign(script, { src: url, onload: done, onerror: failed })
        inside.document.body.append(script)
      })
      inside.postMessage = data => {
        const message = new MessageEvent("message", { data })
        this.dispatchEvent(message)
        if (this.onmessage) this.onmessage(message)
      }
      inside.importScripts = (...urls) => urls.reduce((before, url) => before.then(() => load(url)), Promise.resolve())
      this.inside = inside
      this.ready = load(address)
    }
    postMessage(data) {
      this.ready.then(() => this.inside.dispatchEvent(new MessageEvent("message", { data })))
    }
    terminate() { }
  }
  window.Worker = window.IFrameWorker
}
// The dialog of the search has a name for screen readers.
addEventListener("DOMContentLoaded", () => {
  const search = document.querySelector(".md-search")
  if (search) search.setAttribute("aria-label", search.querySelector("input").placeholder)
})
