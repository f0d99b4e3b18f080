package pipeline.lake.store;

import java.util.Optional;

/**
 * Properties of requests that the policy of a bucket, or a server other than AWS, can require.
 *
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}; empty for the default
 *     of the bucket
 * @param kmsKeyId the key to encrypt with; empty for the default of the bucket
 * @param requesterPays whether requests state that their sender pays for them
 * @param chunkedUploads whether uploads are sent in chunks; if empty, uploads are sent without
 *     chunks only if the server does not support chunks
 */
public record S3RequestConfig(
    Optional<String> encryption,
    Optional<String> kmsKeyId,
    boolean requesterPays,
    Optional<Boolean> chunkedUploads) {
  /** The defaults of the bucket. Uploads are sent in chunks if the server supports them. */
  public static final S3RequestConfig DEFAULT =
      new S3RequestConfig(Optional.empty(), Optional.empty(), false, Optional.empty());

  private static final String KMS = "aws:kms";

  /**
   * Returns the value of {@code x-amz-server-side-encryption}. If only a key is set, the value is
   * {@code aws:kms}.
   */
  public Optional<String> algorithm() {
    return encryption.or(() -> kmsKeyId.map(key -> KMS));
  }
}
