from rest_framework import serializers

from orders.checkout import check_out
from orders.models import Count, Line, Order


class LineSerializer(serializers.ModelSerializer):
    product = serializers.CharField(source="product.name")

    class Meta:
        model = Line
        fields = ["product", "quantity", "price"]


class OrderSerializer(serializers.ModelSerializer):
    lines = LineSerializer(many=True, read_only=True)

    class Meta:
        model = Order
        fields = ["id", "status", "address", "lines", "created_at", "confirmed_at"]

    def create(self, validated_data):
        return check_out(**validated_data)


class CountSerializer(serializers.ModelSerializer):
    class Meta:
        model = Count
        fields = ["counted_at", "pending", "confirmed"]
