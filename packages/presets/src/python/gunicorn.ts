/** As many as it runs by the limit of CPUs, below. */
export const gunicornProcesses = { each: 2, more: 1, most: 8 } as const;

/** Settings of gunicorn, each of which the environment can change: https://docs.gunicorn.org/en/stable/settings.html */
export const gunicornSettings = `"""Settings of gunicorn. What is read from the environment can be set there."""

import logging
import math
import os
import sys


def cpus():
    """CPUs that this container may use, never the host's count: its quota, else its affinity."""
    try:
        with open("/sys/fs/cgroup/cpu.max") as file:
            quota, period = file.read().split()
        if quota != "max":
            return max(1, math.ceil(int(quota) / int(period)))
    except (OSError, ValueError):
        pass
    try:  # cgroup v1
        with open("/sys/fs/cgroup/cpu/cpu.cfs_quota_us") as quota, open("/sys/fs/cgroup/cpu/cpu.cfs_period_us") as period:
            quota, period = int(quota.read()), int(period.read())
        if quota > 0:
            return max(1, math.ceil(quota / period))
    except (OSError, ValueError):
        pass
    return len(os.sched_getaffinity(0))


def number(name, default):
    return int(os.environ.get(name) or default)


class Refused(logging.Filter):
    """Gunicorn catches what ends a worker as it imports the application: a refused write is told all the same."""

    def filter(self, record):
        hook = sys.modules.get("declared_variables")
        if record.exc_info and hook is not None:
            hook.tell_refused(record.exc_info[1])
        return True


def on_starting(server):
    logging.getLogger("gunicorn.error").addFilter(Refused())


# PORT is what many platforms name the port by
bind = f"0.0.0.0:{number('PORT', 8000)}"
workers = number("WEB_CONCURRENCY", min(2 * cpus() + 1, 8))
worker_class = os.environ.get("GUNICORN_WORKER_CLASS") or "gthread"
threads = number("GUNICORN_THREADS", 4)
timeout = number("GUNICORN_TIMEOUT", 30)
# shorter than the container's stop_grace_period
graceful_timeout = 30
# longer than the proxy keeps its connections, so that it is the proxy that closes them
keepalive = 75
# a worker that ends waits for its open streams: where there are any, it must not end by itself
max_requests = number("GUNICORN_MAX_REQUESTS", 2000)
max_requests_jitter = 200
# a heartbeat must not wait for a disk
worker_tmp_dir = "/dev/shm"
# since 25.1 it would write a socket into a home that is not there
control_socket_disable = True
# whose X-Forwarded-* headers count
forwarded_allow_ips = os.environ.get("FORWARDED_ALLOW_IPS") or "127.0.0.1"
accesslog = "-"
access_log_format = '%({x-forwarded-for}i)s "%(r)s" %(s)s %(b)s %(M)sms "%({x-request-id}i)s"'
`;
