"""Makes workers that a test may kill: started once, it forks one for every line it reads, and prints its number.

Arguments: the instance; how many seconds a claim on a mail and its first pause last. Environment: DATABASE_URL,
PORTAL_MAIL_URL.
"""

import os
import signal
import sys
from datetime import timedelta

from portal import create_app
from portal.config import Config
from portal.domain.outbox import operations, rules
from portal.worker import scheduler

if __name__ == "__main__":
    operations.CLAIM_FOR = rules.FIRST_PAUSE = timedelta(seconds=float(sys.argv[2]))
    app = create_app(Config.read(sys.argv[1]))
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the killed leave nothing behind
    for _line in sys.stdin:
        worker = os.fork()
        if worker == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            scheduler.run(app)
            os._exit(0)
        print(worker, flush=True)
