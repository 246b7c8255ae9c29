import pytest
from chalice.app import Chalice, CloudWatchEvent, Cron, Rate, SQSEvent
from chalice.config import Config

from infra.local.application import FunctionSettings, QueueSource, ScheduleSource, UnreadableApplication, rate_minutes, read

ON_DISK = {
    "app_name": "thing",
    "lambda_memory_size": 512,
    "stages": {"local": {"lambda_timeout": 20, "lambda_functions": {"work": {"lambda_timeout": 7, "lambda_memory_size": 1024}}}},
}


def config_of(app: Chalice) -> Config:
    return Config(chalice_stage="local", user_provided_params={"chalice_app": app}, config_from_disk=ON_DISK)


@pytest.fixture
def app() -> Chalice:
    app = Chalice(app_name="thing", configure_logs=False, env={})

    @app.route("/v1/things/{id}")
    def thing(id: str) -> str:  # noqa: A002 - the path's own name for it
        return id

    @app.on_sqs_message(queue="jobs", batch_size=1, maximum_concurrency=4)
    def work(event: SQSEvent) -> None: ...

    @app.schedule(Rate(5, unit=Rate.MINUTES))
    def wake(event: CloudWatchEvent) -> None: ...

    return app


def test_functions_have_the_time_outs_and_memory_that_chalice_would_give_them(app: Chalice) -> None:
    functions = {function.name: function for function in read(app, config_of(app)).functions}
    assert functions["app"] == FunctionSettings("app", "thing-local", "app.app", 20, 512, 8)
    assert functions["work"] == FunctionSettings("work", "thing-local-work", "app.work", 7, 1024, 4)
    assert functions["wake"].concurrency == 1


def test_event_sources_and_routes_are_the_applications_own(app: Chalice) -> None:
    application = read(app, config_of(app))
    assert application.queues == (QueueSource("work", "jobs", 1),)
    assert application.schedules == (ScheduleSource("wake", "thing-local-wake-event", 5),)
    assert application.routes == {"/v1/things/{id}": ("GET",)}


def test_an_event_source_that_nothing_here_drives_is_refused(app: Chalice) -> None:
    @app.on_sns_message(topic="news")
    def told(event: object) -> None: ...

    with pytest.raises(UnreadableApplication, match="SNSEventConfig"):
        read(app, config_of(app))


@pytest.mark.parametrize(
    ("expression", "minutes"), [("rate(1 minute)", 1), ("rate(5 minutes)", 5), ("rate(2 hours)", 120), ("rate(1 day)", 1440)]
)
def test_a_rate_is_whole_minutes(expression: str, minutes: int) -> None:
    assert rate_minutes(expression) == minutes


@pytest.mark.parametrize("expression", [Cron(0, 10, "*", "*", "?", "*").to_string(), "rate(x minutes)", "rate(1 fortnight)", "1 minute"])
def test_any_other_schedule_is_refused(expression: str) -> None:
    with pytest.raises(UnreadableApplication):
        rate_minutes(expression)
