import pytest

from app.runner import Run, run


@pytest.mark.asyncio
async def test_sum():
    assert (await run(Run(code="result = sum(range(4))")))["data"] == 6


@pytest.mark.asyncio
async def test_frame():
    response = await run(Run(code="result = numpy.mean([1, 2, 3])"))
    assert response["success"]
