package pipeline.lake.store;

import java.time.Instant;

/**
 * One version of an object, as the response to a list request describes it.
 *
 * @param size in bytes
 * @param etag an identifier of the version, which changes when other bytes replace the object; its
 *     text has no further meaning
 */
public record ObjectInfo(String key, long size, String etag, Instant lastModified) {}
