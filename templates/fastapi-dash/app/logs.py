import json
import logging.config
from pathlib import Path

LOGGING = Path(__file__).parent.parent / "logging.json"


def set_up(level: str) -> None:
    """Every line is JSON. The servers take the same file, for their lines before this."""
    logging.config.dictConfig(json.loads(LOGGING.read_text()))
    logging.getLogger().setLevel(level)
