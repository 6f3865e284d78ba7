import anyio


async def run_user_script(path):
    with anyio.fail_after(2):
        await anyio.run_process(["python3", path])


anyio.run(run_user_script, "scripts/forecast.py")
