"""The table as deployed: it forgets nothing by accident, and it is the one that the code writes to."""

from typing import Any

import pytest
from chalicelib.adapters.dynamodb_requests import TTL_ATTRIBUTE, index_attributes, key_attributes
from chalicelib.core.changes import INDEXES, Key

from devstack.dynamodb_local import table_template


@pytest.fixture(scope="module")
def table() -> dict[str, Any]:
    return table_template()


@pytest.fixture(scope="module")
def properties(table: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = table["Properties"]
    return found


def names(schema: list[dict[str, str]]) -> list[str]:
    return [part["AttributeName"] for part in sorted(schema, key=lambda part: part["KeyType"])]


def test_the_table_can_be_taken_back_to_any_second_of_the_last_35_days(properties: dict[str, Any]) -> None:
    assert properties["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}


def test_the_table_outlives_its_stack(table: dict[str, Any]) -> None:
    assert (table["DeletionPolicy"], table["UpdateReplacePolicy"]) == ("Retain", "Retain")
    assert table["Properties"]["DeletionProtectionEnabled"] is True


def test_dynamodb_forgets_by_the_attribute_that_the_code_writes(properties: dict[str, Any]) -> None:
    assert properties["TimeToLiveSpecification"] == {"AttributeName": TTL_ATTRIBUTE, "Enabled": True}


def test_the_stream_shows_an_item_before_and_after(properties: dict[str, Any]) -> None:
    assert properties["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}


def test_the_table_is_encrypted_with_a_key_whose_use_is_logged(properties: dict[str, Any]) -> None:
    assert properties["SSESpecification"] == {"SSEEnabled": True}


def test_nobody_pays_for_capacity_that_is_not_used(properties: dict[str, Any]) -> None:
    assert properties["BillingMode"] == "PAY_PER_REQUEST"
    assert not any("ProvisionedThroughput" in part for part in (properties, *properties["GlobalSecondaryIndexes"]))


def test_the_keys_are_those_of_the_code(properties: dict[str, Any]) -> None:
    key = Key("p", "s")
    indexes = {index["IndexName"]: names(index["KeySchema"]) for index in properties["GlobalSecondaryIndexes"]}
    assert names(properties["KeySchema"]) == list(key_attributes(key))
    assert indexes == {index: list(index_attributes(index, key)) for index in INDEXES}


def test_every_key_is_text_and_no_other_attribute_is_declared(properties: dict[str, Any]) -> None:
    schemas = [properties["KeySchema"], *(index["KeySchema"] for index in properties["GlobalSecondaryIndexes"])]
    keys = {name for schema in schemas for name in names(schema)}
    declared = {part["AttributeName"]: part["AttributeType"] for part in properties["AttributeDefinitions"]}
    assert declared == dict.fromkeys(keys, "S")


def test_an_index_answers_with_whole_items(properties: dict[str, Any]) -> None:
    assert [index["Projection"] for index in properties["GlobalSecondaryIndexes"]] == [{"ProjectionType": "ALL"}] * 2
