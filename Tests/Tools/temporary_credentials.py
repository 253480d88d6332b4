"""Makes temporary credentials, as `taskcluster signin` does: temporary_credentials.py CLIENT_ID ACCESS_TOKEN SCOPE..."""
import datetime
import json
import sys

import taskcluster

now = datetime.datetime.now(datetime.timezone.utc)
made = taskcluster.createTemporaryCredentials(
    sys.argv[1], sys.argv[2], now - datetime.timedelta(minutes=10), now + datetime.timedelta(hours=5), sys.argv[3:],
    name="release-operator",
)
print(json.dumps({name: value.decode() if isinstance(value, bytes) else value for name, value in made.items()}))
