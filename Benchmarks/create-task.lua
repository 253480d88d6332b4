-- Each request of wrk creates a task of its own.
local body = os.getenv("BENCH_BODY")
local prefix = os.getenv("BENCH_PREFIX")
local count = 0

wrk.method = "PUT"
wrk.headers["Content-Type"] = "application/json"

function request()
  count = count + 1
  return wrk.format(nil, string.format("/api/queue/v1/task/%sQAC%010dA", prefix, count), nil, body)
end
