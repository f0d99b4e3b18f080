package pipeline.lake.store;

import java.time.Instant;

/**
 * One version of an object, as a listing shows it.
 *
 * @param size in bytes
 * @param etag another one when it was replaced by other bytes; means nothing else
 */
public record ObjectInfo(String key, long size, String etag, Instant lastModified) {}
