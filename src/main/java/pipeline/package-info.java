/**
 * Where everything is put together, and nothing else: {@link pipeline.Main} is the front door,
 * {@link pipeline.WiredStages} the stages as the command line calls them. The map:
 *
 * <pre>
 *   cli         what the user typed → values; one class a command; results, logs, progress
 *   model       albums, artists, tracks: the domain
 *   spotify     HTTP in, model out
 *   lake        partitions of tables in an object store: the only AWS and Parquet
 *   tables      every table: schema, row, key; what the stages share
 *   extract     the stages extract-releases and extract-tracks
 *   transform   the stage transform
 *   load        the stage load
 *   report      dated stars to a page that people look at
 *   playlist    a random track, found and added once
 *   authorize   a user's consent, by a browser
 *   simulator   a Spotify that runs in the jar
 *   browse      what people look up: searches, an artist's albums
 *   ratelimit   Spotify measured: latencies, and where 429 begins
 *   status      what is there of each date, and what to run
 *   purge       old dates, and what stopped runs left
 *   output      sheets for people: a table on a screen, CSV, Parquet, JSON lines
 *   json        the one JSON writer
 *   startup     the options of the JVM, and the archive of the jar's classes
 * </pre>
 *
 * Imports go one way only; ArchitectureTest holds them.
 */
@NullMarked
package pipeline;

import org.jspecify.annotations.NullMarked;
