package pipeline.lake.store;

import java.time.Instant;

/**
 * An upload to S3 that is not completed, or a temporary file of a lake in a folder.
 *
 * @param key the key of the object that the upload creates, or the key of the temporary file
 * @param uploadId the ID of the multipart upload; empty for a file
 * @param bytes the size; 0 if unknown
 * @param modifiedAt the time of the last write to the file, or of the start of the upload
 */
public record IncompleteUpload(String key, String uploadId, long bytes, Instant modifiedAt) {}
