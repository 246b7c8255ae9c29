"""Deploying: from a package to a running stage on an AWS account, and back. What it needs of AWS it asks through boto3's own configuration.

CloudFormation is handed the template as AWS's own translator makes it (SAM's, pinned): what was linted is what is sent, and a stand-in
that knows no transforms takes it too.
"""
