"""Every Lambda of the service: the API behind API Gateway, and the handlers of events."""

from chalice.app import Chalice, CloudWatchEvent, Rate, SQSEvent

from chalicelib import events, settings
from chalicelib.api import routes, routing

app = Chalice(app_name="folio", configure_logs=False)
app.api.binary_types = routes.BINARY_TYPES
app.register_middleware(routing.in_our_words, "http")
for resource in routes.ROUTES:
    app.register_blueprint(resource)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def tick(event: CloudWatchEvent) -> None:
    """Once a minute: wake whatever needs attention."""
    events.handle_tick(event.to_dict(), event.context)


@app.on_sqs_message(queue=settings.queue_name("renders"), batch_size=1, maximum_concurrency=settings.RENDER_CONCURRENCY)
def render(event: SQSEvent) -> None:
    """One message: make one report's document."""
    events.handle_render(event.to_dict(), event.context)
