package pipeline.lake.store;

import java.util.Optional;

/**
 * The settings of requests to S3. The policy of a bucket, or a server other than AWS, can require
 * certain values.
 *
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}; empty for the default
 *     of the bucket
 * @param kmsKeyId the ID of the KMS key for the encryption; empty for the default of the bucket
 * @param requesterPays whether each request states that its sender pays for it
 * @param chunkedUploads whether uploads are sent in chunks. If empty, this depends on whether the
 *     server supports chunks.
 */
public record S3RequestConfig(
    Optional<String> encryption,
    Optional<String> kmsKeyId,
    boolean requesterPays,
    Optional<Boolean> chunkedUploads) {
  /**
   * The default settings: the bucket's default encryption applies, and uploads are sent in chunks
   * if the server supports chunks.
   */
  public static final S3RequestConfig DEFAULT =
      new S3RequestConfig(Optional.empty(), Optional.empty(), false, Optional.empty());

  private static final String KMS = "aws:kms";

  /**
   * Returns the value of the header {@code x-amz-server-side-encryption}; empty for the default of
   * the bucket. If only a key is set, the value is {@code aws:kms}.
   */
  public Optional<String> algorithm() {
    return encryption.or(() -> kmsKeyId.map(key -> KMS));
  }
}
