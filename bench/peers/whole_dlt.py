"""Extracts albums and tracks with dlt's rest_api source, in parallel, to Parquet files in a folder.

whole_dlt.py API ACCOUNTS APP FOLDER
"""

from __future__ import annotations

import os
import sys

os.environ["RUNTIME__DLTHUB_TELEMETRY"] = "false"
os.environ["RUNTIME__LOG_LEVEL"] = "ERROR"

import dlt
from dlt.sources.helpers.rest_client.auth import OAuth2ClientCredentials
from dlt.sources.rest_api import rest_api_source

api, accounts, app, folder = sys.argv[1:]

listing = (
    {"path": "browse/new-releases", "params": {"limit": 50}}
    if app == "extended"
    else {"path": "search", "params": {"q": "tag:new", "type": "album", "limit": 10}}
)
source = rest_api_source(
    {
        "client": {
            "base_url": f"{api}/",
            "auth": OAuth2ClientCredentials(
                access_token_url=f"{accounts}/api/token", client_id="bench", client_secret="bench"
            ),
        },
        "resources": [
            {
                "name": "albums",
                "primary_key": "id",
                "endpoint": {
                    **listing,
                    "data_selector": "albums.items",
                    "paginator": {
                        "type": "offset",
                        "limit": listing["params"]["limit"],
                        "total_path": "albums.total" if app == "extended" else None,
                        "maximum_offset": 100,
                    },
                },
            },
            {
                "name": "tracks",
                "primary_key": "id",
                "parallelized": True,
                "include_from_parent": ["id"],
                "endpoint": {
                    "path": "albums/{resources.albums.id}/tracks",
                    "params": {"limit": 50},
                    "data_selector": "items",
                    "paginator": {"type": "json_link", "next_url_path": "next"},
                },
            },
        ],
    }
)
pipeline = dlt.pipeline(
    "bench",
    pipelines_dir=f"{folder}/work",
    destination=dlt.destinations.filesystem(f"{folder}/lake"),
    dataset_name="spotify",
)
pipeline.run(source, loader_file_format="parquet").raise_on_failed_jobs()
print(pipeline.last_trace.last_normalize_info.row_counts)
