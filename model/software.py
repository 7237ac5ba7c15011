"""The version of Landskap that is running."""

from importlib.metadata import PackageNotFoundError, version


def software_version() -> str:
    """Return the version of the installed package; "0" where the sources run without being installed."""
    try:
        return version("landskap")
    except PackageNotFoundError:
        return "0"
