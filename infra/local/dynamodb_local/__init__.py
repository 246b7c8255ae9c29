"""DynamoDB Local: AWS's own engine on this machine, for tests and numbers, in memory and on 127.0.0.1.

It is stricter than the stand-in, and keeps up with 100,000 items. It is also old (2020). Known limits: 10 items in a transaction
(AWS: 100); `ReturnValuesOnConditionCheckFailure` is ignored on single writes.
"""
