/**
 * Shows a new result as soon as it is written, and tells when the server is gone. The address holds
 * what is shown, so that loading the page anew changes nothing but the numbers.
 *
 * @param {HTMLElement} notice
 */
export function follow(notice) {
  const events = new EventSource('api/events');
  const gone = 'The server does not answer; trying again …';
  events.addEventListener('result', () => location.reload());
  events.addEventListener('open', () => {
    if (notice.textContent === gone) notice.textContent = '';
  });
  events.addEventListener('error', () => {
    notice.textContent = events.readyState === EventSource.CLOSED ? 'The server has ended: start “lauescope view” again' : gone;
  });
  addEventListener('pagehide', () => events.close());
}
