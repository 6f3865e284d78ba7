const prisma = require('../client')

async function main() {
  const job = process.argv[2]
  if (job === 'patients') console.log(await prisma.patient.findMany({ take: 5 }))
  if (job === 'invoices') console.log(await prisma.invoice.findMany())
  if (job === 'doctors') await prisma.doctor.create({ data: { fullName: 'Dr. Ines Roth', licenseNo: 'L-1001' } })
}

main()
  .catch((e) => {
    console.error(e)
    process.exit(1)
  })
  .finally(() => prisma.$disconnect())
