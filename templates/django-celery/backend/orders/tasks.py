import logging
from datetime import timedelta
from smtplib import SMTPException

from celery import shared_task
from django.core.mail import send_mail
from django.db import transaction
from django.utils import timezone

from orders.models import Count, Order

logger = logging.getLogger(__name__)


@shared_task(autoretry_for=[OSError, SMTPException], retry_backoff=True)
def confirm_order(order_id):
    """Writes to the customer, once, however often it is asked to."""
    with transaction.atomic():
        order = Order.objects.select_for_update().get(id=order_id)
        if order.confirmed_at:
            return
        send_mail(
            subject=f"Your order {order.id}",
            message=mail(order),
            from_email=None,
            recipient_list=[order.user.email],
        )
        order.confirmed_at = timezone.now()
        order.save(update_fields=["confirmed_at"])
    logger.info("confirmed order %s", order.id)


def mail(order):
    lines = [
        f"{line.quantity} x {line.product}, {line.price} each"
        for line in order.lines.select_related("product")
    ]
    return "\n".join(["We are preparing:", *lines, "", f"To: {order.address}"])


@shared_task
def resume_orders():
    """Asks again for what was not confirmed within a minute."""
    minute_ago = timezone.now() - timedelta(minutes=1)
    for order in Order.objects.filter(confirmed_at=None, created_at__lt=minute_ago):
        confirm_order.delay(order.id)
        logger.warning("resumed order %s", order.id)


@shared_task
def count_orders():
    """Counts the orders, and forgets what was counted more than an hour ago."""
    pending = Order.objects.filter(confirmed_at=None).count()
    count = Count.objects.create(
        pending=pending, confirmed=Order.objects.count() - pending
    )
    hour_ago = timezone.now() - timedelta(hours=1)
    Count.objects.filter(counted_at__lt=hour_ago).delete()
    logger.debug("counted orders: %s", count)
