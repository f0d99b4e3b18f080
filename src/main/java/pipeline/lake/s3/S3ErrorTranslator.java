package pipeline.lake.s3;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import pipeline.lake.store.LakeException;
import pipeline.lake.store.LakeException.LakeErrorKind;
import pipeline.lake.store.LakeSettings;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/** What S3's failures mean for a lake, and what to do about each. */
final class S3ErrorTranslator {
  private final String bucket;
  private final LakeSettings settings;
  private final S3ClientHolder connection;

  S3ErrorTranslator(String bucket, LakeSettings settings, S3ClientHolder connection) {
    this.bucket = bucket;
    this.settings = settings;
    this.connection = connection;
  }

  /** What is wrong and what helps. */
  record S3ErrorExplanation(LakeErrorKind kind, String problem, String remedy) {}

  /**
   * @param key the whole key in the bucket, the lake's prefix with it
   */
  LakeException translate(SdkException failed, S3Operation operation, String key) {
    S3ErrorExplanation explanation =
        failed instanceof AwsServiceException answer
            ? new ProxyErrorClassifier(answer, settings)
                .verdict()
                .orElseGet(
                    () ->
                        new S3ErrorClassifier(answer, bucket, connection).classify(operation, key))
            : connectionFailure(failed);
    String problem = "cannot " + operation.verb + " s3://" + bucket + "/" + key + endpointSuffix();
    return new LakeException(
        explanation.kind(),
        problem + ": " + explanation.problem() + "; " + explanation.remedy() + ".",
        failed);
  }

  /** A server that describes one version in two ways. */
  LakeException ofTags(String key, String listed, String answered) {
    return new LakeException(
        LakeErrorKind.CONFIGURATION,
        "ETags that do not fit: s3://%s/%s%s has the ETag \"%s\" in lists and \"%s\" in answers, so that no read is sure of its version; take out what changes ETags on the way, such as a proxy, or use another server."
            .formatted(bucket, key, endpointSuffix(), listed, answered));
  }

  /** A server that takes the frames of an upload for its content. */
  LakeException ofFrames(String key) {
    return new LakeException(
        LakeErrorKind.CONFIGURATION,
        "upload stored with its frames: s3://%s/%s%s has more in it than was sent and is deleted again; unset S3_CHUNKED_UPLOADS or set it to false, so that uploads are sent without chunks."
            .formatted(bucket, key, endpointSuffix()));
  }

  /** An object of an older upload to such a server. */
  LakeException ofFramesRead(String key) {
    return new LakeException(
        LakeErrorKind.DAMAGED,
        "object stored with the frames of its upload: s3://%s/%s%s; delete it and rerun what writes it, which now sends it without them."
            .formatted(bucket, key, endpointSuffix()));
  }

  /** The chosen server, for it decides what the bucket's name means. */
  private String endpointSuffix() {
    return settings
        .endpoint()
        .map(endpoint -> " at " + endpoint.replaceAll("//[^/@]*@", "//…@"))
        .orElse("");
  }

  static S3ErrorExplanation connectionFailure(SdkException failed) {
    Optional<Throwable> credentials = cause(failed, CredentialsException.class);
    if (credentials.isPresent()) {
      return ((CredentialsException) credentials.get()).verdict();
    }
    String message = String.valueOf(failed.getMessage());
    if (message.contains("Unable to load credentials")) {
      return new S3ErrorExplanation(
          LakeErrorKind.DENIED,
          "no AWS credentials were found",
          "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment or in .env, or"
              + " AWS_PROFILE, or run where a role is attached");
    }
    if (message.contains(WebPageInterceptor.MESSAGE)) {
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          "no S3 is at this address: " + WebPageInterceptor.MESSAGE,
          "check host and port of AWS_ENDPOINT_URL_S3: a server's console has another port than its"
              + " S3");
    }
    if (message.contains("Unable to load region")) {
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          "no AWS region is set",
          "set AWS_REGION to the bucket's region");
    }
    if (cause(failed, CertPathBuilderException.class).isPresent()) {
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          "the server's certificate is signed by nobody whom this JVM trusts",
          "set CA_BUNDLE to a file with your authority's certificate (PEM)");
    }
    if (cause(failed, CertificateException.class).isPresent()
        || cause(failed, SSLPeerUnverifiedException.class).isPresent()) {
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          "the server's certificate is refused (" + message + ")",
          "check AWS_ENDPOINT_URL_S3, HTTPS_PROXY and this machine's clock, or have the certificate"
              + " replaced");
    }
    if (failed.getClass() == SdkClientException.class
        && failed.getCause() == null
        && !message.contains("checksum")) {
      // What the SDK finds wrong before it sends anything, such as settings that exclude each
      // other.
      return new S3ErrorExplanation(
          LakeErrorKind.CONFIGURATION,
          "the AWS settings cannot be used (" + message + ")",
          "correct them in the environment, in .env or in ~/.aws");
    }
    return new S3ErrorExplanation(
        LakeErrorKind.UNREACHABLE,
        unreachable(failed),
        "check the network, HTTPS_PROXY, AWS_ENDPOINT_URL_S3 and AWS_REGION, then rerun");
  }

  private static String unreachable(SdkException failed) {
    return cause(failed, UnknownHostException.class)
        .map(unknown -> "unknown host (" + unknown.getMessage() + ")")
        .or(() -> cause(failed, SocketTimeoutException.class).map(late -> "no answer in time"))
        .or(() -> cause(failed, ConnectException.class).map(Throwable::getMessage))
        .orElseGet(() -> "the connection failed (" + failed.getMessage() + ")");
  }

  private static Optional<Throwable> cause(Throwable failed, Class<? extends Throwable> type) {
    for (Throwable current = failed; current != null; current = current.getCause()) {
      if (type.isInstance(current)) {
        return Optional.of(current);
      }
    }
    return Optional.empty();
  }
}
