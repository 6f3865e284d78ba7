import Bottleneck from 'bottleneck'
const limiter = new Bottleneck({ maxConcurrent: 2, highWater: 1, strategy: Bottleneck.strategy.OVERFLOW })
const report = n => new Promise(r => setTimeout(r, 800, `report ${n}`))
console.log(await Promise.allSettled([1, 2, 3, 4, 5].map(n => limiter.schedule(() => report(n)))))
