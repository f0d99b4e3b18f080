package pipeline.lake.store;

import java.time.Instant;

/**
 * A part of an object that nobody sees: a temporary file of a lake in a folder, or an upload to S3
 * that was not completed.
 *
 * @param key the temporary file, or what the upload would have become
 * @param uploadId what S3 calls it; empty for a file
 * @param bytes 0 where that is not known
 * @param modifiedAt when it was last written, or begun
 */
public record IncompleteUpload(String key, String uploadId, long bytes, Instant modifiedAt) {}
