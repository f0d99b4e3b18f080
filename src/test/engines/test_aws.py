"""Checks deploy/aws.yml with cfn-lint, and a stack of it in moto, which simulates AWS in this process."""

from __future__ import annotations

import json
import logging
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import datetime, timezone
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws
from moto.core.common_models import CloudFormationModel
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.s3.models import FakeBucket

CHECKOUT = Path(__file__).resolve().parents[3]
TEMPLATE = CHECKOUT / "deploy" / "aws.yml"
REGION = "eu-central-1"
# The names of the policies in the documents.
BUCKET, PREFIX = "my-music-lake", "lake"
FIRST_DATE = "2025-06-01"
ROLES = {"WriterPolicy": "WriterRole", "ReaderPolicy": "ReaderRole", "PurgePolicy": "PurgeRole"}

# The user's own AWS, which the tests must not use.
for name in [name for name in os.environ if name.startswith("AWS_")]:
    del os.environ[name]
os.environ["AWS_CONFIG_FILE"] = os.devnull


def client(service: str) -> Any:
    return boto3.client(service, region_name=REGION, aws_access_key_id="any", aws_secret_access_key="any")


def resource_type(type_name: str, create: Callable[[dict[str, Any]], Any]) -> type[CloudFormationModel]:
    """Adds a type of resource that moto's CloudFormation lacks, although moto has the service.

    boto3 checks the names and types of the properties with AWS's definition of the service.
    """

    class Resource(CloudFormationModel):
        __module__ = "moto.cloudformation"  # moto derives the service from it

        def __init__(self, name: str) -> None:
            self.physical_resource_id = name

        @staticmethod
        def cloudformation_name_type() -> str:
            return ""

        @staticmethod
        def cloudformation_type() -> str:
            return type_name

        @classmethod
        def create_from_cloudformation_json(cls, name, resource, account_id, region_name, **_):
            return cls(create(resource["Properties"]))

    return Resource


def create_database(properties: dict[str, Any]) -> str:
    client("glue").create_database(**properties)
    return properties["DatabaseInput"]["Name"]


def create_table(properties: dict[str, Any]) -> str:
    client("glue").create_table(**properties)
    return properties["TableInput"]["Name"]


def create_work_group(properties: dict[str, Any]) -> str:
    configuration = properties["WorkGroupConfiguration"]
    configuration["BytesScannedCutoffPerQuery"] = int(configuration["BytesScannedCutoffPerQuery"])
    client("athena").create_work_group(
        Name=properties["Name"], Description=properties["Description"], Configuration=configuration
    )
    return properties["Name"]


def put_bucket_policy(properties: dict[str, Any]) -> str:
    client("s3").put_bucket_policy(Bucket=properties["Bucket"], Policy=json.dumps(properties["PolicyDocument"]))
    return properties["Bucket"]


def put_bucket_settings(bucket: str, properties: dict[str, Any]) -> None:
    """Applies the settings that moto's CloudFormation ignores."""
    s3 = client("s3")
    s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration=properties["VersioningConfiguration"])
    s3.put_bucket_ownership_controls(Bucket=bucket, OwnershipControls=properties["OwnershipControls"])
    s3.put_public_access_block(
        Bucket=bucket, PublicAccessBlockConfiguration=properties["PublicAccessBlockConfiguration"]
    )
    rules = properties["LifecycleConfiguration"]["Rules"]
    s3.put_bucket_lifecycle_configuration(
        Bucket=bucket, LifecycleConfiguration={"Rules": [lifecycle_rule(rule) for rule in rules]}
    )


def lifecycle_rule(rule: dict[str, Any]) -> dict[str, Any]:
    """Translates a rule from CloudFormation's names to S3's."""
    expiration: dict[str, Any] = {}
    if "ExpirationInDays" in rule:
        expiration["Days"] = int(rule["ExpirationInDays"])
    if "ExpiredObjectDeleteMarker" in rule:
        expiration["ExpiredObjectDeleteMarker"] = rule["ExpiredObjectDeleteMarker"]
    translated = {"ID": rule["Id"], "Status": rule["Status"], "Filter": {"Prefix": rule.get("Prefix", "")}}
    if expiration:
        translated["Expiration"] = expiration
    if "NoncurrentVersionExpiration" in rule:
        days = int(rule["NoncurrentVersionExpiration"]["NoncurrentDays"])
        translated["NoncurrentVersionExpiration"] = {"NoncurrentDays": days}
    if "AbortIncompleteMultipartUpload" in rule:
        translated["AbortIncompleteMultipartUpload"] = rule["AbortIncompleteMultipartUpload"]
    return translated


class Bucket(CloudFormationModel):
    """A bucket of moto with all settings of the template."""

    __module__ = "moto.s3"

    @staticmethod
    def cloudformation_name_type() -> str:
        return "BucketName"

    @staticmethod
    def cloudformation_type() -> str:
        return "AWS::S3::Bucket"

    @classmethod
    def create_from_cloudformation_json(cls, name, resource, account_id, region_name, **extra):
        bucket = FakeBucket.create_from_cloudformation_json(name, resource, account_id, region_name, **extra)
        put_bucket_settings(name, resource["Properties"])
        return bucket


ADDED_TYPES = [
    resource_type("AWS::Athena::WorkGroup", create_work_group),
    resource_type("AWS::Glue::Database", create_database),
    resource_type("AWS::Glue::Table", create_table),
    resource_type("AWS::S3::BucketPolicy", put_bucket_policy),
]


@pytest.fixture(scope="module")
def aws() -> Iterator[str]:
    """Returns the endpoint of the simulated AWS for other processes."""
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    with mock_aws():
        server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
        server.start()
        host, port = server.get_host_and_port()
        try:
            yield f"http://{host}:{port}"
        finally:
            server.stop()


def create_stack(name: str, **parameters: str) -> dict[str, str]:
    """Returns the outputs of a new stack."""
    cloudformation = client("cloudformation")
    cloudformation.create_stack(
        StackName=name,
        TemplateBody=TEMPLATE.read_text(),
        Capabilities=["CAPABILITY_IAM"],
        Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
    )
    (stack,) = cloudformation.describe_stacks(StackName=name)["Stacks"]
    assert stack["StackStatus"] == "CREATE_COMPLETE"
    return {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]}


@pytest.fixture(scope="module")
def outputs(aws: str) -> dict[str, str]:
    return create_stack("music", BucketName=BUCKET, Prefix=PREFIX, FirstDate=FIRST_DATE)


def documented_policies() -> dict[str, list[dict[str, Any]]]:
    """Returns the statements of the policies in the documents."""
    s3 = (CHECKOUT / "docs" / "s3.md").read_text()
    governance = (CHECKOUT / "docs" / "governance.md").read_text()
    # The third block of docs/s3.md is for Iceberg tables outside the lake, which the template does not create.
    purge, writer = (json.loads(block)["Statement"] for block in re.findall(r"(?s)```json(.*?)```", s3)[:2])
    (reader,) = (json.loads(block)["Statement"] for block in re.findall(r"(?s)```json(.*?)```", governance))
    return {"PurgePolicy": purge, "WriterPolicy": writer, "ReaderPolicy": reader}


def policy(arn: str) -> list[dict[str, Any]]:
    iam = client("iam")
    version = iam.get_policy(PolicyArn=arn)["Policy"]["DefaultVersionId"]
    return iam.get_policy_version(PolicyArn=arn, VersionId=version)["PolicyVersion"]["Document"]["Statement"]


def trust(role_arn: str) -> dict[str, Any]:
    document = client("iam").get_role(RoleName=role_arn.rsplit("/", 1)[1])["Role"]["AssumeRolePolicyDocument"]
    (statement,) = document["Statement"]
    return statement


def jar(folder: Path, *arguments: str, **environment: str) -> str:
    """Runs the jar and returns its stdout."""
    home = os.environ.get("JAVA_HOME")
    java = Path(home, "bin", "java") if home else "java"
    command = [java, "-jar", CHECKOUT / "target" / "pipeline.jar", *arguments]
    common = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": REGION, "HOME": str(folder)}
    environment |= common | {"PATH": os.environ["PATH"]}
    ended = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def test_cfn_lint_accepts_the_template():
    lint = [Path(sys.executable).with_name("cfn-lint"), "--include-checks", "I", "--regions", REGION, "--", TEMPLATE]
    ended = subprocess.run(lint, capture_output=True, text=True)
    assert (ended.returncode, ended.stdout) == (0, "")


@pytest.mark.parametrize("name", ROLES)
def test_policies_are_those_of_the_documents(outputs, name):
    *documented, key = policy(outputs[name])
    assert [{**statement, "Sid": ""} for statement in documented] == [
        {**statement, "Sid": ""} for statement in documented_policies()[name]
    ]
    (key_arn,) = (key["KeyArn"] for key in client("kms").list_keys()["Keys"])
    rights = {"ReaderPolicy": "kms:Decrypt"}.get(name, ["kms:GenerateDataKey", "kms:Decrypt"])
    assert key == {"Sid": "Key", "Effect": "Allow", "Action": rights, "Resource": key_arn}
    attached = client("iam").list_attached_role_policies(RoleName=outputs[ROLES[name]].rsplit("/", 1)[1])
    wanted = {outputs[name], outputs["QueryPolicy"]} if name == "ReaderPolicy" else {outputs[name]}
    assert {one["PolicyArn"] for one in attached["AttachedPolicies"]} == wanted


def test_roles_trust_the_account_by_default(outputs):
    for role in ROLES.values():
        assert trust(outputs[role])["Principal"] == {"AWS": "arn:aws:iam::123456789012:root"}


def test_bucket_is_private_encrypted_and_versioned(outputs):
    s3 = client("s3")
    assert outputs["Lake"] == f"s3://{BUCKET}/{PREFIX}"
    assert s3.get_bucket_versioning(Bucket=BUCKET)["Status"] == "Enabled"
    assert set(s3.get_public_access_block(Bucket=BUCKET)["PublicAccessBlockConfiguration"].values()) == {True}
    (encryption,) = s3.get_bucket_encryption(Bucket=BUCKET)["ServerSideEncryptionConfiguration"]["Rules"]
    (key,) = client("kms").list_keys()["Keys"]
    assert encryption["ApplyServerSideEncryptionByDefault"] == {
        "SSEAlgorithm": "aws:kms",
        "KMSMasterKeyID": key["KeyArn"],
    }
    assert client("kms").get_key_rotation_status(KeyId=key["KeyId"])["KeyRotationEnabled"]
    (statement,) = json.loads(s3.get_bucket_policy(Bucket=BUCKET)["Policy"])["Statement"]
    assert statement["Effect"] == "Deny"
    assert statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    assert statement["Resource"] == [f"arn:aws:s3:::{BUCKET}", f"arn:aws:s3:::{BUCKET}/*"]


def test_bucket_deletes_unfinished_uploads_and_old_versions(outputs):
    rules = {rule["ID"]: rule for rule in client("s3").get_bucket_lifecycle_configuration(Bucket=BUCKET)["Rules"]}
    assert rules["unfinished-uploads"]["AbortIncompleteMultipartUpload"] == {"DaysAfterInitiation": 7}
    assert rules["old-versions"]["NoncurrentVersionExpiration"] == {"NoncurrentDays": 30}
    assert rules["query-results"]["Filter"] == {"Prefix": "athena-results/"}
    assert all(rule["Status"] == "Enabled" for rule in rules.values())
    assert [name for name, rule in rules.items() if "Days" in rule.get("Expiration", {})] == ["query-results"]


def test_work_group_limits_queries_and_encrypts_results(outputs):
    configuration = client("athena").get_work_group(WorkGroup=outputs["WorkGroup"])["WorkGroup"]["Configuration"]
    assert configuration["EnforceWorkGroupConfiguration"] is True
    assert configuration["BytesScannedCutoffPerQuery"] == 10 * 1024**3
    result = configuration["ResultConfiguration"]
    assert result["OutputLocation"] == f"s3://{BUCKET}/athena-results/"
    assert result["EncryptionConfiguration"]["EncryptionOption"] == "SSE_KMS"


def test_tables_are_those_of_the_statements_for_athena(outputs, tmp_path):
    statements = jar(tmp_path, "sql", "--engine", "athena", "--lake", outputs["Lake"], "--since", FIRST_DATE)
    tables = {table["Name"]: table for table in client("glue").get_tables(DatabaseName="new_releases")["TableList"]}
    created = re.findall(r"(?s)CREATE EXTERNAL TABLE IF NOT EXISTS `new_releases`.`(\w+)` (.*?);\n", statements)
    assert [name for name, _ in created] == list(tables)
    for name, statement in created:
        table = tables[name]
        storage = table["StorageDescriptor"]
        columns = re.findall(r"(?m)^  `(\w+)` (.*?),?$", statement)
        assert [(column["Name"], column["Type"]) for column in storage["Columns"]] == [
            (column, type_name.replace(" ", "")) for column, type_name in columns
        ]
        assert f"LOCATION '{storage['Location']}'" in statement
        properties = dict(re.findall(r"'([\w.]+)' = '([^']*)'", statement))
        assert table["Parameters"] == {"classification": "parquet", **properties}
        assert properties["projection.ds.range"] == f"{FIRST_DATE},NOW"


def test_jar_writes_a_date_into_the_bucket(aws, outputs, tmp_path):
    s3 = client("s3")
    date = datetime.now(timezone.utc).date().isoformat()
    # moto ignores the condition of the bucket's policy, and so would deny each request.
    tls_only = s3.get_bucket_policy(Bucket=BUCKET)["Policy"]
    s3.delete_bucket_policy(Bucket=BUCKET)
    jar(tmp_path, "run", "--simulate", "--date", date, LAKE=outputs["Lake"], AWS_ENDPOINT_URL_S3=aws)
    objects = s3.list_objects_v2(Bucket=BUCKET, Prefix=f"{PREFIX}/")["Contents"]
    written = {object["Key"] for object in objects if object["Key"].endswith(".parquet")}
    tables = client("glue").get_tables(DatabaseName="new_releases")["TableList"]
    folders = [table["StorageDescriptor"]["Location"].removeprefix(f"s3://{BUCKET}/") for table in tables]
    assert written == {f"{folder}ds={date}/{folder.split('/')[-2]}.parquet" for folder in folders}
    head = s3.head_object(Bucket=BUCKET, Key=min(written))
    assert head["ServerSideEncryption"] == "aws:kms"
    s3.put_bucket_policy(Bucket=BUCKET, Policy=tls_only)


def test_parameters_select_who_may_assume_the_roles(aws):
    provider = "arn:aws:iam::123456789012:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/ABC"
    reader = "arn:aws:iam::123456789012:role/analysts"
    outputs = create_stack(
        "other",
        DatabaseName="other",
        WriterOidcProvider=provider,
        WriterOidcSubject="system:serviceaccount:airflow:worker",
        ReaderPrincipal=reader,
    )
    assert outputs["Lake"] == f"s3://new-releases-123456789012-{REGION}/lake"
    assert trust(outputs["ReaderRole"])["Principal"] == {"AWS": reader}
    writer = trust(outputs["WriterRole"])
    assert writer["Principal"] == {"Federated": provider}
    assert writer["Action"] == "sts:AssumeRoleWithWebIdentity"
    issuer = provider.split(":oidc-provider/")[1]
    assert writer["Condition"]["StringEquals"] == {
        f"{issuer}:aud": "sts.amazonaws.com",
        f"{issuer}:sub": "system:serviceaccount:airflow:worker",
    }
