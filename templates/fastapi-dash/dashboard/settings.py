from typing import Annotated

from app.settings import CommonSettings, begins_with


class DashboardSettings(CommonSettings):
    """What the dashboard reads; Dash itself reads the variables that begin with DASH_."""

    api_url: Annotated[str, begins_with("http://", "https://")] = "http://localhost:8000"
