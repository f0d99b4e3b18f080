package pipeline.lake.store;

import java.time.Instant;

/**
 * One version of an object, as a list describes it.
 *
 * @param size in bytes
 * @param etag a text without further meaning that changes if other bytes replace the object
 */
public record ObjectInfo(String key, long size, String etag, Instant lastModified) {}
