const wait = (ms) => new Promise((done) => setTimeout(done, ms));
const state = { isAuthenticated: false, isLoading: true };

async function generate() {
  for (let attempt = 1; attempt <= 12; attempt++) {
    const answer = await fetch("/api/plans/generate", { method: "POST" });
    if (answer.ok) return;
    console.warn(`generate: attempt ${attempt} failed with ${answer.status}, retrying`);
    await wait(150);
  }
}

async function checkAuth() {
  for (;;) {
    const answer = await fetch("/api/auth/me");
    if (answer.ok) {
      Object.assign(state, { isAuthenticated: true, isLoading: false });
      document.getElementById("root").innerHTML = "<main data-testid=planner></main>";
      return;
    }
    console.log("useAuth", JSON.stringify(state), answer.status);
    await wait(2500);
  }
}

generate().then(checkAuth);
