"""Every Lambda of the service: the API behind API Gateway, and the handlers of events."""

from chalice.app import Chalice, CloudWatchEvent, Rate, SQSEvent

from chalicelib import events, mcp, settings
from chalicelib.api import routes, routing

app = Chalice(app_name="folio", configure_logs=False)
app.api.binary_types = routes.BINARY_TYPES
routing.register(app, routes.ROUTES, origins=settings.CORS_ORIGINS, door=mcp)


@app.schedule(Rate(1, unit=Rate.MINUTES))
def tick(event: CloudWatchEvent) -> None:
    """Once a minute: run what is due, and wake whatever needs attention."""
    events.handle_tick(event.to_dict(), event.context)


@app.on_sqs_message(queue=settings.queue_name("executions"), batch_size=1, maximum_concurrency=settings.DISPATCH_CONCURRENCY)
def dispatch(event: SQSEvent) -> None:
    """One message: make one execution's reports, and send their questions."""
    events.handle_dispatch(event.to_dict(), event.context)


@app.on_sqs_message(queue=settings.queue_name("questions"), batch_size=1, maximum_concurrency=settings.ASK_CONCURRENCY)
def ask(event: SQSEvent) -> None:
    """One message: put one prompt to one platform."""
    events.handle_ask(event.to_dict(), event.context)


@app.on_sqs_message(queue=settings.queue_name("renders"), batch_size=1, maximum_concurrency=settings.RENDER_CONCURRENCY)
def render(event: SQSEvent) -> None:
    """One message: make one report's document."""
    events.handle_render(event.to_dict(), event.context)
