"""The items. Whoever reaches the API may read and change them."""

from decimal import Decimal
from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Request
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import func, select

from app.database import Database, Item

COUNT = "stockroom:count"
HIGHEST = 2**31 - 1

router = APIRouter(prefix="/api/items")

Id = Annotated[int, Path(ge=1, le=HIGHEST)]
# No NUL: PostgreSQL has no text with one.
NO_NUL = r"^[^\x00]+$"


class ItemFields(BaseModel):
    name: Annotated[str, Field(max_length=100, pattern=NO_NUL)]
    category: Annotated[str, Field(max_length=50, pattern=NO_NUL)]
    quantity: Annotated[int, Field(ge=0, le=HIGHEST)]
    price: Annotated[Decimal, Field(ge=0, max_digits=10, decimal_places=2)]


class ItemAnswer(ItemFields):
    model_config = ConfigDict(from_attributes=True)

    id: int


class Count(BaseModel):
    count: int
    cached: bool


@router.get("")
def list_items(
    database: Database,
    category: Annotated[str | None, Query(max_length=50, pattern=NO_NUL)] = None,
    offset: Annotated[int, Query(ge=0, le=HIGHEST)] = 0,
    limit: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[ItemAnswer]:
    query = select(Item).order_by(Item.id).offset(offset).limit(limit)
    if category is not None:
        query = query.where(Item.category == category)
    return database.scalars(query).all()


@router.get("/count")
def count_items(request: Request, database: Database) -> Count:
    """How many items there are, as of a minute ago at most."""
    query = select(func.count()).select_from(Item)
    count, cached = request.app.state.cache.number(COUNT, lambda: database.scalar(query))
    return Count(count=count, cached=cached)


@router.post("", status_code=201)
def add_item(request: Request, database: Database, fields: ItemFields) -> ItemAnswer:
    item = Item(**fields.model_dump())
    database.add(item)
    database.commit()
    return tell(request, "item.added", item)


@router.get("/{id}")
def get_item(database: Database, id: Id) -> ItemAnswer:
    return find(database, id)


@router.put("/{id}")
def change_item(request: Request, database: Database, id: Id, fields: ItemFields) -> ItemAnswer:
    item = find(database, id)
    for name, value in fields:
        setattr(item, name, value)
    database.commit()
    return tell(request, "item.changed", item)


@router.delete("/{id}", status_code=204)
def remove_item(request: Request, database: Database, id: Id) -> None:
    item = find(database, id)
    answer = ItemAnswer.model_validate(item)
    database.delete(item)
    database.commit()
    tell(request, "item.removed", answer)


def find(database: Database, id: int) -> Item:
    item = database.get(Item, id)
    if item is None:
        raise HTTPException(404, "There is no such item.")
    return item


def tell(request: Request, kind: str, item: Item | ItemAnswer) -> ItemAnswer:
    """After the commit: the count is no longer right, and listeners may look."""
    answer = ItemAnswer.model_validate(item)
    request.app.state.cache.forget(COUNT)
    request.app.state.events.publish(kind, answer.model_dump(mode="json"))
    return answer
