from rest_framework import serializers

from cart.models import CartItem
from products.models import Product
from products.serializers import ProductSerializer


class CartItemSerializer(serializers.ModelSerializer):
    product = ProductSerializer()

    class Meta:
        model = CartItem
        fields = ["product", "quantity"]


class AdditionSerializer(serializers.Serializer):
    product = serializers.PrimaryKeyRelatedField(queryset=Product.objects.all())
    quantity = serializers.IntegerField(min_value=1, max_value=1000, default=1)

    def create(self, validated_data):
        return CartItem.add(**validated_data)

    def to_representation(self, instance):
        return CartItemSerializer(instance).data
