// Asks an address once and prints `ready` when the answer is a success: node scripts/ready.mjs http://127.0.0.1:8787/ready
const answer = await fetch(process.argv[2], { signal: AbortSignal.timeout(2_000) })
console.log(answer.ok ? 'ready' : `status ${answer.status}`)
