import asyncio
import sys


async def run_user_script(path):
    proc = await asyncio.create_subprocess_exec(sys.executable, path)
    try:
        await asyncio.wait_for(proc.wait(), timeout=2)
    except TimeoutError:
        proc.kill()
        raise


asyncio.run(run_user_script("scripts/forecast.py"))
