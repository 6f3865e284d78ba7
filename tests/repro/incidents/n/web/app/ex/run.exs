task = Task.async(fn -> Enum.each(Stream.cycle([1]), fn _ -> Process.sleep(100) end) end)
Task.await(task, 2000)
