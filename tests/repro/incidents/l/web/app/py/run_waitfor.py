import asyncio


async def run_script(name, limit=2):
    process = await asyncio.create_subprocess_exec("python3", f"scripts/{name}.py")
    try:
        await asyncio.wait_for(process.wait(), timeout=limit)
    finally:
        process.kill()


asyncio.run(run_script("overdue_letters"))
