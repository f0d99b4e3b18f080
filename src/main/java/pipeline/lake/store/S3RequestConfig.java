package pipeline.lake.store;

import java.util.Optional;

/**
 * What a bucket's policy or another maker's server demands of requests.
 *
 * @param encryption {@code AES256}, {@code aws:kms} or {@code aws:kms:dsse}; empty for the bucket's
 *     own choice
 * @param kmsKeyId the key to encrypt with; empty for the bucket's own choice
 * @param requesterPays whether requests say that their sender pays for them
 * @param chunkedUploads whether uploads are sent in chunks, as the SDK does; empty for a server
 *     that is to show it by the first one
 */
public record S3RequestConfig(
    Optional<String> encryption,
    Optional<String> kmsKeyId,
    boolean requesterPays,
    Optional<Boolean> chunkedUploads) {
  /** The bucket decides, and the server shows what it takes. */
  public static final S3RequestConfig DEFAULT =
      new S3RequestConfig(Optional.empty(), Optional.empty(), false, Optional.empty());

  private static final String KMS = "aws:kms";

  /** The value of {@code x-amz-server-side-encryption}; a key alone is one of KMS. */
  public Optional<String> algorithm() {
    return encryption.or(() -> kmsKeyId.map(key -> KMS));
  }
}
