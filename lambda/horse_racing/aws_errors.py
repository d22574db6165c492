"""AWS's errors by their code, the only part of them that is fit for a log."""


def code_of(error: Exception) -> str:
    """Return AWS's own code of an error where it has one, else its kind; never its text, which may quote what was sent.

    botocore makes its errors at run time, so they are told by the `response` they carry.
    """
    response = getattr(error, "response", None)
    code = response.get("Error", {}).get("Code") if isinstance(response, dict) else None
    return str(code or type(error).__name__)
