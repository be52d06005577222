// Looks after a page while somebody writes: shows it anew when a file was saved.

const events = new EventSource("/serve/events");
let reached = false;

for (const name of ["changed", "built"]) events.addEventListener(name, () => location.reload());

// The server was started anew: what it shows may be another thing.
events.addEventListener("open", () => {
  if (reached) location.reload();
  reached = true;
});
