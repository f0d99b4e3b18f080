package pipeline.lake;

import java.time.Instant;

/**
 * One version of an object, as a listing shows it.
 *
 * @param size in bytes
 * @param etag another one after every replacement; says nothing about the bytes
 */
public record StoredObject(String key, long size, String etag, Instant lastModified) {}
