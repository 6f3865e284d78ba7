const headers = { "access-control-allow-origin": "http://localhost:3000", "access-control-allow-headers": "x-quay" };
const tides: Record<string, { high: string[] }> = { east: { high: ["04:12"] } };

Deno.serve({ port: 8000 }, (request) => {
  if (request.method === "OPTIONS") return new Response(null, { status: 204, headers });
  const quay = request.headers.get("x-quay")!;
  return Response.json(tides[quay].high, { headers });
});
