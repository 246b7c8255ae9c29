import json

import pytest

from chalicelib.observability import count


def test_what_is_rare_is_counted_at_once_in_cloudwatchs_embedded_format(capsys: pytest.CaptureFixture[str]) -> None:
    for _ in range(2):
        count("request_not_counted")
        written = json.loads(capsys.readouterr().out)
        (metric,) = written["_aws"]["CloudWatchMetrics"]
        assert (metric["Namespace"], metric["Metrics"]) == ("Folio", [{"Name": "request_not_counted", "Unit": "Count"}])
        assert written["request_not_counted"] == [1.0]
