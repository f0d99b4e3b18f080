/**
 * The entry point: {@link pipeline.Main} reads the process environment, runs the command line and
 * exits with its code. The packages:
 *
 * <pre>
 *   app         assembles the parts
 *   cli         the command line: shell → command → option → run → result
 *   extract     the stages extract-releases and extract-tracks
 *   transform   the stage transform
 *   load        the stage load
 *   audit       compares a listing with those of earlier dates
 *   tables      row: schemas and rows; stage: what the stages share
 *   lake        tables as Parquet partitions in an object store
 *   spotify     the Spotify client: client → paging, auth, retry → http → api
 *   model       albums, artists, tracks, release dates
 *   report      aggregates the star tables; page: the HTML of a report
 *   status      the state of partitions, and the commands that repair them
 *   doctor      health checks
 *   sql, export, verify, iceberg, purge       other commands that read or maintain a lake
 *   lookup, ratelimit, playlist, authorize    commands that call Spotify for a person
 *   output      result tables as text, CSV, JSON lines and Parquet
 *   simulator   a simulated Spotify
 *   json, tls, startup                        JSON on one line; trust stores; JVM options
 * </pre>
 *
 * <p>Imports point in one direction; {@code ArchitectureTest} checks them.
 */
@NullMarked
package pipeline;

import org.jspecify.annotations.NullMarked;
