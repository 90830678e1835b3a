"""What the benches share: a server as a subprocess, a lean load client, the plan of writes, the report."""
