import json
from typing import Any

import pytest

from chalicelib import observability
from chalicelib.observability import begin, count, logger, note, request_ended


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def counted(line: dict[str, Any]) -> set[str]:
    return {metric["Name"] for metric in line["_aws"]["CloudWatchMetrics"][0]["Metrics"]}


def test_a_request_is_one_line_of_its_metrics_and_of_what_it_was_about(capsys: pytest.CaptureFixture[str]) -> None:
    begin("c-1")
    note(report_id="rep_1", execution_id=None)
    count("report_requested")
    request_ended("POST", "/v1/reports", 202)
    (line,) = lines(capsys)
    assert counted(line) == {"report_requested", "http_2xx"}
    (metrics,) = line["_aws"]["CloudWatchMetrics"]
    assert (metrics["Namespace"], [set(names) for names in metrics["Dimensions"]]) == ("Folio", [{"service", "stage"}])
    assert (line["service"], line["stage"]) == ("folio", "local")
    about = {"correlation_id": "c-1", "report_id": "rep_1", "method": "POST", "resource": "/v1/reports", "status": 202}
    assert about.items() <= line.items()
    assert "execution_id" not in line


def test_nothing_of_a_request_is_on_the_lines_of_the_next(capsys: pytest.CaptureFixture[str]) -> None:
    logged = []
    for report_id in ("rep_1", None):
        begin(f"c-{report_id}")
        note(report_id=report_id)
        logged.append(logger.get_current_keys())
        request_ended("GET", "/v1/reports", 200)
    _, last = lines(capsys)
    assert [keys.get("report_id") for keys in logged] == ["rep_1", None]
    assert [keys["correlation_id"] for keys in logged] == ["c-rep_1", "c-None"]
    assert last["correlation_id"] == "c-None"
    assert "report_id" not in last
    assert counted(last) == {"http_2xx"}


def test_a_file_is_stored_for_the_invocation_that_is_under_way() -> None:
    begin("c-9")
    assert observability.correlation_id() == "c-9"
