/* Runs before the first paint, so that a dark screen never flashes white. The app takes over from here. */
;(function () {
  var chosen = null
  try {
    chosen = localStorage.getItem('habitus.scheme')
  } catch (_refused) {
    /* storage can be switched off */
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches)
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light')
})()
