"""AWS, stood in for on this machine: moto's server, corrected where it would mislead. `python -m infra.local.aws --port 0` runs it."""

REGION = "eu-central-1"
ACCESS_KEY_ID = "local"
SECRET_ACCESS_KEY = "local-secret"  # noqa: S105 - of no use anywhere else; presigned links are checked against it


def environment(endpoint_url: str, access_key_id: str = ACCESS_KEY_ID) -> dict[str, str]:
    """What a process needs in its environment for boto3 to reach the stand-in at `endpoint_url`, and nothing else."""
    return {
        "AWS_ENDPOINT_URL": endpoint_url,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ACCESS_KEY_ID": access_key_id,
        "AWS_SECRET_ACCESS_KEY": SECRET_ACCESS_KEY,
        "AWS_EC2_METADATA_DISABLED": "true",
    }
